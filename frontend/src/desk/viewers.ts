import { type Presence, tellViewing } from "../live";

// Each page says again that it is looked at; silence twice as long means that it is not.
const REPEAT_MS = 10_000;
const FADE_MS = 2.2 * REPEAT_MS;

/** Who else looks at this case: a row of initials in its head. */
class CaseViewers extends HTMLElement {
  private readonly seen = new Map<string, number>();
  private timer = 0;

  connectedCallback(): void {
    document.addEventListener("live:presence", this.onPresence);
    this.timer = window.setInterval(() => this.tell(), REPEAT_MS);
    // The socket opens a moment after the page.
    setTimeout(() => this.tell(), 1_000);
  }

  disconnectedCallback(): void {
    document.removeEventListener("live:presence", this.onPresence);
    clearInterval(this.timer);
  }

  private readonly onPresence = (event: Event): void => {
    const { type, case: caseId, who } = (event as CustomEvent<Presence>).detail;
    if (caseId !== this.dataset["case"]) return;
    const isNew = !this.seen.has(who);
    this.seen.set(who, Date.now());
    // Whoever just came does not know of us yet.
    if (isNew && type === "viewing") this.tell();
    this.draw();
  };

  private tell(): void {
    if (!document.hidden) tellViewing(this.dataset["case"] ?? "");
    this.draw();
  }

  private draw(): void {
    for (const [who, at] of this.seen) if (Date.now() - at > FADE_MS) this.seen.delete(who);
    const names = [...this.seen.keys()];
    if (names.join() === [...this.children].map((child) => child.getAttribute("data-who")).join()) return;
    this.replaceChildren(...names.map((who) => this.avatar(who)));
  }

  private avatar(who: string): HTMLElement {
    const sign = document.createElement("span");
    const words = (this.dataset["text"] ?? "%s").replace("%s", who);
    const parts = who.split(" ");
    sign.className = "mk-avatar is-agent size-7 text-[11px] ring-2 ring-base-100";
    sign.dataset["who"] = who;
    sign.setAttribute("role", "img");
    sign.setAttribute("aria-label", words);
    sign.title = words;
    sign.textContent = (parts[0]?.[0] ?? "") + (parts.length > 1 ? (parts.at(-1)?.[0] ?? "") : "");
    return sign;
  }
}

export function defineViewers(): void {
  customElements.define("case-viewers", CaseViewers);
}
