/** The open chat: header, conversation, cards, composer. Draws a Conversation and passes on what the visitor does. */
import { dirOf } from "../direction";
import { closedCard, detailsCard, endCard, solutionCard } from "./cards";
import { Composer } from "./composer";
import type { Conversation, Line } from "./conversation";
import { icon, make } from "./dom";
import { drawLine } from "./lines";
import type { Memory } from "./memory";
import type { Config } from "./protocol";
import { greetingIn, type Words } from "./words";

const TYPING_SHOWN_MS = 5_000;
const AT_END = 48;

export class Panel {
  readonly element: HTMLElement;
  private readonly status = make("p", { class: "status" });
  private readonly offline = make("p", { class: "offline", role: "status", hidden: true });
  private readonly log: HTMLElement;
  private readonly lines = make("div", { role: "log", "aria-live": "polite", "aria-relevant": "additions" });
  private readonly typingLine = make("p", { class: "typing", "aria-live": "polite" });
  private readonly notice = make("p", { class: "notice", role: "status", hidden: true });
  private readonly card = make("div");
  private readonly hint = make("p", { class: "hint", hidden: true });
  private readonly menu: HTMLElement;
  private readonly menuButton: HTMLElement;
  private readonly composer: Composer;
  private readonly drawn = new Map<string, { element: HTMLElement; looks: string }>();
  private asked: "nothing" | "details" | "end" = "nothing";
  private shownCard = "";
  private typingTimer = 0;

  constructor(
    private readonly config: Config,
    private readonly words: Words,
    private readonly conversation: Conversation,
    private readonly memory: Memory,
    close: () => void,
  ) {
    this.log = make("div", { class: "log", tabindex: 0, role: "region", "aria-label": words.log });
    this.lines.className = "lines";
    this.menu = make("div", { class: "menu", id: "menu", hidden: true, onkeydown: (event) => this.menuKey(event) });
    const opens = { "aria-expanded": "false", "aria-controls": "menu" };
    this.menuButton = make(
      "button",
      { type: "button", class: "tool", "aria-label": words.menu, ...opens, onclick: () => this.toggleMenu() },
      icon("more"),
    );
    const acts = {
      say: (text: string) => conversation.say(text),
      file: (file: File) => conversation.sendFile(file),
      typing: (draft: string) => this.typed(draft),
      refuse: (sentence: string) => this.tell(sentence),
    };
    this.composer = new Composer(words, config.largest_file, acts, memory.read().draft);
    this.log.append(this.greeting(), this.lines, this.notice, this.typingLine);
    this.element = make(
      "div",
      { class: "panel", role: "dialog", "aria-label": config.title, onkeydown: (event) => this.key(event, close) },
      make(
        "header",
        // The page has a banner of its own.
        { role: "none" },
        make("div", { class: "who" }, make("h2", {}, make("bdi", {}, config.title)), this.status),
        this.menuButton,
        make("button", { type: "button", class: "tool", "aria-label": words.close, onclick: close }, icon("down")),
      ),
      this.menu,
      this.offline,
      this.log,
      this.card,
      this.hint,
      this.composer.element,
    );
    this.stayAtEnd();
    this.draw();
  }

  /** Call once the panel is on the page. */
  settle(): void {
    this.composer.fit();
    this.composer.field.focus();
    this.scrollToEnd();
  }

  draw(): void {
    const { standing, line } = this.conversation;
    this.status.textContent = standing.agent ? this.words.withYou(standing.agent) : this.words.answering;
    this.offline.hidden = line === "online" || (line === "connecting" && !this.conversation.hasStarted);
    const state = line === "offline" ? this.words.reconnecting : this.words.connecting;
    if (this.offline.textContent !== state) this.offline.textContent = state;
    this.drawLines();
    this.drawCard();
    this.hint.hidden = !standing.email;
    this.hint.textContent = standing.email ? this.words.detailsSaved(standing.email) : "";
    if (this.conversation.lines.at(-1)?.state === "waiting") this.scrollToEnd();
  }

  showTyping(): void {
    this.typingLine.textContent = this.words.typing(this.conversation.standing.agent);
    clearTimeout(this.typingTimer);
    this.typingTimer = window.setTimeout(() => this.hideTyping(), TYPING_SHOWN_MS);
    this.draw();
  }

  hideTyping(): void {
    this.typingLine.textContent = "";
  }

  /** A sentence at the end of the conversation, for what did not go as wished. */
  tell(sentence: string): void {
    this.notice.textContent = sentence;
    this.notice.hidden = !sentence;
  }

  private scrollToEnd(): void {
    this.log.scrollTop = this.log.scrollHeight;
  }

  /**
   * Pictures load late and cards come and go: whoever was at the end stays there, whoever reads above is left.
   *
   * A scroll heard after the sizes changed, and before the watcher answered, says nothing about the reader.
   */
  private stayAtEnd(): void {
    let isAtEnd = true;
    let settled = "";
    const hasSettled = (): boolean => {
      const before = settled;
      settled = `${this.log.clientHeight} ${this.log.scrollHeight}`;
      return settled === before;
    };
    this.log.addEventListener("scroll", () => {
      if (hasSettled()) isAtEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < AT_END;
    });
    const watcher = new ResizeObserver(() => {
      hasSettled();
      if (isAtEnd) this.scrollToEnd();
    });
    for (const part of [this.log, this.lines, this.typingLine, this.notice]) watcher.observe(part);
  }

  private greeting(): HTMLElement {
    const { notices, greeting, language } = this.config;
    const bubble = make("div", { class: "bubble" }, ...notices.map((text) => make("p", { dir: dirOf(text) }, text)));
    const words = greeting || greetingIn(language);
    bubble.append(make("p", { dir: dirOf(words), lang: language }, words));
    return make("div", { class: "line" }, bubble);
  }

  /** Only what changed is drawn again, so that a screen reader reads new lines once. */
  private drawLines(): void {
    const seenUntil = Date.parse(this.conversation.standing.seen_until || "1970-01-01");
    const keep = new Set<string>();
    let before: Line | undefined;
    let place: ChildNode | null = this.lines.firstChild;
    for (const line of this.conversation.lines) {
      const name = line.client || line.key;
      keep.add(name);
      const showsName = !line.mine && (before === undefined || before.mine || before.who !== line.who);
      const isSeen = line.mine && Date.parse(line.at) <= seenUntil;
      const looks = [line.key, line.state, line.percent, isSeen, showsName].join();
      let drawn = this.drawn.get(name);
      if (drawn?.looks !== looks) {
        const element = drawLine(line, {
          words: this.words,
          language: this.config.language,
          title: this.config.title,
          showsName,
          isSeen,
          retry: (failed) => this.conversation.retry(failed),
        });
        if (drawn) {
          if (place === drawn.element) place = element;
          drawn.element.replaceWith(element);
        }
        drawn = { element, looks };
        this.drawn.set(name, drawn);
      }
      if (drawn.element === place) place = place.nextSibling;
      else this.lines.insertBefore(drawn.element, place);
      before = line;
    }
    for (const [name, { element }] of this.drawn) {
      if (keep.has(name)) continue;
      element.remove();
      this.drawn.delete(name);
    }
  }

  private drawCard(): void {
    const { standing } = this.conversation;
    const wanted = this.wantedCard();
    const looks = `${wanted} ${standing.reference} ${standing.ease} ${standing.asks_ease} ${this.conversation.line === "online"}`;
    // A form somebody is writing in is left alone.
    if (looks === this.shownCard || (wanted === "details" && this.shownCard.startsWith("details"))) return;
    this.shownCard = looks;
    this.card.replaceChildren(...this.cardFor(wanted));
  }

  private wantedCard(): string {
    const { standing, lines } = this.conversation;
    if (this.asked !== "nothing") return this.asked;
    if (standing.proposed) return "solution";
    if (standing.state === "closed" && standing.link) return "closed";
    const isUnderWay = lines.some((line) => line.mine && line.state === "sent");
    return isUnderWay && !standing.email && !this.memory.read().skippedDetails ? "details" : "nothing";
  }

  private cardFor(wanted: string): HTMLElement[] {
    const { standing } = this.conversation;
    switch (wanted) {
      case "solution":
        return [solutionCard(this.words, (isSolved) => this.answer(isSolved))];
      case "closed":
        return [closedCard(this.words, standing, (ease) => this.conversation.rate(ease))];
      case "details":
        return [
          detailsCard(this.words, standing, {
            save: (name, email) => this.conversation.giveDetails(name, email) && this.leaveDetails(),
            skip: () => this.leaveDetails(),
          }),
        ];
      case "end":
        return [
          endCard(
            this.words,
            () => this.conversation.end(),
            () => this.ask("nothing"),
          ),
        ];
      default:
        return [];
    }
  }

  private answer(isSolved: boolean): boolean {
    const isSent = this.conversation.answerProposal(isSolved);
    if (isSent && !isSolved) this.tell(this.words.notYetThanks);
    if (isSent) this.composer.field.focus();
    return isSent;
  }

  private leaveDetails(): true {
    this.memory.change({ skippedDetails: true });
    this.ask("nothing");
    this.composer.field.focus();
    return true;
  }

  private ask(what: "nothing" | "details" | "end"): void {
    this.asked = what;
    this.shownCard = "";
    this.drawCard();
    if (what !== "nothing") this.card.querySelector<HTMLElement>("input, button")?.focus();
  }

  /** The conversation is gone from this browser. */
  ended(): void {
    this.asked = "nothing";
    this.composer.field.value = "";
    this.composer.fit();
    this.tell(this.words.ended);
    this.composer.field.focus();
  }

  private typed(draft: string): void {
    this.memory.change({ draft });
    if (draft) this.conversation.typing();
    if (draft) this.tell("");
  }

  private toggleMenu(isOpen = this.menu.hidden): void {
    this.menu.hidden = !isOpen;
    this.menuButton.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) return;
    const { hasSound } = this.memory.read();
    const item = (text: string, act: () => void): HTMLElement =>
      make("button", { type: "button", onclick: () => (this.toggleMenu(false), act()) }, text);
    this.menu.replaceChildren(
      item(this.words.details, () => this.ask("details")),
      item(hasSound ? this.words.soundOff : this.words.soundOn, () => {
        this.memory.change({ hasSound: !hasSound });
        this.menuButton.focus();
      }),
    );
    if (this.conversation.hasStarted) this.menu.append(item(this.words.end, () => this.ask("end")));
    this.menu.querySelector("button")?.focus();
  }

  private menuKey(event: Event): void {
    const { key } = event as KeyboardEvent;
    const items = [...this.menu.querySelectorAll("button")];
    const root = this.menu.getRootNode() as ShadowRoot;
    const at = items.indexOf(root.activeElement as HTMLButtonElement);
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      items[(at + (key === "ArrowDown" ? 1 : items.length - 1)) % items.length]?.focus();
    }
  }

  private key(event: Event, close: () => void): void {
    const { key, shiftKey } = event as KeyboardEvent;
    // The host page's shortcuts are not for what is written here.
    event.stopPropagation();
    if (key === "Escape") {
      if (!this.menu.hidden) {
        this.toggleMenu(false);
        this.menuButton.focus();
      } else close();
    }
    if (key === "Tab" && this.element.getAttribute("aria-modal") === "true") this.keepFocus(event, shiftKey);
  }

  /** On a phone the chat covers the page: the focus stays inside. */
  private keepFocus(event: Event, isBackward: boolean): void {
    const stops = [...this.element.querySelectorAll<HTMLElement>("button, a[href], input, textarea, [tabindex='0']")].filter(
      (stop) => stop.offsetParent !== null && !(stop as HTMLButtonElement).disabled,
    );
    const root = this.element.getRootNode() as ShadowRoot;
    const edge = isBackward ? stops[0] : stops.at(-1);
    if (root.activeElement !== edge) return;
    event.preventDefault();
    (isBackward ? stops.at(-1) : stops[0])?.focus();
  }
}
