/** One line of the conversation as an element: words, pictures, files, and what became of it. */
import type { Line } from "./conversation";
import { icon, make, paragraphs } from "./dom";
import type { ShownFile } from "./protocol";
import { sizeIn, type Words } from "./words";

export interface LineSurroundings {
  words: Words;
  language: string;
  title: string;
  /** The sender's name is written once above several lines. */
  showsName: boolean;
  isSeen: boolean;
  retry: (line: Line) => void;
}

export function drawLine(line: Line, around: LineSurroundings): HTMLElement {
  const { words } = around;
  const who = line.mine ? words.you : line.who || around.title;
  const element = make(
    "div",
    { class: line.mine ? "line mine" : "line" },
    around.showsName && !line.mine
      ? make("p", { class: "name" }, make("bdi", {}, who))
      : make("span", { class: "away" }, `${who}: `),
  );
  if (line.text) element.append(make("div", { class: "bubble" }, ...paragraphs(line.text)));
  for (const file of line.files) element.append(file.is_image ? drawPicture(file, words) : drawFile(file, words));
  if (line.state === "sending") element.append(drawProgress(line, words));
  element.append(drawMeta(line, around));
  return element;
}

function drawPicture(file: ShownFile, words: Words): HTMLElement {
  return make(
    "a",
    { class: "picture", href: file.url, target: "_blank", rel: "noopener" },
    make("img", { src: file.url, alt: file.name, loading: "lazy" }),
    make("span", { class: "away" }, ` (${words.opensInNewTab})`),
  );
}

function drawFile(file: ShownFile, words: Words): HTMLElement {
  return make(
    "a",
    { class: "file", href: file.url, target: "_blank", rel: "noopener" },
    icon("file"),
    make("bdi", {}, file.name),
    make("bdi", { class: "meta" }, sizeIn(words, file.size)),
    make("span", { class: "away" }, ` (${words.opensInNewTab})`),
  );
}

function drawProgress(line: Line, words: Words): HTMLElement {
  const fill = make("i");
  fill.style.width = `${line.percent}%`;
  const facts = { class: "track", role: "progressbar", "aria-valuenow": line.percent, "aria-label": words.sending(line.percent) };
  return make("div", facts, fill);
}

function drawMeta(line: Line, around: LineSurroundings): HTMLElement {
  const { words } = around;
  const meta = make("div", { class: "meta" });
  if (line.state === "failed") {
    meta.append(
      make("span", { class: "failed" }, words.failed),
      make("button", { type: "button", class: "again", onclick: () => around.retry(line) }, icon("retry", 16), words.again),
    );
    return meta;
  }
  if (line.state === "waiting" || line.state === "sending") {
    meta.append(icon("clock", 14), line.state === "waiting" ? words.waiting : words.sending(line.percent));
    return meta;
  }
  const moment = new Date(line.at);
  const clock = moment.toLocaleTimeString(around.language, { hour: "2-digit", minute: "2-digit", hour12: false });
  meta.append(make("time", { datetime: line.at, dir: "ltr" }, clock));
  if (line.mine) {
    const became = around.isSeen ? words.seen : words.sent;
    const tick = make("span", { class: around.isSeen ? "seen" : "", title: became }, icon(around.isSeen ? "checks" : "check", 16));
    meta.append(tick, make("span", { class: "away" }, became));
  }
  return meta;
}
