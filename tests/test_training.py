"""Training: the same till over books that count for nothing. Not a byte of the real ones may change."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pypdf
import pytest
from msgspec.structs import replace
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text

from pos import settings as till_settings
from pos import training
from pos.core.all_tables import tables
from pos.core.authority import NotAllowed
from pos.core.staff import LockedOut, WrongPin
from pos.core.training import NotTraining, SomebodyElseNow, TrainingMustWait, TrainingOnly, furniture
from pos.db.lock import AlreadyRunning, InstanceLock
from pos.db.store import DatabaseBusy
from pos.db.training import wrong_pins
from pos.devices import Delivery
from pos.exchange.export import export_all
from pos.screens import Till
from pos.screens.clock import Clock
from pos.screens.counter import Counter
from pos.screens.day import DayScreen, day_summary
from pos.screens.drawer import open_drawer
from pos.screens.gestures import Gestures
from pos.screens.papers import save_receipts
from pos.screens.signing import look_at_pin
from pos.settings import BadSettings
from pos.shop import open_till, start_printing
from tests.papers_reader import read
from tests.shop import CLERK_PIN, MANAGER_PIN, OPENING, Shop, copy_of
from tests.window_child import ROOT

MORNING = [
    {"do": "login", "pin": MANAGER_PIN, "at": "2021-09-08T09:00:00+08:00"},
    {"do": "open_shift", "float": "300.00"},
    {"do": "add", "product": "SP0041", "quantity": "3"},
    {"do": "hold", "name": "3号牌"},
    {"do": "add", "product": "SP0029", "quantity": "1"},
    {"do": "pay", "means": "CASH", "amount": "100.00"},
    {"do": "recall", "name": "3号牌"},
    {"do": "pay", "means": "WECHAT", "amount": "12.34"},
    {"do": "cancel"},
    {"do": "refund", "receipt": "1", "means": "CASH", "reason": "练习"},
    {"do": "cash", "direction": "out", "amount": "50.00", "reason": "练习"},
    {"do": "reprint", "receipt": "TRAINING-01-000001"},
    {"do": "close_shift", "counted": "250.00"},
    {"do": "z_report"},
]


def everything_in(folder: Path) -> dict[str, str]:
    """Every file of the real shop, by its bytes; what training has lies in its own folder, and locks are empty."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and training.FOLDER not in file.relative_to(folder).parts[:1] and file.suffix != ".lock"
    }


def report_of(folder: Path) -> dict[str, object]:
    """The day's figures, read without writing."""
    read = Shop(folder)
    try:
        return day_summary(read.till, OPENING.date(), OPENING.date()).totals.as_dict()
    finally:
        read.close()


def practise(folder: Path, *gestures: dict[str, Any]) -> list[dict[str, Any]]:
    """`pos till --training` over those gestures."""
    lines = "\n".join(json.dumps(one) for one in gestures)
    done = subprocess.run(
        [sys.executable, "-m", "pos", "--data", str(folder), "till", "--training"],
        cwd=ROOT,
        input=lines,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def practising(shop: Shop) -> Any:
    """The demo shop with something on its counter, and a training till beside it."""
    shop.add("SP0041")
    till = _begun(shop)
    apprentice = Shop.__new__(Shop)
    apprentice.folder, apprentice.settings, apprentice.store, apprentice.till = (
        till.folder,
        till.settings,
        till.store,
        till,
    )
    apprentice.gestures = Gestures(till)
    yield apprentice
    till.store.close()


def _begun(shop: Shop) -> Till:
    return open_till(training.furnish(shop.store, shop.settings, shop.folder), Clock(OPENING))


def test_a_morning_in_training_changes_not_one_byte(furnished: Path, tmp_path: Path) -> None:
    folder = copy_of(furnished, tmp_path / "shop")
    real = Shop(folder)
    real.manager().open().add("SP0041").pay_cash("100.00")
    real.add("SP0223")
    real.close()
    told = report_of(folder)
    before = everything_in(folder)

    answers = practise(folder, *MORNING)

    assert [one for one in answers if not one["ok"]] == []
    assert answers[5]["receipt"] == "TRAINING-01-000001"
    assert answers[9]["receipt"] == "TRAINING-01-000002"
    assert everything_in(folder) == before
    assert report_of(folder) == told
    again = Shop(folder)
    assert [line.article.code for line in again.gestures.selling.basket.lines] == ["SP0223"]
    again.manager()
    assert again.do("pay", means="WECHAT", amount=str(again.gestures.selling.total))["receipt"] == "DX03-01-000002"
    again.close()


def test_training_is_thrown_away_at_the_next_beginning(furnished: Path, tmp_path: Path) -> None:
    folder = copy_of(furnished, tmp_path / "shop")
    practise(folder, *MORNING)
    answers = practise(folder, *MORNING[:6])

    assert answers[5]["receipt"] == "TRAINING-01-000001"


def test_a_clerk_may_practise_unless_the_shop_says_no(shop: Shop) -> None:
    shop.clerk()
    worker = start_printing(shop.till)
    began: list[Counter] = []
    try:
        beside = training.Training(Counter(shop.till, worker), worker)
        assert beside.begin(began.append)
        assert (beside.on, began[0].till.person) == (True, shop.till.person)
        assert began[0].till.shift is None
        shop.wait(minutes=7)
        assert beside.end().till is shop.till
        assert shop.till.person is not None, "whoever began is still there"
        events = [(one["what"], one["who"], one.get("why"), one.get("f")) for one in shop.journal("E")]
        assert events[-2:] == [("TRAINING_BEGUN", "03", None, None), ("TRAINING_ENDED", "03", "7", 0)]
        shop.till.settings = replace(shop.settings, roles={"clerk": {"training": False}})
        with pytest.raises(NotAllowed):
            beside.begin(began.append)
    finally:
        worker.stop()


def test_a_managers_leave_is_enough_though_the_books_take_their_time(shop: Shop) -> None:
    shop.clerk()
    shop.till.settings = replace(shop.settings, roles={"clerk": {"training": False}})
    waiting: list[Callable[[], None]] = []
    shop.till.background = lambda work, then: waiting.append(lambda: then(work()))
    worker = start_printing(shop.till)
    began: list[Counter] = []
    try:
        beside = training.Training(Counter(shop.till, worker), worker)
        beside.with_leave(MANAGER_PIN, "第一天上班", lambda: beside.begin(began.append))
        assert (shop.till.leave, began) == (None, [])
        waiting.pop()()
        assert (beside.on, began[0].till.person) == (True, shop.till.person)
        beside.end()
        beside.with_leave(MANAGER_PIN, "再来一次", lambda: beside.begin(began.append))
        shop.manager()
        with pytest.raises(SomebodyElseNow):
            waiting.pop()()
        assert (beside.on, len(began)) == (False, 1)
    finally:
        worker.stop()


def test_books_that_cannot_be_written_keep_nobody_from_training(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = start_printing(shop.till)

    def busy(*_: object) -> NoReturn:
        raise DatabaseBusy

    try:
        beside = training.Training(Counter(shop.till, worker), worker)
        monkeypatch.setattr(shop.store, "write", busy)
        assert beside.begin(lambda counter: None)
        assert beside.on
        beside.end()
    finally:
        worker.stop()


def test_whoever_takes_over_in_training_is_not_the_one_signed_in_outside(shop: Shop) -> None:
    worker = start_printing(shop.till)
    try:
        beside = training.Training(Counter(shop.till, worker), worker)
        beside.begin(lambda counter: look_at_pin(counter.till, CLERK_PIN))
        assert beside.counter is not None
        beside.counter.lock()
        beside.end()
        assert shop.till.person is None
    finally:
        worker.stop()


def test_guesses_at_the_managers_pin_in_training_are_found_in_the_real_books(shop: Shop) -> None:
    """Even where the PIN was guessed in the end; below the fifth they leave no trace there, as at the real till."""
    shop.clerk()
    worker = start_printing(shop.till)
    began: list[Counter] = []

    def practise(guesses: int) -> list[tuple[str, str, str]]:
        before = len(shop.journal("E"))
        assert beside.begin(began.append)
        for _ in range(guesses):
            with pytest.raises(WrongPin):
                look_at_pin(began[-1].till, "999999")
            shop.wait(minutes=1)
        look_at_pin(began[-1].till, MANAGER_PIN)
        beside.end()
        return [(one["what"], one["who"], one["why"]) for one in shop.journal("E")[before:] if "PIN" in one["what"]]

    try:
        beside = training.Training(Counter(shop.till, worker), worker)
        assert practise(4) == []
        assert practise(6) == [("PIN_LOCKED", "03", "5"), ("PIN_LOCKED", "03", "6")]
        assert practise(0) == []
        assert shop.journal("E")[-1]["what"] == "TRAINING_ENDED"
    finally:
        worker.stop()


def test_guesses_are_found_though_nobody_works_in_the_real_shop(closed_shop: Shop) -> None:
    shop = closed_shop
    shop.till.person = None
    worker = start_printing(shop.till)
    began: list[Counter] = []
    try:
        beside = training.Training(Counter(shop.till, worker), worker)
        beside.begin(began.append)
        for _ in range(5):
            with pytest.raises(WrongPin):
                look_at_pin(began[0].till, "999999")
        beside.end()
    finally:
        worker.stop()
    assert [(one["what"], one["who"], one["why"]) for one in shop.journal("E")] == [("PIN_LOCKED", "-", "5")]
    assert shop.verified().ok


def test_the_goods_the_people_and_nothing_of_what_was_done(practising: Shop, shop: Shop) -> None:
    ours, theirs = practising.dump(), shop.dump()
    assert ours["staff"] == theirs["staff"]
    assert ours["box_parts"] == theirs["box_parts"]
    assert all(ours[name] == [] for name in ("journal", "receipts", "shifts", "tickets", "print_jobs", "sync_files"))
    practising.sign_in(CLERK_PIN).open()
    assert practising.do("find", text="htjz", limit=3)["found"]
    assert practising.do("scan", code="6996857000413")["name"]


def test_no_table_of_trade_is_taken_for_furniture() -> None:
    named = MetaData()
    Table("goods", named, Column("id", Integer, primary_key=True))
    Table("visits", named, Column("id", Integer, primary_key=True), Column("till", Text))
    Table("remarks", named, Column("visit", ForeignKey("visits.id")), Column("text", Text))
    Table("answers", named, Column("remark", ForeignKey("remarks.visit")))
    assert [table.name for table in furniture(named)] == ["goods"]
    kept = {table.name for table in furniture(tables.Base.metadata)}
    assert {"products", "barcodes", "search_keys", "producers", "staff", "box_parts"} <= kept
    assert not kept & {"journal", "receipts", "receipt_lines", "receipt_tenders", "closings", "tickets", "pin_guard"}


def test_every_paper_says_so_and_the_drawer_stays_shut(practising: Shop) -> None:
    printed: list[bytes] = []

    class Paper:
        name = "paper"

        def send(self, data: bytes, deadline: float = 15.0) -> Delivery:
            printed.append(data)
            return Delivery("SENT")

    practising.manager().open().add("SP0041").pay_cash("100.00")
    open_drawer(practising.till)
    practising.do("reprint", receipt="1")
    DayScreen(practising.till).print_roll()
    worker = start_printing(practising.till, Paper())
    assert worker.settle(10)
    worker.stop()

    assert worker.status().well
    assert len(printed) == 3
    for data in printed:
        (paper,) = read(data, 48)
        words = "\n".join(line.text for line in paper.lines)
        assert words.count("练习 TRAINING") >= 2
        assert (paper.qr, paper.drawer_opened) == ([], 0)
    (receipt,) = save_receipts(practising.store, practising.settings, practising.folder / "receipts", 1)
    assert pypdf.PdfReader(receipt).pages[0].extract_text().count("TRAINING") >= 3
    summary = pypdf.PdfReader(DayScreen(practising.till).print_a4())
    assert all("练习 TRAINING" in page.extract_text() for page in summary.pages)


def test_nothing_goes_to_the_district(practising: Shop) -> None:
    practising.manager().open().add("SP0041").pay_cash("100.00")
    practising.do("close_shift", counted="300.00")
    with pytest.raises(TrainingOnly):
        list(export_all(practising.store, practising.settings, practising.folder, practising.till.now()))
    assert DayScreen(practising.till).export_blocked_because
    assert list(practising.folder.rglob("*.ndjson")) == []
    done = subprocess.run(
        [sys.executable, "-m", "pos", "--data", str(practising.folder), "sync", "export"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1


def test_no_real_shop_is_called_training(shop: Shop) -> None:
    text = (shop.folder / "till.toml").read_text("utf-8")
    for wrong in (text.replace('"DX03"', '"Training"'), text.replace("[site]", "training = true\n[site]")):
        (shop.folder / "till.toml").write_text(wrong, "utf-8")
        with pytest.raises(BadSettings, match="TRAINING"):
            till_settings.load(shop.folder)


def test_a_folder_that_is_no_training_is_left_alone(shop: Shop, furnished: Path) -> None:
    copy_of(furnished, shop.folder / training.FOLDER)
    before = everything_in(shop.folder / training.FOLDER)
    with pytest.raises(NotTraining):
        training.furnish(shop.store, shop.settings, shop.folder)
    assert everything_in(shop.folder / training.FOLDER) == before


def test_training_that_is_open_is_not_thrown_away_under_it(shop: Shop, practising: Shop) -> None:
    with InstanceLock(practising.folder), pytest.raises(AlreadyRunning):
        training.furnish(shop.store, shop.settings, shop.folder)


def test_beginning_anew_buys_no_guesses_at_a_pin(shop: Shop, practising: Shop) -> None:
    for _ in range(5):
        with pytest.raises(WrongPin):
            look_at_pin(practising.till, "999999")
    practising.store.close()

    again = _begun(shop)
    assert wrong_pins(again.store)[0]["failures"] >= 5
    with pytest.raises(LockedOut):
        look_at_pin(again, MANAGER_PIN)
    again.store.close()


def test_a_till_killed_in_training_is_a_real_one_again(furnished: Path, tmp_path: Path) -> None:
    folder = copy_of(furnished, tmp_path / "shop")
    before = everything_in(folder)
    command = [sys.executable, "-m", "pos", "--data", str(folder), "till", "--training"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as till:
        assert till.stdin is not None
        assert till.stdout is not None
        for gesture in MORNING[:6]:
            till.stdin.write(json.dumps(gesture) + "\n")
            till.stdin.flush()
            assert json.loads(till.stdout.readline())["ok"]
        os.kill(till.pid, signal.SIGKILL)

    assert everything_in(folder) == before
    real = Shop(folder)
    assert real.settings.training is False
    real.sign_in().open()
    assert real.add("SP0041").pay_cash("100.00").number == "DX03-01-000001"
    real.close()


def test_money_on_the_ticket_keeps_training_away(shop: Shop) -> None:
    shop.add("SP0041").pay_part("WECHAT", "1.00")
    worker = start_printing(shop.till)
    counter = Counter(shop.till, worker)
    counter.selling = shop.gestures.selling
    try:
        with pytest.raises(TrainingMustWait):
            training.Training(counter, worker).begin(lambda counter: None)
        assert not (shop.folder / training.FOLDER).exists()
    finally:
        worker.stop()
