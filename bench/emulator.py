"""Our strict reader of printer bytes beside an emulator that others wrote: do they see the same paper?

    python -m bench.emulator PATH/TO/emupos

`emupos` (0.4.0; it needs Python 3.13, so a virtual environment of its own) is started on two ports of the loopback and
sent receipts by the till's own way to a network printer. It knows no Chinese mode and takes text for code page 437:
its text is turned back to bytes and read as GB18030. One line is told a comparison; exit code 1 if one differs.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pos.core import wording
from pos.core.paper import Block, Cut, Drawer, Qr, Text
from pos.devices import PrinterNotReady, PrinterNotThere, PrinterOffline, PrinterOpen, PrinterOutOfPaper
from pos.devices.escpos import encode, printer_test_blocks
from pos.devices.printer_links import TcpPrinter
from pos.paper.receipt import layout
from tests.paper.receipts import drawn
from tests.papers_reader import Raster, read

COLUMNS = 48
#: What the emulator writes into its text for what is no text.
_NO_TEXT = "["


class Emulator:
    """One emulated printer; `papers` are its finished receipts, the newest first."""

    def __init__(self, port: int, api: int) -> None:
        self.port, self._api = port, f"http://127.0.0.1:{api}/api/v1/devices/front"

    def ask(self, path: str, method: str = "GET") -> bytes:
        request = urllib.request.Request(self._api + path, method=method)
        with urllib.request.urlopen(request, timeout=5) as answer:
            body: bytes = answer.read()
        return body

    @property
    def papers(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.ask("/receipts"))
        return found

    @property
    def drawer(self) -> str:
        return str(json.loads(self.ask(""))["state"]["drawer"])

    def text(self) -> list[str]:
        """The lines of the newest receipt."""
        shown = self.ask("/receipts/latest/text").decode("utf-8")
        return [_chinese(line) for line in shown.split("\n")]


def _chinese(line: str) -> str:
    return line.encode("cp437", "replace").decode("gb18030", "replace").rstrip()


@contextmanager
def running(command: str) -> Iterator[Emulator]:
    """The emulator as a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        port, api = _free_port(), _free_port()
        file = Path(folder) / "emupos.yaml"
        file.write_text(
            f"schema: 1\napi: {{ host: 127.0.0.1, port: {api} }}\ndevices:\n"
            f"  - id: front\n    type: printer\n    profile: epson-tm-t20iii\n"
            f"    connections:\n      - tcp: {{ port: {port} }}\n    receipts_dir: {folder}/receipts\n",
            "utf-8",
        )
        with subprocess.Popen(
            [command, "run", "--config", str(file)], cwd=folder, stdout=sys.stderr, stderr=sys.stderr
        ) as process:
            try:
                made = Emulator(port, api)
                _until(lambda: bool(made.ask("")), "the emulator to start")
                yield made
            finally:
                process.terminate()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


def _until(true: Callable[[], bool], what: str, seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            if true():
                return
        except OSError:
            pass
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.05)


def jobs() -> Iterator[tuple[str, list[Block]]]:
    """What is printed: the receipt of the drawings, one with every size, the printer's test."""
    yield "receipt of the drawings", layout(drawn(), COLUMNS)
    yield "refund, a copy", layout(replace(drawn(), kind="REFUND", copy=True), COLUMNS)
    yield "printer test", printer_test_blocks(COLUMNS)
    yield "signs", [Text("￥1,234.50 ，。：“”—…①×℃"), Text("镕䶮〇㎏"), Qr("CAS1 有 0123456789"), Cut()]


def compare(emulator: Emulator) -> Iterator[tuple[str, bool, str]]:
    """Every comparison: what, whether both agree, and what was seen."""
    link = TcpPrinter(f"127.0.0.1:{emulator.port}")
    for name, blocks in jobs():
        for encoding in ("gb18030", "raster"):
            before = len(emulator.papers)
            data = encode(blocks, columns=COLUMNS, encoding=encoding)  # type: ignore[arg-type]
            delivery = link.send(data)
            yield f"{name}, {encoding}: confirmed", delivery.state == "CONFIRMED", delivery.state
            _until(lambda before=before: len(emulator.papers) > before, "a receipt")  # type: ignore[misc]
            (ours,) = read(data, COLUMNS, encoding)
            newest = emulator.papers[0]
            yield f"{name}, {encoding}: cut", (newest["boundary"] == "cut") == bool(ours.cuts), newest["boundary"]
            if encoding == "gb18030":
                theirs = [line.strip() for line in emulator.text() if line.strip() and not line.startswith(_NO_TEXT)]
                mine = [line.text.strip() for line in ours.lines if line.text.strip()]
                apart = [pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]]
                same = mine == theirs
                seen = f"{len(mine)} lines" if same else f"{len(mine)} and {len(theirs)} lines, first apart {apart[:1]}"
                yield f"{name}: the same lines", same, seen
            else:
                rows = sum(item.height for item in ours.items if isinstance(item, Raster))
                yield f"{name}: as many rows of dots", newest["height_dots"] >= rows, f"{newest['height_dots']}, {rows}"
    yield from _drawer(emulator, link)
    yield from _faults(emulator, link)


def _drawer(emulator: Emulator, link: TcpPrinter) -> Iterator[tuple[str, bool, str]]:
    emulator.ask("/drawer/close", "POST")
    link.send(encode([Text("小票"), Cut()], columns=COLUMNS))
    yield "a job without its pulse leaves the drawer shut", emulator.drawer == "closed", emulator.drawer
    link.send(encode([Drawer(), Text("小票"), Cut()], columns=COLUMNS))
    yield "the pulse opens the drawer", emulator.drawer == "open", emulator.drawer


def _faults(emulator: Emulator, link: TcpPrinter) -> Iterator[tuple[str, bool, str]]:
    expected: dict[str, type[Exception] | str] = {
        "paper-out": PrinterOutOfPaper,
        "cover-open": PrinterOpen,
        "offline": PrinterOffline,
        "paper-near-end": "low",
    }
    for fault, meant in expected.items():
        emulator.ask(f"/faults/{fault}", "PUT")
        before = len(emulator.papers)
        try:
            seen: object = link.look()
        except (PrinterNotReady, PrinterNotThere) as trouble:
            seen = type(trouble)
        yield f"{fault} is seen", seen == meant, seen.__name__ if isinstance(seen, type) else str(seen)
        emulator.ask(f"/faults/{fault}", "DELETE")
        yield f"{fault}: nothing came out", len(emulator.papers) == before, f"{len(emulator.papers) - before}"
        yield f"{fault} is over", link.look() == "well", "well"


def main(command: str) -> int:
    """Run everything; 1 if the two disagree."""
    wording.speak("zh_CN")
    differ = 0
    with running(command) as emulator:
        for what, same, seen in compare(emulator):
            differ += not same
            print(f"{'same ' if same else 'APART'}  {what}  ({seen})", flush=True)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "emupos"))
