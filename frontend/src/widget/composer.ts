/** The field one writes in, with its buttons: grows with the text, Enter sends, Shift+Enter breaks the line. */
import { followWords } from "../direction";
import { icon, make } from "./dom";
import { LONGEST_TEXT } from "./protocol";
import { sizeIn, type Words } from "./words";

/** What the server accepts, so that a refusal is told before anything travels. */
const KINDS =
  "image/png,image/jpeg,image/gif,image/webp,image/heic,application/pdf,text/plain,application/msword," +
  "application/vnd.ms-excel,application/vnd.openxmlformats-officedocument.wordprocessingml.document," +
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const TALLEST = 132;

export interface ComposerActs {
  say(text: string): void;
  file(file: File): void;
  typing(draft: string): void;
  refuse(sentence: string): void;
}

export class Composer {
  readonly element: HTMLElement;
  readonly field: HTMLTextAreaElement;
  private readonly button: HTMLButtonElement;

  constructor(
    private readonly words: Words,
    private readonly largestFile: number,
    private readonly acts: ComposerActs,
    draft: string,
  ) {
    this.field = make("textarea", {
      rows: 1,
      maxlength: LONGEST_TEXT,
      dir: "auto",
      placeholder: words.write,
      "aria-label": words.write,
      oninput: () => this.changed(),
      onkeydown: (event) => this.key(event as KeyboardEvent),
      onpaste: (event) => this.pasted(event as ClipboardEvent),
    });
    const picker = make("input", { type: "file", accept: KINDS, multiple: true, hidden: true, tabindex: -1 });
    picker.addEventListener("change", () => {
      for (const file of picker.files ?? []) this.take(file);
      picker.value = "";
    });
    this.button = make("button", { type: "submit", class: "send", "aria-label": words.send }, icon("send"));
    this.element = make(
      "form",
      { class: "composer", onsubmit: (event) => this.submit(event) },
      make(
        "button",
        { type: "button", class: "tool", "aria-label": words.attach, onclick: () => picker.click() },
        icon("clip"),
      ),
      picker,
      this.field,
      this.button,
    );
    this.field.value = draft;
    this.fit();
  }

  /** Follows the text's height and direction; has to run once the field is on the page. */
  fit(): void {
    followWords(this.field);
    this.field.style.height = "44px";
    this.field.style.height = `${Math.min(TALLEST, Math.max(44, this.field.scrollHeight))}px`;
    this.button.disabled = this.field.value.trim() === "";
  }

  private changed(): void {
    this.fit();
    this.acts.typing(this.field.value);
  }

  private key(event: KeyboardEvent): void {
    // While a word is being composed (Chinese, Japanese), Enter belongs to the keyboard.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
  }

  private pasted(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    for (const file of files) this.take(file);
  }

  private submit(event: Event): void {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.acts.say(text);
    this.acts.typing("");
    this.fit();
    this.field.focus();
  }

  private take(file: File): void {
    if (!KINDS.split(",").includes(file.type)) this.acts.refuse(this.words.wrongKind);
    else if (file.size > this.largestFile) this.acts.refuse(this.words.tooLarge(sizeIn(this.words, this.largestFile)));
    else this.acts.file(file);
  }
}
