/**
 * Search results walked from the field one types in: the arrows move, Enter opens, Escape leaves the choice and then
 * the dialog. The field is a combobox and keeps the focus; `aria-activedescendant` names the row that Enter opens.
 */

const FIELD = "input[data-walks]";

export function startResults(): void {
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !field.matches(FIELD) || event.isComposing) return;
    if (walk(field, event)) event.preventDefault();
  });
  // New results, or another search: nothing is chosen any more.
  document.addEventListener("htmx:after:swap", () => {
    document.querySelectorAll<HTMLInputElement>(FIELD).forEach((field) => choose(field, null));
  });
}

function walk(field: HTMLInputElement, event: KeyboardEvent): boolean {
  const rows = rowsOf(field);
  const current = rows.findIndex((row) => row.id === field.getAttribute("aria-activedescendant"));
  switch (event.key) {
    case "ArrowDown":
      return choose(field, rows[current + 1 < rows.length ? current + 1 : 0] ?? null);
    case "ArrowUp":
      return choose(field, rows[current > 0 ? current - 1 : rows.length - 1] ?? null);
    case "Enter":
      rows[current]?.click();
      return current >= 0;
    case "Escape":
      return current >= 0 && !choose(field, null);
    default:
      return false;
  }
}

function rowsOf(field: HTMLInputElement): HTMLElement[] {
  const list = document.getElementById(field.getAttribute("aria-controls") ?? "");
  return list ? [...list.querySelectorAll<HTMLElement>("[role=option]:not([aria-disabled])")] : [];
}

/** Marks one row as what Enter opens, or none. Gives whether there is one. */
function choose(field: HTMLInputElement, chosen: HTMLElement | null): boolean {
  const rows = rowsOf(field);
  rows.forEach((row, place) => {
    row.id ||= `${field.getAttribute("aria-controls")}-${place}`;
    row.setAttribute("aria-selected", String(row === chosen));
  });
  field.setAttribute("aria-expanded", String(rows.length > 0));
  if (chosen) field.setAttribute("aria-activedescendant", chosen.id);
  else field.removeAttribute("aria-activedescendant");
  chosen?.scrollIntoView({ block: "nearest" });
  return chosen !== null;
}
