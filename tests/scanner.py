"""A small daemon that speaks clamd's protocol."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_STREAM = 500_000


class _Daemon(socketserver.StreamRequestHandler):
    evil = b""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            if len(content) + length > LONGEST_STREAM:
                # As the real one does: it answers and hangs up in the middle, whatever is still being sent.
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
            content += self.rfile.read(length)
        self.wfile.write(b"stream: Evil.Test FOUND\0" if self.evil in content else b"stream: OK\0")


@contextmanager
def scanner_that_finds(evil: bytes) -> Iterator[str]:
    """Its address while it runs; files with these bytes are infected to it."""
    daemon = type("Daemon", (_Daemon,), {"evil": evil})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), daemon) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
