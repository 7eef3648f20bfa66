"""Another printer while the shop is selling: found, tried, chosen, used at once, and kept in till.toml."""

from __future__ import annotations

import os
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pos import settings as settings_file
from pos.core.authority import NotAllowed
from pos.core.problems import Trouble
from pos.devices import Delivery, NotAPrinter, PrinterNotThere, printer_links
from pos.devices.absent import AbsentPrinter
from pos.devices.printers_found import printers_found
from pos.screens import printing
from pos.screens.own_settings import SettingsNotWritten
from pos.screens.papers import StoreQueue
from pos.screens.printer_choice import NotWhileTraining, PapersWait, PrinterChoice
from pos.screens.printing import PrintWorker
from pos.settings.entries import with_entries
from pos.settings.printer import Printing
from pos.shop import start_printing
from tests.devices.fake_printer import printer
from tests.papers_reader import read
from tests.shop import Shop


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer_links, "ANSWER", 0.1)
    monkeypatch.setattr(printing, "PAUSES", (0.02, 0.05))
    monkeypatch.setattr(printing, "LOOK", 0.05)


@contextmanager
def at_work(shop: Shop) -> Iterator[PrinterChoice]:
    """The settings page of a till whose queue is being emptied."""
    worker = start_printing(shop.till)
    try:
        yield PrinterChoice(shop.till, worker)
    finally:
        assert worker.stop(5.0)


def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.005)


def sell(shop: Shop) -> str:
    number = shop.sell("SP0041").pay_cash("30.00").number
    shop.till.printing.wake()
    return number


def states(shop: Shop) -> list[str]:
    return [row[7] for row in shop.dump()["print_jobs"]]


def told(jobs: list[bytes], columns: int, encoding: str = "gb18030") -> list[tuple[str, bool]]:
    found = []
    for data in filter(None, jobs):
        for paper in read(data, columns, encoding):
            number = next(word for word in paper.text.split() if word.startswith("DX03-01-"))
            found.append((number, "重印 COPY" in paper.text))
    return found


# --- while selling ----------------------------------------------------------------------------------------------------


def test_a_printer_is_given_to_a_till_that_is_selling(shop: Shop, tmp_path: Path) -> None:
    with printer("well") as wide, printer("well") as narrow, at_work(shop) as choice:
        choice.choose(wide.name, 80, "gb18030")
        first = sell(shop)
        until(lambda: states(shop) == ["CONFIRMED"])
        choice.choose(narrow.name, 58, "gbk")
        second = sell(shop)
        until(lambda: states(shop) == ["CONFIRMED", "CONFIRMED"])
        choice.choose(f"file:{tmp_path / 'paper.bin'}", 80, "utf-8", Printing(columns=42, cut=False))
        third = sell(shop)
        until(lambda: states(shop) == ["CONFIRMED"] * 3)
        assert told(wide.paper, 48) == [(first, False)]
        assert told(narrow.paper, 32) == [(second, False)]
        (paper,) = read((tmp_path / "paper.bin").read_bytes(), 42, "utf-8")
        assert third in paper.text
        assert (paper.cuts, max(line.columns for line in paper.lines)) == (0, 42)
    kept = settings_file.load(shop.folder)
    assert (kept.printer, kept.paper, kept.encoding) == (f"file:{tmp_path / 'paper.bin'}", 80, "utf-8")
    assert (kept.printing, kept.columns) == (Printing(columns=42, cut=False), 42)
    assert kept == shop.till.settings
    notes = [record["of"] for record in shop.journal("E") if record["what"] == "SETTINGS_CHANGED"]
    assert notes == ["printer"] * 3


def test_what_waits_for_a_printer_that_is_gone_comes_out_of_the_new_one(shop: Shop) -> None:
    with printer("well") as gone:
        name = gone.name
    with at_work(shop) as choice, printer("well") as fresh:
        choice.choose(name, 80, "gb18030")
        numbers = [sell(shop), sell(shop)]
        worker = shop.till.printing
        assert isinstance(worker, PrintWorker)
        until(lambda: isinstance(worker.status().trouble, PrinterNotThere))
        choice.choose(fresh.name, 58, "gb18030")
        until(lambda: states(shop) == ["CONFIRMED", "CONFIRMED"])
        # Not a byte of them was on paper: they are no copies.
        assert told(fresh.paper, 32) == [(number, False) for number in numbers]


@pytest.mark.parametrize("end", ["SENT", "UNKNOWN", "not there"])
def test_changed_in_the_middle_of_a_job(shop: Shop, end: str) -> None:
    begun, go_on = threading.Event(), threading.Event()
    old_papers: list[bytes] = []

    class Old(AbsentPrinter):
        def send(self, data: bytes, deadline: float = 15.0) -> Delivery:
            begun.set()
            assert go_on.wait(10)
            if end == "not there":
                raise PrinterNotThere(printer="old")
            old_papers.append(data)
            return Delivery("SENT" if end == "SENT" else "UNKNOWN")

    with printer("well") as fresh:
        first = sell(shop)
        worker = start_printing(shop.till, Old())
        assert begun.wait(5)
        second = sell(shop)
        was = time.monotonic()
        PrinterChoice(shop.till, worker).choose(fresh.name, 58, "gb18030")
        assert time.monotonic() - was < 1.0, "changing the printer waits for no job"
        assert [paper for paper in fresh.paper if paper] == []
        go_on.set()
        until(lambda: "WAITING" not in states(shop) and "UNKNOWN" not in states(shop))
        assert worker.stop(5)
        once = [(first, False)]
        new = {"SENT": [], "UNKNOWN": [(first, True)], "not there": once}[end]
        assert told(old_papers, 48) == ([] if end == "not there" else once)
        assert told(fresh.paper, 32) == [*new, (second, False)]


def test_changed_to_and_fro_while_papers_come(shop: Shop) -> None:
    """Fifty papers and a printer that changes all the time: each comes out once, whole, of the right width."""
    with printer("well") as wide, printer("well") as narrow:
        rows = StoreQueue(shop.store, lambda: shop.till.settings)
        worker = PrintWorker(rows, AbsentPrinter(), columns=48)
        worker.change(printer_links.TcpPrinter(f"127.0.0.1:{wide.port}"), columns=48)
        worker.start()
        numbers = []
        for n in range(25):
            numbers.append(sell(shop))
            worker.wake()
            at, columns = (wide, 48) if n % 2 else (narrow, 32)
            worker.change(printer_links.TcpPrinter(f"127.0.0.1:{at.port}"), columns=columns)
        until(lambda: set(states(shop)) == {"CONFIRMED"}, 20)
        assert worker.stop(5)
        came = told(wide.paper, 48) + told(narrow.paper, 32)
        assert sorted(came) == [(number, False) for number in sorted(numbers)]


# --- refused ----------------------------------------------------------------------------------------------------------


def test_nobody_loses_papers_by_choosing_no_printer(shop: Shop) -> None:
    with printer("well") as gone:
        name = gone.name
    with at_work(shop) as choice:
        choice.choose(name, 80, "gb18030")
        sell(shop)
        before = (shop.folder / "till.toml").read_bytes()
        with pytest.raises(PapersWait):
            choice.choose("absent", 80, "gb18030")
        assert (shop.folder / "till.toml").read_bytes() == before
        assert states(shop) == ["WAITING"]


@pytest.mark.parametrize("wrong", ["", "lpt:1", "tcp:", "usb:xyz"])
def test_a_name_that_is_no_printer(shop: Shop, wrong: str) -> None:
    choice = PrinterChoice(shop.till)
    before, file = shop.dump(), (shop.folder / "till.toml").read_bytes()
    if wrong:
        with pytest.raises(NotAPrinter):
            choice.check(wrong)
        with pytest.raises(NotAPrinter):
            choice.choose(wrong, 80, "gb18030")
    for paper, encoding, abilities in (
        (70, "gb18030", None), (80, "big5", None),
        (80, "gbk", Printing(columns=7)), (80, "gbk", Printing(drawer_pin=3)),
    ):  # fmt: skip
        with pytest.raises(SettingsNotWritten):
            choice.choose("absent", paper, encoding, abilities)
    assert (shop.dump(), (shop.folder / "till.toml").read_bytes()) == (before, file)
    assert choice.paper == 80


def test_only_who_may_change_settings(shop: Shop, tmp_path: Path) -> None:
    choice = PrinterChoice(shop.clerk().till)
    with pytest.raises(NotAllowed):
        choice.choose("absent", 58, "gbk")
    with pytest.raises(NotAllowed):
        choice.print_test()
    shop.leave("换打印机")
    choice.choose(f"file:{tmp_path / 'out'}", 58, "gbk")
    assert shop.till.leave is None
    assert (choice.printer, choice.paper, choice.encoding) == (f"file:{tmp_path / 'out'}", 58, "gbk")


def test_training_leaves_the_printer_alone(shop: Shop) -> None:
    from msgspec.structs import replace

    shop.till.settings = replace(shop.till.settings, training=True)
    choice = PrinterChoice(shop.till)
    with pytest.raises(NotWhileTraining):
        choice.choose("absent", 58, "gbk")
    with pytest.raises(NotWhileTraining):
        choice.print_test()


# --- tried ------------------------------------------------------------------------------------------------------------


def test_a_printer_is_tried_before_it_is_chosen(shop: Shop) -> None:
    choice = PrinterChoice(shop.till)
    with printer("well") as fake:
        choice.print_test(fake.name, 58, "gb18030")
        assert (choice.tested_tone, choice.trying, bool(choice.tested)) == ("ok", False, True)
        fake.wait_for(1)
    assert choice.printer == "absent"
    assert [record["what"] for record in shop.journal("E")][-1] == "DRAWER_OPENED"
    with printer("silent") as mute:
        choice.print_test(mute.name)
        assert choice.tested_tone == "info"
    with printer("empty") as empty:
        choice.print_test(empty.name)
        assert choice.tested_tone == "bad"
    choice.print_test(mute.name)
    assert choice.tested_tone == "bad"
    choice.print_test()
    assert choice.tested_tone == "info"


# --- found ------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="lpstat is a command of CUPS")
def test_the_printers_this_computer_knows(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = tmp_path / "lpstat"
    command.write_text('#!/bin/sh\nprintf "receipt\\nkitchen_2\\n"\n')
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    choice = PrinterChoice(shop.till)
    choice.look()
    found = [(one.name, one.kind) for one in choice.found if one.kind == "cups"]
    assert found == [("cups:receipt", "cups"), ("cups:kitchen_2", "cups")]
    assert not choice.looking
    for one in choice.found:
        choice.check(one.name)
    command.write_text("#!/bin/sh\nexit 1\n")
    assert [one for one in printers_found() if one.kind == "cups"] == []


def test_serial_lines_and_usb_printers_are_listed_by_what_the_till_calls_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace as Thing

    import usb.core
    import usb.util
    from serial.tools import list_ports

    def comports() -> list[Thing]:
        return [Thing(device="/dev/ttyUSB1", description="n/a"), Thing(device="/dev/ttyUSB0", description="USB-Serial")]

    class Device(Thing):
        def __iter__(self) -> Iterator[list[Thing]]:
            yield [Thing(bInterfaceClass=one) for one in self.classes]

    def device(number: int, *classes: int) -> Device:
        return Device(idVendor=0x0416, idProduct=number, iProduct=2, classes=classes)

    monkeypatch.setattr(list_ports, "comports", comports)
    monkeypatch.setattr(usb.core, "find", lambda find_all: [device(0x5011, 7), device(0x0001, 3), device(0x0002, 3, 7)])
    monkeypatch.setattr(usb.util, "get_string", lambda device, index: "POS58")
    found = [(one.name, one.label) for one in printers_found() if one.kind in ("usb", "serial")]
    assert found == [
        ("usb:0416:5011", "POS58 0416:5011"),
        ("usb:0416:0002", "POS58 0416:0002"),
        ("serial:/dev/ttyUSB0", "/dev/ttyUSB0 USB-Serial"),
        ("serial:/dev/ttyUSB1", "/dev/ttyUSB1"),
    ]

    def no_library(find_all: bool) -> list[Thing]:
        raise usb.core.NoBackendError("No backend available")

    monkeypatch.setattr(usb.core, "find", no_library)
    assert [one for one in printers_found() if one.kind == "usb"] == []


# --- till.toml --------------------------------------------------------------------------------------------------------


def test_comments_and_everything_else_in_the_file_stay(shop: Shop) -> None:
    file = shop.folder / "till.toml"
    own = "# 打印机在收银台右边\n" + file.read_text("utf-8").replace("cut_over", "# 夜里四点\ncut_over")
    file.write_text(own, "utf-8")
    PrinterChoice(shop.till).choose("tcp:192.168.1.50:9100", 58, "gbk")
    changed = file.read_text("utf-8")
    lost = [line for line in own.splitlines() if line.strip() and line not in changed.splitlines()]
    assert [line.split(" =")[0] for line in lost] == ["printer", "paper", "encoding"]
    assert 'printer = "tcp:192.168.1.50:9100" # absent, tcp:HOST:PORT' in changed
    assert changed.startswith("# 打印机在收银台右边\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('printer = "absent"\n', 'printer = "x"\n'),
        ("printer='a # b' # c\n", 'printer="x" # c\n'),
        ('"printer" = "a\\"b"\n', '"printer" = "x"\n'),
        ('shop = "DX"\n\n[day]\nprinter = 1\n', 'shop = "DX"\nprinter = "x"\n\n[day]\nprinter = 1\n'),
        ("", 'printer = "x"\n'),
    ],
)
def test_an_entry_at_the_top_is_put_in_place(before: str, after: str) -> None:
    assert with_entries(before, {"printer": '"x"'}) == after


@pytest.mark.parametrize("tangled", ['printer = """\na"""\n', "printer = [\n1]\n", 'printer.a = "b"\n'])
def test_what_only_a_person_can_change_is_left(tangled: str) -> None:
    with pytest.raises(settings_file.BadSettings):
        with_entries(tangled, {"printer": '"x"'})


def test_a_file_that_cannot_be_written_changes_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    from pos.screens import printer_choice

    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    before = shop.dump()
    monkeypatch.setattr(printer_choice, "draft_changes", full)
    with pytest.raises(SettingsNotWritten) as met:
        PrinterChoice(shop.till).choose("absent", 58, "gbk")
    assert isinstance(met.value, Trouble)
    assert (shop.dump(), shop.till.settings.paper) == (before, 80)
