"""A shop that chose every key anew: the new one does it, the usual one does nothing, and every cap says the new one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView

from pos.qt import keys, pages
from pos.qt.keys import ACTIONS, WINDOW, Action, KeyMap
from pos.qt.parts import KeyLegend
from pos.qt.parts.cards import PressCard
from pos.qt.parts.paint import key_for
from tests.qt.at_counter import at_counter, counter_of, put, sign_in
from tests.qt.clerk import Clerk
from tests.qt.inspection import settle
from tests.shop import CLERK_PIN, MANAGER_PIN, copy_of

DATES = "6996857000413"
#: Keys that nobody has by habit, and what is held for the numbered ones.
FREE = [
    *(f"Ctrl+Shift+{letter}" for letter in "BDEFGHIKLMNOQRSTUW"),
    *(f"Ctrl+F{n}" for n in range(1, 13)),
    *(f"Ctrl+Alt+F{n}" for n in range(1, 13)),
]
HELD = ["Ctrl+Alt+n", "Ctrl+Shift+n"]
#: What a list or a box in front answers by itself: it is read off them below.
WITHIN = {("staff", "Up"), ("staff", "Down"), ("shift", "+"), ("shift", "-")}
WITHIN |= {(page, key) for page in ("printer", "receipt_form") for key in ("Up", "Down")}


def action(page: str, name: str) -> Action:
    return next(one for one in ACTIONS if (one.page, one.name) == (page, name))


def everything_moved() -> KeyMap:
    """Every action has another key than usual, every fixed key a second one."""
    chosen: dict[str, dict[str, str]] = {}
    for one in ACTIONS:
        others = [other for other in ACTIONS if other.pages & one.pages]
        taken = {chosen.get(other.page, {}).get(other.name) for other in others}
        free = (key for key in (HELD if one.numbered else FREE) if key not in taken)
        chosen.setdefault(one.page, {})[one.name] = next(free)
    return KeyMap(chosen)


@pytest.fixture
def folder(furnished: Path, tmp_path: Path) -> Path:
    return copy_of(furnished, tmp_path / "shop")


@pytest.fixture(autouse=True)
def usual(qapp: QApplication) -> Iterator[None]:
    yield
    keys.use(KeyMap())
    keys.stand_before("")


@pytest.fixture
def till(qtbot: Any, folder: Path) -> Iterator[Clerk]:
    with at_counter(folder) as clerk:
        yield clerk


def chosen_in(folder: Path, tables: str) -> None:
    """What the shop's till.toml says of its keys."""
    file = folder / "till.toml"
    file.write_text(file.read_text("utf-8") + "\n" + tables, "utf-8")


def legend(till: Clerk) -> str:
    return till.see("keyLegend").accessibleName()


def strip(till: Clerk) -> list[str]:
    """The keys that the strip has room for."""
    shown = till.see("keyLegend")
    assert isinstance(shown, KeyLegend)
    return [key for key, _ in shown.fitting]


# Every key of every page


def test_every_action_can_have_another_key() -> None:
    moved = everything_moved()
    for one in ACTIONS:
        assert moved.key(one) != one.key, one


@pytest.mark.parametrize("name", [*pages.PAGES, "payment"])
def test_the_new_key_does_it_and_the_usual_one_nothing(till: Clerk, name: str) -> None:
    sign_in_as_manager(till)
    put(till, "SP0041")
    till.window.show_page(name)
    settle(till)
    page: Any = till.window.page
    done: list[str] = []
    for usual in page._keys:
        page._keys[usual] = lambda usual=usual: done.append(usual)
    moved = everything_moved()
    keys.use(moved)
    for one in ACTIONS:
        if name not in one.pages or one.page == WINDOW or (name, one.key) in WITHIN:
            continue
        done.clear()
        new, old, expected = moved.key(one), one.key, one.beside or one.key
        if one.numbered:
            new, old, expected = new[:-1] + "3", old[:-1] + "3", expected[:-1] + "3"
        if expected in ("*", "@"):
            continue
        till.press(new)
        assert done == [expected], (one, new)
        if old:
            done.clear()
            till.press(old)
            settle(till)
            assert done == [], (one, old)
    for fixed in ("Esc", "Enter"):
        done.clear()
        till.press(fixed)
        assert done in (["Return"], ["Enter"], ["Esc"], []), "what people in need press is never taken away"
    for fixed in {"Return", "Esc"} & set(page._keys):
        done.clear()
        new = next(key for key, beside in moved.second_keys(name) if beside == fixed)
        till.press(new)
        assert done == [fixed]


def sign_in_as_manager(till: Clerk) -> None:
    till.press("F12")
    sign_in(till, MANAGER_PIN)
    till.at("selling")


@pytest.mark.parametrize("page", ["staff", "receipt_form"])
def test_a_list_in_front_follows_the_shops_arrows(till: Clerk, page: str) -> None:
    sign_in_as_manager(till)
    till.window.show_page(page)
    settle(till)
    table = next(one for one in till.window.page.findChildren(QTableView) if one.isVisible())
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    keys.use(KeyMap({page: {"row_down": "Ctrl+Down"}}))
    till.press("Down")
    assert table.currentIndex().row() == 0
    till.press("Ctrl+Down")
    assert table.currentIndex().row() == 1


def test_the_count_of_the_drawer_has_its_own_signs(till: Clerk) -> None:
    till.press("F11")
    till.at("shift")
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    keys.use(KeyMap({"shift": {"one_more": "Ins"}}))
    till.press("Ins", "Ins", "-", "+")
    assert box.text() == "1"


# A whole sale


SALE = """
[keys.selling]
pay = "F3"
price = "F9"
one_more = "Ins"
row_up = "Ctrl+Up"
origin = "Ctrl+Alt+n"
[keys.payment]
means = "Ctrl+n"
quick = "Alt+Shift+n"
[keys.window]
enter_too = "Ctrl+Return"
back_too = "Ctrl+B"
nothing = "Ctrl+G"
"""


def test_a_small_sale_with_the_shops_own_keys_after_a_restart(qtbot: Any, folder: Path) -> None:
    chosen_in(folder, SALE)
    with at_counter(folder) as till:
        till.scan(DATES)
        till.shows("totalLabel", "29.90")
        till.press("+")
        till.shows("totalLabel", "29.90")
        assert till.label("scanBox") == "", "+ on the empty box types nothing either"
        till.press("Ins")
        till.shows("totalLabel", "59.80")
        put(till, "SP0051")
        total = till.label("totalLabel")
        till.press("Up")
        assert counter_of(till).selected in (0, 2)
        till.press("Ctrl+Up")
        assert counter_of(till).selected == 1
        before = counter_of(till).tab
        till.press("Alt+3")
        assert counter_of(till).tab == before
        till.press("Ctrl+Alt+3")
        assert counter_of(till).tab != before
        assert "Ctrl Alt 1-" in legend(till)
        assert "Ctrl ↑ ↓" in legend(till)
        till.press("F1")
        said = till.see("helpPanel").accessibleName()
        for words in ("F3 收款", "F9 改价", "Ins − 多一件、少一件", "Ctrl Enter 和 Enter 一样", "Ctrl B 和 Esc 一样"):
            assert words in said, words
        till.press("Esc")

        till.press("F9")
        till.see("prompt")
        till.press("Ctrl+B")
        till.gone("prompt")
        till.press("F3")
        till.at("payment")
        assert "Ctrl 1-8 付款方式" in legend(till)
        till.press("Alt+2")
        screen: Any = till.window.page
        assert screen._screen.chosen == "CASH"
        till.press("Ctrl+2")
        assert screen._screen.chosen != "CASH"
        till.press("Ctrl+1")
        till.press("F9", "Ctrl+Return")
        settle(till)
        assert screen._screen.finished is not None, f"{total} is paid with the second key for Enter"
        till.press("Ctrl+Return")
        till.at("selling")


def test_clashes_and_nonsense_in_the_file_keep_the_usual_keys_and_the_till_starts(qtbot: Any, folder: Path) -> None:
    chosen_in(
        folder,
        "[keys.selling]\norigin = 'Ctrl+n'\none_more = 'Q'\nrow_up = 'F99'\nfind = 'Ctrl+3'\n"
        "[keys.window]\nenter_too = 'F9'\nback_too = 'Esc'\n[keys.nowhere]\nheld = 'F2'\n",
    )
    with at_counter(folder) as till:
        assert keys.now().chosen() == {}
        till.scan(DATES)
        till.press("+")
        till.shows("totalLabel", "59.80")


@pytest.mark.parametrize(
    "tables",
    [
        "[keys.selling]\nfind = 5\n",
        "[keys.selling]\nfind = ['F4']\nprice = true\n",
        "[keys.selling.find]\nkey = 'F4'\n",
        "[keys]\nselling = 'F4'\n",
        "[[keys.selling]]\nfind = 'F4'\n",
        f"[keys.selling]\nfind = '{'F' * 500}'\n",
    ],
)
def test_what_is_no_key_at_all_keeps_no_shop_from_selling(qtbot: Any, folder: Path, tables: str) -> None:
    chosen_in(folder, tables)
    with at_counter(folder) as till:
        assert keys.now().chosen() == {}
        till.scan(DATES)
        till.press("F2")
        till.see("findPanel")


def test_what_stands_beside_nonsense_counts(qtbot: Any, folder: Path) -> None:
    chosen_in(folder, "[keys]\nnowhere = 1\n[keys.selling]\nprice = 7\nfind = 'Ctrl+F'\n")
    with at_counter(folder):
        assert keys.now().chosen() == {"selling": {"find": "Ctrl+F"}}


# A second key for Enter


def test_a_second_enter_is_no_scanners_end(till: Clerk) -> None:
    """Half a code and the second Enter come as fast as a scanner types: it is a person's all the same."""
    keys.use(KeyMap({"window": {"enter_too": "Ctrl+Return"}}))
    till.window.show_page("code_test")
    till.window.page.setFocus()
    for sign in "699685":
        till._key(Qt.Key(ord(sign)), sign, Qt.KeyboardModifier.NoModifier, 5)
    heard: list[str] = []
    till.window.page.scanned = heard.append  # type: ignore[attr-defined]
    till._key(Qt.Key.Key_Return, "\r", Qt.KeyboardModifier.ControlModifier, 5)
    settle(till)
    assert heard == []


def test_a_second_enter_that_bounces_completes_once(till: Clerk) -> None:
    keys.use(KeyMap({"window": {"enter_too": "Ctrl+K"}}))
    put(till, "SP0041")
    till.press("Ctrl+K")
    till.at("payment")
    till.press("Ctrl+K")
    till._key(Qt.Key.Key_K, "", Qt.KeyboardModifier.ControlModifier, 20)
    settle(till)
    till.at("payment")
    screen: Any = till.window.page
    assert screen._screen.finished is not None, "the change stays until somebody wants the next customer"


def test_a_second_enter_that_is_held_down_goes_no_further(till: Clerk) -> None:
    keys.use(KeyMap({"window": {"enter_too": "Ctrl+K"}}))
    put(till, "SP0041")
    till.press("Ctrl+K")
    till.at("payment")
    for _ in range(5):
        till._stamp += 30
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier, "", autorep=True)
        held.setTimestamp(till._stamp)
        QCoreApplication.sendEvent(till._handle(), held)
    settle(till)
    screen: Any = till.window.page
    assert screen._screen.finished is None


def test_a_second_key_signs_in_and_types_a_quantity(till: Clerk) -> None:
    keys.use(
        KeyMap(
            {
                "window": {"enter_too": "F9"},
                "selling": {"pay": "F3", "price": "Ctrl+K", "times_too": "F6", "hold": "Ctrl+H"},
            }
        )
    )
    assert keys.now().key(action("window", "enter_too")) == "", "F9 is used elsewhere"
    keys.use(KeyMap({"window": {"enter_too": "Ctrl+K"}, "selling": {"times_too": "F6", "hold": "Ctrl+H"}}))
    till.press("F12")
    till.at("login")
    till.type(CLERK_PIN)
    till.press("Ctrl+K")
    till.at("selling")
    till.type("3")
    till.press("F6")
    assert till.label("scanBox") == "3*"
    till.scan(DATES)
    till.shows("totalLabel", "89.70")


# Lists and boxes


def test_the_list_of_buyers_has_keys_of_its_own(till: Clerk) -> None:
    keys.use(KeyMap({"buyer": {"love_card": "F3", "next_list": "Ctrl+Down"}, "selling": {"buyer": "F4"}}))
    put(till, "SP0041")
    till.press("F7")
    till.gone("attributePanel")
    till.press("F4")
    till.see("attributePanel")
    assert "F3 已出示爱心卡" in legend(till)
    card: Any = till.see("loveCardButton")
    till.press("F7")
    assert not card.isChecked()
    till.press("F3")
    assert card.isChecked()
    till.press("Esc")
    till.press("F3")
    till.see("prompt")


def test_a_letter_that_was_given_away_can_still_be_typed(till: Clerk) -> None:
    keys.use(KeyMap({"receipts": {"reprint": "K", "take_back": "F2"}}))
    till.window.show_page("receipts")
    till.press("/")
    till.in_focus("receiptSearch")
    till.type("pkr")
    till.shows("receiptSearch", "pkr")


def test_a_key_is_asked_for_as_it_is_pressed(till: Clerk) -> None:
    """A key that stands for another one can be chosen by its own name, and a digit stands for all of them."""
    sign_in_as_manager(till)
    keys.use(KeyMap({"keys": {"usual": "Ctrl+K"}}))
    till.window.show_page("keys")
    till.type("按号选产地")
    till.press("Enter", "Ctrl+3")
    till.reads("Ctrl n 已经是")
    assert "origin" not in keys.now().chosen().get("selling", {})
    till.press("Enter", "Ctrl+Alt+3")
    till.reads("按号选产地：从现在起按 Ctrl Alt n")
    assert keys.now().chosen()["selling"] == {"origin": "Ctrl+Alt+n"}
    till.press("Ctrl+K")
    till.reads("按号选产地：从现在起按 Alt n")
    box = till.see("keySearch")
    assert isinstance(box, QLineEdit)
    box.clear()
    till.type("Enter 的")
    row = till.rows("keyList")[0]
    assert "Enter 一直有效" in row
    till.press("Enter", "Ctrl+Return")
    till.reads("Enter 的第二个键：从现在起按 Ctrl Enter")
    till.press("Ctrl+K")
    till.reads("Enter 的第二个键：不再有")


def test_keys_pressed_at_a_widget_count_too(till: Clerk) -> None:
    keys.use(KeyMap({"selling": {"one_more": "Ins", "origin": "Ctrl+Alt+n"}}))
    put(till, "SP0041")
    QTest.keyClick(till.see("scanBox"), Qt.Key.Key_Insert)
    till.shows("totalLabel", "59.80")


# The help, and what a screen reader says


def test_any_key_puts_the_help_away_also_one_that_gave_its_work_to_another(till: Clerk) -> None:
    keys.use(KeyMap({"selling": {"find": "Ctrl+F"}}))
    till.press("F1")
    till.see("helpPanel")
    till.press("F2")
    till.gone("helpPanel")
    till.in_focus("scanBox")


@pytest.mark.parametrize(("opens", "over"), [("F7", "attributePanel"), ("F6", "prompt")])
def test_the_help_names_no_key_that_does_nothing_there(till: Clerk, opens: str, over: str) -> None:
    """Before a question, or the list of buyers, the ticket's keys do nothing: the strip and the help name none."""
    keys.use(KeyMap({"selling": {"recall": "Ctrl+R"}}))
    put(till, "SP0041")
    till.press(opens)
    till.see(over)
    till.press("F1")
    said = till.see("helpPanel").accessibleName()
    assert "取单" not in said
    assert "重打上一张小票" not in said


def test_a_screen_reader_says_the_shops_own_keys(till: Clerk) -> None:
    keys.use(KeyMap({"window": {"change_page": "Ctrl+G"}, "selling": {"hold": "Ctrl+H", "held": "Ctrl+Alt+n"}}))
    put(till, "SP0041")
    till.press("Ctrl+H", "Enter")
    put(till, "SP0051")
    till.press("F11")
    till.at("shift")
    till.press("Esc")
    till.at("selling")
    assert till.see("rail_day").accessibleDescription() == "Ctrl G 3"
    described = {card.accessibleDescription() for card in till.window.page.findChildren(PressCard) if card.isVisible()}
    assert {"Ctrl H", "Ctrl Alt 1"} <= described


# The strip


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", [*pages.PAGES, "payment"])
def test_every_strip_names_help_pages_and_the_shift(till: Clerk, name: str, size: tuple[int, int]) -> None:
    till.window.resize(*size)
    sign_in_as_manager(till)
    put(till, "SP0041")
    till.window.show_page(name)
    settle(till)
    assert {"F1", "F10", "F11"} <= set(strip(till))
    if name in ("selling", "payment", "refund"):
        assert "Enter" in strip(till)


def test_the_strip_says_what_del_does_to_a_code_that_cannot_be_linked(till: Clerk) -> None:
    put(till, "SP0041")
    till.scan("https://example.cn/p/123456")
    settle(till)
    assert "Del 删行" in legend(till)
    till.press("Alt+U")
    till.reads("Del 不查了")
    assert "Del 不查了, Alt U 下一个" in legend(till)
    assert "Del 删行" not in legend(till)
    till.press("Del")
    assert "Del 删行" in legend(till)
    assert len(till.rows()) == 1


def test_a_letter_is_no_key_where_letters_are_typed(till: Clerk) -> None:
    put(till, "SP0041")
    till.press("Enter", "Enter", "Enter")
    till.window.show_page("receipts")
    settle(till)
    button: Any = till.see("reprintButton")
    assert button._key == "P"
    till.press("/")
    till.in_focus("receiptSearch")
    assert button._key == "Ctrl P"
    assert till.see("refundButton")._key == "F8"  # type: ignore[attr-defined]
    till.press("Down")
    assert button._key == "P"


def test_a_long_key_is_left_out_where_a_button_has_no_room_for_it(till: Clerk) -> None:
    keys.use(KeyMap({"selling": {"empty": "Ctrl+Shift+E"}, "payment": {"quick": "Ctrl+Shift+n"}}))
    keys.stand_before("selling")
    assert key_for("Ctrl Del", 66) == "", "the help names it"
    assert key_for("Ctrl Del", 120) == "Ctrl Shift E"
    keys.stand_before("payment")
    assert key_for("Ctrl 2", 40) == "2", "the strip says what is held"
    assert key_for("Ctrl 2", 120) == "Ctrl Shift 2"


def test_the_button_that_empties_the_ticket_names_its_key(till: Clerk) -> None:
    put(till, "SP0041")
    assert till.see("clearButton")._key == "Ctrl Del"  # type: ignore[attr-defined]
    till.press("Ctrl+Del")
    till.reads("Enter 清空")
