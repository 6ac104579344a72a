import { Schema } from "prosemirror-model";

/**
 * What a message may hold, and nothing else: whatever is typed, pasted or dropped is read through this, so a foreign
 * style, picture or script has nowhere to go. Each block finds its own direction.
 */
export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: {
      content: "inline*",
      group: "block",
      parseDOM: [{ tag: "p" }, { tag: "h1" }, { tag: "h2" }, { tag: "h3" }, { tag: "h4" }, { tag: "pre" }],
      toDOM: () => ["p", { dir: "auto" }, 0],
    },
    bullet_list: {
      content: "list_item+",
      group: "block",
      parseDOM: [{ tag: "ul" }],
      toDOM: () => ["ul", { dir: "auto" }, 0],
    },
    ordered_list: {
      content: "list_item+",
      group: "block",
      parseDOM: [{ tag: "ol" }],
      toDOM: () => ["ol", { dir: "auto" }, 0],
    },
    list_item: {
      content: "paragraph block*",
      defining: true,
      parseDOM: [{ tag: "li" }],
      toDOM: () => ["li", 0],
    },
    text: { group: "inline" },
    mention: {
      inline: true,
      group: "inline",
      atom: true,
      attrs: { person: {}, name: {} },
      parseDOM: [
        {
          tag: "span[data-mention]",
          getAttrs: (element) => ({ person: element.getAttribute("data-mention"), name: element.textContent?.slice(1) }),
        },
      ],
      toDOM: (node) => [
        "span",
        { "data-mention": String(node.attrs["person"]), class: "mk-mention" },
        `@${String(node.attrs["name"])}`,
      ],
    },
    hard_break: {
      inline: true,
      group: "inline",
      selectable: false,
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
    },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [
        { tag: "a[href]", getAttrs: (element) => (isSafe(element.getAttribute("href")) ? { href: element.getAttribute("href") } : false) },
      ],
      toDOM: (mark) => ["a", { href: String(mark.attrs["href"]) }, 0],
    },
    em: { parseDOM: [{ tag: "i" }, { tag: "em" }], toDOM: () => ["em", 0] },
    strong: {
      parseDOM: [
        { tag: "strong" },
        // Word processors wrap whole pastes in a <b> that is not bold.
        { tag: "b", getAttrs: (element) => element.style.fontWeight !== "normal" && null },
      ],
      toDOM: () => ["strong", 0],
    },
  },
});

/** Addresses a message may lead to; the server holds the same list. */
export function isSafe(address: string | null): boolean {
  return /^(https?:|mailto:|tel:)/i.test(address ?? "");
}
