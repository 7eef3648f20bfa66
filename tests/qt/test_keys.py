"""Every action's key in one table: chosen anew, shown everywhere, never two actions on one key."""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from pos import settings as till_settings
from pos.core.wording import speak
from pos.qt import keys, pages
from pos.qt.keys import ACTIONS, WINDOW, Action, KeyMap, cannot_be
from pos.qt.parts import KeyLegend
from pos.qt.selling.attributes import AttributePanel
from pos.settings import writing
from tests.qt.at_page import clipped, unnamed
from tests.qt.clerk import Clerk, opened
from tests.shop import CLERK_PIN, MANAGER_PIN, Shop

#: What always works, and may have a second key.
FIXED = {"Return", "Enter", "Esc", "Tab"}
#: What a list or a box in front answers by itself.
WITHIN = {"shift": {"+", "-"}, "staff": {"Up", "Down"}, "printer": {"Up", "Down"}, "receipt_form": {"Up", "Down"}}


@pytest.fixture(autouse=True)
def usual(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("POS_CLOCK", "2021-09-08T10:00:00+08:00")
    speak("en")
    yield
    speak("zh_CN")
    keys.use(KeyMap())
    keys.stand_before("")


def action(page: str, name: str) -> Action:
    return next(one for one in ACTIONS if (one.page, one.name) == (page, name))


def speaking_english(shop: Shop) -> Path:
    """The shop's folder, closed, its window in English."""
    shop.close()
    file = shop.folder / "till.toml"
    file.write_text(file.read_text("utf-8").replace('"zh_CN"', '"en"', 1), "utf-8")
    return shop.folder


@pytest.fixture
def till(shop: Shop) -> Iterator[Clerk]:
    """The window of a shop whose shift is open, with the manager before it."""
    folder = speaking_english(shop)
    with opened(folder) as clerk:
        clerk.type(MANAGER_PIN)
        clerk.press("Enter")
        clerk.at("selling")
        yield clerk


def test_the_table_is_what_the_pages_do(till: Clerk) -> None:
    """No key of a page is missing in the table, and the table promises none that the page has not."""
    till.window.show_page("selling")
    till.scan("6996857000413")
    for name in (*pages.PAGES, "payment"):
        till.window.show_page(name)
        page = till.window.page
        own: set[str] = set(page._keys)  # type: ignore[attr-defined]
        own = {re.sub(r"\+[0-9]$", "+n", key) for key in own} | WITHIN.get(name, set())
        table = {one.key for one in ACTIONS if name in one.pages and one.page != WINDOW and not one.beside}
        assert own - FIXED == table, name


def test_the_list_of_buyers_answers_to_no_other_keys_either() -> None:
    """It has no table of its own: what stands in its words is what it answers to."""
    said = set(re.findall(r'"([^"\s]+)"', inspect.getsource(AttributePanel.keyPressEvent)))
    own = {"Alt+n" if key == "Alt+" else key for key in said}
    assert own - FIXED == {one.key for one in ACTIONS if one.page == "buyer"}


def test_every_page_of_the_window_has_its_keys_listed() -> None:
    listed = {page for one in ACTIONS if one.page != WINDOW for page in one.pages}
    assert listed == {*pages.PAGES, "payment", "buyer"}
    assert set(keys.PAGES) == {one.page for one in ACTIONS} | {"code_test"}


def test_the_usual_keys_never_clash() -> None:
    for one, other in combinations(ACTIONS, 2):
        if one.page == other.page or WINDOW in (one.page, other.page):
            assert one.key != other.key or (one.beside and other.beside)
        assert (one.page, one.name) != (other.page, other.name)


def test_another_key_does_it_and_the_usual_one_does_nothing_any_more() -> None:
    chosen = KeyMap({"selling": {"find": "F4"}})

    assert chosen.meant("selling", "F4") == "F2"
    assert chosen.meant("selling", "F2") == ""
    assert chosen.meant("refund", "F2") == "F2", "on other pages nothing changed"
    assert chosen.shown("selling", "F2") == "F4"
    assert chosen.chosen() == {"selling": {"find": "F4"}}


def test_two_actions_may_change_places() -> None:
    chosen = KeyMap({"selling": {"find": "F3", "price": "F2"}})

    assert (chosen.meant("selling", "F3"), chosen.meant("selling", "F2")) == ("F2", "F3")


@pytest.mark.parametrize(
    "table",
    [
        {"selling": {"find": "F3"}},
        {"selling": {"find": "F12"}},
        {"window": {"help": "F9"}},
        {"selling": {"find": "A"}},
        {"selling": {"find": "Return"}},
        {"selling": {"find": "Ctrl+V"}},
        {"selling": {"nothing": "F4"}},
        {"selling": {"origin": "Ctrl+n"}},
        {"selling": {"origin": "F5"}},
        {"selling": {"origin": "Ctrl+3"}},
        {"selling": {"find": "Ctrl+3"}},
        {"payment": {"exact": "Alt+2"}},
        {"selling": {"one_more": "K"}},
        {"selling": {"one_more": "-"}},
        {"window": {"enter_too": "F9"}},
        {"window": {"enter_too": "Return"}},
        {"settings": {"beside": "Ctrl+S"}},
        {"nowhere": {"find": "F4"}},
    ],
)
def test_what_cannot_be_leaves_the_usual_keys(table: dict[str, dict[str, str]]) -> None:
    assert KeyMap(table).chosen() == {}


def test_a_clash_that_follows_from_another_is_seen_too() -> None:
    chosen = KeyMap({"selling": {"find": "F3", "price": "F5"}})

    assert chosen.chosen() == {}, "F5 is taken, so price keeps F3, so find keeps F2"


def test_a_small_letter_in_the_file_is_the_same_key() -> None:
    chosen = KeyMap({"day": {"search": "k", "week": "ß"}, "receipts": {"more": "é"}})

    assert chosen.meant("day", "K") == "/"
    assert chosen.meant("day", "W") == "W", "a sign that no key has leaves the usual one"
    assert chosen.chosen() == {"day": {"search": "K"}, "receipts": {"more": "É"}}


def test_which_keys_can_be_chosen() -> None:
    for page, name, key in (
        ("selling", "find", "F4"),
        ("day", "search", "K"),
        ("refund", "exchange", "Ctrl+K"),
        ("selling", "one_more", "-"),
        ("selling", "one_more", "Ins"),
        ("selling", "row_up", "Ctrl+Up"),
        ("selling", "origin", "Ctrl+Alt+n"),
        ("selling", "held", "Alt+Shift+n"),
        ("payment", "exact", "Ctrl+3"),
        ("window", "enter_too", "Ctrl+Return"),
        ("window", "enter_too", "F8"),
    ):
        assert not cannot_be(action(page, name), key), (page, name, key)
    for page, name, key in (
        ("selling", "find", "K"),
        ("selling", "find", "3"),
        ("selling", "find", "+"),
        ("day", "search", "+"),
        ("receipts", "search", "7"),
        ("refund", "exchange", "Alt+K"),
        ("shift", "x_report", "Esc"),
        ("shift", "x_report", "Tab"),
        ("day", "search", "Ctrl+C"),
        ("day", "search", ""),
        ("selling", "find", "Alt+F4"),
        ("selling", "find", "Ctrl+Alt+F4"),
        ("selling", "row_up", "Left"),
        ("selling", "origin", "F5"),
        ("selling", "origin", "Shift+n"),
        ("selling", "origin", "Alt+3"),
        ("window", "enter_too", "A"),
        ("window", "enter_too", "Esc"),
    ):
        assert cannot_be(action(page, name), key), (page, name, key)


def test_words_and_caps_name_the_shops_own_key() -> None:
    keys.use(KeyMap({"selling": {"find": "F4", "empty": "Ctrl+K", "next_shelves": "F2"}}))
    keys.stand_before("selling")

    assert keys.in_words("Scan it once more, or F2 finds it by name.") == "Scan it once more, or F4 finds it by name."
    assert keys.in_words("或按F2按名称找") == "或按F4按名称找"
    assert keys.shown("Ctrl Del") == "Ctrl K"
    assert keys.shown("PgUp PgDn") == "PgUp F2"
    assert keys.shown("Alt 1-8") == "Alt 1-8"
    keys.stand_before("refund")
    assert keys.in_words("F2") == "F2"


def test_a_key_is_chosen_in_the_settings_and_counts_at_once_and_after_a_restart(till: Clerk) -> None:
    folder = till.window.counter.till.folder  # type: ignore[union-attr]
    till.window.show_page("keys")
    till.type("find by name")
    till.press("Enter")
    till.reads("Press the new key for Find by name")
    till.press("F3")
    till.reads("F3 is Price (Sell) already; no key was changed.")
    till.press("Enter", "F4")
    till.reads("Find by name: F4 from now on")

    till.press("Esc")
    till.at("selling")
    till.press("F2")
    till.gone("findPanel")
    till.press("F4")
    till.see("findPanel")
    till.press("Esc")
    till.scan("6901234567892")
    till.reads("F4 finds it by name")
    till.press("F1")
    assert "F4 Find by name" in till.see("helpPanel").accessibleName()

    assert tomllib.loads((folder / "till.toml").read_text("utf-8"))["keys"] == {"selling": {"find": "F4"}}
    assert till_settings.load(folder).keys == {"selling": {"find": "F4"}}


def test_the_windows_own_keys_can_move_too_and_all_come_back(till: Clerk) -> None:
    till.window.show_page("keys")
    till.type("lock")
    till.press("Enter", "Ctrl+L")
    till.reads("Lock: Ctrl L from now on")
    legend = till.window.findChild(KeyLegend)
    assert legend is not None
    till.press("F12")
    assert till.window.page_name == "keys"

    till.press("F8")
    till.reads("Every key is the usual one again")
    till.press("F12")
    till.at("login")


def test_a_clerk_needs_the_manager_and_gets_the_leave_in_place(shop: Shop) -> None:
    folder = speaking_english(shop)
    with opened(folder) as till:
        till.type(CLERK_PIN)
        till.press("Enter")
        till.at("selling")
        till.window.show_page("keys")
        till.type("find by name")
        till.press("Enter", "F4")
        till.in_focus("overridePinBox")
        assert keys.now().chosen() == {}
        # While the manager is on the way, the leave is for this key and for nothing else.
        till.press("F8", "F6")
        till.type(MANAGER_PIN)
        till.press("Enter")
        till.type("new keyboard")
        till.press("Enter")
        assert keys.now().chosen() == {"selling": {"find": "F4"}}
        record = [r for r in _journal(till) if r.get("what") == "SETTINGS_CHANGED"]
        assert [(r["who"], r["by"], r["why"], r["of"]) for r in record] == [("03", "01", "new keyboard", "keys")]


def _journal(till: Clerk) -> list[dict[str, object]]:
    import json

    from sqlalchemy import text

    counter = till.window.counter
    assert counter is not None
    with counter.till.store.read() as session:
        return [json.loads(row) for row in session.scalars(text("SELECT record FROM journal ORDER BY n"))]


def test_a_file_that_cannot_be_written_changes_no_key(till: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pos.screens.own_settings.draft_tables", full)
    before = _journal(till)
    till.window.show_page("keys")
    till.type("find by name")
    till.press("Enter", "F4")
    till.reads("The settings are as they were.")
    assert keys.now().chosen() == {}
    assert _journal(till) == before


def test_the_rest_of_the_file_stays_as_somebody_wrote_it(tmp_path: Path) -> None:
    writing.write(tmp_path, till_settings.Settings("DX03", "店", "01", "110115"))
    file = tmp_path / "till.toml"
    file.write_text(file.read_text("utf-8") + "\n[own]\nnote = 'mine' # kept\n", "utf-8")

    writing.put_tables(tmp_path, "scanner", writing.scanner_as_toml(60, "tab"))
    writing.put_tables(tmp_path, "keys", writing.keys_as_toml({"selling": {"find": "F4"}}))
    writing.put_tables(tmp_path, "keys", writing.keys_as_toml({"day": {"search": "K"}}))

    text = file.read_text("utf-8")
    assert "note = 'mine' # kept" in text
    assert text.count("[scanner]") == 1
    loaded = till_settings.load(tmp_path)
    assert (loaded.scanner_gap, loaded.scanner_end, loaded.keys) == (60, "tab", {"day": {"search": "K"}})


@pytest.mark.parametrize("lines", ["[scanner]\ngap_ms = 5", '[scanner]\nend = "space"', "[scanner"])
def test_nothing_is_written_that_could_not_be_read(tmp_path: Path, lines: str) -> None:
    writing.write(tmp_path, till_settings.Settings("DX03", "店", "01", "110115"))
    before = (tmp_path / "till.toml").read_text("utf-8")

    with pytest.raises(till_settings.BadSettings):
        writing.put_tables(tmp_path, "scanner", lines)

    assert (tmp_path / "till.toml").read_text("utf-8") == before


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)], ids=["wide", "narrow"])
@pytest.mark.parametrize("page", ["code_test", "scanner", "keys"])
def test_nothing_is_cut_off_and_every_control_has_a_name(till: Clerk, page: str, size: tuple[int, int]) -> None:
    till.window.resize(*size)
    till.window.show_page(page)
    till.scan("6996857000413")
    QApplication.processEvents()
    shown: QWidget = till.window.page
    assert clipped(shown) == []
    assert unnamed(shown) == []


def test_a_key_of_the_scale_gives_way_to_what_a_shop_chose() -> None:
    scale, find = (next(one for one in ACTIONS if one.name == name) for name in ("read_scale", "find"))
    assert KeyMap().meant("selling", "F4") == "F4"
    own = KeyMap({"selling": {"find": "F4"}})
    assert (own.key(find), own.key(scale)) == ("F4", "")
    assert own.meant("selling", "F4") == "F2"
    assert own.meant("selling", "") == ""
    assert own.chosen() == {"selling": {"find": "F4"}}
    both = own.with_key(scale, "Ctrl+K")
    assert (both.meant("selling", "F4"), both.meant("selling", "Ctrl+K")) == ("F2", "F4")
    assert both.clash(find, "Ctrl+K") == scale
