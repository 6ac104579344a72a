/** What the visitor's browser keeps for one widget, so that a reload or a lost network loses nothing. */

export interface Unsent {
  id: string;
  text: string;
  at: string;
}

export interface Kept {
  token: string;
  unsent: Unsent[];
  /** What stands in the composer. */
  draft: string;
  isOpen: boolean;
  hasSound: boolean;
  /** The visitor said 'not now' to leaving an address. */
  skippedDetails: boolean;
}

const EMPTY: Kept = { token: "", unsent: [], draft: "", isOpen: false, hasSound: false, skippedDetails: false };

export class Memory {
  private readonly name: string;
  /** Used alone where the browser forbids storage: the chat then lasts as long as the page. */
  private kept: Kept = { ...EMPTY };

  constructor(key: string) {
    this.name = `moked-chat:${key}`;
  }

  read(): Kept {
    try {
      const stored = localStorage.getItem(this.name);
      if (stored) this.kept = { ...EMPTY, ...(JSON.parse(stored) as Partial<Kept>) };
    } catch {
      // Storage is blocked or holds something else: what is in memory goes on.
    }
    return this.kept;
  }

  /** Reads afresh before writing: another tab of the same site may have written meanwhile. */
  change(changes: Partial<Kept>): void {
    this.kept = { ...this.read(), ...changes };
    try {
      localStorage.setItem(this.name, JSON.stringify(this.kept));
    } catch {
      // Full or blocked; see above.
    }
  }

  addUnsent(item: Unsent): void {
    this.change({ unsent: [...this.read().unsent, item] });
  }

  dropUnsent(id: string): void {
    this.change({ unsent: this.read().unsent.filter((item) => item.id !== id) });
  }

  /** The visitor ended the chat: the next one who sits here finds nothing of it. */
  forget(): void {
    const { isOpen, hasSound } = this.read();
    this.change({ ...EMPTY, isOpen, hasSound });
  }
}
