import htmx from "htmx.org";

export interface ToastDetail {
  level?: "success" | "info" | "warning" | "error";
  text: string;
  undo?: string;
}

const STAY_MS = 6_000;
// Long enough to read the sentence, notice the mistake and reach for the button.
const STAY_WITH_UNDO_MS = 10_000;

const KEPT_FOR_NEXT = "moked-toast";

const timers = new WeakMap<Element, number>();

/**
 * Notices come from the server, in its words: `HX-Trigger: {"toast": {level, text, undo}}`. One is shown at a time;
 * an error stays until it is closed. Its look is the template of `ui/base.html`.
 */
export function startToasts(): void {
  const region = document.getElementById("toasts");
  if (!region) return;
  document.addEventListener("toast", (event) => showToast((event as CustomEvent<ToastDetail>).detail));
  document.addEventListener("htmx:response:error", (event) => explain((event as CustomEvent<Failure>).detail.ctx));
  document.addEventListener("htmx:error", (event) => {
    if ((event as CustomEvent<{ error?: unknown }>).detail.error instanceof TypeError) showToast(ownWords("unreachable"));
  });
  region.addEventListener("click", (event) => {
    const closer = event.target instanceof Element ? event.target.closest("[data-toast-close]") : null;
    closer?.closest("[data-toast]")?.remove();
  });
  document.addEventListener("click", (event) => {
    const says = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-says]")?.dataset["says"] : "";
    if (says) showToast({ level: "info", text: says });
  });
  // What was told of the last act is no longer so; what can be undone, or went wrong, stays its time.
  const past = '[data-toast="success"]:not(:has([data-toast-undo]))';
  document.addEventListener("submit", () => region.querySelectorAll(past).forEach((toast) => toast.remove()), true);
  for (const toast of region.querySelectorAll<HTMLElement>("[data-toast]")) leaveLater(toast, STAY_MS);
  showKept();
}

/** For whoever asks the server by hand and then shows the page anew: its notice, in an `HX-Trigger`, is shown there. */
export function keepToast(triggers: string | null): void {
  const toast = triggers && (JSON.parse(triggers) as { toast?: ToastDetail }).toast;
  try {
    if (toast) sessionStorage.setItem(KEPT_FOR_NEXT, JSON.stringify(toast));
  } catch {
    // Without storage the page still shows what was sent.
  }
}

function showKept(): void {
  try {
    const kept = sessionStorage.getItem(KEPT_FOR_NEXT);
    sessionStorage.removeItem(KEPT_FOR_NEXT);
    if (kept) showToast(JSON.parse(kept) as ToastDetail);
  } catch {
    // Nothing was kept.
  }
}

export function showToast({ level = "success", text, undo = "" }: ToastDetail): void {
  const region = document.getElementById("toasts");
  const templates = document.querySelector<HTMLTemplateElement>("#toast-template")?.content;
  const toast = templates?.querySelector(`[data-toast="${level}"]`)?.cloneNode(true);
  if (!region || !(toast instanceof HTMLElement)) return;
  const words = toast.querySelector("[data-toast-text]");
  if (words) words.textContent = text;
  if (undo) words?.after(undoButton(templates, toast, undo));
  region.replaceChildren(toast);
  if (level !== "error") leaveLater(toast, undo ? STAY_WITH_UNDO_MS : STAY_MS);
}

function undoButton(templates: DocumentFragment | undefined, toast: Element, address: string): Node {
  const button = templates?.querySelector("[data-toast-undo]")?.cloneNode(true) ?? document.createTextNode("");
  button.addEventListener("click", () => {
    const region = toast.parentElement;
    toast.remove();
    // Asked from the whole page, the answer would be a page, and neither a word nor what changed would be heard.
    if (region) void htmx.ajax("POST", address, { source: region, swap: "none" });
  });
  return button;
}

/** Somebody reading or reaching for the button keeps the notice. */
function leaveLater(toast: HTMLElement, delay: number): void {
  const start = (): void => {
    clearTimeout(timers.get(toast));
    timers.set(toast, window.setTimeout(() => toast.remove(), delay));
  };
  const hold = (): void => clearTimeout(timers.get(toast));
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("pointerleave", start);
  toast.addEventListener("focusout", start);
  start();
}

interface Failure {
  ctx: { swap: string; text?: string; response?: { status: number } };
}

/** 409 and 422 bring a fragment that belongs on the page; every other failure is said once and swaps nothing. */
function explain(ctx: Failure["ctx"]): void {
  const answer = new DOMParser().parseFromString(ctx.text ?? "", "text/html");
  const sentence = answer.querySelector("[data-error-text]")?.textContent?.trim();
  if (!sentence && (ctx.response?.status === 409 || ctx.response?.status === 422)) return;
  ctx.swap = "none";
  showToast(sentence ? { level: "error", text: sentence } : ownWords("failed"));
}

function ownWords(key: "failed" | "unreachable"): ToastDetail {
  const template = document.querySelector<HTMLElement>("#toast-template");
  return { level: "error", text: template?.dataset[key] ?? "" };
}
