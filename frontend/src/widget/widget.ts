/**
 * The chat on anybody's site: `<script async src="https://…/chat/widget.js" data-widget="KEY"></script>`.
 *
 * One custom element with a shadow root; nothing global, no inline style or script, no evaluation. Optional on the
 * tag: `data-language="en"` for a page in another language than the widget's, `data-theme="light|dark|auto"`, `data-open` to
 * begin open.
 */
import { Conversation, type Line } from "./conversation";
import { icon, make } from "./dom";
import { Memory } from "./memory";
import { Panel } from "./panel";
import type { Config } from "./protocol";
import { dress } from "./styles";
import { directionOf, wordsFor, type Words } from "./words";

const FULL_SCREEN = matchMedia("(max-width: 599px), (max-height: 479px)");
const FONT_RANGES = { hebrew: "U+0590-05FF, U+200C-2010, U+20AA, U+25CC, U+FB1D-FB4F", latin: "U+0000-00FF, U+2000-206F" };

// Only while the script itself runs does it know its own tag.
const tag = document.currentScript as HTMLScriptElement | null;

class MokedChat extends HTMLElement {
  private readonly shadow = this.attachShadow({ mode: "open" });
  private readonly host: string;
  private readonly key: string;
  private readonly language: string;
  private readonly memory: Memory;
  private readonly root = make("div", { class: "root" });
  private readonly badge = make("span", { class: "badge", "aria-hidden": "true", hidden: true });
  private conversation!: Conversation;
  private config!: Config;
  private words!: Words;
  private launcher!: HTMLElement;
  private panel: Panel | null = null;
  private hostOverflow = "";

  constructor(script: HTMLScriptElement) {
    super();
    this.host = new URL(script.src).origin;
    this.key = script.dataset.widget ?? "";
    this.language = script.dataset.language ?? "";
    this.memory = new Memory(this.key);
    this.root.dataset.theme = script.dataset.theme ?? "auto";
    dress(this.shadow);
    this.shadow.append(this.root);
  }

  /** A widget that may not stand here, or is switched off, stays invisible. */
  async begin(startsOpen: boolean): Promise<void> {
    const address = `${this.host}/chat/${encodeURIComponent(this.key)}/config.json`;
    const asked = this.language ? `?language=${encodeURIComponent(this.language)}` : "";
    const response = await fetch(address + asked, { credentials: "omit" });
    if (!response.ok) return;
    this.config = (await response.json()) as Config;
    this.words = wordsFor(this.config.language);
    this.root.lang = this.config.language === "he" ? "he" : "en";
    this.root.dir = directionOf(this.config.language);
    this.conversation = new Conversation(this.host, this.key, this.config.language, this.memory, {
      changed: () => this.draw(),
      arrived: (line) => this.arrived(line),
      typing: () => this.panel?.showTyping(),
      refused: (refusal) => refusal === "address_unusable" && this.panel?.tell(this.words.badEmail),
      ended: () => this.panel?.ended(),
    });
    this.launcher = make("button", { type: "button", class: "launcher", onclick: () => this.open() }, icon("chat", 26), this.badge);
    this.root.append(this.launcher);
    document.body.append(this);
    document.addEventListener("visibilitychange", () => this.look());
    FULL_SCREEN.addEventListener("change", () => this.fitScreen());
    const { isOpen, token, unsent } = this.memory.read();
    // A conversation under way hears answers while the chat is closed; anybody else costs no socket.
    if (token || unsent.length) this.conversation.connect();
    this.draw();
    if ((isOpen && !FULL_SCREEN.matches) || startsOpen) this.open(false);
  }

  private open(takesFocus = true): void {
    if (this.panel) return;
    loadFont(this.host);
    this.conversation.connect();
    this.memory.change({ isOpen: true });
    this.panel = new Panel(this.config, this.words, this.conversation, this.memory, () => this.close());
    this.launcher.hidden = true;
    this.root.append(this.panel.element);
    this.fitScreen();
    if (takesFocus) this.panel.settle();
    this.look();
  }

  private close(): void {
    this.panel?.element.remove();
    this.panel = null;
    this.memory.change({ isOpen: false });
    this.launcher.hidden = false;
    this.fitScreen();
    this.launcher.focus();
  }

  /** On a phone the chat is the screen: the page behind it neither scrolls nor takes the focus. */
  private fitScreen(): void {
    const covers = this.panel !== null && FULL_SCREEN.matches;
    this.panel?.element.setAttribute("aria-modal", String(covers));
    const page = document.documentElement.style;
    if (covers && page.overflow !== "hidden") {
      this.hostOverflow = page.overflow;
      page.overflow = "hidden";
    } else if (!covers && page.overflow === "hidden") page.overflow = this.hostOverflow;
  }

  private draw(): void {
    const { unread } = this.conversation;
    this.badge.hidden = unread === 0;
    this.badge.textContent = String(Math.min(unread, 99));
    const name = this.words.open(this.config.title);
    this.launcher.setAttribute("aria-label", unread ? `${name}. ${this.words.unread(unread)}` : name);
    this.panel?.draw();
    this.look();
  }

  private look(): void {
    if (this.panel && !document.hidden && this.conversation.unread) this.conversation.markSeen();
  }

  private arrived(line: Line): void {
    this.panel?.hideTyping();
    if (this.memory.read().hasSound && Date.now() - Date.parse(line.at) < 60_000) chime();
  }
}

/** Two soft tones; browsers stay silent until the visitor has touched the page. */
function chime(): void {
  const audio = new AudioContext();
  const volume = audio.createGain();
  volume.gain.setValueAtTime(0.06, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.35);
  volume.connect(audio.destination);
  const tone = audio.createOscillator();
  tone.frequency.setValueAtTime(660, audio.currentTime);
  tone.frequency.setValueAtTime(880, audio.currentTime + 0.12);
  tone.connect(volume);
  tone.start();
  tone.stop(audio.currentTime + 0.35);
  tone.onended = () => void audio.close();
}

/** Fonts are declared for the document: a shadow root cannot. A site that forbids them keeps the system's. */
function loadFont(host: string): void {
  for (const [subset, unicodeRange] of Object.entries(FONT_RANGES)) {
    const source = `url("${host}/static/built/fonts/heebo-${subset}.woff2")`;
    const font = new FontFace("Moked Heebo", source, { weight: "100 900", unicodeRange, display: "swap" });
    document.fonts.add(font);
  }
}

function start(script: HTMLScriptElement): void {
  // A tag pasted twice is one chat.
  if (!script.dataset.widget || customElements.get("moked-chat")) return;
  customElements.define("moked-chat", MokedChat);
  void new MokedChat(script).begin("open" in script.dataset);
}

if (tag) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => start(tag), { once: true });
  else start(tag);
}
