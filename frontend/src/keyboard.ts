/**
 * Shortcuts are declared where they act: `data-shortcut="ctrl+k"`, `"g d"` (one key after the other), `"?"`.
 * Pressing focuses a field and clicks anything else. Single keys never fire while somebody writes, and can be
 * switched off (WCAG 2.1.4). `j` and `k` walk the rows marked `data-row` of the nearest list.
 */

const SEQUENCE_MS = 1_000;
const SWITCHED_OFF = "shortcuts-off";

let prefix = "";
let prefixTimer = 0;

export function startKeyboard(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const chord = chordOf(event);
    const isModified = event.ctrlKey || event.metaKey;
    if (!isModified && (isWriting(event.target) || localStorage.getItem(SWITCHED_OFF))) return;
    if (act(chord, event.target)) event.preventDefault();
  });
  document.addEventListener("toggle", (event) => fillHelp(event.target), true);
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.matches("[data-shortcut-switch]")) return;
    if (box.checked) localStorage.removeItem(SWITCHED_OFF);
    else localStorage.setItem(SWITCHED_OFF, "yes");
  });
}

/** Letters by their place on the keyboard: with a Hebrew layout on, the key of G writes ע. */
function chordOf(event: KeyboardEvent): string {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const key = (letter ?? event.key).toLowerCase();
  return event.ctrlKey || event.metaKey ? `ctrl+${key}` : key;
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}

function act(chord: string, target: EventTarget | null): boolean {
  const sequence = prefix ? `${prefix} ${chord}` : chord;
  const element = findFor(sequence, target) ?? findFor(chord, target);
  remember(chord);
  if (element) {
    prefix = "";
    press(element);
    return true;
  }
  return (chord === "j" || chord === "k") && step(chord === "j" ? 1 : -1);
}

function remember(chord: string): void {
  clearTimeout(prefixTimer);
  prefix = chord.length === 1 ? chord : "";
  prefixTimer = window.setTimeout(() => (prefix = ""), SEQUENCE_MS);
}

/** The form one writes in comes first: a page may have several "send" buttons. */
function findFor(shortcut: string, target: EventTarget | null): HTMLElement | null {
  const selector = `[data-shortcut="${CSS.escape(shortcut)}"]:not(:disabled)`;
  const form = target instanceof Element ? target.closest("form") : null;
  const open = document.querySelector<HTMLElement>("dialog:modal");
  const root = open ?? document;
  return form?.querySelector<HTMLElement>(selector) ?? root.querySelector<HTMLElement>(selector);
}

function press(element: HTMLElement): void {
  if (element.matches("input, textarea, select, [contenteditable]")) element.focus();
  else element.click();
}

function visibleRows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row]")].filter((row) => row.checkVisibility());
}

function step(direction: 1 | -1): boolean {
  const rows = visibleRows();
  if (!rows.length) return false;
  const focused = rows.findIndex((row) => row.contains(document.activeElement));
  const start = focused >= 0 ? focused : rows.findIndex((row) => row.matches("[aria-current]"));
  const next = rows[Math.min(Math.max(start + direction, 0), rows.length - 1)];
  next?.focus();
  return true;
}

/**
 * The help lists what this page offers at this moment, by the names the controls carry, and what comes with a place:
 * `data-comes-with="u"` names the key of a control that stands there for a short time only.
 */
function fillHelp(target: EventTarget | null): void {
  const list = target instanceof Element ? target.querySelector("[data-shortcut-list]") : null;
  if (!list) return;
  const box = (target as Element).querySelector<HTMLInputElement>("[data-shortcut-switch]");
  if (box) box.checked = !localStorage.getItem(SWITCHED_OFF);
  // A hidden control only says why its key does nothing here.
  const controls = [...document.querySelectorAll<HTMLElement>("[data-shortcut]:not([hidden])")];
  const rows = controls.map((element) => helpRow(nameOf(element), element.dataset["shortcut"] ?? ""));
  if (visibleRows().length) rows.push(helpRow((list as HTMLElement).dataset["rows"] ?? "", "j k"));
  const known = new Set(controls.map((element) => element.dataset["shortcut"]));
  for (const place of document.querySelectorAll<HTMLElement>("[data-comes-with]")) {
    const key = place.dataset["comesWith"] ?? "";
    if (!known.has(key)) rows.push(helpRow(place.dataset["comesName"] ?? "", key));
  }
  list.replaceChildren(...rows);
}

function helpRow(what: string, shortcut: string): HTMLElement {
  const row = document.createElement("div");
  const name = document.createElement("dt");
  const keys = document.createElement("dd");
  row.className = "flex items-center justify-between gap-4";
  name.textContent = what;
  // Keys are pressed in Latin order on a Hebrew page too.
  keys.dir = "ltr";
  keys.append(...keyCaps(shortcut));
  row.append(name, keys);
  return row;
}

function nameOf(element: HTMLElement): string {
  const words = element.cloneNode(true) as HTMLElement;
  for (const extra of words.querySelectorAll("kbd, .mk-rail-count, [hidden]")) extra.remove();
  return element.getAttribute("aria-label") ?? words.textContent?.trim() ?? "";
}

function keyCaps(shortcut: string): Node[] {
  return shortcut.split(" ").map((chord) => {
    const cap = document.createElement("kbd");
    cap.className = "kbd kbd-sm mk-num ms-1";
    cap.textContent = chord
      .split("+")
      .map((key) => (key.length > 1 ? key.charAt(0).toUpperCase() + key.slice(1) : key.toUpperCase()))
      .join(" + ");
    return cap;
  });
}
