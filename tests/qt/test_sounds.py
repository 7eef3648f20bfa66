"""What a clerk hears at the counter: every sound belongs to something that is seen too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from pos.core.gateways import Paying
from pos.qt import sounds
from pos.qt.sounds import UNKNOWN_EVERY
from pos.screens import at_once
from tests.qt.clerk import Clerk, opened
from tests.qt.paying_states import WECHAT_CODE, served
from tests.shop import Shop


class Ears:
    """Has the face of the speaker; `heard` since it was looked at last."""

    def __init__(self) -> None:
        self._heard: list[str] = []

    def play(self, name: str) -> bool:
        self._heard.append(name)
        return True

    @property
    def heard(self) -> list[str]:
        heard, self._heard = self._heard, []
        return heard


@pytest.fixture
def clerk(qtbot: Any, shop: Shop) -> Iterator[Clerk]:
    person = shop.till.person
    shop.close()
    with opened(shop.folder) as clerk:
        counter = clerk.window.counter
        assert counter is not None
        counter.till.person = person
        clerk.time("2021-09-08T09:10:00+08:00")
        clerk.window.show_page("selling")
        yield clerk


@pytest.fixture
def ears(clerk: Clerk) -> Iterator[Ears]:
    ears = Ears()
    sounds.use(ears)
    yield ears
    sounds.use(None)


def test_a_sale_is_a_tick_for_every_article_and_a_rising_pair_at_its_end(clerk: Clerk, ears: Ears) -> None:
    clerk.press(*"SP0041")
    assert ears.heard == [], "nobody hears his own typing"
    clerk.press("Enter")
    assert ears.heard == ["added"]
    clerk.press("+")
    assert ears.heard == ["added"]
    clerk.press("Up", "F2", "Esc")
    assert ears.heard == []
    clerk.press("Enter")
    clerk.at("payment")
    clerk.press("Enter")
    assert ears.heard == ["paid"]
    clerk.press("Enter")
    clerk.at("selling")
    assert ears.heard == []


def test_a_code_nobody_knows_sounds_like_no_goods(clerk: Clerk, ears: Ears) -> None:
    clerk.scan("6999990001231")
    assert ears.heard == ["refused"]


def test_a_ticket_put_aside_clicks_and_so_does_its_return(clerk: Clerk, ears: Ears) -> None:
    clerk.press(*"SP0041", "Enter")
    assert ears.heard == ["added"]
    clerk.press("F6", "Enter")
    assert ears.heard == ["held"]
    clerk.press("Ctrl+1")
    assert ears.heard == ["held"]


def test_an_unknown_payment_is_heard_until_it_is_known(clerk: Clerk, ears: Ears) -> None:
    assert clerk.window.counter is not None
    till = clerk.window.counter.till
    wechat, _ = served(till)
    till.background = at_once
    clerk.press(*"SP0041", "Enter", "Enter")
    clerk.at("payment")
    wechat.says = Paying("UNKNOWN")
    clerk.scan(WECHAT_CODE)
    assert ears.heard == ["added"]
    for _ in range(2 * UNKNOWN_EVERY):
        clerk.window._second_over()
    assert ears.heard == ["unknown"] * 2
    # The same on any other page: the ticket still waits.
    clerk.window.show_page("day")
    for _ in range(UNKNOWN_EVERY):
        clerk.window._second_over()
    assert ears.heard == ["unknown"]
    clerk.window.show_page("payment")
    wechat.says = Paying("PAID", "4200008832")
    clerk.press("F5")
    assert ears.heard == ["paid"]
    for _ in range(2 * UNKNOWN_EVERY):
        clerk.window._second_over()
    assert ears.heard == []


def test_without_a_loudspeaker_the_bell_says_what_was_refused(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[bool] = []
    monkeypatch.setattr(QApplication, "beep", lambda: rung.append(True))
    clerk.press(*"SP0041", "Enter")
    assert rung == []
    clerk.scan("6999990001231")
    assert rung == [True]
