import { showToast } from "./toast";

/** `data-copies="<id>"` puts that element's text on the clipboard and says `data-copied`. */
export function startCopying(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copies]") : null;
    const source = button && document.getElementById(button.dataset["copies"] ?? "");
    if (!button || !source) return;
    // Without a secure connection there is no clipboard: the text is selected, ready for the keys.
    if (navigator.clipboard) {
      void navigator.clipboard.writeText(source.innerText).then(() => {
        showToast({ level: "success", text: button.dataset["copied"] ?? "" });
      });
    } else {
      getSelection()?.selectAllChildren(source);
    }
  });
}
