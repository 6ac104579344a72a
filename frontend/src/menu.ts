const GAP = 4;
const EDGE = 8;

/**
 * Menus are popovers in the top layer, which no scrolling pane can cut; light dismissal and Escape are the browser's.
 * This places them beside their button and moves the focus with the arrows, Home, End and first letters.
 */
export function startMenus(): void {
  document.addEventListener("toggle", onToggle, true);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    const item = event.target instanceof Element ? event.target.closest('[role^="menuitem"]') : null;
    item?.closest<HTMLElement>(".mk-menu")?.hidePopover();
  });
}

function onToggle(event: Event): void {
  const menu = event.target;
  if (!(menu instanceof HTMLElement) || !menu.matches(".mk-menu")) return;
  const button = buttonOf(menu);
  const isOpen = menu.matches(":popover-open");
  button?.setAttribute("aria-expanded", String(isOpen));
  if (isOpen && button) {
    place(menu, button);
    itemsOf(menu)[0]?.focus();
  } else if (menu.contains(document.activeElement)) {
    button?.focus();
  }
}

function buttonOf(menu: HTMLElement): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[popovertarget="${CSS.escape(menu.id)}"]`);
}

function itemsOf(menu: Element): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)')];
}

/** Below the button and aligned with its start or end, turned over where the window ends. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const anchor = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const isRtl = getComputedStyle(button).direction === "rtl";
  const alignsEnd = button.closest("[data-menu]")?.getAttribute("data-menu") === "end";
  const x = alignsEnd === isRtl ? anchor.left : anchor.right - width;
  const hasRoomBelow = anchor.bottom + GAP + height <= innerHeight - EDGE;
  const y = hasRoomBelow ? anchor.bottom + GAP : anchor.top - GAP - height;
  menu.style.left = `${Math.min(Math.max(x, EDGE), innerWidth - width - EDGE)}px`;
  menu.style.top = `${Math.max(y, EDGE)}px`;
}

function onKey(event: KeyboardEvent): void {
  const menu = event.target instanceof Element ? event.target.closest<HTMLElement>(".mk-menu") : null;
  if (!menu) {
    openByArrow(event);
    return;
  }
  if (event.key === "Tab") {
    menu.hidePopover();
    return;
  }
  const next = nextItem(itemsOf(menu), event);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function openByArrow(event: KeyboardEvent): void {
  const button = event.target instanceof Element ? event.target.closest('[aria-haspopup="menu"]') : null;
  if (event.key !== "ArrowDown" || !button) return;
  event.preventDefault();
  document.getElementById(button.getAttribute("popovertarget") ?? "")?.showPopover();
}

function nextItem(items: HTMLElement[], event: KeyboardEvent): HTMLElement | undefined {
  const current = items.indexOf(document.activeElement as HTMLElement);
  if (event.key === "ArrowDown") return items[(current + 1) % items.length];
  if (event.key === "ArrowUp") return items.at(current - 1);
  if (event.key === "Home") return items[0];
  if (event.key === "End") return items.at(-1);
  if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey) return undefined;
  const after = [...items.slice(current + 1), ...items.slice(0, current + 1)];
  return after.find((item) => item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()));
}
