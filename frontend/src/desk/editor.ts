import { baseKeymap, chainCommands, toggleMark } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { InputRule, inputRules, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { DOMParser, DOMSerializer, type Mark, type MarkType, type Node, type NodeType, Slice } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { type Command, EditorState, Plugin, TextSelection, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";

import { dirOf } from "../direction";
import { isSafe, schema } from "./schema";

const { paragraph, bullet_list: bulletList, ordered_list: orderedList, list_item: listItem } = schema.nodes;
const { strong, em, link } = schema.marks;

export interface Watcher {
  /** After every change of text or selection. */
  changed(isEdit: boolean): void;
  /** Before the editor sees a key; true keeps it. */
  pressed(event: KeyboardEvent): boolean;
  /** Files pasted or dropped. */
  received(files: File[]): void;
}

/** A word being typed after a sign, from the sign to the caret. */
export interface Trigger {
  sign: "/" | "@";
  words: string;
  from: number;
  to: number;
}

/** Where words stand in the document, and the sign after them. */
interface Place {
  from: number;
  to: number;
  next: string;
}

/** The text of a message: a thin hold of ProseMirror, so that the composer speaks of words and not of positions. */
export class Editor {
  readonly view: EditorView;

  constructor(place: HTMLElement, html: string, watcher: Watcher) {
    this.view = new EditorView(place, {
      state: EditorState.create({ doc: parse(html), plugins: plugins() }),
      attributes: { role: "textbox", "aria-multiline": "true" },
      dispatchTransaction: (change) => this.apply(change, watcher),
      handleKeyDown: (_view, event) => watcher.pressed(event) || this.leave(event),
      // ProseMirror would swallow every Enter; with Ctrl it is the page's, to send.
      handleDOMEvents: { keydown: (_view, event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) },
      handlePaste: (view, event) => takeFiles(event.clipboardData, watcher) || linkSelection(view, event),
      handleDrop: (_view, event) => takeFiles(event.dataTransfer, watcher),
    });
  }

  get html(): string {
    if (this.isEmpty) return "";
    const holder = document.createElement("div");
    holder.append(DOMSerializer.fromSchema(schema).serializeFragment(this.view.state.doc.content));
    return holder.innerHTML;
  }

  set html(html: string) {
    const { state } = this.view;
    this.view.dispatch(state.tr.replaceWith(0, state.doc.content.size, parse(html).content).setMeta("loaded", true));
  }

  get isEmpty(): boolean {
    const { doc } = this.view.state;
    return doc.childCount === 1 && doc.firstChild?.type === paragraph && doc.firstChild.content.size === 0;
  }

  /** Ids of the colleagues mentioned, each once. */
  get mentions(): string[] {
    const found = new Set<string>();
    this.view.state.doc.descendants((node) => {
      if (node.type === schema.nodes.mention) found.add(String(node.attrs["person"]));
    });
    return [...found];
  }

  label(words: string, hint: string): void {
    this.view.dom.setAttribute("aria-label", words);
    this.view.dom.dataset["hint"] = hint;
    this.view.dom.toggleAttribute("data-empty", this.isEmpty);
  }

  /** Marks the text as what a message beside it is about; without one, as fine. */
  blame(messageId: string): void {
    this.view.dom.setAttribute("aria-invalid", String(messageId !== ""));
    this.view.dom.setAttribute("aria-describedby", messageId);
  }

  focus(): void {
    this.view.focus();
  }

  toggle(mark: "strong" | "em"): void {
    this.run(toggleMark(mark === "strong" ? strong : em));
  }

  toggleList(kind: "bullet" | "ordered"): void {
    const type = kind === "bullet" ? bulletList : orderedList;
    this.run(isInside(this.view.state, type) ? liftListItem(listItem) : wrapInList(type));
  }

  isActive(name: string): boolean {
    const { state } = this.view;
    if (name === "bullet") return isInside(state, bulletList);
    if (name === "ordered") return isInside(state, orderedList);
    return hasMark(state, schema.marks[name as "strong" | "em" | "link"]);
  }

  /** Puts an address under the selection, or the address itself where nothing is selected. */
  addLink(href: string): void {
    if (!isSafe(href)) return;
    const { state } = this.view;
    const mark = link.create({ href });
    if (state.selection.empty) this.view.dispatch(state.tr.replaceSelectionWith(schema.text(href, [mark]), false));
    else this.run(toggleMark(link, { href }));
    this.focus();
  }

  /** The sign and word before the caret, when one is being typed. */
  get trigger(): Trigger | null {
    const { $from, empty } = this.view.state.selection;
    if (!empty || !$from.parent.isTextblock) return null;
    const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
    const found = /(?:^|\s)([/@])([^\s/@]{0,30})$/.exec(before);
    if (!found) return null;
    const [, sign, words = ""] = found;
    return { sign: sign as Trigger["sign"], words, from: $from.pos - words.length - 1, to: $from.pos };
  }

  /** Where to stand a list of choices: the caret's place in the window. */
  caret(at?: number): { top: number; bottom: number; left: number; right: number } {
    return this.view.coordsAtPos(at ?? this.view.state.selection.from);
  }

  insertHtml(html: string, range: { from: number; to: number } | null): void {
    const slice = new Slice(parse(html).content, 1, 1);
    const { tr, selection } = this.view.state;
    const { from, to } = range ?? selection;
    this.view.dispatch(tr.replace(from, to, slice).scrollIntoView());
    this.focus();
  }

  /** Puts other words in the place of the first such ones, as one step that can be undone; false when there are none. */
  replaceWords(words: string, better: string): boolean {
    const { state } = this.view;
    const place = this.find(words);
    if (!place) return false;
    // The sentence goes on with its own sign.
    const ending = /[,;.!?]/.test(place.next) ? better.replace(/[.:]$/, "") : better;
    const before = state.doc.textBetween(Math.max(0, place.from - 2), place.from, "\n", "\n").trimEnd();
    const fitting = /[,;]$/.test(before) ? ending.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()) : ending;
    this.view.dispatch(state.tr.insertText(fitting, place.from, place.to).scrollIntoView());
    return true;
  }

  /** Selects the first such words, ready to be written over. */
  select(words: string): void {
    const place = this.find(words);
    const { state } = this.view;
    if (place) {
      const selection = TextSelection.create(state.doc, place.from, place.to);
      this.view.dispatch(state.tr.setSelection(selection).scrollIntoView());
    }
    this.focus();
  }

  private find(words: string): Place | null {
    let found: Place | null = null;
    this.view.state.doc.descendants((node, at) => {
      if (found || !node.isTextblock) return !found;
      // Every leaf counts as one character, so that places in the text are places in the document.
      const text = node.textBetween(0, node.content.size, undefined, "\n").replaceAll("\u00a0", " ");
      const start = text.indexOf(words);
      if (start >= 0) found = { from: at + 1 + start, to: at + 1 + start + words.length, next: text.charAt(start + words.length) };
      return false;
    });
    return found;
  }

  insertMention(person: string, name: string, range: { from: number; to: number }): void {
    const node = schema.nodes.mention.create({ person, name });
    this.view.dispatch(this.view.state.tr.replaceWith(range.from, range.to, [node, schema.text(" ")]).scrollIntoView());
    this.focus();
  }

  /** Escape leaves the text, so that single keys work again. */
  private leave(event: KeyboardEvent): boolean {
    if (event.key === "Escape") this.view.dom.blur();
    return false;
  }

  private run(command: Command): void {
    command(this.view.state, this.view.dispatch);
    this.focus();
  }

  private apply(change: Transaction, watcher: Watcher): void {
    this.view.updateState(this.view.state.apply(change));
    this.view.dom.toggleAttribute("data-empty", this.isEmpty);
    watcher.changed(change.docChanged && !change.getMeta("loaded"));
  }
}

function plugins() {
  const enter = chainCommands(splitListItem(listItem));
  const softBreak: Command = (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(schema.nodes.hard_break.create()).scrollIntoView());
    return true;
  };
  return [
    history(),
    inputRules({ rules: [wrappingInputRule(/^\s*[-*]\s$/, bulletList), wrappingInputRule(/^1\.\s$/, orderedList), autoLink()] }),
    keymap({
      "Mod-z": undo,
      "Mod-y": redo,
      "Shift-Mod-z": redo,
      "Mod-b": toggleMark(strong),
      "Mod-i": toggleMark(em),
      "Shift-Enter": softBreak,
      Enter: enter,
      // Inside a list Tab moves an item; elsewhere it leaves the editor, as everywhere on the page.
      Tab: sinkListItem(listItem),
      "Shift-Tab": liftListItem(listItem),
    }),
    keymap(baseKeymap),
    new Plugin({ props: { decorations: (state) => directions(state) } }),
  ];
}

/**
 * Each block as most of its words run. The text itself says `auto`: whoever shows it or sends it finds its direction by
 * the same rule.
 */
function directions(state: EditorState): DecorationSet {
  const found: Decoration[] = [];
  state.doc.descendants((node, place) => {
    if (node.type !== paragraph && node.type !== bulletList && node.type !== orderedList) return;
    const words = node.textBetween(0, node.content.size, " ", (leaf) => String(leaf.attrs["name"] ?? " "));
    found.push(Decoration.node(place, place + node.nodeSize, { dir: dirOf(words) }));
  });
  return DecorationSet.create(state.doc, found);
}

/** An address followed by a blank becomes a link. */
function autoLink(): InputRule {
  return new InputRule(/(?:^|\s)(https?:\/\/\S+)\s$/, (state, match, start, end) => {
    const href = match[1] ?? "";
    const from = end - href.length;
    return from < start ? null : state.tr.addMark(from, end, link.create({ href })).insertText(" ", end);
  });
}

function parse(html: string): Node {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return DOMParser.fromSchema(schema).parse(holder.content);
}

function takeFiles(data: DataTransfer | null, watcher: Watcher): boolean {
  const files = [...(data?.files ?? [])];
  // A spreadsheet puts its picture beside its text: the text is what was meant.
  if (!files.length || data?.types.includes("text/html")) return false;
  watcher.received(files);
  return true;
}

/** Pasting an address over selected words links them. */
function linkSelection(view: EditorView, event: ClipboardEvent): boolean {
  const text = event.clipboardData?.getData("text/plain").trim() ?? "";
  const { selection, tr } = view.state;
  if (selection.empty || /\s/.test(text) || !isSafe(text)) return false;
  view.dispatch(tr.addMark(selection.from, selection.to, link.create({ href: text })));
  return true;
}

function isInside(state: EditorState, type: NodeType): boolean {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type === type) return true;
  return false;
}

function hasMark(state: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = state.selection;
  if (!empty) return state.doc.rangeHasMark(from, to, type);
  const marks: readonly Mark[] = state.storedMarks ?? $from.marks();
  return Boolean(type.isInSet(marks));
}
