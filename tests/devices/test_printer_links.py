"""Every way a printer can be off, mute, slow or gone, on the loopback; no call may outlast its deadline."""

from __future__ import annotations

import errno
import os
import socket
import stat
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from pos.devices import (
    NotAPrinter,
    PrinterFault,
    PrinterNotReady,
    PrinterNotThere,
    PrinterOffline,
    PrinterOpen,
    PrinterOutOfPaper,
    PrinterStopped,
    open_devices,
    open_printer,
    printer_library,
    printer_links,
)
from pos.devices.absent import AbsentPrinter
from pos.devices.printer_answers import ASK, Answer, understood
from pos.devices.printer_library import UsbPrinter, WindowsPrinter
from pos.devices.printer_links import CupsPrinter, FilePrinter, SerialPrinter, TcpPrinter
from pos.settings import Settings
from tests.devices.fake_printer import printer

RECEIPT = b"\x1b@\x1c&\x1cS\x00\x00" + "有机燕麦片 1kg袋\n".encode("gb18030") * 100
LONG = RECEIPT * 4000


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer_links, "ANSWER", 0.2)
    monkeypatch.setattr(printer_links, "CONNECT", 1.0)


@pytest.fixture
def stopwatch() -> Iterator[None]:
    """Nothing in the test may have blocked for long."""
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < 4.0


def test_a_printer_that_is_well_confirms(stopwatch: None) -> None:
    with printer("well") as fake:
        link = open_printer(fake.name)
        assert link.send(RECEIPT).state == "CONFIRMED"
        assert link.send(RECEIPT).state == "CONFIRMED"
        fake.wait_for(2)
        assert fake.paper == [RECEIPT, RECEIPT]


def test_a_printer_that_never_answers_is_asked_once_and_still_prints(stopwatch: None) -> None:
    with printer("silent") as fake:
        link = open_printer(fake.name)
        assert link.send(RECEIPT).state == "SENT"
        begun = time.monotonic()
        assert link.send(RECEIPT).state == "SENT"
        assert time.monotonic() - begun < 0.15
        fake.wait_for(2)
    assert [job.endswith(RECEIPT[-200:]) for job in fake.paper] == [True, True]


def test_switched_off(stopwatch: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(PrinterNotThere) as told:
        open_printer(f"tcp:127.0.0.1:{port}").send(RECEIPT)
    assert str(port) in told.value.message()
    with pytest.raises(PrinterNotThere):
        open_printer("tcp:printer.invalid:9100").send(RECEIPT)


def test_out_of_paper_prints_nothing(stopwatch: None) -> None:
    with printer("empty") as fake:
        with pytest.raises(PrinterNotReady):
            open_printer(fake.name).send(RECEIPT)
        time.sleep(0.05)
        assert fake.paper == [b""]


def test_a_printer_that_hangs_holds_a_job_no_longer_than_its_deadline(stopwatch: None) -> None:
    with printer("hangs") as fake:
        delivery = open_printer(fake.name).send(LONG, deadline=1.0)
        assert (delivery.state, "deadline" in delivery.note or "timed out" in delivery.note) == ("UNKNOWN", True)


def test_a_slow_printer_has_one_deadline_for_the_whole_job(stopwatch: None) -> None:
    with printer("slow") as fake:
        begun = time.monotonic()
        assert open_printer(fake.name).send(LONG, deadline=1.0).state == "UNKNOWN"
        assert time.monotonic() - begun < 1.5


def test_a_connection_that_breaks_off_is_unknown(stopwatch: None) -> None:
    with printer("breaks") as fake:
        delivery = open_printer(fake.name).send(LONG)
        assert delivery.state == "UNKNOWN"
        assert "broke off" in delivery.note


def test_a_printer_that_falls_silent_after_the_job_is_unknown(stopwatch: None) -> None:
    with printer("faints") as fake:
        assert open_printer(fake.name).send(RECEIPT).state == "UNKNOWN"
        fake.wait_for(1)


def test_a_printer_that_used_to_answer_and_is_mute_gets_nothing(stopwatch: None) -> None:
    with printer("well") as fake:
        link = open_printer(fake.name)
        assert link.send(RECEIPT).state == "CONFIRMED"
        fake.mood = "silent"
        with pytest.raises(PrinterNotThere):
            link.send(RECEIPT)
        time.sleep(0.05)
        assert [job for job in fake.paper if job] == [RECEIPT]


def test_a_file_grows_job_by_job(tmp_path: Path) -> None:
    link = open_printer(f"file:{tmp_path / 'out.bin'}")
    assert isinstance(link, FilePrinter)
    assert link.send(b"one").state == "CONFIRMED"
    assert link.send(b"two").state == "CONFIRMED"
    assert (tmp_path / "out.bin").read_bytes() == b"onetwo"
    with pytest.raises(PrinterNotThere):
        open_printer(f"file:{tmp_path / 'no folder' / 'out.bin'}").send(b"x")


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are another thing there")
def test_a_device_file_that_takes_nothing_holds_nobody(tmp_path: Path, stopwatch: None) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    link = FilePrinter(str(pipe))
    with pytest.raises(PrinterNotThere):
        link.send(RECEIPT)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert link.send(RECEIPT).state == "SENT"
        assert link.send(LONG, deadline=0.5).state == "UNKNOWN"
    finally:
        os.close(reader)


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo terminal stands in for the serial line")
def test_a_printer_on_a_serial_line(stopwatch: None) -> None:
    import tty

    master, slave = os.openpty()
    tty.setraw(master)
    taken = bytearray()

    def read() -> None:
        while len(taken) < len(RECEIPT):
            taken.extend(os.read(master, 4096))

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    link = open_printer(f"serial:{os.ttyname(slave)}@115200")
    assert isinstance(link, SerialPrinter)
    assert link.send(RECEIPT).state == "SENT"
    thread.join(2)
    os.close(slave)
    os.close(master)
    assert bytes(taken).endswith(RECEIPT[-500:])
    with pytest.raises(PrinterNotThere):
        open_printer("serial:/dev/no-such-line").send(RECEIPT)


@pytest.mark.skipif(sys.platform == "win32", reason="lp is a command of CUPS")
def test_cups_gets_the_bytes_raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopwatch: None) -> None:
    def lp(script: str) -> None:
        command = tmp_path / "lp"
        command.write_text(f"#!/bin/sh\n{script}\n")
        command.chmod(command.stat().st_mode | stat.S_IXUSR)

    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    link = open_printer("cups:shop printer")
    lp(f'echo "$@" > {tmp_path}/asked; cat > {tmp_path}/job')
    assert isinstance(link, CupsPrinter)
    assert link.send(RECEIPT).state == "SENT"
    assert (tmp_path / "job").read_bytes() == RECEIPT
    assert (tmp_path / "asked").read_text().strip() == "-d shop printer -o raw -s"
    # Somebody stopped the queue, or CUPS did after a fault: a job would lie there unseen, so it stays with the till.
    (tmp_path / "job").unlink()
    said = "printer shop printer disabled since Mon 23 Nov 2026 09:00:00 AM UTC -\n\tPaused"
    lpstat = tmp_path / "lpstat"
    lpstat.write_text(f"#!/bin/sh\necho '{said}'\n")
    lpstat.chmod(lpstat.stat().st_mode | stat.S_IXUSR)
    for ask in (link.look, lambda: link.send(RECEIPT)):
        with pytest.raises(PrinterStopped):
            ask()
    assert not (tmp_path / "job").exists()
    lpstat.write_text(
        "#!/bin/sh\necho 'printer shop printer is idle.  enabled since Mon 23 Nov 2026 09:00:00 AM UTC'\n"
    )
    assert link.look() == "unknown", "never well: nobody there has seen the paper"
    assert link.send(RECEIPT).state == "SENT"
    lpstat.write_text("#!/bin/sh\nexec sleep 30\n")
    assert link.look() == "unknown"
    lpstat.unlink()
    lp("exit 1")
    with pytest.raises(PrinterNotThere):
        link.send(RECEIPT)
    lp("exec sleep 30")
    assert link.send(RECEIPT, deadline=0.3).state == "UNKNOWN"
    (tmp_path / "lp").unlink()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PrinterNotThere):
        link.send(RECEIPT)


def test_usb_and_the_spooler_without_their_printer(stopwatch: None) -> None:
    usb = open_printer("usb:0416:5011")
    assert isinstance(usb, UsbPrinter)
    with pytest.raises(PrinterNotThere):
        usb.send(RECEIPT, deadline=3.0)
    if sys.platform != "win32":
        spooled = open_printer("win:receipts")
        assert isinstance(spooled, WindowsPrinter)
        with pytest.raises(PrinterNotThere):
            spooled.send(RECEIPT, deadline=3.0)


def test_a_library_call_that_never_returns(monkeypatch: pytest.MonkeyPatch, stopwatch: None) -> None:
    release = threading.Event()
    written: list[bytes] = []
    stuck = SimpleNamespace(open=lambda: None, _raw=lambda data: release.wait(10), close=lambda: None)
    fine = SimpleNamespace(open=lambda: None, _raw=written.append, close=lambda: None)
    assert printer_library.by_library("usb:1:2", lambda: fine, RECEIPT, 1.0).state == "SENT"
    assert written == [RECEIPT]
    assert printer_library.by_library("usb:1:2", lambda: stuck, RECEIPT, 0.2).state == "UNKNOWN"
    release.set()


def test_a_usb_printer_is_pulled_out_and_put_back(monkeypatch: pytest.MonkeyPatch, stopwatch: None) -> None:
    printed: list[bytes] = []
    bus: list[object] = []

    def connect(self: UsbPrinter, seconds: float) -> object:
        if not bus:
            raise PrinterNotThere(printer=self.name)
        return bus[0]

    def goes(_data: bytes) -> None:
        raise PrinterNotThere(printer="usb:0416:5011") from OSError(19, "No such device")

    well = SimpleNamespace(open=lambda: None, _raw=printed.append, close=lambda: None, _read=lambda: b"")
    pulled = SimpleNamespace(open=lambda: None, _raw=goes, close=lambda: None, _read=lambda: b"")
    monkeypatch.setattr(UsbPrinter, "_connect", connect)
    monkeypatch.setattr(printer_library, "usb_reply", lambda printer: b"")
    usb = open_printer("usb:0416:5011")
    with pytest.raises(PrinterNotThere):
        usb.send(RECEIPT, deadline=1.0)
    bus[:] = [well]
    assert usb.send(RECEIPT, deadline=1.0).state == "SENT"
    # In the middle of a job: some of it may be on paper.
    bus[:] = [pulled]
    assert usb.send(RECEIPT, deadline=1.0).state == "UNKNOWN"
    bus.clear()
    with pytest.raises(PrinterNotThere):
        usb.send(RECEIPT, deadline=1.0)
    bus[:] = [well]
    assert usb.send(RECEIPT, deadline=1.0).state == "SENT"
    assert printed == [RECEIPT] * 2


def test_no_printer_is_also_a_printer() -> None:
    devices = open_devices(Settings(shop="DX03", name="大兴分中心", till="01", district="110115"))
    assert isinstance(devices.printer, AbsentPrinter)
    assert devices.printer.send(RECEIPT).state == "CONFIRMED"


@pytest.mark.parametrize(
    "name",
    ["tcp", "tcp:", "tcp:host:port", "tcp:host:0", "usb:xyz", "usb:0416", "lpt:1", "cups:-d", "absent:1", "raster"],
)
def test_names_that_are_no_printer(name: str) -> None:
    with pytest.raises(NotAPrinter) as told:
        open_printer(name)
    assert name in told.value.message()


def test_a_network_printer_without_a_port_listens_at_9100() -> None:
    link = open_printer("tcp:192.168.1.50")
    assert isinstance(link, TcpPrinter)
    assert link._port == 9100
    assert isinstance(open_printer("tcp:[::1]:9101"), TcpPrinter)


# --- what a printer says of itself ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mood", "trouble"),
    [
        ("empty", PrinterOutOfPaper),
        ("open", PrinterOpen),
        ("offline", PrinterOffline),
        ("silent", None),
        ("well", None),
    ],
)
def test_how_it_is_when_nothing_is_printed(stopwatch: None, mood: str, trouble: type[Exception] | None) -> None:
    with printer(mood) as fake:
        link = open_printer(fake.name)
        if trouble is None:
            assert link.look() == ("well" if mood == "well" else "unknown")
        else:
            with pytest.raises(trouble):
                link.look()
        assert fake.paper[0] == b""
    with pytest.raises(PrinterNotThere):
        link.look()


def test_a_roll_that_ends_soon_prints_all_the_same(stopwatch: None) -> None:
    with printer("low") as fake:
        link = open_printer(fake.name)
        assert link.look() == "low"
        delivery = link.send(RECEIPT)
        assert (delivery.state, delivery.low) == ("CONFIRMED", True)


def test_a_printer_that_begins_to_answer_is_believed_from_then_on(stopwatch: None) -> None:
    with printer("silent") as fake:
        link = open_printer(fake.name)
        assert link.send(RECEIPT).state == "SENT"
        fake.mood = "well"
        assert link.look() == "well"
        assert link.send(RECEIPT).state == "CONFIRMED"


@pytest.mark.parametrize(
    ("reply", "meant"),
    [
        (b"\x12\x12", Answer(None, low=False)),
        (b"\x12\x1e", Answer(None, low=True)),
        (b"\x16\x12", Answer(PrinterOpen, low=False)),
        (b"\x52\x12", Answer(PrinterFault, low=False)),
        (b"\x32\x12", Answer(PrinterOutOfPaper, low=False)),
        (b"\x12\x72", Answer(PrinterOutOfPaper, low=False)),
        (b"\x36\x72\x1a", Answer(PrinterOutOfPaper, low=False)),
        (b"\x16\x12\x1a", Answer(PrinterOpen, low=False)),
        (b"\x12\x12\x1a", Answer(PrinterOffline, low=False)),
        (b"\x12\x12\x16", Answer(None, low=False)),
        (b"", None),
        (b"\x12", None),
        (b"ok", None),
        (b"\x00\x00", None),
        (b"\xff\xff", None),
    ],
)
def test_what_the_bytes_mean(reply: bytes, meant: Answer | None) -> None:
    assert understood(reply) == meant


@pytest.mark.skipif(sys.platform == "win32", reason="device files are another thing there")
def test_a_device_that_is_pulled_out_does_not_become_a_file(tmp_path: Path, stopwatch: None) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    link = FilePrinter(str(pipe))
    assert link.look() == "unknown"
    assert link.send(RECEIPT).state == "SENT"
    pipe.unlink()
    for use in (link.look, lambda: link.send(RECEIPT)):
        with pytest.raises(PrinterNotThere):
            use()
    assert not pipe.exists()
    os.mkfifo(pipe)
    again = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert link.send(RECEIPT).state == "SENT"
    os.close(reader)
    os.close(again)
    with pytest.raises(PrinterNotThere):
        FilePrinter("/dev/no-such-printer/lp7").send(RECEIPT)


class UsbDevice:
    """A printer on USB as python-escpos hands it out, with a plug that can be pulled."""

    in_ep = 0x82

    def __init__(self, reply: bytes = b"\x12\x12\x12") -> None:
        self.plugged, self.reply, self.paper = True, reply, bytearray()
        self.breaks_after = 10_000
        self.device = self

    def _there(self) -> None:
        if not self.plugged:
            raise OSError(errno.ENODEV, "No such device (it may have been disconnected)")

    def open(self) -> None:
        self._there()

    def _raw(self, data: bytes) -> None:
        self._there()
        if data != ASK:
            self.paper += data[: self.breaks_after]
            if len(data) > self.breaks_after:
                self.plugged = False
                self._there()

    def read(self, endpoint: int, most: int, milliseconds: int) -> bytes:
        self._there()
        assert (endpoint, milliseconds) == (self.in_ep, 1000)
        if not self.reply:
            raise OSError(errno.ETIMEDOUT, "Operation timed out")
        return self.reply

    def close(self) -> None:
        self._there()


def test_usb_is_asked_and_survives_its_plug(monkeypatch: pytest.MonkeyPatch, stopwatch: None) -> None:
    device = UsbDevice()
    link = UsbPrinter("0416:5011")
    monkeypatch.setattr(link, "_connect", lambda seconds: device)
    assert link.look() == "well"
    assert link.send(RECEIPT).state == "CONFIRMED"
    device.reply = b"\x36\x12\x1a"
    with pytest.raises(PrinterOutOfPaper):
        link.send(RECEIPT)
    device.reply = b"\x12\x12\x12"
    device.plugged = False
    for use in (link.look, lambda: link.send(RECEIPT)):
        with pytest.raises(PrinterNotThere):
            use()
    assert bytes(device.paper) == RECEIPT
    device.plugged, device.breaks_after = True, 100
    assert link.send(RECEIPT).state == "UNKNOWN"
    device.plugged, device.breaks_after = True, 10_000
    assert link.send(RECEIPT).state == "CONFIRMED"


def test_usb_that_says_nothing_is_unknown(monkeypatch: pytest.MonkeyPatch, stopwatch: None) -> None:
    device = UsbDevice(reply=b"")
    link = UsbPrinter("0416:5011")
    monkeypatch.setattr(link, "_connect", lambda seconds: device)
    assert link.look() == "unknown"
    assert link.send(RECEIPT).state == "SENT"


def test_a_reset_behind_a_short_job_is_seen(stopwatch: None) -> None:
    """The whole job was in the system's memory already when the printer broke off."""
    with printer("breaks") as fake:
        delivery = open_printer(fake.name).send(RECEIPT)
        assert (delivery.state, "broke off" in delivery.note) == ("UNKNOWN", True)
