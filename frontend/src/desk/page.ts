/** What the desk's pages need beside their elements: fresh fragments after an act, the search, the drawer, copying. */
export function startDeskPage(): void {
  // The socket says it too, a moment later; whoever acted sees it at once.
  document.addEventListener("desk:changed", () => {
    for (const element of document.querySelectorAll("[data-live]")) element.dispatchEvent(new CustomEvent("live"));
  });
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest<HTMLAnchorElement>('a[data-shortcut="ctrl+k"]');
    if (link && openSearch()) event.preventDefault();
    const copier = target?.closest<HTMLElement>("[data-copy]");
    if (copier) void copy(copier);
  });
  startDrawer();
}

function openSearch(): boolean {
  const dialog = document.querySelector<HTMLDialogElement>("dialog#search");
  if (!dialog) return false;
  if (!dialog.open) dialog.showModal();
  const field = dialog.querySelector<HTMLInputElement>("input[type=search]");
  field?.focus();
  field?.select();
  // With nothing typed it lists what one had last.
  if (field) field.dispatchEvent(new Event("search"));
  return true;
}

async function copy(button: HTMLElement): Promise<void> {
  const field = button.parentElement?.querySelector<HTMLInputElement>("[data-copy-field]");
  if (!field) return;
  await navigator.clipboard.writeText(field.value).catch(() => field.select());
  const words = button.querySelector("span");
  if (words) words.textContent = button.dataset["copy"] ?? "";
}

/** On narrow screens the customer's panel moves into a drawer and back: it is one panel, so it is never there twice. */
function startDrawer(): void {
  const drawer = document.querySelector<HTMLDialogElement>("#customer-drawer");
  const home = document.querySelector<HTMLElement>("[data-panel-home]");
  const away = document.querySelector<HTMLElement>("[data-panel-away]");
  if (!drawer || !home || !away) return;
  const move = (): void => {
    const panel = document.getElementById("panel");
    if (panel) (drawer.open ? away : home).append(panel);
  };
  new MutationObserver(move).observe(drawer, { attributeFilter: ["open"] });
  matchMedia("(width >= 64rem)").addEventListener("change", (wide) => wide.matches && drawer.close());
}
