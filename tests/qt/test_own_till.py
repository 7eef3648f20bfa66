"""The page "This till" by keys alone: what was typed is checked in words, written down, and counts when it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from pos import settings
from pos.core.permissions import Act
from pos.core.wording import speak
from pos.qt.own_till import OwnTillPage
from pos.screens.own_till import ENTRIES, OwnTillScreen
from pos.screens.signing import NotTheManagersPin
from tests.qt.at_page import LOW, NARROW, WIDE, banner, before, clipped, press, type_, unnamed
from tests.shop import CLERK_PIN, MANAGER_PIN, Shop


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The tests read the source text."""
    speak("en")
    yield
    speak("zh_CN")


def at_page(shop: Shop) -> OwnTillPage:
    return OwnTillPage(OwnTillScreen(shop.till))


def fill(page: OwnTillPage, name: str, words: str) -> None:
    box = page.findChild(QLineEdit, f"own_{name}")
    assert isinstance(box, QLineEdit)
    box.setFocus()
    press(page, "Ctrl+A")
    if words:
        type_(page, words)
    else:
        press(page, "Del")


def choose(page: OwnTillPage, wanted: str) -> None:
    for _ in range(40):
        focus = page.focusWidget()
        if focus is not None and focus.objectName() == wanted:
            press(page, "Return")
            return
        press(page, "Tab")
    raise AssertionError(f"{wanted} cannot be reached")


def test_names_limits_and_policy_count_at_once(qtbot: Any, shop: Shop) -> None:
    with before(at_page(shop)) as page:
        fill(page, "name", "瀛海镇农场店")
        fill(page, "outlet", "二号门")
        fill(page, "clerk_discount_percent", "5")
        fill(page, "clerk_refund_yuan", "30")
        fill(page, "cash_tolerance", "2.50")
        choose(page, "own_when_short_refuse")
        press(page, "Ctrl+S")
        assert banner(page).text() == "Kept."
        assert page._waits.text() == ""

    now, written = shop.till.settings, settings.load(shop.folder)
    for one in (now, written):
        assert (one.name, one.outlet, one.when_short, one.cash_tolerance) == ("瀛海镇农场店", "二号门", "refuse", 250)
        role = one.role("clerk")
        assert (role.discount_percent, role.refund.fen) == (5, 3000)
    shop.clerk()
    shop.do("add", product="SP0041")  # 26.80
    assert shop.refused("discount", amount="1.60") == "NotAllowed"
    shop.do("discount", amount="1.30")


def test_day_lock_and_look_wait_for_the_next_start_and_the_page_says_so(qtbot: Any, shop: Shop) -> None:
    before_ = shop.till.settings
    with before(at_page(shop)) as page:
        fill(page, "cut_over", "05:30")
        fill(page, "lock_after_minutes", "3")
        choose(page, "own_dark_yes")
        choose(page, "own_large_yes")
        press(page, "Ctrl+S")
        assert page._waits.text() == "Some of it counts from the next start of the till."

    now = shop.till.settings
    assert (now.cut_over, now.lock_after_minutes, now.dark, now.large) == (
        before_.cut_over,
        before_.lock_after_minutes,
        before_.dark,
        before_.large,
    )
    shop.restart()
    now = shop.till.settings
    assert (now.cut_over, now.lock_after_minutes, now.dark, now.large) == (time(5, 30), 3, True, True)
    assert not OwnTillScreen(shop.till).waits


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("name", "", "is missing"),
        ("name", "长" * 61, ""),
        ("cut_over", "25:00", "a time of day, such as 04:00"),
        ("clerk_discount_percent", "101", "a whole number from 0 to 100"),
        ("clerk_discount_percent", "ten", "a whole number from 0 to 100"),
        ("clerk_refund_yuan", "12.5", "a whole number"),
        ("cash_tolerance", "1.234", "an amount in yuan, such as 5.00"),
        ("lock_after_minutes", "-1", "a whole number"),
    ],
)
def test_what_cannot_be_is_refused_in_words_at_its_box(qtbot: Any, shop: Shop, name: str, typed: str, why: str) -> None:
    toml, live = (shop.folder / "till.toml").read_text("utf-8"), shop.till.settings
    with before(at_page(shop)) as page:
        fill(page, name, typed)
        if not why:
            # The box takes no more than fits on a receipt.
            assert len(page.findChild(QLineEdit, f"own_{name}").text()) == 60
            return
        press(page, "Ctrl+S")
        assert why in banner(page).text()
        box = page.findChild(QLineEdit, f"own_{name}")
        assert why in box.accessibleDescription()
        assert page.focusWidget() is box
    assert (shop.folder / "till.toml").read_text("utf-8") == toml
    assert shop.till.settings == live


def test_what_else_stands_in_the_file_stays(qtbot: Any, shop: Shop) -> None:
    file = shop.folder / "till.toml"
    file.write_text("# 本店自己的话\n" + file.read_text("utf-8").replace("gap_ms = 40", "gap_ms = 55"), "utf-8")
    shop.restart()
    whole = settings.load(shop.folder)
    with before(at_page(shop)) as page:
        fill(page, "outlet", "二号门")
        press(page, "Ctrl+S")
    assert settings.load(shop.folder) == replace(whole, outlet="二号门")
    assert file.read_text("utf-8").startswith("# 本店自己的话\n")


def test_a_clerk_needs_the_managers_leave_and_it_is_noted(qtbot: Any, shop: Shop) -> None:
    shop.clerk()
    with before(at_page(shop)) as page:
        fill(page, "outlet", "二号门")
        press(page, "Ctrl+S")
        assert page._strip.asking
        for wrong in ("000000", CLERK_PIN):
            type_(page, wrong)
            press(page, "Return")
            assert page._strip.pin.hasFocus(), "a slip is told before the reason is typed"
            assert NotTheManagersPin().title() in page._strip._title.text()
        type_(page, MANAGER_PIN)
        press(page, "Return")
        assert page._strip.reason.hasFocus()
        type_(page, "搬了门")
        press(page, "Return")
        QCoreApplication.processEvents()
        assert banner(page).text() == "Kept."
    assert settings.load(shop.folder).outlet == "二号门"
    assert not shop.till.role().may(Act.SETTINGS)


def test_every_entry_has_its_place_and_its_words() -> None:
    from pos.screens.own_till import TillDraft, entry_text

    assert set(ENTRIES) == set(TillDraft.__struct_fields__)
    assert all(entry_text(name) != name for name in ENTRIES)


@pytest.mark.parametrize("size", [WIDE, NARROW, LOW])
def test_nothing_is_clipped_or_without_a_name(qtbot: Any, shop: Shop, size: tuple[int, int]) -> None:
    with before(at_page(shop), size) as page:
        assert clipped(page) == []
        fill(page, "cut_over", "25:00")
        press(page, "Ctrl+S")
        assert clipped(page) == []
        assert unnamed(page) == []
