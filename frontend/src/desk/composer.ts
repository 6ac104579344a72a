import htmx from "htmx.org";

import { showToast } from "../toast";
import { Editor, type Trigger } from "./editor";
import { Hints } from "./hints";
import { Picker } from "./picker";
import { tokenHeaders } from "./request";
import { Uploads } from "./uploads";

type Direction = "out" | "note";
type Kind = Direction | "solution";

// By what is written, the element's own words for it.
const HINTS = { out: "hintOut", note: "hintNote", solution: "hintSolution" } as const;
const LABELS = { out: "labelOut", note: "labelNote", solution: "labelSolution" } as const;
const NOTHING = { out: "nothingOut", note: "nothingNote", solution: "nothingSolution" } as const;

const SAVE_AFTER_MS = 1_000;

/**
 * Where answers and notes are written. The text lives here; the server keeps a draft of it, sends it, and says when
 * something arrived meanwhile. Whatever fails, the text stays.
 */
class AnswerComposer extends HTMLElement {
  private editor!: Editor;
  private picker!: Picker;
  private uploads!: Uploads;
  private hints!: Hints;
  private form!: HTMLFormElement;
  private direction: Direction = "out";
  /** What is written is offered as the solution. */
  private isSolution = false;
  private range: Trigger | null = null;
  private dismissed = -1;
  private saveTimer = 0;
  private isSaved = true;
  private acknowledged = "";
  private readonly listening = new AbortController();

  connectedCallback(): void {
    this.form = this.querySelector<HTMLFormElement>("#composer-form")!;
    const draft = this.querySelector<HTMLTemplateElement>("[data-draft]");
    this.editor = new Editor(this.querySelector<HTMLElement>("[data-editor]")!, draft?.innerHTML ?? "", {
      changed: (isEdit) => this.onChange(isEdit),
      pressed: (event) => this.picker.press(event),
      received: (files) => this.uploads.add(files),
    });
    this.picker = new Picker(this.querySelector<HTMLElement>("[data-picker]")!, (option) => this.insert(option));
    this.uploads = new Uploads(this.querySelector<HTMLElement>("[data-files]")!, this.data("uploadUrl"), (name) =>
      showToast({ level: "error", text: `${this.data("fileFailed")} ${name}` }),
    );
    this.hints = new Hints(this.querySelector<HTMLElement>("[data-hints]")!, this.data("hintsUrl"), this.editor);
    this.write(this.data("direction") === "note" ? "note" : "out");
    this.listen();
    this.askHints();
  }

  disconnectedCallback(): void {
    this.listening.abort();
    this.editor.view.destroy();
  }

  /** Opens the confirmation when there is something to offer; else what is written next is the solution. */
  offerSolution(): void {
    if (this.editor.isEmpty || this.direction === "note") {
      this.write("out", true);
      this.editor.focus();
      return;
    }
    document.querySelector<HTMLDialogElement>("#propose")?.showModal();
  }

  private listen(): void {
    const { signal } = this.listening;
    this.addEventListener("click", (event) => this.onClick(event), { signal });
    this.querySelector("[data-file-input]")?.addEventListener("change", (event) => this.pickFiles(event), { signal });
    this.form.addEventListener("submit", (event) => this.onSubmit(event), { signal, capture: true });
    this.addEventListener("focusout", (event) => this.onLeave(event), { signal });
    document.addEventListener("click", (event) => this.onDialogClick(event), { signal });
    document.addEventListener("composer:sent", (event) => this.onSent(event as CustomEvent<Told>), { signal });
    document.addEventListener("composer:promised", (event) => this.onPromised(event as CustomEvent<Told>), { signal });
    document.addEventListener("composer:gap", (event) => this.onGap(event as CustomEvent<Told>), { signal });
    document.addEventListener("composer:restore", (event) => this.onRestore(event as CustomEvent<Told>), { signal });
    document.querySelector("[data-link-form]")?.addEventListener("submit", () => this.addLink(), { signal });
    addEventListener("pagehide", () => this.save(), { signal });
    this.addEventListener("dragover", (event) => event.preventDefault(), { signal });
    this.addEventListener("drop", (event) => this.onDrop(event), { signal });
  }

  private onClick(event: Event): void {
    const control = event.target instanceof Element ? event.target.closest<HTMLElement>("button") : null;
    if (!control) return;
    const { tab, mark, list } = control.dataset;
    if (tab) {
      this.write(tab as Direction);
      this.askHints();
      this.editor.focus();
    } else if ("plain" in control.dataset) {
      this.write("out");
      this.editor.focus();
    } else if (mark) this.editor.toggle(mark as "strong" | "em");
    else if (list) this.editor.toggleList(list as "bullet" | "ordered");
    else if ("link" in control.dataset) this.openLink();
    else if ("attach" in control.dataset) this.querySelector<HTMLInputElement>("[data-file-input]")?.click();
    else if ("book" in control.dataset) this.openBook();
  }

  /** Buttons of this composer's dialogs, which stand outside it. */
  private onDialogClick(event: Event): void {
    const control = event.target instanceof Element ? event.target.closest<HTMLElement>("button") : null;
    if (!control) return;
    if ("offerSolution" in control.dataset) this.offerSolution();
    else if ("sendProposal" in control.dataset) this.send(control, { is_proposal: "1" });
    else if (control.dataset["sendAt"]) this.send(control, { send_at: control.dataset["sendAt"] });
    else if ("sendAtButton" in control.dataset) {
      const field = document.querySelector<HTMLInputElement>("[data-send-at-field]");
      if (field?.value) this.send(control, { send_at: field.value });
      else field?.focus();
    }
  }

  private send(control: HTMLElement, fields: Record<string, string>): void {
    control.closest("dialog")?.close();
    for (const [name, value] of Object.entries(fields)) this.field(name).value = value;
    this.form.requestSubmit();
  }

  private onSubmit(event: Event): void {
    const isNothing = this.editor.isEmpty && this.uploads.isEmpty;
    this.refuse(isNothing ? this.data(NOTHING[this.kind]) : this.uploads.isBusy ? this.data("filesComing") : "");
    if (isNothing || this.uploads.isBusy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.editor.focus();
      return;
    }
    clearTimeout(this.saveTimer);
    if (this.isSolution) this.field("is_proposal").value = "1";
    this.field("html").value = this.editor.html;
    this.field("seen").value = this.newestSeen();
    for (const old of this.form.querySelectorAll("[name=mention]")) old.remove();
    for (const person of this.direction === "note" ? this.editor.mentions : []) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = "mention";
      field.value = person;
      this.form.append(field);
    }
    // The next attempt starts plain, whatever becomes of this one.
    queueMicrotask(() => setTimeout(() => ["is_proposal", "send_at"].forEach((name) => (this.field(name).value = "")), 0));
  }

  /** The newest message on this screen: of the timeline, or of what the server showed after a refusal. */
  private newestSeen(): string {
    const timeline = document.querySelector<HTMLElement>("#timeline")?.dataset["newest"] ?? "";
    const arrived = this.querySelector<HTMLElement>("#composer-notice [data-newest]")?.dataset["newest"] ?? "";
    this.acknowledged = [timeline, arrived, this.acknowledged].sort().at(-1) ?? "";
    return this.acknowledged;
  }

  private onSent(event: CustomEvent<Told>): void {
    if (event.detail.case !== this.data("case")) return;
    this.isSaved = true;
    this.showSaved(false);
    this.field("with_gap").value = "";
    this.editor.html = "";
    this.uploads.clear();
    this.hints.clear();
    this.querySelector("#composer-notice")?.replaceChildren();
    // Whoever writes notes writes on for colleagues: the next word must not reach the customer unnoticed.
    this.write(this.direction);
    document.querySelector("case-timeline")?.dispatchEvent(new CustomEvent("timeline:end"));
  }

  /** A gap was left to fill in; sent once more unchanged, the answer leaves with it. */
  private onGap(event: CustomEvent<Told>): void {
    if (event.detail.case !== this.data("case")) return;
    this.field("with_gap").value = "1";
    this.editor.blame(this.querySelector("[data-refused]")!.id);
    this.editor.select(event.detail.gap ?? "");
  }

  private onRestore(event: CustomEvent<Told>): void {
    if (event.detail.case !== this.data("case")) return;
    // Files return to the composer on the server: only a fresh page lists them.
    if (event.detail.has_files) {
      location.reload();
      return;
    }
    // What was taken back promises nothing; a question about another answer stands.
    this.querySelector(`#composer-asked [data-of="${event.detail.message}"]`)?.remove();
    this.write("out", event.detail.is_proposal);
    this.editor.html = (event.detail.html ?? "") + this.editor.html;
    this.editor.focus();
    this.askHints();
  }

  /** The pressed button went with the question, so its writer goes on where they write; the next one stands by now. */
  private onPromised(event: CustomEvent<Told>): void {
    if (event.detail.case === this.data("case")) this.editor.focus();
  }

  private write(direction: Direction, isSolution = false): void {
    this.direction = direction;
    this.isSolution = isSolution;
    const isNote = direction === "note";
    this.form.classList.toggle("is-note", isNote);
    this.form.classList.toggle("is-solution", isSolution);
    this.form.setAttribute("hx-post", isNote ? this.data("noteUrl") : this.data("answerUrl"));
    for (const tab of this.querySelectorAll<HTMLElement>("[data-tab]"))
      tab.setAttribute("aria-pressed", String(tab.dataset["tab"] === direction));
    for (const part of this.querySelectorAll<HTMLElement>("[data-for]")) part.hidden = part.dataset["for"] !== direction;
    for (const part of this.querySelectorAll<HTMLElement>("[data-as]"))
      part.hidden = (part.dataset["as"] === "solution") !== isSolution;
    this.editor.label(this.label(), this.data(HINTS[this.kind]));
    this.refuse("");
    this.picker.close();
  }

  private label(): string {
    const place = this.querySelector<HTMLElement>("[data-editor]");
    return place?.dataset[LABELS[this.kind]] ?? "";
  }

  private get kind(): Kind {
    return this.isSolution ? "solution" : this.direction;
  }

  /** Says beside the text why it did not leave; nothing once it may. */
  private refuse(why: string): void {
    const place = this.querySelector<HTMLElement>("[data-refused]")!;
    place.textContent = why;
    this.editor.blame(why ? place.id : "");
  }

  private onChange(isEdit: boolean): void {
    for (const control of this.querySelectorAll<HTMLElement>("[data-mark], [data-list], [data-link]")) {
      const name = control.dataset["mark"] ?? control.dataset["list"] ?? "link";
      control.setAttribute("aria-pressed", String(this.editor.isActive(name)));
    }
    this.followTrigger(isEdit);
    if (!isEdit) return;
    this.isSaved = false;
    this.showSaved(false);
    this.field("with_gap").value = "";
    this.refuse("");
    clearTimeout(this.saveTimer);
    this.saveTimer = window.setTimeout(() => this.pause(), SAVE_AFTER_MS);
  }

  /** «/» opens ready answers in an answer, «@» colleagues in a note. */
  private followTrigger(isEdit: boolean): void {
    const trigger = this.editor.trigger;
    const url = { "/": this.data("readyUrl"), "@": this.direction === "note" ? this.data("colleaguesUrl") : "" };
    if (!trigger || !url[trigger.sign]) {
      if (this.range) this.picker.close();
      this.range = null;
      this.dismissed = -1;
      return;
    }
    // Escape closes the list until another word begins.
    if (this.range && !this.picker.isOpen) this.dismissed = trigger.from;
    this.range = trigger;
    if (isEdit && this.dismissed !== trigger.from) this.picker.open(url[trigger.sign], trigger.words, false);
  }

  private openBook(): void {
    this.range = null;
    if (this.picker.isOpen) this.picker.close();
    else this.picker.open(this.data("readyUrl"), "", true);
  }

  private insert(option: HTMLElement): void {
    const { person, name } = option.dataset;
    const range = this.range;
    this.range = null;
    this.picker.close();
    if (person && name && range) this.editor.insertMention(person, name, range);
    else this.editor.insertHtml(option.querySelector("template")?.innerHTML ?? "", range);
  }

  private openLink(): void {
    const field = document.querySelector<HTMLInputElement>("[data-link-field]");
    if (field) field.value = "";
    document.querySelector<HTMLDialogElement>("#composer-link")?.showModal();
  }

  private addLink(): void {
    const address = document.querySelector<HTMLInputElement>("[data-link-field]")?.value.trim() ?? "";
    // The dialog returns the focus to its opener after this event; the editor takes it from there.
    setTimeout(() => this.editor.addLink(address), 0);
  }

  private pickFiles(event: Event): void {
    const input = event.target as HTMLInputElement;
    this.uploads.add(input.files ?? []);
    input.value = "";
  }

  private onDrop(event: DragEvent): void {
    if (event.defaultPrevented && event.target instanceof Node && this.editor.view.dom.contains(event.target)) return;
    event.preventDefault();
    this.uploads.add(event.dataTransfer?.files ?? []);
  }

  private onLeave(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && this.contains(event.relatedTarget)) return;
    this.picker.close();
  }

  /** The writer stopped for a moment. */
  private pause(): void {
    this.save();
    this.askHints();
  }

  /** Among colleagues one may write as one likes. */
  private askHints(): void {
    if (this.direction === "out") this.hints.ask();
    else this.hints.clear();
  }

  /** Survives leaving the page; a draft that could not be kept is only a draft. */
  private save(): void {
    clearTimeout(this.saveTimer);
    if (this.isSaved) return;
    this.isSaved = true;
    const body = new URLSearchParams({ html: this.editor.html, direction: this.direction });
    fetch(this.data("draftUrl"), { method: "POST", headers: tokenHeaders(), body, keepalive: true })
      .then((answer) => this.showSaved(answer.ok && !this.editor.isEmpty))
      .catch(() => (this.isSaved = false));
  }

  private showSaved(isShown: boolean): void {
    this.querySelector<HTMLElement>("[data-saved]")!.hidden = !isShown;
  }

  private field(name: string): HTMLInputElement {
    return this.form.elements.namedItem(name) as HTMLInputElement;
  }

  private data(name: string): string {
    return this.dataset[name] ?? "";
  }
}

interface Told {
  case: string;
  message?: string;
  html?: string;
  is_proposal?: boolean;
  has_files?: boolean;
  gap?: string;
}

export function defineComposer(): void {
  customElements.define("answer-composer", AnswerComposer);
  // The element makes its own content; htmx reads the form once it stands.
  for (const composer of document.querySelectorAll("answer-composer")) htmx.process(composer);
}
