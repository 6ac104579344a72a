"""A small IMAP4rev1 server on a real socket (RFC 3501): folders in memory, the commands a fetching program uses."""

import re
import socket
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Stored:
    uid: int
    raw: bytes
    flags: set[str] = field(default_factory=set)


class ImapServer:
    """`capabilities` says whether it can MOVE; `breaks_at` names a command at which it hangs up, once."""

    def __init__(self, capabilities: str = "MOVE UIDPLUS", breaks_at: str = "") -> None:
        self.capabilities = capabilities
        self.breaks_at = breaks_at
        self.folders: dict[str, list[Stored]] = {"INBOX": []}
        self.next_uid = 1
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def add(self, raw: bytes, folder: str = "INBOX", flags: Iterable[str] = ()) -> None:
        self.folders.setdefault(folder, []).append(Stored(self.next_uid, raw, set(flags)))
        self.next_uid += 1

    def close(self) -> None:
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        self.thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                link, _ = self.listening.accept()
            except OSError:
                return
            with link, link.makefile("rwb") as stream:
                self._talk(stream)

    def _talk(self, stream) -> None:
        self._say(stream, f"* OK [CAPABILITY IMAP4rev1 {self.capabilities}] ready")
        selected = "INBOX"
        for line in stream:
            tag, _, rest = line.decode().strip().partition(" ")
            words = [word.strip('"') for word in re.findall(r'"[^"]*"|\([^)]*\)|\S+', rest)]
            name = words[1].upper() if words[0].upper() == "UID" else words[0].upper()
            if name == self.breaks_at:
                self.breaks_at = ""
                return
            arguments = words[2:] if words[0].upper() == "UID" else words[1:]
            if name == "SELECT":
                selected = arguments[0]
            ok = self._answer(stream, name, arguments, selected)
            self._say(stream, f"{tag} {'OK' if ok else 'NO'} {name} done")
            if name == "LOGOUT":
                return

    def _answer(self, stream, name: str, arguments: list[str], selected: str) -> bool:
        mails = self.folders.get(selected, [])
        match name:
            case "CAPABILITY":
                self._say(stream, f"* CAPABILITY IMAP4rev1 {self.capabilities}")
            case "LOGIN":
                return arguments[1] == "secret"
            case "SELECT":
                self._say(stream, f"* {len(mails)} EXISTS")
            case "LIST":
                if arguments[1] in self.folders:
                    self._say(stream, f'* LIST () "/" "{arguments[1]}"')
            case "CREATE":
                self.folders[arguments[0]] = []
            case "SEARCH":
                unwanted = {f"\\{word.removeprefix('UN').title()}" for word in arguments if word.startswith("UN")}
                found = [str(mail.uid) for mail in mails if not mail.flags & unwanted]
                self._say(stream, " ".join(["* SEARCH", *found]))
            case "FETCH":
                self._fetch(stream, mails, int(arguments[0]))
            case "MOVE" | "COPY":
                self._copy(mails, int(arguments[0]), arguments[1], is_move=name == "MOVE")
            case "STORE":
                next(mail for mail in mails if mail.uid == int(arguments[0])).flags.add("\\Deleted")
            case "EXPUNGE":
                mails[:] = [mail for mail in mails if "\\Deleted" not in mail.flags]
        return True

    def _fetch(self, stream, mails: list[Stored], uid: int) -> None:
        for number, mail in enumerate(mails, start=1):
            if mail.uid == uid:
                stream.write(
                    f"* {number} FETCH (UID {uid} BODY[] {{{len(mail.raw)}}}\r\n".encode() + mail.raw + b")\r\n"
                )

    def _copy(self, mails: list[Stored], uid: int, folder: str, *, is_move: bool) -> None:
        mail = next(mail for mail in mails if mail.uid == uid)
        self.add(mail.raw, folder)
        if is_move:
            mails.remove(mail)

    @staticmethod
    def _say(stream, text: str) -> None:
        stream.write(f"{text}\r\n".encode())
        stream.flush()
