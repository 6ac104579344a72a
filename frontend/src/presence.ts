import { type Presence, tellTyping } from "./live";

// A writer is told of again while writing, so silence this long means they stopped.
const FADE_MS = 5_000;
const REPEAT_MS = 3_000;

const fading = new WeakMap<Element, number>();
const lastTold = new Map<string, number>();

/**
 * Who else writes on or looks at a case.
 * `<p data-typing-of="<case id>" data-text="%s is writing" hidden>` shows a name; `data-viewing-of` likewise.
 * `<textarea data-types-in="<case id>">` tells the others.
 */
export function startPresence(): void {
  document.addEventListener("live:presence", (event) => show((event as CustomEvent<Presence>).detail));
  document.addEventListener("input", (event) => {
    const field = event.target instanceof Element ? event.target.closest("[data-types-in]") : null;
    const caseId = field?.getAttribute("data-types-in");
    if (!caseId || Date.now() - (lastTold.get(caseId) ?? 0) < REPEAT_MS) return;
    lastTold.set(caseId, Date.now());
    tellTyping(caseId);
  });
}

function show(presence: Presence): void {
  const selector = `[data-${presence.type}-of="${CSS.escape(presence.case)}"]`;
  for (const line of document.querySelectorAll<HTMLElement>(selector)) {
    line.textContent = (line.dataset["text"] ?? "%s").replace("%s", presence.who);
    line.hidden = false;
    clearTimeout(fading.get(line));
    fading.set(line, window.setTimeout(() => (line.hidden = true), FADE_MS));
  }
}
