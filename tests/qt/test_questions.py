"""Questions on the selling page: each is about the ticket as it was, and nothing typed into one is lost or seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTableView

from pos.core import staff
from pos.core.authority import OWNER
from pos.core.catalog import Product
from pos.db.store import Store
from tests.qt.at_counter import at_counter, counter_of, put, sign_in
from tests.qt.clerk import _NONE, Clerk
from tests.qt.inspection import settle
from tests.shop import MANAGER_PIN, copy_of

DATES = "6996857000413"
OTHER_PIN = "112233"


@pytest.fixture
def folder(furnished: Path, tmp_path: Path) -> Path:
    """The demo shop; a second clerk, and soap whose price changes from day to day."""
    folder = copy_of(furnished, tmp_path / "shop")
    store = Store.open(folder)
    with store.write() as session:
        staff.add_staff(session, OWNER, no="04", name="乙", role="clerk", pin=OTHER_PIN)
        session.query(Product).filter(Product.code.in_(["SP0140", "SP0001"])).update({"open_price": True})
    store.close()
    return folder


@pytest.fixture
def till(qtbot: Any, folder: Path) -> Iterator[Clerk]:
    with at_counter(folder) as clerk:
        yield clerk


def legend(till: Clerk) -> str:
    return till.see("keyLegend").accessibleName()


def price_of_dates_asked_for(till: Clerk) -> None:
    """The clerk wants the dates for 1.00, which only a manager may allow."""
    put(till, "SP0041", "SP0051")
    till.press("Up", "F3", "Ctrl+A")
    till.type("1.00")
    till.press("Enter")
    till.reads("请店长输入 PIN")


def touch(till: Clerk, name: str) -> None:
    QTest.mouseClick(till.see(name), Qt.MouseButton.LeftButton)
    QCoreApplication.processEvents()


# A manager's leave


def test_the_manager_reads_what_for(till: Clerk) -> None:
    price_of_dates_asked_for(till)
    till.reads("和田骏枣 · 单价 29.90 → 1.00")


@pytest.mark.parametrize("pin", ["000000", OTHER_PIN])
def test_a_pin_that_is_no_managers_is_told_before_the_reason_is_typed(till: Clerk, pin: str) -> None:
    price_of_dates_asked_for(till)
    till.type(pin)
    till.press("Enter")
    till.reads("这不是店长的 PIN，没有批准。")
    box = till.see("promptBox")
    assert isinstance(box, QLineEdit)
    assert (box.text(), box.echoMode()) == ("", QLineEdit.EchoMode.Password)
    till.reads("和田骏枣 · 单价 29.90 → 1.00")

    till.type(MANAGER_PIN)
    till.press("Enter")
    till.type("破损")
    till.press("Enter")
    settle(till)
    assert "1.00" in till.rows()[0]


def test_leave_is_for_the_ticket_as_it_was_and_for_nothing_else(till: Clerk) -> None:
    price_of_dates_asked_for(till)

    # The ticket changes behind the question.
    touch(till, "product_SP0113")

    till.gone("promptBox")
    till.reads("单子变了，刚才问的作废，没有照它改任何东西")
    assert len(till.rows()) == 3
    assert "29.90" in till.rows()[0]


def test_del_in_the_list_does_not_slip_other_goods_under_the_question(till: Clerk) -> None:
    price_of_dates_asked_for(till)
    table = till.see("basketTable")
    assert isinstance(table, QTableView)
    table.setFocus(Qt.FocusReason.TabFocusReason)

    till.press("Del")
    assert len(till.rows()) == 2
    till.type(MANAGER_PIN)
    till.press("Enter")
    till.type("破损")
    till.press("Enter")

    settle(till)
    assert "和田骏枣" in till.rows()[0]
    assert "1.00" in till.rows()[0]
    assert "158.00" in till.rows()[1]


def test_the_pin_is_asked_of_nobody_after_the_till_was_locked(till: Clerk) -> None:
    price_of_dates_asked_for(till)
    till.press("F12")
    sign_in(till, OTHER_PIN)
    till.at("selling")
    till.gone("promptBox")
    till.in_focus("scanBox")


def test_a_price_half_typed_waits_for_its_clerk_but_for_no_other(till: Clerk) -> None:
    put(till, "SP0041")
    till.press("F3", "Ctrl+A")
    till.type("25")
    till.press("F11")
    till.at("shift")
    till.press("Esc")
    till.at("selling")
    assert till.label("promptBox") == "25"
    till.in_focus("promptBox")

    till.press("F12")
    sign_in(till, OTHER_PIN)
    till.at("selling")
    till.gone("promptBox")


# Scans while a question is open


def test_a_scan_never_shows_a_managers_pin(till: Clerk) -> None:
    price_of_dates_asked_for(till)
    till.type("24")
    till.scan(DATES)
    till.reads("先答完这个问题，这次扫码没有算。")
    assert len(till.rows()) == 2
    till.type("6810")
    settle(till)
    box = till.see("promptBox")
    assert isinstance(box, QLineEdit)
    assert (box.text(), box.echoMode()) == (MANAGER_PIN, QLineEdit.EchoMode.Password)
    assert till.label("scanBox") == ""


def test_a_scan_loses_no_name_and_no_price_that_is_being_typed(till: Clerk) -> None:
    put(till, "SP0041")
    till.press("F6")
    till.type("wang")
    till.scan(DATES)
    till.reads("先答完这个问题")
    assert till.label("promptBox") == "wang"
    till.press("Enter")
    till.reads("已挂单：wang")


# Keys while a question is open


@pytest.mark.parametrize("key", ["F1", "F10", "F11", "F12"])
def test_the_keys_of_every_page_work_inside_a_question_too(till: Clerk, key: str) -> None:
    put(till, "SP0041")
    till.press("F6")
    till.type("wang")
    till.press(key)
    if key in ("F11", "F12"):
        till.at({"F11": "shift", "F12": "login"}[key])
    else:
        till.press("Esc")
        till.in_focus("promptBox")
        assert till.label("promptBox") == "wang"


@pytest.mark.parametrize("key", [0, int(Qt.Key.Key_unknown)])
def test_a_key_without_a_name_answers_no_question(till: Clerk, key: int) -> None:
    """Input methods and keyboards with keys for the sound send such."""
    put(till, "SP0041")
    till.press("F6")
    till.type("zhang")
    till._key(Qt.Key(key), "", _NONE, 150)
    till.shows("promptBox", "zhang")


def test_the_legend_names_the_keys_that_answer(till: Clerk) -> None:
    put(till, "SP0041")
    assert "F7 买方/渠道" in legend(till)
    till.press("F3")
    assert legend(till).startswith("F1 帮助, Enter 确定, F3 改为优惠, Esc 不改, F10")
    till.press("Esc", "F7")
    assert "F7 已出示爱心卡" in legend(till)
    till.press("Esc")
    assert "F7 买方/渠道" in legend(till)


def test_the_questions_buttons_say_what_they_do(till: Clerk) -> None:
    put(till, "SP0041")
    till.press("F3")
    prompt = till.see("prompt")
    assert [one.text() for one in prompt.findChildren(QAbstractButton)] == ["改为优惠", "确定", "不改"]


def test_alt_and_a_digit_types_nothing_into_a_price(till: Clerk) -> None:
    put(till, "SP0041")
    till.press("F3", "Alt+2")
    assert till.label("promptBox") == "29.90"


# Figures that are not taken


@pytest.mark.parametrize("how", [("F3",), ("F3", "F3"), ("F3", "F3", "F3")])
def test_a_share_typed_where_yuan_are_asked_for_is_refused(till: Clerk, how: tuple[str, ...]) -> None:
    put(till, DATES)
    till.press(*how)
    till.type("10%")
    till.press("Enter")
    till.reads("这里填元，不填 %，什么都没改")
    assert till.label("promptBox") == "10"
    till.shows("totalLabel", "29.90")
    till.press("Esc")
    till.shows("totalLabel", "29.90")


def test_too_large_a_discount_is_told_and_can_be_put_right(till: Clerk) -> None:
    put(till, "SP0041")
    till.press("F3", "F3", "Ctrl+A")
    till.type("50")
    till.press("Enter")
    till.reads("超过了这一行的 29.90")
    assert till.label("promptBox") == "50"
    till.press("Ctrl+A")
    till.type("0.90")
    till.press("Enter")
    till.shows("totalLabel", "29.00")


def test_a_name_that_is_taken_can_be_put_right(till: Clerk) -> None:
    for _ in range(2):
        put(till, "SP0041")
        till.press("F6")
        till.type("wang")
        till.press("Enter")
    assert till.label("promptBox") == "wang"
    till.type("li")
    till.press("Enter")
    assert [ticket.name for ticket in counter_of(till).held] == ["wang", "li"]


def test_a_label_with_its_amount_is_asked_for_a_discount_only(till: Clerk) -> None:
    till.scan("2100101012365")
    till.press("F3")
    till.reads("优惠多少元 · ")
    till.reads("价在秤签上，不能改")


# Goods without a fixed price


@pytest.mark.parametrize("how", ["touch", "find", "code"])
def test_the_price_of_today_is_asked_where_there_is_none(till: Clerk, how: str) -> None:
    if how == "touch":
        counter_of(till).choose_tab("130709")
        settle(till)
        touch(till, "product_SP0140")
    elif how == "find":
        till.press("F2")
        till.type("SP0140")
        till.press("Enter")
    else:
        put(till, "3*SP0140")
    till.reads("今天的价格 · 雪绒花手工皂")
    till.type("18.5")
    till.press("Enter")
    till.shows("totalLabel", "55.50" if how == "code" else "18.50")
    assert "原价" not in till.page_words()


def test_a_price_above_what_a_clerk_may_set_wants_the_manager(till: Clerk) -> None:
    at = counter_of(till).till
    at.settings = replace(at.settings, roles={"clerk": {"open_price": False, "open_price_yuan": 50}})
    put(till, "SP0140")
    till.type("99999")
    till.press("Enter")
    till.reads("雪绒花手工皂 · 今天 99,999.00")
    till.type(MANAGER_PIN)
    till.press("Enter")
    till.type("古董")
    till.press("Enter")
    till.shows("totalLabel", "99,999.00")


def test_a_shelf_asks_for_the_price_instead_of_naming_one(till: Clerk) -> None:
    counter_of(till).choose_tab("130709")
    settle(till)
    assert "现问价" in till.see("product_SP0140").accessibleName()
    till.press("F2")
    till.type("xrh")
    assert "现问价" in till.rows("findList")[0]


def test_goods_without_a_price_are_added_or_not_there_is_nothing_to_leave_as_it_was(till: Clerk) -> None:
    put(till, "SP0140")
    till.reads("今天的价格 · 雪绒花手工皂")
    assert "Esc 不加" in legend(till)
    till.press("Esc")
    till.gone("prompt")
    put(till, "SP0041")
    till.press("F3")
    assert "Esc 不改" in legend(till)


@pytest.mark.parametrize("typed", ["", "99999", "12%"])
def test_a_locked_till_forgets_the_question_and_what_was_said_with_it(till: Clerk, typed: str) -> None:
    """After the next login nothing stands there of a price that was asked for, or that a manager was asked about."""
    at = counter_of(till).till
    at.settings = replace(at.settings, roles={"clerk": {"open_price": False, "open_price_yuan": 50}})
    put(till, "SP0140")
    till.reads("今天的价格 · 雪绒花手工皂")
    if typed:
        till.type(typed)
        till.press("Enter")
    till.press("F12")
    till.at("login")
    till.type(OTHER_PIN)
    till.press("Enter")
    till.at("selling")
    till.gone("prompt")
    assert till.label("banner") == "可以开始了：扫码，或点右边的货架；F1 看全部按键。"


# A quantity alone, and half a name before a scan


def test_a_quantity_waits_for_its_goods(till: Clerk) -> None:
    till.type("3*")
    till.press("Enter")
    till.reads("先扫商品，3* 在框里等着")
    assert till.label("scanBox") == "3*"
    till.scan(DATES)
    till.shows("totalLabel", "89.70")


def test_a_quantity_in_the_box_is_for_the_goods_that_are_touched_and_only_once(till: Clerk) -> None:
    counter_of(till).choose_tab("653201")
    settle(till)
    till.type("3*")
    touch(till, "product_SP0041")
    assert [str(line.quantity) for line in counter_of(till).basket.lines] == ["3"]
    assert till.label("scanBox") == ""
    touch(till, "product_SP0041")
    assert [str(line.quantity) for line in counter_of(till).basket.lines] == ["4"]

    counter_of(till).choose_tab("130709")
    settle(till)
    till.type("2*")
    touch(till, "product_SP0140")
    till.reads("今天的价格 · 雪绒花手工皂")
    till.type("18.5")
    till.press("Enter")
    assert [str(line.quantity) for line in counter_of(till).basket.lines] == ["4", "2"]


@pytest.mark.parametrize("before", [(), ("F2",)])
def test_a_scan_takes_the_place_of_half_a_name(till: Clerk, before: tuple[str, ...]) -> None:
    till.press(*before)
    till.type("abc")
    till.scan(DATES)
    till.shows("totalLabel", "29.90")
    assert counter_of(till).unknown_codes == ()
    till.gone("findPanel")


# A scanner that sends two Enters, and a key that is held down


def repeat(till: Clerk, key: Qt.Key, times: int) -> None:
    for n in range(times):
        event = QKeyEvent(QEvent.Type.KeyPress, key, _NONE, "\r" if key == Qt.Key.Key_Return else "", n > 0)
        till._stamp += 30
        event.setTimestamp(till._stamp)
        QApplication.sendEvent(till._handle(), event)
        QApplication.processEvents()


@pytest.mark.parametrize("second", ["return", "enter", "line feed"])
@pytest.mark.parametrize("late", [2, 30, 90])
def test_a_scanner_that_ends_twice_pays_nothing(till: Clerk, second: str, late: int) -> None:
    for n in range(1, 4):
        till.scan(DATES)
        key, typed, held = {
            "return": (Qt.Key.Key_Return, "\r", _NONE),
            "enter": (Qt.Key.Key_Enter, "\n", _NONE),
            "line feed": (Qt.Key.Key_J, "\n", Qt.KeyboardModifier.ControlModifier),
        }[second]
        till._key(key, typed, held, late)
        settle(till)
        assert till.window.page_name == "selling"
        assert f"{n} 袋" in till.rows()[0]
    till.press("Enter")
    till.at("payment")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F9])
def test_a_key_that_is_held_down_leads_to_payment_once(till: Clerk, key: Qt.Key) -> None:
    put(till, "SP0041")
    asked: list[str] = []
    page = till.window.page
    page.leave.disconnect(till.window._leave)  # type: ignore[attr-defined]
    page.leave.connect(lambda name, _: asked.append(name))  # type: ignore[attr-defined]
    repeat(till, key, 15)
    assert asked == ["payment"]


def test_an_enter_that_is_held_down_enters_a_code_and_pays_nothing(till: Clerk) -> None:
    till.type("SP0041")
    repeat(till, Qt.Key.Key_Return, 15)
    settle(till)
    assert till.window.page_name == "selling"
    till.shows("totalLabel", "29.90")


# Held tickets


def hold(till: Clerk, *names: str) -> None:
    for name in names:
        put(till, "SP0041")
        till.press("F6")
        till.type(name)
        till.press("Enter")


def test_f5_takes_the_only_held_ticket_at_once(till: Clerk) -> None:
    hold(till, "wang")
    till.press("F5")
    till.shows("totalLabel", "29.90")


def test_f5_lists_them_and_what_is_typed_narrows_them_down(till: Clerk) -> None:
    hold(till, "wang", "", "li", *[""] * 10)
    assert [one.name for one in counter_of(till).held][:4] == ["wang", "挂单 A", "li", "挂单 B"]
    till.press("F5")
    assert len(till.rows("heldList")) == 13
    assert till.rows("heldList")[0].startswith("挂单 wang，29.90")

    till.type("l")
    assert len(till.rows("heldList")) == 1
    till.press("Backspace")
    till.type("12")
    assert len(till.rows("heldList")) == 1
    till.press("Backspace")
    assert len(till.rows("heldList")) == 5, "1, then 10 to 13"
    till.press("Esc")
    till.gone("heldPanel")
    assert len(counter_of(till).held) == 13

    till.press("F5", "Down", "Down", "Enter")
    till.reads("li 已取回")
    assert "li" not in [one.name for one in counter_of(till).held]


@pytest.mark.parametrize("typed", ["wdm", "wangda", "dama"])
def test_a_held_ticket_is_found_by_the_pinyin_of_its_name(till: Clerk, typed: str) -> None:
    hold(till, "王大妈", "李", "")
    till.press("F5")
    till.type(typed)
    assert [row.split("，")[0] for row in till.rows("heldList")] == ["挂单 王大妈"]
    till.press("Enter")
    till.reads("王大妈 已取回")


def test_the_legend_says_what_enter_does_while_a_list_lies_there(till: Clerk) -> None:
    put(till, DATES)
    assert "收款" in legend(till)
    till.press("F2")
    assert "加入本单" in legend(till) and "收款" not in legend(till) and "删行" not in legend(till)
    till.press("Esc")
    assert "收款" in legend(till)
    till.type("hong")
    assert "加入本单" in legend(till)
    till.press("Esc")
    till.scan("6901234567892")
    till.press("Alt+U")
    assert "关联" in legend(till) and "不查了" in legend(till)
    till.press("Esc")
    hold(till, "wang", "li")
    till.press("F5")
    assert "取回" in legend(till) and "收款" not in legend(till)


def test_goods_are_sold_while_the_held_ones_are_listed(till: Clerk) -> None:
    hold(till, "wang", "li")
    till.press("F5")
    till.scan(DATES)
    till.gone("heldPanel")
    till.shows("totalLabel", "29.90")
