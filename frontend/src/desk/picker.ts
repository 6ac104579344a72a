/**
 * A list of choices fetched from the server: ready answers and colleagues. The focus stays where one types; arrows
 * move the mark, Enter chooses, Escape closes.
 */
export class Picker {
  private readonly list: HTMLElement;
  private readonly search: HTMLInputElement;
  private marked = -1;
  private request: AbortController | null = null;
  private url = "";
  private waiting = 0;

  constructor(
    private readonly place: HTMLElement,
    private readonly choose: (option: HTMLElement) => void,
  ) {
    this.list = place.querySelector<HTMLElement>("[data-picker-list]")!;
    this.search = place.querySelector<HTMLInputElement>("[data-picker-search]")!;
    this.search.addEventListener("input", () => this.fetchLater(this.search.value));
    this.search.addEventListener("keydown", (event) => {
      if (this.press(event)) event.preventDefault();
    });
    // Pressing must not take the focus, or the place to insert at would be lost.
    place.addEventListener("pointerdown", (event) => {
      if (event.target !== this.search) event.preventDefault();
    });
    place.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="option"]') : null;
      if (option) this.choose(option);
    });
  }

  get isOpen(): boolean {
    return !this.place.hidden;
  }

  /** Opens on `url` with what is typed so far; with a search field the focus goes there. */
  open(url: string, words: string, withSearch: boolean): void {
    this.url = url;
    this.search.hidden = !withSearch;
    this.search.value = words;
    if (!this.isOpen) this.list.replaceChildren();
    this.place.hidden = false;
    if (withSearch) this.search.focus();
    this.fetchLater(words, 0);
  }

  close(): void {
    this.request?.abort();
    clearTimeout(this.waiting);
    this.place.hidden = true;
    this.list.replaceChildren();
    this.marked = -1;
  }

  /** True when the key was meant for the list. */
  press(event: KeyboardEvent): boolean {
    if (!this.isOpen || event.isComposing || event.ctrlKey || event.metaKey) return false;
    const options = this.options();
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowDown") this.mark(options, (this.marked + 1) % options.length);
    else if (event.key === "ArrowUp") this.mark(options, (this.marked - 1 + options.length) % options.length);
    else if ((event.key === "Enter" || event.key === "Tab") && options[this.marked]) this.choose(options[this.marked]!);
    else return false;
    return true;
  }

  private options(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>('[role="option"]')];
  }

  private mark(options: HTMLElement[], index: number): void {
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    this.marked = options.length ? index : -1;
    options[index]?.scrollIntoView({ block: "nearest" });
    if (options[index]) this.search.setAttribute("aria-activedescendant", options[index].id);
  }

  private fetchLater(words: string, delay = 150): void {
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.fetch(words), delay);
  }

  private async fetch(words: string): Promise<void> {
    this.request?.abort();
    this.request = new AbortController();
    const address = `${this.url}?q=${encodeURIComponent(words)}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: this.request.signal }).catch(() => null);
    if (!answer?.ok || !this.isOpen) return;
    this.list.innerHTML = await answer.text();
    this.mark(this.options(), 0);
  }
}
