// `data-choices` is a long list of checkboxes in groups that fold. What needs scripts is hidden until they are here:
// words that narrow the list, and choosing all of a group. Without scripts the groups unfold and tick all the same.

type Group = HTMLDetailsElement;

export function startChoices(): void {
  for (const list of document.querySelectorAll<HTMLElement>("[data-choices]")) start(list);
}

function start(list: HTMLElement): void {
  const groups = [...list.querySelectorAll<Group>("[data-choices-group]")];
  const search = list.querySelector<HTMLInputElement>("[data-choices-search]");
  for (const hidden of list.querySelectorAll<HTMLElement>("[data-choices-tool]")) hidden.hidden = false;
  const count = (): void => {
    for (const group of groups) countGroup(group);
    const open = list.querySelector<HTMLElement>("[data-choices-none]");
    if (open) open.hidden = list.querySelector("input[type=checkbox]:checked") !== null;
  };
  list.addEventListener("change", count);
  list.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-choices-set]") : null;
    const group = button?.closest<Group>("[data-choices-group]");
    if (!button || !group) return;
    for (const box of boxesOf(group)) if (isShown(box)) box.checked = button.dataset["choicesSet"] === "all";
    // The form has changed, and whoever warns of that must hear it.
    group.dispatchEvent(new Event("input", { bubbles: true }));
    count();
  });
  search?.addEventListener("input", (event) => {
    // Words that narrow the list are no change of the form.
    event.stopPropagation();
    narrow(list, groups, search.value);
  });
  search?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  count();
}

function boxesOf(group: Group): HTMLInputElement[] {
  return [...group.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
}

function isShown(box: HTMLInputElement): boolean {
  return !box.closest("li")?.hidden;
}

function countGroup(group: Group): void {
  const boxes = boxesOf(group);
  const place = group.querySelector<HTMLElement>("[data-choices-count]");
  if (place) place.textContent = `${boxes.filter((box) => box.checked).length}/${boxes.length}`;
}

/** Shows what holds every word, in groups that unfold for it; without words each group is as it was before. */
function narrow(list: HTMLElement, groups: Group[], text: string): void {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const group of groups) {
    const name = group.querySelector("summary")?.textContent?.toLocaleLowerCase() ?? "";
    let inGroup = 0;
    for (const row of group.querySelectorAll<HTMLElement>("li")) {
      const said = `${name} ${row.textContent?.toLocaleLowerCase() ?? ""}`;
      row.hidden = !words.every((word) => said.includes(word));
      if (!row.hidden) inGroup += 1;
    }
    group.dataset["wasOpen"] ??= String(group.open);
    group.open = words.length ? inGroup > 0 : group.dataset["wasOpen"] === "true";
    if (!words.length) delete group.dataset["wasOpen"];
    group.hidden = inGroup === 0;
    found += inGroup;
  }
  const empty = list.querySelector<HTMLElement>("[data-choices-empty]");
  if (empty) empty.hidden = found > 0;
}
