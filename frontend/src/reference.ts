// The API's reference: words narrow the list of operations and the page with it. Everything else is links.
import { forbidEvaluation } from "./no_eval";

forbidEvaluation();

const search = document.querySelector<HTMLInputElement>("[data-ref-search]");
const list = document.querySelector<HTMLDetailsElement>(".mk-ref-list");
// On a phone the list would push the reference off the screen.
if (list && !matchMedia("(min-width: 768px)").matches) list.open = false;

if (search) {
  search.hidden = false;
  search.addEventListener("input", () => narrow(search.value));
  document.addEventListener("keydown", (event) => {
    const isWriting = event.target instanceof HTMLInputElement;
    if (event.key === "/" && !isWriting) {
      event.preventDefault();
      search.focus();
    }
    if (event.key === "Escape" && event.target === search) {
      search.value = "";
      narrow("");
    }
  });
}
// A link to what the words hid shows it again.
addEventListener("hashchange", () => {
  const wanted = document.getElementById(location.hash.slice(1));
  if (search && wanted?.hidden) {
    search.value = "";
    narrow("");
    wanted.scrollIntoView();
  }
});

function narrow(text: string): void {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const section of document.querySelectorAll<HTMLElement>("[data-ref-section]")) {
    let here = 0;
    for (const operation of section.querySelectorAll<HTMLElement>("[data-ref-operation]")) {
      const said = `${section.querySelector("h2")?.textContent ?? ""} ${operation.textContent ?? ""}`.toLowerCase();
      operation.hidden = !words.every((word) => said.includes(word));
      const line = document.querySelector<HTMLElement>(`[data-ref-line="${operation.id}"]`);
      if (line) line.hidden = operation.hidden;
      if (!operation.hidden) here += 1;
    }
    section.hidden = here === 0;
    found += here;
  }
  for (const part of document.querySelectorAll<HTMLElement>("[data-ref-part]")) {
    part.hidden = part.querySelector("[data-ref-line]:not([hidden])") === null;
  }
  if (list && words.length) list.open = true;
  const empty = document.querySelector<HTMLElement>("[data-ref-empty]");
  if (empty) empty.hidden = found > 0;
}
