/** The agent's desk. Loaded with every staff page; does nothing where its elements are not. */
import { defineComposer } from "./composer";
import { startDeskPage } from "./page";
import { defineTimeline } from "./timeline";
import { defineViewers } from "./viewers";

export function startDesk(): void {
  defineTimeline();
  defineViewers();
  defineComposer();
  startDeskPage();
}
