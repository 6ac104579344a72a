import { tokenHeaders } from "./request";
import type { Editor } from "./editor";

/**
 * What the server notices in a draft, shown under the editor: better words, which replace their clause when chosen, and
 * promises, whose fields belong to the form and go with the answer. Never in the way of sending: without an answer from
 * the server there is simply nothing to say.
 */
export class Hints {
  private request: AbortController | null = null;

  constructor(
    private readonly place: HTMLElement,
    private readonly url: string,
    private readonly editor: Editor,
  ) {
    place.addEventListener("click", (event) => this.onClick(event));
  }

  clear(): void {
    this.request?.abort();
    this.place.replaceChildren();
  }

  /** Asks about the text as it stands; what was set about a promise goes along, and comes back with it. */
  ask(): void {
    if (this.editor.isEmpty) this.clear();
    else void this.fetch(this.url, {});
  }

  private onClick(event: Event): void {
    const control = event.target instanceof Element ? event.target.closest<HTMLElement>("button") : null;
    const hint = control?.closest<HTMLElement>("[data-wording]");
    if (!control || !hint) return;
    const { family = "", clause = "", chooseUrl = "" } = hint.dataset;
    const isUsed = "useWords" in control.dataset;
    if (isUsed) {
      const better = control.parentElement?.querySelector("span")?.textContent ?? "";
      const words = hint.querySelector("mark")?.textContent ?? "";
      // Within a clause a link or a line may stand that its plain text tells otherwise.
      if (!this.editor.replaceWords(clause, better) && !this.editor.replaceWords(words, better)) return this.ask();
    }
    void this.fetch(chooseUrl, { family, choice: isUsed ? "used" : "kept" });
    this.editor.focus();
  }

  private async fetch(url: string, more: Record<string, string>): Promise<void> {
    this.request?.abort();
    const request = (this.request = new AbortController());
    const body = new URLSearchParams({ html: this.editor.html, ...this.fields(), ...more });
    try {
      const answer = await fetch(url, { method: "POST", headers: tokenHeaders(), body, signal: request.signal });
      const html = await answer.text();
      if (answer.ok && !request.signal.aborted) this.show(html);
    } catch {
      // Away or replaced by a newer question.
    }
  }

  private show(html: string): void {
    // A time somebody is just setting is not taken from under their hands.
    if (this.place.contains(document.activeElement) && document.activeElement instanceof HTMLInputElement) return;
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    this.place.replaceChildren(holder.content);
  }

  private fields(): Record<string, string> {
    const found: Record<string, string> = {};
    for (const field of this.place.querySelectorAll<HTMLInputElement>("input"))
      if (field.type !== "checkbox" || field.checked) found[field.name] = field.value;
    return found;
  }
}
