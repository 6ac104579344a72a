"""Servers that stop answering, each at its own stage, and never hang up."""

import socket
import threading

ANSWERS = {
    b"EHLO": b"250 slow.test\r\n",
    b"HELO": b"250 slow.test\r\n",
    b"MAIL": b"250 Ok\r\n",
    b"RCPT": b"250 Ok\r\n",
    b"DATA": b"354 Go on\r\n",
}


class SlowServer:
    """Speaks SMTP until the stage `hangs_at` (CONNECT, EHLO, MAIL, RCPT, DATA, or DOT: the end of the mail)."""

    def __init__(self, hangs_at: str) -> None:
        self.hangs_at = hangs_at.encode()
        self.asked = 0
        self.links: list[socket.socket] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]

    def __enter__(self) -> "SlowServer":
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.listening.close()
        for link in self.links:
            link.close()

    def _serve(self) -> None:
        while True:
            try:
                link, _ = self.listening.accept()
            except OSError:
                return
            self.asked += 1
            self.links.append(link)
            threading.Thread(target=self._talk, args=(link,), daemon=True).start()

    def _talk(self, link: socket.socket) -> None:
        if self.hangs_at == b"CONNECT":
            return
        try:
            link.sendall(b"220 slow.test\r\n")
            in_mail = False
            for line in link.makefile("rb"):
                if in_mail:
                    if line == b".\r\n":
                        return
                    continue
                word = line[:4].upper()
                if word == self.hangs_at[:4]:
                    return
                in_mail = word == b"DATA"
                link.sendall(ANSWERS.get(word, b"250 Ok\r\n"))
        except OSError:
            return
