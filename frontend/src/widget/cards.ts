/** The small cards above the composer: a solution to confirm, an address to leave, an end to confirm. */
import { icon, make } from "./dom";
import type { Standing } from "./protocol";
import type { Words } from "./words";

/** Buttons wait for the server: they stay pressed until the conversation's new standing is drawn. */
function once(act: () => boolean): (event: Event) => void {
  return (event) => {
    const buttons = (event.currentTarget as HTMLElement).parentElement?.querySelectorAll("button") ?? [];
    if (act()) for (const button of buttons) button.disabled = true;
  };
}

export function solutionCard(words: Words, answer: (isSolved: boolean) => boolean): HTMLElement {
  const button = (isSolved: boolean, text: string): HTMLElement =>
    make("button", { type: "button", class: isSolved ? "button primary" : "button", onclick: once(() => answer(isSolved)) }, text);
  return make(
    "section",
    { class: "card lifted", "aria-labelledby": "solved" },
    make("h3", { id: "solved" }, words.solvedQuestion),
    make("p", { class: "lead" }, words.solvedLead),
    make("div", { class: "row" }, button(true, words.solvedYes), button(false, words.solvedNo)),
  );
}

export function closedCard(words: Words, standing: Standing, rate: (ease: number) => boolean): HTMLElement {
  return make(
    "section",
    { class: "card lifted" },
    make("p", { class: "done" }, icon("check"), make("span", {}, words.closed(standing.reference))),
    ...easeOf(words, standing, rate),
    make(
      "a",
      { class: "link", href: standing.link, target: "_blank", rel: "noopener" },
      words.casePage,
      make("span", { class: "away" }, ` (${words.opensInNewTab})`),
    ),
  );
}

/** Customers are not asked after every case: the server says when they are. */
function easeOf(words: Words, standing: Standing, rate: (ease: number) => boolean): HTMLElement[] {
  if (standing.ease) return [make("p", { class: "lead" }, words.rateThanks)];
  return standing.asks_ease ? [easeQuestion(words, rate)] : [];
}

/** One question, nothing chosen beforehand, and no need to answer. */
function easeQuestion(words: Words, rate: (ease: number) => boolean): HTMLElement {
  const marks = words.rateMarks.map((text, index) =>
    make(
      "button",
      { type: "button", class: "mark", "aria-label": `${index + 1}: ${text}`, title: text, onclick: once(() => rate(index + 1)) },
      String(index + 1),
    ),
  );
  const ends = make("p", { class: "ends", "aria-hidden": "true" });
  ends.append(make("span", {}, words.rateMarks[0]), make("span", {}, words.rateMarks[4]));
  return make(
    "div",
    { role: "group", "aria-labelledby": "ease" },
    make("p", { class: "lead", id: "ease" }, words.rateQuestion),
    make("div", { class: "row" }, ...marks),
    ends,
  );
}

export interface DetailsActs {
  save(name: string, email: string): boolean;
  skip(): void;
}

/** Browsers accept a domain without an ending, which nobody's mail has. */
const WITH_ENDING = "[^@]+@[^@]+\\.[^@.]+";

export function detailsCard(words: Words, standing: Standing, acts: DetailsActs): HTMLElement {
  const name = make("input", { name: "name", autocomplete: "name", maxlength: 80, dir: "auto", placeholder: " ", value: standing.name });
  const facts = { name: "email", type: "email", autocomplete: "email", maxlength: 254, dir: "ltr", value: standing.email };
  const email = make("input", { ...facts, pattern: WITH_ENDING, "aria-describedby": "email-error" });
  const error = make("p", { class: "error", id: "email-error", role: "alert", hidden: true }, words.badEmail);
  const save = (event: Event): void => {
    event.preventDefault();
    const isWrong = email.value.trim() !== "" && !email.validity.valid;
    email.setAttribute("aria-invalid", String(isWrong));
    error.hidden = !isWrong;
    if (isWrong) email.focus();
    else if (!name.value.trim() && !email.value.trim()) acts.skip();
    else acts.save(name.value.trim(), email.value.trim());
  };
  return make(
    "form",
    { class: "card", novalidate: true, onsubmit: save, "aria-labelledby": "details" },
    make("h3", { id: "details" }, words.details),
    make("p", { class: "lead" }, words.detailsLead),
    make("label", {}, words.name, " ", make("span", {}, `(${words.optional})`), name),
    make("label", {}, words.email, " ", make("span", {}, `(${words.optional})`), email),
    error,
    make(
      "div",
      { class: "row" },
      make("button", { type: "submit", class: "button primary" }, words.save),
      make("button", { type: "button", class: "button", onclick: () => acts.skip() }, words.notNow),
    ),
  );
}

export function endCard(words: Words, end: () => void, goOn: () => void): HTMLElement {
  return make(
    "section",
    { class: "card lifted", role: "alertdialog", "aria-labelledby": "end", "aria-describedby": "end-lead" },
    make("h3", { id: "end" }, words.endQuestion),
    make("p", { class: "lead", id: "end-lead" }, words.endLead),
    make(
      "div",
      { class: "row" },
      make("button", { type: "button", class: "button primary", onclick: end }, words.endYes),
      make("button", { type: "button", class: "button", onclick: goOn }, words.endNo),
    ),
  );
}
