"""Printers on the loopback: well, silent, hanging, slow, out of paper, breaking off."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

ASK = b"\x10\x04"


class FakePrinter:
    """A network printer of the given `mood`; `paper` is what it was sent, one entry a connection, questions left out.

    `well` answers, `silent` never answers, `hangs` takes the connection and reads nothing, `slow` reads 200 bytes in
    a tenth of a second, `empty` answers that there is no paper, `open` that its cover is open, `offline` that somebody
    switched it so, `low` that the roll ends soon, `breaks` resets the connection after 500 bytes, `resets` at once,
    `faints` answers until it has printed something and then no more, `runs_out` has no paper left after the first
    500 bytes.
    """

    def __init__(self, mood: str = "well", port: int = 0) -> None:
        self.mood = mood
        self._out = False
        self.paper: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", port))
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.port = self._listener.getsockname()[1]
        self._closed = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def name(self) -> str:
        return f"tcp:127.0.0.1:{self.port}"

    def close(self) -> None:
        self._closed.set()
        # While a thread waits in accept, closing alone would leave the door open for one more visitor.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def wait_for(self, jobs: int, seconds: float = 5.0) -> None:
        """Until so many connections have brought something."""
        end = time.monotonic() + seconds
        while len([job for job in self.paper if job]) < jobs:
            assert time.monotonic() < end, f"{len(self.paper)} of {jobs} jobs came"
            time.sleep(0.005)

    def _serve(self) -> None:
        while not self._closed.is_set():
            try:
                link, _ = self._listener.accept()
            except OSError:
                return
            self.paper.append(b"")
            try:
                with link:
                    self._print(link)
            except OSError:
                continue

    def _print(self, link: socket.socket) -> None:
        if self.mood == "hangs":
            self._closed.wait(30)
            return
        if self.mood == "resets":
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        got = b""
        while piece := link.recv(200 if self.mood == "slow" else 4096):
            if self.mood == "slow":
                time.sleep(0.1)
            got += piece
            while ASK in got:
                before, _, after = got.partition(ASK)
                if not after:
                    break
                self._answer(link, after[0], printed=bool(self.paper[-1] + before))
                got = before + after[1:]
            self.paper[-1] += got
            got = b""
            self._out = self._out or (self.mood == "runs_out" and len(self.paper[-1]) >= 500)
            if self.mood == "breaks" and len(self.paper[-1]) >= 500:
                self.paper[-1] = self.paper[-1][:500]
                link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return

    def _answer(self, link: socket.socket, question: int, *, printed: bool) -> None:
        if self.mood in ("silent", "slow", "breaks") or (self.mood == "faints" and printed):
            return
        out = self.mood == "empty" or (self.mood == "runs_out" and self._out)
        trouble = {1: 0x08, 2: 0x20, 4: 0x60}[question] if out else 0
        if self.mood == "open":
            trouble = {1: 0x08, 2: 0x04, 4: 0}[question]
        if (self.mood, question) in (("low", 4), ("offline", 1)):
            trouble = {4: 0x0C, 1: 0x08}[question]
        link.sendall(bytes((0x12 | trouble,)))


@contextmanager
def printer(mood: str = "well", port: int = 0) -> Iterator[FakePrinter]:
    """A fake printer that is gone afterwards."""
    fake = FakePrinter(mood, port)
    try:
        yield fake
    finally:
        fake.close()


@contextmanager
def nobody_home() -> Iterator[str]:
    """The name of a printer that takes no note of who knocks: every SYN is dropped, as by a wrong address."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(0)
        port = door.getsockname()[1]
        waiting = []
        for _ in range(8):
            visitor = socket.socket()
            visitor.setblocking(False)
            visitor.connect_ex(("127.0.0.1", port))
            waiting.append(visitor)
        try:
            yield f"tcp:127.0.0.1:{port}"
        finally:
            for visitor in waiting:
                visitor.close()
