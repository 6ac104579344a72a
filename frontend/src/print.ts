/** A press on anything with `data-prints` prints the page. */
export function startPrinting(): void {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-prints]")) print();
  });
}
