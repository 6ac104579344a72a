/** A page that comes back with an error stands where it is said: its form may stand far below. */
export function startErrors(): void {
  const said = document.querySelector<HTMLElement>("main .mk-error");
  if (!said) return;
  const field = document.querySelector<HTMLElement>("main [aria-invalid=true]") ?? document.querySelector<HTMLElement>("main [autofocus]");
  field?.focus({ preventScroll: true });
  said.scrollIntoView({ block: "center" });
}
