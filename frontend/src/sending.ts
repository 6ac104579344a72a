import { keepToast, showToast } from "./toast";

/**
 * A message with files (`form[data-sends]`): the chosen ones are listed, and sending shows how far it is, which a
 * plain request cannot. Without files the form goes its ordinary way. What was typed stays until it has arrived.
 */
export function startSending(): void {
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.type === "file") list(input);
  });
  // Before htmx: it sends forms too, but without progress.
  document.addEventListener("submit", onSubmit, { capture: true });
}

function list(input: HTMLInputElement): void {
  const form = input.closest<HTMLFormElement>("form[data-sends]");
  const names = form?.querySelector<HTMLElement>("[data-chosen]");
  if (!form || !names) return;
  const largest = Number(form.dataset["largest"] ?? Number.POSITIVE_INFINITY);
  const files = [...(input.files ?? [])];
  if (files.some((file) => file.size > largest)) {
    input.value = "";
    showToast({ level: "error", text: form.dataset["tooLarge"] ?? "" });
  }
  names.replaceChildren(...[...(input.files ?? [])].map(row));
  names.hidden = names.childElementCount === 0;
}

function row(file: File): HTMLElement {
  const item = document.createElement("li");
  item.className = "wrap-anywhere text-muted";
  item.dir = "auto";
  item.textContent = file.name;
  return item;
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("form[data-sends]")) return;
  const hasFiles = [...form.querySelectorAll<HTMLInputElement>("input[type=file]")].some((input) => input.files?.length);
  if (!hasFiles) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  send(form);
}

function send(form: HTMLFormElement): void {
  const request = new XMLHttpRequest();
  const track = form.querySelector("progress");
  const button = form.querySelector<HTMLButtonElement>("button:not([type=button])");
  const ended = (): void => {
    if (track) track.hidden = true;
    if (button) button.disabled = false;
  };
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    if (track && total) track.value = (100 * loaded) / total;
  });
  request.addEventListener("load", () => {
    // The page anew, with the message on it; going back must not send twice.
    if (request.status < 300) {
      keepToast(request.getResponseHeader("HX-Trigger"));
      return location.replace(request.getResponseHeader("HX-Redirect") ?? location.pathname);
    }
    ended();
    showToast({ level: "error", text: reasonIn(request.responseText) });
  });
  request.addEventListener("error", () => {
    ended();
    showToast({ level: "error", text: ownWords("unreachable") });
  });
  if (track) track.hidden = false;
  if (button) button.disabled = true;
  request.open("POST", form.action);
  request.setRequestHeader("HX-Request", "true");
  request.send(new FormData(form));
}

/** What the server says is wrong; its own sentence when it says nothing readable. */
function reasonIn(html: string): string {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const said = answer.querySelector("[data-error-text]") ?? answer.querySelector("#message-error li");
  return said?.textContent?.trim() || ownWords("failed");
}

function ownWords(key: string): string {
  return document.querySelector<HTMLElement>("#toast-template")?.dataset[key] ?? "";
}
