/** What is said and where it stands, without a screen. The panel draws it and calls its verbs. */
import { Connection } from "./connection";
import { Memory } from "./memory";
import type { FromServer, Kept, ShownFile, ShownMessage, Standing, ToServer } from "./protocol";

export interface Line {
  /** The server's id once it is known, our own before. */
  key: string;
  client: string;
  mine: boolean;
  who: string;
  text: string;
  at: string;
  files: ShownFile[];
  state: "waiting" | "sending" | "failed" | "sent";
  percent: number;
}

export type Refusal = "address_unusable" | "slow_down" | "other";

export interface ConversationEvents {
  changed(): void;
  arrived(line: Line): void;
  typing(): void;
  refused(refusal: Refusal): void;
  ended(): void;
}

const TYPING_EVERY_MS = 3_000;
const SLOW_DOWN_MS = 4_000;
const NOTHING: Standing = {
  reference: "",
  state: "open",
  proposed: false,
  agent: "",
  link: "",
  name: "",
  email: "",
  seen_until: "",
  ease: 0,
  asks_ease: false,
};

export class Conversation {
  readonly lines: Line[] = [];
  standing: Standing = NOTHING;
  line: "idle" | "connecting" | "online" | "offline" = "idle";
  private readonly connection: Connection;
  private readonly unseen = new Set<string>();
  private readonly uploads = new Map<string, File>();
  private isGreeted = false;
  private typedAt = 0;
  private isStarting = false;

  constructor(
    private readonly host: string,
    private readonly key: string,
    private readonly language: string,
    private readonly memory: Memory,
    private readonly events: ConversationEvents,
  ) {
    this.connection = new Connection(`${host.replace(/^http/, "ws")}/chat/${key}/`, {
      hello: () => ({ token: this.memory.read().token, have: this.knownIds() }),
      frame: (frame) => this.take(frame),
      online: (isOnline) => this.lineChanged(isOnline),
    });
    for (const item of this.memory.read().unsent) this.lines.push(ownLine(item.id, item.text, item.at));
  }

  /** Opens the line; before that the widget costs the site nothing. */
  connect(): void {
    if (this.line !== "idle") return;
    this.line = "connecting";
    this.connection.open();
  }

  get unread(): number {
    return this.unseen.size;
  }

  get hasStarted(): boolean {
    return this.lines.length > 0;
  }

  say(text: string): void {
    const item = { id: freshId(), text, at: new Date().toISOString() };
    this.memory.addUnsent(item);
    this.lines.push(ownLine(item.id, text, item.at));
    this.events.changed();
    this.flush();
  }

  sendFile(file: File): void {
    const id = freshId();
    const line = ownLine(id, "", new Date().toISOString());
    const url = URL.createObjectURL(file);
    line.files.push({ name: file.name, size: file.size, url, is_image: file.type.startsWith("image/") });
    this.uploads.set(id, file);
    this.lines.push(line);
    this.events.changed();
    this.flush();
  }

  retry(line: Line): void {
    line.state = "waiting";
    this.events.changed();
    this.flush();
  }

  typing(): void {
    if (!this.memory.read().token || Date.now() - this.typedAt < TYPING_EVERY_MS) return;
    this.typedAt = Date.now();
    this.connection.send({ type: "typing" });
  }

  /** Everything shown was looked at. */
  markSeen(): void {
    if (!this.unseen.size || !this.connection.send({ type: "seen", ids: [...this.unseen] })) return;
    this.unseen.clear();
    this.events.changed();
  }

  /** False while there is no line: the form then stays open. */
  giveDetails(name: string, email: string): boolean {
    return this.connection.send({ type: "details", name, email });
  }

  answerProposal(isSolved: boolean): boolean {
    return this.connection.send({ type: isSolved ? "solved" : "not_yet" });
  }

  rate(ease: number): boolean {
    return this.connection.send({ type: "rate", ease });
  }

  end(): void {
    if (!this.memory.read().token) this.forget();
    else this.connection.send({ type: "end" });
  }

  private send(frame: ToServer): boolean {
    return this.connection.send(frame);
  }

  private knownIds(): string[] {
    return this.lines.filter((line) => line.key !== line.client).map((line) => line.key);
  }

  private lineChanged(isOnline: boolean): void {
    this.line = isOnline ? "online" : "offline";
    if (!isOnline) this.isGreeted = this.isStarting = false;
    this.events.changed();
  }

  private take(frame: FromServer): void {
    switch (frame.type) {
      case "welcome":
        this.isGreeted = true;
        if (frame.lost) this.begunAnew();
        else if (frame.token) this.memory.change({ token: frame.token });
        this.flush();
        break;
      case "started":
        this.isStarting = false;
        this.memory.change({ token: frame.token });
        this.flush();
        break;
      case "kept":
        this.kept(frame);
        break;
      case "message":
        this.received(frame);
        break;
      case "state":
        this.standing = frame;
        this.events.changed();
        break;
      case "typing":
        this.events.typing();
        break;
      case "ended":
        this.forget();
        break;
      case "refused":
        this.refused(frame.code);
    }
  }

  /** The token opens nothing any more: only what was never sent goes on, into a new conversation. */
  private begunAnew(): void {
    this.memory.change({ token: "" });
    const unsent = this.lines.filter((line) => line.key === line.client);
    this.lines.splice(0, this.lines.length, ...unsent);
    this.standing = NOTHING;
    this.events.changed();
  }

  private flush(): void {
    const waiting = this.lines.filter((line) => line.key === line.client && line.state === "waiting");
    if (!waiting.length || !this.isGreeted) return;
    if (!this.memory.read().token) {
      if (!this.isStarting) this.isStarting = this.send({ type: "start", page: location.href.slice(0, 300), language: this.language });
      return;
    }
    for (const line of waiting) {
      const file = this.uploads.get(line.client);
      if (file) this.upload(line, file);
      else this.send({ type: "say", id: line.client, text: line.text });
    }
  }

  private upload(line: Line, file: File): void {
    line.state = "sending";
    const form = new FormData();
    form.append("id", line.client);
    form.append("file", file);
    const request = new XMLHttpRequest();
    request.open("POST", `${this.host}/chat/${this.key}/files/`);
    request.setRequestHeader("Authorization", `Bearer ${this.memory.read().token}`);
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      line.percent = event.lengthComputable ? Math.round((event.loaded / event.total) * 100) : 0;
      this.events.changed();
    };
    request.onload = () => {
      if (request.status === 201) this.kept(request.response as Kept);
      else this.uploadFailed(line, "failed");
    };
    // The network, not the file: it goes again by itself.
    request.onerror = () => this.uploadFailed(line, "waiting");
    request.send(form);
  }

  private uploadFailed(line: Line, state: "failed" | "waiting"): void {
    line.state = state;
    this.events.changed();
    if (state === "waiting") setTimeout(() => this.flush(), SLOW_DOWN_MS);
  }

  private kept(receipt: Kept): void {
    this.memory.dropUnsent(receipt.id);
    this.uploads.delete(receipt.id);
    const line = this.lines.find((known) => known.client === receipt.id);
    if (!line) return;
    line.state = "sent";
    line.at = receipt.at;
    // Without a message somebody has to look at it first; it is safe all the same.
    line.key = receipt.message || `kept-${receipt.id}`;
    this.sort();
    this.events.changed();
  }

  private received(message: ShownMessage): void {
    const known = this.lines.find(
      (line) => line.key === message.id || (message.client !== "" && line.client === message.client),
    );
    if (known) {
      known.key = message.id;
      known.state = "sent";
      this.memory.dropUnsent(message.client);
      return;
    }
    const line: Line = {
      key: message.id,
      client: message.client,
      mine: message.mine,
      who: message.who,
      text: message.text,
      at: message.at,
      files: message.files,
      state: "sent",
      percent: 100,
    };
    this.lines.push(line);
    this.sort();
    if (!line.mine) {
      this.unseen.add(line.key);
      this.send({ type: "received", ids: [line.key] });
      this.events.arrived(line);
    }
    this.events.changed();
  }

  /** What waits stands last, in the order it was written. */
  private sort(): void {
    const place = (line: Line): string => (line.key === line.client ? `~${line.at}` : new Date(line.at).toISOString());
    this.lines.sort((one, other) => (place(one) < place(other) ? -1 : 1));
  }

  private refused(code: string): void {
    if (code === "slow_down") setTimeout(() => this.flush(), SLOW_DOWN_MS);
    if (code === "session_unknown") this.begunAnew();
    this.events.refused(code === "address_unusable" || code === "slow_down" ? code : "other");
  }

  private forget(): void {
    this.memory.forget();
    this.uploads.clear();
    this.unseen.clear();
    this.lines.splice(0);
    this.standing = NOTHING;
    this.events.ended();
    this.events.changed();
  }
}

function ownLine(id: string, text: string, at: string): Line {
  return { key: id, client: id, mine: true, who: "", text, at, files: [], state: "waiting", percent: 0 };
}

/** A random UUID. `crypto.randomUUID` is missing on sites without TLS. */
function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
