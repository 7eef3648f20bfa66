"""Handing in: every record of the journal exactly once, signed, whole, and the same again after any interruption."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pos.core import journal
from pos.core.problems import Trouble
from pos.core.sync_files import unsent_days
from pos.exchange import envelope
from pos.exchange import export as subject
from pos.exchange.envelope import KeyMissing, NoRoom, NotWritten
from pos.exchange.export import (
    Exported,
    ExportLock,
    ExportRunning,
    JournalDoesNotFit,
    OtherFileThere,
    export,
    export_all,
    key_card,
    unsent,
)
from pos.exchange.verify import verify_file
from tests.books import JUJUBE, MELON, Books, books_at, tamper
from tests.dying import dying

ONE, TWO = "CAS1_110115_DX03_01_00000001.ndjson", "CAS1_110115_DX03_01_00000002.ndjson"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Books]:
    books = books_at(tmp_path / "shop")
    books.day(3)
    yield books
    books.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def hand_in(shop: Books, **given: Any) -> Exported:
    return export(shop.store, shop.settings, shop.folder, shop.now, **given)


def lines(path: Path | None) -> list[dict[str, Any]]:
    assert path is not None
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def public(shop: Books) -> bytes:
    return key_card(shop.folder, shop.settings).public


# --- what is in it ----------------------------------------------------------------------------------------------------


def test_the_first_file_carries_the_day(shop: Books) -> None:
    done = hand_in(shop)

    assert done.path == shop.folder / "outbox" / ONE
    assert (done.seq, done.records, done.first_n, done.last_n, done.left) == (1, 6, 1, 6, 0)
    assert (done.sales, done.refunds, done.days) == (3, 1, (date(2021, 9, 8), date(2021, 9, 8)))
    verdict = verify_file(done.path, public(shop))
    assert verdict.ok, verdict.message
    assert verdict.signed
    head, *records, totals = lines(done.path)
    assert head == {
        "t": "H", "v": 1, "district": "110115", "shop": "DX03", "till": "01", "seq": 1,
        "made_at": "2021-09-09T00:30:00Z", "app": head["app"], "key": "DX03-01-k1", "from": "2021-09-08",
        "to": "2021-09-08", "prev": "0" * 64,
    }  # fmt: skip
    assert [record["t"] for record in records] == ["E", "S", "S", "S", "R", "Z"]
    assert totals["no_range"] == ["DX03-01-000001", "DX03-01-000004"]


def test_the_totals_are_the_sums_of_the_records(shop: Books) -> None:
    shop.open_shift()
    shop.sell({JUJUBE: "1.234", MELON: "2"}, "CASH")

    _, *records, totals = lines(hand_in(shop).path)

    sold = [record for record in records if record["t"] == "S"]
    back = [record for record in records if record["t"] == "R"]
    assert totals["gross"] == sum(record["net"] for record in sold)
    assert totals["refunded"] == sum(record["net"] for record in back)
    assert totals["net"] == totals["gross"] - totals["refunded"]
    assert totals["rounding"] == sum(record["rnd"] for record in sold) - sum(record["rnd"] for record in back) != 0
    regions: Counter[str] = Counter()
    means: Counter[str] = Counter()
    for sign, record in [(1, each) for each in sold] + [(-1, each) for each in back]:
        for line in record["lines"]:
            regions[line["o"]] += sign * line["net"]
        for tender in record["ten"]:
            means[tender["k"]] += sign * tender["f"]
    assert totals["by_region"] == regions
    assert totals["by_means"] == means
    assert sum(totals["by_means"].values()) == totals["net"] + totals["rounding"]
    assert (totals["grand_gross"], totals["grand_refunded"]) == (totals["gross"], totals["refunded"])


def test_file_follows_file_without_gap_or_overlap(shop: Books) -> None:
    first = hand_in(shop)
    shop.day(2)
    shop.day(4)
    second = hand_in(shop)
    shop.note()
    third = hand_in(shop)

    assert [(each.seq, each.first_n, each.last_n) for each in (first, second, third)] == [
        (1, 1, 6), (2, 7, 18), (3, 19, 19),
    ]  # fmt: skip
    files = [lines(each.path) for each in (first, second, third)]
    assert [file[0]["prev"] for file in files] == ["0" * 64, first.sha256, second.sha256]
    assert [hashlib.sha256(each.path.read_bytes()).hexdigest() for each in (first, second) if each.path] == [
        first.sha256,
        second.sha256,
    ]
    assert files[1][-1]["grand_gross"] == files[0][-1]["gross"] + files[1][-1]["gross"]
    assert files[2][-1]["grand_refunded"] == files[0][-1]["refunded"] + files[1][-1]["refunded"]
    assert files[2][-1]["no_range"] == []
    assert all(verify_file(each.path, public(shop)).ok for each in (first, second, third) if each.path)


def test_nothing_new_writes_nothing(shop: Books) -> None:
    hand_in(shop)

    again = hand_in(shop)

    assert again == Exported(None)
    assert names(shop.folder / "outbox") == [ONE]


def test_a_till_that_never_sold_has_nothing_to_hand_in(tmp_path: Path) -> None:
    shop = books_at(tmp_path / "shop")

    assert hand_in(shop).records == 0
    shop.close()


def test_up_to_a_day(shop: Books) -> None:
    shop.day(2)
    shop.day(1)

    first = hand_in(shop, until=date(2021, 9, 9))
    too_early = hand_in(shop, until=date(2021, 9, 9))
    rest = hand_in(shop)

    assert first.days == (date(2021, 9, 8), date(2021, 9, 9))
    assert (first.last_n, first.left) == (11, 4)
    assert (too_early.path, too_early.records, too_early.left) == (None, 0, 4)
    assert (rest.first_n, rest.days) == (12, (date(2021, 9, 10), date(2021, 9, 10)))


def test_up_to_a_day_never_leaves_a_record_out_of_the_middle(shop: Books) -> None:
    """Past midnight the manager does something that counts for the new day; the shift of the old one goes on."""
    shop.open_shift()
    shop.sell()
    stamp = replace(shop.stamp(), business_day=date(2021, 9, 10))
    with shop.store.write() as session:
        journal.note(session, stamp, "PRICES_IMPORTED")
    shop.sell()
    shop.note()

    done = hand_in(shop, until=date(2021, 9, 9))

    assert done.left == 0
    assert done.days == (date(2021, 9, 8), date(2021, 9, 10))
    assert verify_file(done.path or Path(), public(shop)).ok


def test_too_much_for_one_file_goes_into_several(shop: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.day(5)
    monkeypatch.setattr(subject, "MOST_BYTES", 5000)

    files = list(export_all(shop.store, shop.settings, shop.folder, shop.now))

    assert len(files) > 2
    assert [each.first_n for each in files[1:]] == [each.last_n + 1 for each in files[:-1]]
    assert (files[0].first_n, files[-1].last_n, files[-1].left) == (1, shop.records(), 0)
    assert all(verify_file(each.path, public(shop)).ok for each in files if each.path)


def test_what_is_unsent(shop: Books) -> None:
    with shop.store.read() as session:
        assert unsent(session, "01") == (6, date(2021, 9, 8))
    hand_in(shop)
    with shop.store.read() as session:
        assert unsent(session, "01") == (0, None)


def test_days_not_handed_over_are_counted_by_their_closings(shop: Books) -> None:
    def days() -> int:
        with shop.store.read() as session:
            return unsent_days(session, "01")

    shop.day(1)
    assert days() == 2
    hand_in(shop)
    assert days() == 0
    for _ in range(10):
        shop.open_shift()
        shop.sell()
        shop.close_shift()
        shop.day(1)  # the second shift of the same day
    assert days() == 10
    hand_in(shop)
    shop.open_shift()
    assert days() == 0, "an open shift is no day to hand over yet"


def test_the_card_names_the_key_and_nothing_secret(shop: Books) -> None:
    card = key_card(shop.folder, shop.settings).as_dict()

    assert {name: card[name] for name in ("district", "shop", "till", "key")} == {
        "district": "110115", "shop": "DX03", "till": "01", "key": "DX03-01-k1",
    }  # fmt: skip
    assert set(card) == {"district", "shop", "till", "key", "public", "fingerprint"}
    (shop.folder / "keys" / "DX03-01-k1.pem").unlink()
    with pytest.raises(KeyMissing):
        hand_in(shop)


# --- when the place fails ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["write", "fsync", "replace", "flush_folder", "rotten", "gone"])
def test_a_stick_that_fails_uses_up_no_number(
    shop: Books, stick: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Full while writing, pulled while flushing, gone before the rename, or it keeps other bytes than it was given."""
    on_stick: set[int] = set()
    real = {"open": os.open, "fsync": os.fsync, "replace": os.replace, "fdopen": os.fdopen, "read": Path.read_bytes}

    def opened(path: Any, *given: Any, **named: Any) -> int:
        handle = real["open"](path, *given, **named)
        if str(path).startswith(str(stick)):
            on_stick.add(handle)
        return int(handle)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def fdopen(handle: int, *given: Any) -> Any:
        file = real["fdopen"](handle, *given)
        if handle not in on_stick:
            return file
        with file:
            file.write(b"half of")
        return full()

    def fsync(handle: int) -> None:
        if handle in on_stick:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real["fsync"](handle)

    def replace(draft: Any, path: Any) -> None:
        if str(path).startswith(str(stick)):
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        real["replace"](draft, path)

    def rotten(path: Path) -> bytes:
        held: bytes = real["read"](path)
        return held[:-1] + b"?" if str(path).startswith(str(stick)) else held

    monkeypatch.setattr(os, "open", opened)
    if step == "write":
        monkeypatch.setattr(os, "fdopen", fdopen)
    elif step == "fsync":
        monkeypatch.setattr(os, "fsync", fsync)
    elif step == "replace":
        monkeypatch.setattr(os, "replace", replace)
    elif step == "rotten":
        monkeypatch.setattr(Path, "read_bytes", rotten)
    elif step == "flush_folder":
        monkeypatch.setattr(envelope, "flush_folder", lambda folder: full() if folder == stick else None)
    else:
        stick.rmdir()

    with pytest.raises((NoRoom, NotWritten)) as told:
        hand_in(shop, out=stick)
    monkeypatch.undo()

    assert isinstance(told.value, Trouble)
    assert ONE in told.value.message()
    if step == "gone":
        stick.mkdir()
    if step != "flush_folder":
        assert names(stick) == []
    with shop.store.read() as session:
        assert unsent(session, "01")[0] == 6
    # Meanwhile the shop goes on; the next try on a good stick skips nothing and repeats nothing.
    shop.note()
    files = list(export_all(shop.store, shop.settings, shop.folder, shop.now, out=stick))
    slices = [(each.seq, each.first_n, each.last_n) for each in files]
    # What can never have got its name is sealed anew; a stick that was pulled may come back with the file on it.
    assert slices == ([(1, 1, 7)] if step in ("write", "gone") else [(1, 1, 6), (2, 7, 7)])
    assert names(stick) == [ONE, TWO][: len(files)]


def test_a_stranger_under_the_same_name_is_left_alone(shop: Books, stick: Path) -> None:
    """An old backup was put back: the number was used already, for other sales."""
    (stick / ONE).write_text("the file of another life")

    with pytest.raises(OtherFileThere):
        hand_in(shop, out=stick)

    assert (stick / ONE).read_text() == "the file of another life"
    assert hand_in(shop).seq == 1


def test_two_exports_at_once(shop: Books) -> None:
    with ExportLock(shop.folder), pytest.raises(ExportRunning):
        hand_in(shop)


def test_a_journal_that_was_edited_is_not_handed_in(shop: Books) -> None:
    tamper(shop.file, "UPDATE journal SET record = replace(record, '3990', '2990') WHERE n = 2")

    with pytest.raises(JournalDoesNotFit):
        hand_in(shop)

    assert names(shop.folder / "outbox") == names(shop.folder / "sealed") == []


def test_a_sealed_file_that_rotted_is_set_aside(shop: Books, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_hand_over", crash)
    with pytest.raises(Crash):
        hand_in(shop)
    monkeypatch.undo()
    sealed = shop.folder / "sealed" / ONE
    sealed.write_bytes(sealed.read_bytes().replace(b"WECHAT", b"ALIPAY"))

    assert hand_in(shop, out=stick).records == 6

    assert len(names(shop.folder / "sealed" / "aside")) == 1
    assert verify_file(stick / ONE, public(shop)).ok


# --- when the till dies -----------------------------------------------------------------------------------------------


class Crash(BaseException):
    """The end of the process, as far as the code under test can tell."""


def crash(*_: object) -> None:
    raise Crash


def test_a_crash_between_the_file_and_its_counting_repeats_the_same_bytes(
    shop: Books, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject, "_count", crash)
    with pytest.raises(Crash):
        hand_in(shop, out=stick)
    monkeypatch.undo()
    handed_over = (stick / ONE).read_bytes()
    shop.day(2)
    shop.now += timedelta(days=3)

    other_stick = stick.with_name("another stick")
    other_stick.mkdir()
    again = hand_in(shop, out=other_stick)

    assert (other_stick / ONE).read_bytes() == handed_over
    assert (again.last_n, again.left) == (6, 5)
    assert hand_in(shop, out=other_stick).first_n == 7


def test_an_export_that_is_killed_anywhere_repeats_and_skips_nothing(shop: Books, tmp_path: Path) -> None:
    """Before every step a kill; then life goes on, and what stood on the stick is never written differently."""
    shop.close()
    last_n, stood = shop_records(shop.folder), []
    with dying() as gesture:
        for steps in range(60):
            folder, stick = tmp_path / f"killed {steps}", tmp_path / f"stick {steps}"
            shutil.copytree(shop.folder, folder)
            stick.mkdir()
            killed = gesture("hand_in", folder, stick, steps)
            handed_over = {file.name: file.read_bytes() for file in stick.glob("CAS1_*")}
            stood.append(len(handed_over))

            again = books_at(folder)
            again.now = shop.now + timedelta(days=2)
            again.note()
            list(export_all(again.store, again.settings, folder, again.now, out=stick))

            files = sorted(stick.iterdir())
            assert [file.name for file in files if file.name.startswith(".")] == []
            assert all(handed_over.get(file.name, file.read_bytes()) == file.read_bytes() for file in files)
            numbers = [record["n"] for file in files for record in lines(file)[1:-1]]
            assert numbers == list(range(1, last_n + 2))
            assert [lines(file)[0]["prev"] for file in files[1:]] == [
                hashlib.sha256(file.read_bytes()).hexdigest() for file in files[:-1]
            ]
            assert all(verify_file(file, public(again)).ok for file in files)
            again.close()
            if not killed:
                break
    assert stood == sorted(stood)
    assert 0 < stood.count(1) < len(stood)
    assert len(stood) > 12, "the kills must hit every step"


def shop_records(folder: Path) -> int:
    shop = books_at(folder)
    count = shop.records()
    shop.close()
    return count


# --- every bit counts -------------------------------------------------------------------------------------------------


def refused(good: bytes, folder: Path, key: bytes, bits: Iterator[int]) -> int:
    spoilt_file, tried = folder / ONE, 0
    for bit in bits:
        spoilt = bytearray(good)
        spoilt[bit // 8] ^= 1 << bit % 8
        spoilt_file.write_bytes(spoilt)
        assert not verify_file(spoilt_file, key).ok, f"bit {bit}"
        tried += 1
    return tried


def test_a_flipped_bit_is_found(shop: Books, stick: Path) -> None:
    good = hand_in(shop).path.read_bytes()  # type: ignore[union-attr]
    chance = random.Random(11)

    assert refused(good, stick, public(shop), iter(chance.sample(range(len(good) * 8), 2000))) == 2000


@pytest.mark.soak
def test_every_flipped_bit_is_found(shop: Books, stick: Path) -> None:
    good = hand_in(shop).path.read_bytes()  # type: ignore[union-attr]

    assert refused(good, stick, public(shop), iter(range(len(good) * 8))) > 10_000


def test_no_name_and_no_pin_leaves_the_house(shop: Books) -> None:
    done = hand_in(shop)

    held = done.path.read_text("utf-8")  # type: ignore[union-attr]
    assert shop.settings.name not in held
    assert "pin" not in held.lower()
