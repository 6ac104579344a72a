/** What travels over the socket, as the server's `protocol` module describes it. Version 1. */

export const VERSION = 1;
export const LONGEST_TEXT = 4000;

export interface ShownFile {
  name: string;
  size: number;
  url: string;
  is_image: boolean;
}

export interface ShownMessage {
  id: string;
  mine: boolean;
  who: string;
  text: string;
  at: string;
  proposal: boolean;
  /** Our own id of what was written here; empty for everything else. */
  client: string;
  files: ShownFile[];
}

export interface Standing {
  reference: string;
  state: "open" | "closed";
  /** A solution was offered and waits for a yes. */
  proposed: boolean;
  /** First name of whoever has the case. */
  agent: string;
  /** The case's page, once it is closed. */
  link: string;
  name: string;
  email: string;
  /** Up to this moment somebody has read what was written here. */
  seen_until: string;
  /** What was answered about ease, 0 before. */
  ease: number;
  /** Whether the survey asks this visitor about ease this time. */
  asks_ease: boolean;
}

export interface Kept {
  id: string;
  message: string;
  at: string;
}

export type FromServer =
  | { type: "welcome"; version: number; token: string; lost?: boolean }
  | { type: "started"; token: string }
  | ({ type: "kept" } & Kept)
  | ({ type: "message" } & ShownMessage)
  | ({ type: "state" } & Standing)
  | { type: "typing" }
  | { type: "ended" }
  | { type: "pong" }
  | { type: "refused"; code: string };

export type ToServer =
  | { type: "hello"; version: number; token: string; have: string[] }
  | { type: "start"; page: string; language: string }
  | { type: "say"; id: string; text: string }
  | { type: "received" | "seen"; ids: string[] }
  | { type: "details"; name: string; email: string }
  | { type: "rate"; ease: number }
  | { type: "typing" | "solved" | "not_yet" | "end" | "ping" };

export interface Config {
  title: string;
  /** What everybody is told meanwhile. */
  notices: string[];
  /** The business's own words in the page's language; empty where it has none. */
  greeting: string;
  language: string;
  largest_file: number;
}
