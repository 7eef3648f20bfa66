"""F7: buyer, channel, agreement, fair and motive, each in two keys, on a real till."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QWidget

from pos.core.wording import speak
from tests.programme import joined
from tests.qt.at_page import clipped, unnamed
from tests.qt.at_window import LOW, NARROW, WIDE, press, see, type_, window
from tests.shop import Shop


@pytest.fixture
def register(shop: Shop, qapp: QApplication) -> Iterator[Shop]:
    speak("zh_CN")
    yield joined(shop)


def terms(shop: Shop) -> dict[str, object]:
    """What is agreed on the ticket, without what is not."""
    agreed = shop.gestures.selling.basket.terms
    names = ("channel", "buyer_kind", "buyer", "agreement", "fair", "motive", "purchase_mode")
    return {name: getattr(agreed, name) for name in names if getattr(agreed, name)}


def strip(till: QWidget) -> str:
    """The line under the ticket, as it is read out."""
    return see(till, "attributesButton").parentWidget().accessibleName()


@pytest.mark.parametrize(
    ("key", "agreed"),
    [
        ("q", {"channel": "GOV"}),
        ("p", {"channel": "SHOP_WALKIN"}),
        ("a", {"motive": "BUY_AS_DONATION"}),
        ("f", {"purchase_mode": "PROCURE"}),
        ("j", {"fair": "F2021-01"}),
        ("Alt+2", {"buyer": "CG002"}),
    ],
)
def test_two_keys_set_it_and_two_more_take_it_back(register: Shop, key: str, agreed: dict[str, object]) -> None:
    with window(register.gestures.selling) as till:
        press(till, "F7")
        (press if key.startswith("Alt") else type_)(till, key)
        assert terms(register) == agreed
        assert not till.findChild(QWidget, "attributePanel").isVisible()
        assert till.focusWidget() is see(till, "scanBox")
        if "channel" not in agreed:
            press(till, "F7")
            (press if key.startswith("Alt") else type_)(till, key)
            assert terms(register) == {}


def test_what_a_letter_set_is_told_and_the_old_refusal_goes(register: Shop) -> None:
    with window(register.gestures.selling) as till:
        type_(till, "99999999")
        press(till, "Return", "F7")
        type_(till, "q")
        assert see(till, "banner").text() == "渠道：机关"
        press(till, "F7")
        type_(till, "a")
        assert see(till, "banner").text() == "已选：以购代捐"
        press(till, "F7")
        type_(till, "a")
        assert see(till, "banner").text() == "已取消：以购代捐"


def test_who_bought_often_comes_first(register: Shop) -> None:
    for _ in range(2):
        register.sell("SP0001", buyer="CG039").pay_cash("10.00")
    register.sell("SP0001", buyer="CG005").pay_cash("10.00")
    register.add("SP0001")
    with window(register.gestures.selling) as till:
        press(till, "F7", "Alt+1")
        assert terms(register)["buyer"] == "CG039"
        press(till, "F7", "Alt+2")
        assert terms(register)["buyer"] == "CG005"
        press(till, "F7", "Alt+3")
        assert terms(register)["buyer"] == "CG001"


def test_a_buyer_by_the_digits_of_its_number_and_then_its_agreement(register: Shop) -> None:
    register.add("SP0001")
    with window(register.gestures.selling) as till:
        press(till, "F7")
        type_(till, "030")
        press(till, "Return")
        assert terms(register) == {"buyer": "CG030"}
        assert "区文澜小学食堂" in strip(till)
        assert "学校" in strip(till)

        press(till, "F7")
        type_(till, "z")
        press(till, "F7")
        type_(till, "j")
        assert terms(register) == {"buyer": "CG030", "agreement": "A27-03", "fair": "F2021-01"}
        assert "A27-03" in strip(till)
        assert str(register.gestures.selling.total) == "4.98"


def test_a_buyer_by_name(register: Shop) -> None:
    with window(register.gestures.selling) as till:
        press(till, "F7")
        type_(till, "/bjhm")
        press(till, "Down", "Return")
        assert terms(register) == {"buyer": "CG039"}


def test_a_kind_in_place_of_the_organisation(register: Shop) -> None:
    register.do("attribute", buyer="CG001")
    with window(register.gestures.selling) as till:
        press(till, "F7", "Down", "Down", "Return")
        assert terms(register) == {"buyer_kind": "CANTEEN"}


def test_nothing_is_remembered_for_the_next_customer(register: Shop) -> None:
    with window(register.gestures.selling) as till:
        press(till, "F7")
        type_(till, "j")
        register.add("SP0001").pay_cash("10.00")
        assert terms(register) == {}
        press(till, "F7", "Esc")
        assert terms(register) == {}


def test_what_is_refused_is_told_in_place(register: Shop) -> None:
    with window(register.gestures.selling) as till:
        press(till, "F7")
        type_(till, "999")
        buyers = see(till, "attributePanel").findChildren(QListWidget)[0]
        assert buyers.count() == 0
        press(till, "Return")
        assert terms(register) == {}


@pytest.mark.parametrize("size", [WIDE, NARROW, LOW], ids=["wide", "narrow", "low"])
def test_the_panel_fits_and_everything_in_it_has_a_name(register: Shop, size: tuple[int, int]) -> None:
    register.do("attribute", buyer="CG030")
    with window(register.gestures.selling, size) as till:
        press(till, "F7")
        panel = see(till, "attributePanel")
        assert clipped(till) == []
        assert unnamed(till) == []
        box = see(till, "buyerSearchBox")
        assert isinstance(box, QLineEdit)
        assert panel.rect().contains(box.geometry())
