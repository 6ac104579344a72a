/**
 * Native dialogs and drawers. `data-opens="<id>"` opens, `data-closes` closes the one it stands in, Escape and a
 * press outside close too. A fragment swapped into the shared `#dialog` opens it; the event `dialog:close`, which a
 * response can trigger, closes whatever is open. The browser returns the focus by itself.
 */
export function startDialogs(): void {
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const opener = target.closest<HTMLElement>("[data-opens]");
    if (opener) open(document.getElementById(opener.dataset["opens"] ?? ""));
    if (target.closest("[data-closes]")) target.closest("dialog")?.close();
    if (target instanceof HTMLDialogElement && isOutside(target, event)) target.close();
  });
  document.addEventListener("htmx:after:settle", (event) => {
    const dialog = event.target instanceof Element ? event.target.closest("dialog#dialog") : null;
    if (dialog?.childElementCount) open(dialog);
  });
  document.addEventListener("dialog:close", () => document.querySelector<HTMLDialogElement>("dialog[open]")?.close());
}

function open(dialog: Element | null): void {
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** The backdrop belongs to the dialog: only the place of the press tells them apart. */
function isOutside(dialog: HTMLDialogElement, event: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  const isInside =
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  // A key that activates a control inside reports no place at all.
  return !isInside && (event.clientX !== 0 || event.clientY !== 0);
}
