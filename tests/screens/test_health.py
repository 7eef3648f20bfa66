"""One page on the till's health: what is well, what needs somebody, what is broken."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from pos.core import print_jobs, tickets
from pos.core.wording import speak
from pos.exchange.backup import create_backup
from pos.exchange.export import export
from pos.screens.health import Finding, check
from tests.books import MELON, Books, basket_of, books_at, tamper


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Books]:
    speak("en")
    books = books_at(tmp_path / "shop")
    books.day(3)
    create_backup(books.folder, books.settings, books.now)
    export(books.store, books.settings, books.folder, books.now)
    yield books
    books.close()
    speak("zh_CN")


@pytest.fixture
def in_beijing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


def look(shop: Books, now: datetime | None = None) -> dict[str, Finding]:
    found = {finding.area: finding for finding in check(shop.folder, now or shop.now)}
    for finding in found.values():
        assert "{" not in finding.sentence + finding.todo
        # The verifier's sentence says itself what to do.
        assert finding.state == "ok" or finding.todo or finding.area == "chain", (
            f"{finding.area}: nobody is told what to do"
        )
    return found


def states(shop: Books) -> dict[str, str]:
    return {area: finding.state for area, finding in look(shop).items()}


def put(shop: Books, **entries: str) -> None:
    file = shop.folder / "till.toml"
    held = file.read_text("utf-8")
    for name, value in entries.items():
        held = held.replace(f'{name} = "absent"', f'{name} = "{value}"')
    file.write_text(held, "utf-8")


def test_a_well_kept_till(shop: Books, in_beijing: None) -> None:
    before = {each: each.read_bytes() for each in shop.folder.rglob("*") if each.is_file()}

    found = look(shop)

    assert list(found) == [
        "database", "chain", "space", "clock", "queue", "unsent", "tickets", "zone", "printer", "keys", "backup",
    ]  # fmt: skip
    worse = {area: finding for area, finding in found.items() if finding.state != "ok" and area != "queue"}
    assert worse == {} or (set(worse) == {"zone"} and sys.platform == "win32")
    after = {each: each.read_bytes() for each in shop.folder.rglob("*") if each.is_file()}
    assert {each for each in before if each.suffix != ".sqlite3-shm" and before[each] != after.get(each)} == set()
    assert found["database"].as_dict()["state"] == "ok"
    assert "4 receipts" in found["database"].sentence


def test_a_folder_without_a_till(tmp_path: Path) -> None:
    assert [(finding.area, finding.state) for finding in check(tmp_path, datetime.now().astimezone())] == [
        ("settings", "bad")
    ]


def test_settings_that_cannot_be_read(shop: Books) -> None:
    (shop.folder / "till.toml").write_text("shop = ")

    assert states(shop) == {"settings": "bad"}


def test_books_that_are_gone_or_damaged(shop: Books) -> None:
    shop.close()
    held = shop.file.read_bytes()
    for spoilt in (b"", held[: len(held) // 2], b"text" * 5000):
        for each in shop.folder.glob("shop.sqlite3*"):
            each.unlink()
        shop.file.write_bytes(spoilt)
        found = look(shop)
        assert found["database"].state == "bad"
        assert "restore" in found["database"].todo
        assert "tickets" not in found
        assert found["keys"].state == "ok", "the rest of the page is still there"


def test_a_journal_that_was_edited(shop: Books) -> None:
    tamper(shop.file, "UPDATE journal SET record = replace(record, '3990', '2990') WHERE n = 3")

    found = look(shop)

    assert found["chain"].state == "bad"
    assert "3" in found["chain"].sentence
    assert found["database"].state == "ok"


def test_books_of_a_newer_till(shop: Books) -> None:
    tamper(shop.file, "UPDATE alembic_version SET version_num = '9999'")

    assert look(shop)["database"].state == "bad"


@pytest.mark.parametrize(("free", "state"), [(10**12, "ok"), (400_000_000, "warn"), (10_000_000, "bad")])
def test_the_disk_fills_up(shop: Books, monkeypatch: pytest.MonkeyPatch, free: int, state: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))

    assert states(shop)["space"] == state


def test_a_clock_that_was_set_back(shop: Books) -> None:
    shop.open_shift()
    last = shop.now

    assert look(shop, last - timedelta(seconds=30))["clock"].state == "ok"
    assert look(shop, last - timedelta(minutes=30))["clock"].state == "bad"


@pytest.mark.parametrize(("zone", "hours", "state"), [("Asia/Shanghai", 8, "ok"), ("Europe/Berlin", 2, "warn")])
def test_the_zone_of_this_computer(
    shop: Books, in_beijing: None, monkeypatch: pytest.MonkeyPatch, zone: str, hours: int, state: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    if hasattr(time, "tzset"):
        time.tzset()
        assert shop.now.astimezone().utcoffset() == timedelta(hours=hours)
        assert look(shop)["zone"].state == state
    else:  # Windows keeps its zone elsewhere; there it says what is true
        beijing = shop.now.astimezone().utcoffset() == timedelta(hours=8)
        assert (look(shop)["zone"].state == "ok") == beijing


def test_papers_that_wait(shop: Books) -> None:
    with shop.store.write() as session:
        for job in range(1, 10):
            print_jobs.mark(session, job, print_jobs.CONFIRMED, "", 1)
    assert look(shop)["queue"].state == "ok"
    with shop.store.write() as session:
        print_jobs.mark(session, 1, print_jobs.FAILED, "", 3)
        print_jobs.mark(session, 2, print_jobs.WAITING, "", 0)

    assert look(shop)["queue"].sentence == "1 papers wait for the printer, 1 were given up."


def test_days_that_were_not_handed_in(shop: Books) -> None:
    shop.day(1)
    assert look(shop)["unsent"].state == "ok"

    assert look(shop, shop.now + timedelta(days=5))["unsent"].state == "warn"


def test_tickets_and_shifts_left_open(shop: Books) -> None:
    with shop.store.write() as session:
        tickets.keep(session, shop.stamp(), basket_of({MELON: "1"}, "0190f3b2-0000-7000-8000-000000000001"))
    assert look(shop)["tickets"].state == "warn"

    shop.open_shift()

    assert look(shop)["tickets"].state == "ok"
    assert look(shop, shop.now + timedelta(days=2))["tickets"].state == "warn"


def test_printers(shop: Books, tmp_path: Path) -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    put(shop, printer=f"tcp:127.0.0.1:{port}")
    assert look(shop)["printer"].state == "ok"

    listening.close()
    began = time.monotonic()
    assert look(shop)["printer"].state == "bad"
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("printer", "state"),
    [("absent", "ok"), ("file:{here}/paper.bin", "ok"), ("file:{here}/gone/paper.bin", "bad"), ("fax:1234", "bad"),
     ("usb:04b8:0202", "ok")],
)  # fmt: skip
def test_what_a_printer_may_be(shop: Books, tmp_path: Path, printer: str, state: str) -> None:
    put(shop, printer=printer.format(here=tmp_path.as_posix()))

    assert states(shop)["printer"] == state


def test_the_key(shop: Books) -> None:
    file = shop.folder / "keys" / "DX03-01-k1.pem"
    if os.name == "posix":
        file.chmod(0o644)
        assert look(shop)["keys"].state == "warn"
    file.unlink()

    assert look(shop)["keys"].state == "bad"


def test_backups(shop: Books) -> None:
    assert look(shop)["backup"].sentence.startswith("The last backup is 0 days old")
    assert look(shop, shop.now + timedelta(days=9))["backup"].state == "warn"

    for each in (shop.folder / "backups").iterdir():
        each.write_bytes(b"")
    assert look(shop)["backup"].sentence == "There is no backup yet."

    (shop.folder / "backups" / "half.sqlite3").write_bytes(b"half a backup")
    assert look(shop)["backup"].state == "warn"


def test_payment_services_are_looked_at_where_they_are_set_up(shop: Books) -> None:
    from msgspec.structs import replace

    from pos.devices.gateways.simulator import PaymentSimulator
    from pos.settings import writing

    assert not [area for area in states(shop) if area.startswith("payment")]
    with PaymentSimulator() as service:
        wechat, alipay = service.furnish(shop.folder)
    writing.write(shop.folder, replace(shop.settings, wechat=wechat, alipay=alipay))
    assert (states(shop)["payment_wechat"], states(shop)["payment_alipay"]) == ("ok", "ok")

    (shop.folder / "keys" / alipay.platform_key).unlink()
    if sys.platform != "win32":
        (shop.folder / "keys" / wechat.key).chmod(0o644)
        assert states(shop)["payment_wechat"] == "warn"
    found = look(shop)["payment_alipay"]
    assert found.state == "bad"
    assert alipay.platform_key in found.sentence
