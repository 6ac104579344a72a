// A form with `data-warn-unsaved` lets nobody leave with changes that were not saved.

export function startUnsavedWarning(): void {
  const changed = new Set<HTMLFormElement>();
  const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
  const follow = (): void => {
    if (changed.size) addEventListener("beforeunload", warn);
    else removeEventListener("beforeunload", warn);
  };
  document.addEventListener("input", (event) => {
    const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>("form[data-warn-unsaved]") : null;
    if (form) changed.add(form);
    follow();
  });
  document.addEventListener("submit", (event) => {
    changed.delete(event.target as HTMLFormElement);
    follow();
  });
}
