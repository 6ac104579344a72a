/**
 * One socket a page. The server says *what* changed, never what it became: each element that declares
 * `data-live="words:<id> worklist"` gets a `live` event and fetches itself through its own view
 * (`hx-trigger="live"`), so permission is checked in one place.
 *
 * Client to server: {type: "hello", position, watch: [...]} on opening and again whenever the set of topics changes;
 *                   {type: "typing", case}.
 * Server to client: {type: "changed", what, position, traceparent}, {type: "refresh"}, {type: "typing" | "viewing", case, who}.
 */

interface Changed {
  type: "changed";
  what: string;
  position?: string;
  /** Where the installation traces: the fetch this notice sets off goes on from here. */
  traceparent?: string;
}
interface Refresh {
  type: "refresh";
  position?: string;
}
export interface Presence {
  type: "typing" | "viewing";
  case: string;
  who: string;
}
type Notice = Changed | Refresh | Presence;

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
// One act often changes several things: notices within this span make one fetch an element.
const COALESCE_MS = 60;
// What people say to each other comes first (`data-live-first`); what stands around it follows when that has arrived,
// since all parts of a page share one server.
const LOOKS_AGAIN_MS = 150;
// A fetch that is not over by then holds up nobody.
const LOST_MS = 5_000;
// A restart of the server is over before this; saying "reconnecting" earlier would only worry people.
const PATIENCE_MS = 3_000;
// The server closes with this when the session has ended: only a new page load can help. A page that was loaded anew
// for it and is refused again is left alone for a while: nothing new would come.
const SIGNED_OUT = 4401;
const RELOADED_AT = "live-reloaded-at";
const LEFT_ALONE_MS = 60_000;

// The customer's page has a socket of its own.
const address = document.querySelector<HTMLMetaElement>('meta[name="live-address"]')?.content ?? "/live/";

let socket: WebSocket | null = null;
let position = document.querySelector<HTMLMetaElement>('meta[name="live-position"]')?.content ?? null;
let failures = 0;
let retryTimer = 0;
let patienceTimer = 0;
let watched = "";

/** Parts that have just fetched wait for `spacing` before they fetch again: the first of a burst is shown at once, and
 * the rest of it costs a few rounds, however many people write. A server that takes long is asked less often: the next
 * round begins `patience` times as long after the last one as that took. */
class Pace {
  readonly waiting = new Set<Element>();
  readonly fetching = new Set<Element>();
  timer = 0;
  flushedAt = -Infinity;
  private took = 0;

  constructor(
    private readonly spacing: number,
    private readonly patience: number,
  ) {}

  /** Whether a round is under way. */
  isBusy(): boolean {
    return this.fetching.size > 0 && performance.now() - this.flushedAt < LOST_MS;
  }

  /** Milliseconds until the next round may begin. */
  rest(): number {
    if (this.isBusy()) return LOOKS_AGAIN_MS;
    return this.flushedAt + Math.max(this.spacing, this.took * this.patience) - performance.now();
  }

  /** An element's fetch is over; gives whether that ended the round. */
  finish(element: Element): boolean {
    const isLast = this.fetching.delete(element) && !this.fetching.size;
    if (isLast) this.took = performance.now() - this.flushedAt;
    return isLast;
  }
}
const conversation = new Pace(400, 2);
const surroundings = new Pace(1_200, 8);
// Traces of the notices that elements are about to fetch for.
const traces = new WeakMap<Element, string>();

export function startLive(): void {
  if (!document.querySelector("[data-live]") && !document.querySelector("[data-offline]")) return;
  connect();
  addEventListener("online", reconnectNow);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) reconnectNow();
  });
  document.addEventListener("htmx:config:request", carryTrace);
  document.addEventListener("htmx:finally:request", (event) => {
    const element = (event as CustomEvent<{ ctx: { sourceElement: Element } }>).detail.ctx.sourceElement;
    if (conversation.finish(element) || surroundings.finish(element)) goOn();
  });
  // A swap may bring other elements, hence other topics.
  document.addEventListener("htmx:after:settle", () => {
    if (topics().join(" ") !== watched) greet();
  });
}

/** Tells the others on this case that somebody is writing. Lost when offline, which is right for a passing fact. */
export function tellTyping(caseId: string): void {
  send({ type: "typing", case: caseId });
}

/** Tells the others on this case that this page shows it. */
export function tellViewing(caseId: string): void {
  send({ type: "viewing", case: caseId });
}

function connect(): void {
  clearTimeout(retryTimer);
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  socket = new WebSocket(`${scheme}//${location.host}${address}`);
  socket.addEventListener("open", () => {
    failures = 0;
    clearTimeout(patienceTimer);
    patienceTimer = 0;
    showOffline(false);
    greet();
  });
  socket.addEventListener("message", (event: MessageEvent<string>) => receive(JSON.parse(event.data) as Notice));
  socket.addEventListener("close", (event) => {
    socket = null;
    if (event.code === SIGNED_OUT) loadAnew();
    else retryLater();
  });
}

function loadAnew(): void {
  if (Date.now() - Number(sessionStorage.getItem(RELOADED_AT)) < LEFT_ALONE_MS) return;
  sessionStorage.setItem(RELOADED_AT, String(Date.now()));
  // Not `reload`, which would ask whether to send a form once more; nor with a place in the page, which loads nothing.
  location.replace(location.pathname + location.search);
}

function retryLater(): void {
  patienceTimer ||= window.setTimeout(() => showOffline(true), PATIENCE_MS);
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
  failures += 1;
  // Anywhere in the upper half: after a restart the desks must not all return in the same instant.
  retryTimer = window.setTimeout(connect, ceiling * (0.5 + Math.random() / 2));
}

function reconnectNow(): void {
  if (!socket) connect();
}

function greet(): void {
  const watch = topics();
  watched = watch.join(" ");
  send({ type: "hello", position, watch });
}

function send(message: object): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function topics(): string[] {
  const all = new Set<string>();
  for (const element of document.querySelectorAll("[data-live]")) for (const topic of topicsOf(element)) all.add(topic);
  return [...all].sort();
}

function topicsOf(element: Element): string[] {
  return (element.getAttribute("data-live") ?? "").split(/\s+/).filter(Boolean);
}

function receive(notice: Notice): void {
  if (isPresence(notice)) {
    document.dispatchEvent(new CustomEvent<Presence>("live:presence", { detail: notice }));
    return;
  }
  if (notice.position) position = notice.position;
  for (const element of document.querySelectorAll("[data-live]")) {
    const { waiting } = element.hasAttribute("data-live-first") ? conversation : surroundings;
    if (notice.type === "refresh" || topicsOf(element).includes(notice.what)) waiting.add(element);
    if (notice.type === "changed" && notice.traceparent && waiting.has(element)) traces.set(element, notice.traceparent);
  }
  schedule(conversation, COALESCE_MS);
  schedule(surroundings, COALESCE_MS);
}

function schedule(pace: Pace, soonest: number): void {
  if (!pace.waiting.size) return;
  pace.timer ||= window.setTimeout(flush, Math.max(soonest, pace.rest()), pace);
}

/** A round is over: what waited for it need not look again. */
function goOn(): void {
  for (const pace of [conversation, surroundings]) {
    clearTimeout(pace.timer);
    pace.timer = 0;
    schedule(pace, 0);
  }
}

/** One fetch goes on with the trace; those after it were set off by something else. */
function carryTrace(event: Event): void {
  const context = (event as CustomEvent<{ ctx: { sourceElement: Element; request: { headers: Record<string, string> } } }>)
    .detail.ctx;
  const trace = traces.get(context.sourceElement);
  if (!trace) return;
  traces.delete(context.sourceElement);
  context.request.headers["traceparent"] = trace;
}

function isPresence(notice: Notice): notice is Presence {
  return notice.type === "typing" || notice.type === "viewing";
}

/**
 * htmx holds one request of an element in flight and at most one behind it, so a notice that arrives during a fetch
 * is answered by one more fetch. The event does not bubble: an outer live element must not fetch for an inner one.
 */
function flush(pace: Pace): void {
  pace.timer = 0;
  if (pace.isBusy() || (pace === surroundings && isConversationDue())) {
    schedule(pace, LOOKS_AGAIN_MS);
    return;
  }
  pace.flushedAt = performance.now();
  const elements = [...pace.waiting].filter((element) => element.isConnected);
  pace.waiting.clear();
  pace.fetching.clear();
  for (const element of elements) {
    pace.fetching.add(element);
    element.dispatchEvent(new CustomEvent("live", { bubbles: false }));
  }
}

/** Whether what people say is being fetched, or about to be. */
function isConversationDue(): boolean {
  return conversation.isBusy() || (conversation.waiting.size > 0 && conversation.rest() <= 0);
}

function showOffline(isOffline: boolean): void {
  for (const banner of document.querySelectorAll<HTMLElement>("[data-offline]")) banner.hidden = !isOffline;
}
