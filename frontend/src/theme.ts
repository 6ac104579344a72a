import htmx from "htmx.org";

const NAMES = { light: "moked", dark: "moked-dark" } as const;
type Choice = keyof typeof NAMES;
const YEAR_SECONDS = 31_536_000;

/**
 * The server writes `data-theme` before the first paint; this only changes it. The cookie serves visitors, and
 * `data-theme-toggle="<address>"` keeps a signed-in person's choice with the person.
 */
export function startTheme(): void {
  nameToggles();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", nameToggles);
  document.addEventListener("click", (event) => {
    const toggle = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-theme-toggle]") : null;
    if (!toggle) return;
    const choice: Choice = isDark() ? "light" : "dark";
    document.documentElement.dataset["theme"] = NAMES[choice];
    document.cookie = `moked_theme=${choice}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    const address = toggle.dataset["themeToggle"];
    if (address) void htmx.ajax("POST", address, { values: { theme: choice }, swap: "none" });
    nameToggles();
  });
}

function isDark(): boolean {
  const named = document.documentElement.dataset["theme"];
  return named ? named === NAMES.dark : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** A button is named by what it will do, which depends on the look of this moment. */
function nameToggles(): void {
  for (const toggle of document.querySelectorAll<HTMLElement>("[data-theme-toggle]")) {
    const name = isDark() ? toggle.dataset["labelLight"] : toggle.dataset["labelDark"];
    if (!name) continue;
    toggle.setAttribute("aria-label", name);
    toggle.title = name;
  }
}
