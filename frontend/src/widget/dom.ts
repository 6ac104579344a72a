/** Small parts for building elements. Nothing is ever parsed from text: host pages may demand trusted types. */
import { dirOf } from "../direction";

type Child = Node | string | null | false;
type Facts = Record<string, string | number | boolean | undefined | ((event: Event) => void)>;

/** An element with attributes, `onclick`-like listeners and children; `false` leaves an attribute out. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  facts: Facts = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  chat: "M20 11.5a7.5 7.5 0 0 1-11.2 6.5L4 19.5l1.5-4.3A7.5 7.5 0 1 1 20 11.5z",
  down: "M6 9.5l6 6 6-6",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  send: "M5 12h13M12.5 6l6 6-6 6",
  clip: "M19.5 11.5l-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.9 7.9a1.5 1.5 0 0 1-2.2-2.2l7.2-7.2",
  check: "M5 12.5l4.5 4.5L19 7.5",
  checks: "M2.5 12.5L7 17l9-9.5M12 17l9.5-9.5",
  clock: "M12 7.5V12l3 2M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0z",
  file: "M7 3.5h6.5L18 8v12.5H7zM13.5 3.5V8H18",
  retry: "M19 12a7 7 0 1 1-2.3-5.2M19 4v4h-4",
} as const;

export type IconName = keyof typeof SHAPES;

/** A drawing hidden from screen readers. Those that travel turn around in Hebrew. */
export function icon(name: IconName, size = 20): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const facts = {
    viewBox: "0 0 24 24",
    width: size,
    height: size,
    fill: "none",
    stroke: "currentColor",
    "stroke-width": name === "more" ? 2.5 : 1.75,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
    class: name === "send" ? "icon turns" : "icon",
  };
  for (const [attribute, value] of Object.entries(facts)) svg.setAttribute(attribute, String(value));
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g;

/** Lines of text, each in its own direction; addresses become links. */
export function paragraphs(text: string): HTMLElement[] {
  return text.split(/\n/).map((line) => {
    const paragraph = make("p", { dir: dirOf(line) });
    let from = 0;
    for (const found of line.matchAll(ADDRESS)) {
      paragraph.append(line.slice(from, found.index));
      paragraph.append(make("a", { href: found[0], target: "_blank", rel: "noopener noreferrer", dir: "ltr" }, found[0]));
      from = found.index + found[0].length;
    }
    paragraph.append(line.slice(from) || (from ? "" : "\u00a0"));
    return paragraph;
  });
}
