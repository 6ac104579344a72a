"""Asking a clamd whether a file is infected, by its command INSTREAM: the bytes go over the socket, in pieces.

Each piece is preceded by its length (four bytes, big-endian); a length of nought ends the file. The answer ends with
NUL: `stream: OK`, `stream: NAME FOUND`, or a sentence that ends with ERROR.
"""

import socket
import struct
from dataclasses import dataclass

from moked.cases.ports import ScannerAway

PIECE = 64 * 1024
SECONDS = 60.0
LONGEST_ANSWER = 4096


@dataclass(frozen=True)
class Clamd:
    """One daemon: `host:port`, or the path of its Unix socket."""

    address: str
    seconds: float = SECONDS

    def find_infection(self, content: bytes) -> str:
        """The name of what was found; empty for a clean file. Raises ScannerAway for anything but an answer."""
        try:
            with self._connect() as link:
                link.sendall(b"zINSTREAM\0")
                for start in range(0, len(content), PIECE):
                    piece = content[start : start + PIECE]
                    link.sendall(struct.pack("!I", len(piece)) + piece)
                link.sendall(struct.pack("!I", 0))
                answer = _read_answer(link)
        except OSError as error:
            raise ScannerAway(type(error).__name__) from error
        return _infection_in(answer)

    def _connect(self) -> socket.socket:
        if self.address.startswith("/"):
            link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            link.settimeout(self.seconds)
            try:
                link.connect(self.address)
            except OSError:
                link.close()
                raise
            return link
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), self.seconds)


def _read_answer(link: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        piece = link.recv(1024)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _infection_in(answer: str) -> str:
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")[:120] or "unnamed"
    raise ScannerAway(answer[:120] or "no answer")
