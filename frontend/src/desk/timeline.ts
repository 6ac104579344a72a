// Nearer than this to the end counts as reading the end.
const AT_END = 80;
const TALLEST_MAIL = 2_000;

/**
 * The scroller keeps its end in view by itself (its children run upwards). What arrives while somebody reads above
 * moves nothing: a pill says that there is more below.
 */
class CaseTimeline extends HTMLElement {
  private readonly scroller = () => this.querySelector<HTMLElement>("[data-scroller]")!;
  private newest = "";

  connectedCallback(): void {
    this.newest = this.lastMessage();
    const pill = this.querySelector<HTMLElement>("[data-below]")!;
    pill.addEventListener("click", () => this.goToEnd());
    this.addEventListener("timeline:end", () => this.goToEnd());
    this.addEventListener("htmx:after:settle", () => this.notice());
    this.scroller().addEventListener("scroll", () => {
      if (this.isAtEnd()) pill.hidden = true;
    });
  }

  private isAtEnd(): boolean {
    return Math.abs(this.scroller().scrollTop) < AT_END;
  }

  private lastMessage(): string {
    return [...this.querySelectorAll("#timeline [data-message]")].at(-1)?.id ?? "";
  }

  private notice(): void {
    const last = this.lastMessage();
    if (last !== this.newest && !this.isAtEnd()) this.querySelector<HTMLElement>("[data-below]")!.hidden = false;
    this.newest = last;
  }

  private goToEnd(): void {
    this.querySelector<HTMLElement>("[data-below]")!.hidden = true;
    this.scroller().scrollTo({ top: 0 });
  }
}

/** A mail as it was written stands in a frame that can run nothing; it is loaded when unfolded and fitted to its text. */
function startMailFrames(): void {
  document.addEventListener(
    "toggle",
    (event) => {
      const fold = event.target;
      if (!(fold instanceof HTMLDetailsElement) || !fold.matches("[data-mail-frame]") || !fold.open) return;
      const frame = fold.querySelector("iframe");
      if (frame && !frame.src) load(frame, frame.dataset["src"] ?? "");
    },
    true,
  );
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-show-pictures]") : null;
    const frame = button?.closest("[data-mail-frame]")?.querySelector("iframe");
    if (!button || !frame) return;
    button.parentElement?.remove();
    load(frame, `${frame.dataset["src"] ?? ""}?pictures=1`);
  });
}

function load(frame: HTMLIFrameElement, address: string): void {
  frame.addEventListener("load", () => fit(frame));
  frame.src = address;
}

function fit(frame: HTMLIFrameElement): void {
  const body = frame.contentDocument?.body;
  if (!body) return;
  const measure = (): void => {
    const margin = body.getBoundingClientRect().top + frame.contentWindow!.scrollY;
    frame.style.blockSize = `${Math.min(body.scrollHeight + 2 * margin, TALLEST_MAIL) + 2}px`;
  };
  measure();
  new ResizeObserver(measure).observe(body);
}

export function defineTimeline(): void {
  customElements.define("case-timeline", CaseTimeline);
  startMailFrames();
}
