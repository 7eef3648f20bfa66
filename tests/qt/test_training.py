"""Training in the window: begun and left by keys, and never to be taken for the real till."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QWidget
from sqlcipher3 import dbapi2

from pos import settings, training
from pos.core.training import TrainingMustWait
from pos.db.lock import AlreadyRunning, InstanceLock
from pos.exchange.verify import verify_database
from pos.qt.main_window import MainWindow
from pos.screens.signing import NotTheManagersPin
from pos.settings import writing
from tests.qt.clerk import Clerk, opened, until
from tests.shop import CLERK_PIN, MANAGER_PIN, copy_of

EGGS = "6996857000413"


@pytest.fixture
def folder(furnished: Path, tmp_path: Path) -> Path:
    """The demo shop's folder, nothing sold yet."""
    return copy_of(furnished, tmp_path / "shop")


@pytest.fixture
def clerk(qtbot: Any, folder: Path) -> Iterator[Clerk]:
    """Somebody before the till of that folder, with one thing on the counter."""
    with opened(folder) as somebody:
        sign_in(somebody)
        somebody.scan(EGGS)
        until(lambda: len(somebody.rows()) == 1)
        yield somebody


def sign_in(clerk: Clerk, pin: str = MANAGER_PIN) -> None:
    clerk.in_focus("pinBox")
    clerk.type(pin)
    clerk.press("Enter")
    ask_float(clerk)


def ask_float(clerk: Clerk) -> None:
    clerk.in_focus("floatBox")
    clerk.type("300")
    clerk.press("Enter")
    clerk.at("selling")


def journal(folder: Path) -> list[dict[str, Any]]:
    with contextlib.closing(dbapi2.connect(f"{(folder / 'shop.sqlite3').as_uri()}?mode=ro", uri=True)) as books:
        return [json.loads(row[0]) for row in books.execute("SELECT record FROM journal ORDER BY n")]


def turn(clerk: Clerk) -> None:
    """F10 and the last digit."""
    clerk.press("F10")
    clerk.in_focus("rail")
    rail = [one for one in clerk.window.findChildren(QWidget) if one.objectName().startswith("rail_")]
    clerk.press(str(len(rail)))


def stripe(window: MainWindow) -> bool:
    """Whether training is on, and the window says so."""
    shown = window.findChild(QWidget, "trainingStripe").isVisible()
    return bool(window.training and window.training.on) and shown


def test_begun_and_left_by_keys(clerk: Clerk, folder: Path) -> None:
    before = len(journal(folder))
    turn(clerk)
    until(lambda: stripe(clerk.window) and clerk.window.page_name == "login")
    assert "练习 TRAINING" in clerk.see("trainingStripe").accessibleName()
    ask_float(clerk)
    assert clerk.rows_or_none() == []
    clerk.scan(EGGS)
    clerk.press("F9")
    clerk.at("payment")
    assert stripe(clerk.window)
    clerk.press("F9", "Enter")
    clerk.reads("TRAINING-01-000001")

    turn(clerk)
    until(lambda: not stripe(clerk.window))
    clerk.at("selling")
    assert len(clerk.rows()) == 1, "the real ticket lies where it lay"
    # Of what was sold there the real books know nothing but how much it was: it may have been a customer's money.
    begun, ended = journal(folder)[before:]
    assert (begun["what"], begun["who"]) == ("TRAINING_BEGUN", "01")
    assert (ended["what"], ended["who"], ended["why"]) == ("TRAINING_ENDED", "01", "0")
    assert ended["f"] > 0
    assert verify_database(folder / "shop.sqlite3").ok
    clerk.press("F9")
    clerk.at("payment")
    clerk.press("F9", "Enter")
    clerk.reads("DX03-01-000001")


def test_the_lock_is_held_and_a_restart_is_earnest(qtbot: Any, folder: Path) -> None:
    with opened(folder) as clerk:
        sign_in(clerk)
        turn(clerk)
        until(lambda: stripe(clerk.window))
        for place in (folder, folder / training.FOLDER):
            with pytest.raises(AlreadyRunning):
                InstanceLock(place).acquire()
    assert settings.load(folder).training is False
    with opened(folder) as clerk:
        assert not stripe(clerk.window)
        clerk.in_focus("pinBox")
        clerk.type(MANAGER_PIN)
        clerk.press("Enter")
        clerk.at("selling")


def test_the_login_page_leads_into_training_and_out(qtbot: Any, folder: Path) -> None:
    with opened(folder) as clerk:
        clerk.in_focus("pinBox")
        clerk.press("F10")
        until(lambda: stripe(clerk.window))
        sign_in(clerk, CLERK_PIN)
        clerk.press("F12")
        clerk.in_focus("pinBox")
        clerk.press("F10")
        until(lambda: not stripe(clerk.window))
        clerk.in_focus("pinBox")
        assert clerk.window.counter is not None
        assert clerk.window.counter.till.person is None


def test_money_on_the_ticket_keeps_training_away(clerk: Clerk) -> None:
    clerk.press("F9")
    clerk.at("payment")
    clerk.press("Alt+2")
    clerk.type("1")
    clerk.press("Enter")
    until(lambda: clerk.window.counter is not None and clerk.window.counter.selling.basket.tenders)
    turn(clerk)
    clerk.reads(TrainingMustWait().title())
    assert not stripe(clerk.window)
    assert clerk.window.page_name == "payment"


def test_a_role_that_may_not_asks_the_manager_in_place(qtbot: Any, folder: Path) -> None:
    writing.write(folder, replace(settings.load(folder), roles={"clerk": {"training": False}}))
    with opened(folder) as clerk:
        sign_in(clerk, CLERK_PIN)
        turn(clerk)
        clerk.in_focus("trainingPinBox")
        clerk.press("Esc")
        until(lambda: not clerk.window.findChild(QWidget, "trainingPinBox").isVisible())
        turn(clerk)
        clerk.in_focus("trainingPinBox")
        clerk.type(CLERK_PIN)
        clerk.press("Enter")
        clerk.reads(NotTheManagersPin().title())
        clerk.in_focus("trainingPinBox")
        assert not stripe(clerk.window)
        clerk.type(MANAGER_PIN)
        clerk.press("Enter")
        clerk.in_focus("trainingReasonBox")
        clerk.type("xuexi")
        clerk.press("Enter")
        until(lambda: stripe(clerk.window))
        assert not clerk.window.findChild(QWidget, "trainingPinBox").isVisible()
        ask_float(clerk)


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768), (1093, 614)])
def test_the_stripe_stays_and_the_page_still_fits(clerk: Clerk, size: tuple[int, int]) -> None:
    clerk.window.resize(*size)
    turn(clerk)
    until(lambda: stripe(clerk.window))
    ask_float(clerk)
    for page in ("selling", "refund", "day", "shift"):
        clerk.window.show_page(page)
        until(lambda: stripe(clerk.window))
        assert (clerk.window.width(), clerk.window.height()) == size
        assert clerk.see("trainingStripe").height() >= 20
