/**
 * Which way a text runs: as most of its words do, as the first one when they are even. The rule of the server
 * (`moked/lib/hebrew/direction.py`), for what is typed and for what a page draws by itself: browsers go by the first
 * letter, which fails «WhatsApp לא עובד לי».
 */

export type Way = "rtl" | "ltr";

const LETTER = /\p{L}/u;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
// Addresses are Latin in every language, so they say nothing about the writer's.
const ADDRESS_SIGNS = /@|:\/\/|www\./;

/** The direction of one paragraph; null when it holds no letters. */
export function paragraphDirection(text: string): Way | null {
  const ways = text.split(/\s+/).flatMap((word) => (ADDRESS_SIGNS.test(word) ? [] : (wordDirection(word) ?? [])));
  const first = ways[0];
  if (!first) return null;
  const right = ways.filter((way) => way === "rtl").length;
  if (2 * right === ways.length) return first;
  return 2 * right > ways.length ? "rtl" : "ltr";
}

function wordDirection(word: string): Way | null {
  const letter = LETTER.exec(word)?.[0];
  return letter ? (RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr") : null;
}

/** What the attribute `dir` of a paragraph says; one without letters follows whoever finds one later. */
export function dirOf(text: string): Way | "auto" {
  return paragraphDirection(text) ?? "auto";
}

/**
 * Lets a field run as what is typed in it does. Where its lines run differently each finds its own way, which browsers
 * know by the first letter only.
 */
export function followWords(field: HTMLTextAreaElement | HTMLInputElement): void {
  const ways = new Set(field.value.split("\n").flatMap((line) => paragraphDirection(line) ?? []));
  const [way] = ways;
  field.dir = way && ways.size === 1 ? way : "auto";
}

/** The same for every field of the page that finds its direction by what is typed. */
export function startDirections(): void {
  const followed = new WeakSet<Element>();
  const follow = ({ target }: Event): void => {
    if (!(target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement)) return;
    if (target.dir === "auto") followed.add(target);
    if (followed.has(target)) followWords(target);
  };
  document.addEventListener("focusin", follow);
  document.addEventListener("input", follow);
}
