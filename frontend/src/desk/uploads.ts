import { tokenHeaders } from "./request";

/** Sends files into the composer one by one; each shows how far it is, and becomes the server's own chip. */
export class Uploads {
  private pending = 0;

  constructor(
    private readonly list: HTMLElement,
    private readonly url: string,
    private readonly failed: (name: string) => void,
  ) {
    list.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-remove]") : null;
      if (button) void this.remove(button);
    });
  }

  get isBusy(): boolean {
    return this.pending > 0;
  }

  get isEmpty(): boolean {
    return this.list.childElementCount === 0;
  }

  clear(): void {
    this.list.replaceChildren();
  }

  add(files: Iterable<File>): void {
    for (const file of files) this.send(file);
  }

  private send(file: File): void {
    const chip = document.createElement("li");
    const name = document.createElement("bdi");
    const bar = document.createElement("progress");
    chip.className = "mk-file";
    name.textContent = file.name;
    bar.max = 1;
    bar.value = 0;
    bar.className = "progress w-16";
    bar.setAttribute("aria-label", file.name);
    chip.append(name, bar);
    this.list.append(chip);
    this.pending += 1;

    const body = new FormData();
    body.set("file", file);
    // fetch tells nothing about how much has left; this older interface does.
    const request = new XMLHttpRequest();
    request.open("POST", this.url);
    for (const [header, value] of Object.entries(tokenHeaders())) request.setRequestHeader(header, value);
    request.upload.addEventListener("progress", (event) => (bar.value = event.total ? event.loaded / event.total : 0));
    request.addEventListener("loadend", () => {
      this.pending -= 1;
      if (request.status === 200) chip.outerHTML = request.responseText;
      else {
        chip.remove();
        this.failed(file.name);
      }
    });
    request.send(body);
  }

  private async remove(button: HTMLElement): Promise<void> {
    const answer = await fetch(button.dataset["remove"] ?? "", { method: "POST", headers: tokenHeaders() }).catch(() => null);
    // Already gone is as good as removed.
    if (answer?.ok || answer?.status === 404) button.closest("li")?.remove();
  }
}
