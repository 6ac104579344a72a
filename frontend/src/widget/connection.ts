/**
 * A socket that comes back: exponential waits with jitter, at once when the network returns, and a heartbeat that
 * notices a line which died without a word.
 */
import { VERSION, type FromServer, type ToServer } from "./protocol";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const PING_MS = 15_000;
const SILENCE_MS = 40_000;
/** Closed by the server because too much came: a longer pause is asked for. */
const TOO_MUCH = 4429;

export interface ConnectionEvents {
  /** What to say first on every new socket. */
  hello(): { token: string; have: string[] };
  frame(frame: FromServer): void;
  online(isOnline: boolean): void;
}

export class Connection {
  private socket: WebSocket | null = null;
  private failures = 0;
  private retryTimer = 0;
  private pingTimer = 0;
  private heardAt = 0;
  private isWanted = false;

  constructor(
    private readonly url: string,
    private readonly events: ConnectionEvents,
  ) {}

  open(): void {
    if (this.isWanted) return;
    this.isWanted = true;
    addEventListener("online", this.hurry);
    addEventListener("offline", this.drop);
    document.addEventListener("visibilitychange", this.hurry);
    this.connect();
  }

  close(): void {
    this.isWanted = false;
    removeEventListener("online", this.hurry);
    removeEventListener("offline", this.drop);
    document.removeEventListener("visibilitychange", this.hurry);
    clearTimeout(this.retryTimer);
    this.forget();
  }

  /** Sends when there is a line; what must not be lost is kept by the caller until it is acknowledged. */
  send(frame: ToServer): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  private connect(): void {
    clearTimeout(this.retryTimer);
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onopen = () => {
      this.heardAt = Date.now();
      socket.send(JSON.stringify({ type: "hello", version: VERSION, ...this.events.hello() }));
      this.pingTimer = window.setInterval(() => this.beat(), PING_MS);
    };
    socket.onmessage = (event: MessageEvent<string>) => {
      this.heardAt = Date.now();
      const frame = JSON.parse(event.data) as FromServer;
      if (frame.type === "welcome") {
        this.failures = 0;
        this.events.online(true);
      }
      this.events.frame(frame);
    };
    socket.onclose = (event) => this.lost(socket, event.code === TOO_MUCH ? LONGEST_WAIT_MS : 0);
  }

  private beat(): void {
    if (Date.now() - this.heardAt > SILENCE_MS) this.drop();
    else this.send({ type: "ping" });
  }

  /** The line is dead or the network says so: the close event of a dead socket can take minutes. */
  private readonly drop = (): void => {
    if (this.socket) this.lost(this.socket, 0);
  };

  private lost(socket: WebSocket, leastWait: number): void {
    if (socket !== this.socket) return;
    this.forget();
    this.events.online(false);
    if (!this.isWanted) return;
    const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.failures);
    this.failures += 1;
    // Jitter, so that a thousand pages do not return in one instant after a restart.
    this.retryTimer = window.setTimeout(() => this.connect(), leastWait + ceiling * (0.5 + Math.random() / 2));
  }

  private readonly hurry = (): void => {
    if (!this.isWanted || document.hidden || this.socket) return;
    this.failures = 0;
    this.connect();
  };

  private forget(): void {
    clearInterval(this.pingTimer);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}
