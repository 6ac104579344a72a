/** A mail's "not yet" leads to its field: whatever is folded around it opens. Elsewhere browsers do this themselves. */
export function startAnchors(): void {
  const reveal = (): void => {
    const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    const fold = target?.closest("details");
    if (!target || !fold || fold.open) return;
    fold.open = true;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", reveal);
  reveal();
}
