"""The whole role matrix, walked through `pos till`: who may, who may not, and that a manager's leave opens it once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from pos import settings as till_settings
from pos.core import staff
from pos.core.authority import NotAllowed
from pos.core.permissions import CEILINGS, Act
from pos.screens.counter import Counter
from pos.screens.own_settings import OwnSettings
from pos.screens.selling import SellingScreen
from pos.screens.shift import ShiftScreen
from pos.screens.staff import StaffScreen
from pos.settings import writing
from pos.training import Training
from tests.shop import MANAGER_PIN, Shop

#: Someone who may do nothing alone, and someone who may do everything.
NOBODY: dict[str, bool | int] = {act.value: False for act in Act} | dict.fromkeys(CEILINGS, 0)
EVERYTHING: dict[str, bool | int] = {act.value: True for act in Act} | dict.fromkeys(CEILINGS, 0)


@dataclass(frozen=True)
class Walk:
    """How an act is done at the till: what lies there before, and the gesture."""

    do: str
    fields: Mapping[str, object] = field(default_factory=dict)
    before: Callable[[Shop], object] = lambda shop: None


def _ticket(shop: Shop) -> object:
    return shop.add("SP0041")


def _sale(shop: Shop) -> object:
    return shop.sell(("SP0041", "3")).pay_cash("100.00")


def _by_wechat(shop: Shop) -> object:
    return shop.sell("SP0041").pay("WECHAT")


def _open_price(shop: Shop) -> object:
    with shop.store.write() as session:
        session.execute(text("UPDATE products SET open_price = 1 WHERE code = 'SP0042'"))
    return None


WALKS = {
    Act.DISCOUNT: Walk("line", {"n": 1, "discount": "20.00"}, _ticket),
    Act.PRICE: Walk("line", {"n": 1, "price": "9.90"}, _ticket),
    Act.OPEN_PRICE: Walk("add", {"product": "SP0042", "price": "88.00"}, _open_price),
    Act.REFUND: Walk("refund", {"receipt": "1", "means": "CASH", "reason": "质量"}, _sale),
    Act.REFUND_OTHER_MEANS: Walk("refund", {"receipt": "1", "means": "CASH", "reason": "质量"}, _by_wechat),
    Act.REFUND_NO_RECEIPT: Walk(
        "refund_goods", {"product": "SP0041", "quantity": "1", "means": "CASH", "reason": "没带小票"}
    ),
    Act.DRAWER: Walk("drawer"),
    Act.CASH_OUT: Walk("cash", {"direction": "out", "amount": "50.00", "reason": "上交"}),
    Act.VOID_LINE: Walk("line", {"n": 1, "remove": True}, _ticket),
    Act.CANCEL: Walk("cancel", {}, _ticket),
    Act.REPRINT: Walk("reprint", {"receipt": "1"}, _sale),
    Act.WRITE_OFF: Walk("stock_out", {"product": "SP0041", "quantity": "1", "kind": "WRITE_OFF", "reason": "破了"}),
}
#: Acts that are no gesture of `pos till`: they are walked below, on their screens.
ON_SCREENS = {
    Act.LINK_CODE,
    Act.STAFF,
    Act.SETTINGS,
    Act.CLOSE_OVER_TOLERANCE,
    Act.TRAINING,
    Act.SEE_CASH,
    Act.LABEL_MISMATCH,
    Act.PAY_BY_HAND,  # tests/screens/test_pay_codes.py, where a payment service is
}


def play(shop: Shop, role: str, rules: Mapping[str, bool | int] | None) -> None:
    """Number 03 stands at the till with that role; `rules` are what till.toml says of it."""
    if rules is not None:
        settings = replace(till_settings.load(shop.folder), roles={role: rules})
        writing.write(shop.folder, settings)
        shop.till.settings = till_settings.load(shop.folder)
    shop.till.person = staff.Person("03", "王小花", role)


def test_every_act_is_walked() -> None:
    assert set(WALKS) | ON_SCREENS == set(Act)


@pytest.mark.parametrize("act", WALKS)
def test_who_has_the_act_does_it_alone(shop: Shop, act: Act) -> None:
    walk = WALKS[act]
    walk.before(shop)
    play(shop, "senior", NOBODY | {act.value: True} | ({"refund": True} if act.value.startswith("refund_") else {}))
    shop.do(walk.do, **walk.fields)
    assert {event["by"] for event in shop.journal("E") if "by" in event} <= {"03"}, "nobody else's word"
    shop.verified()


@pytest.mark.parametrize("act", WALKS)
def test_who_has_everything_but_the_act_asks_a_manager(shop: Shop, act: Act) -> None:
    walk = WALKS[act]
    walk.before(shop)
    play(shop, "senior", EVERYTHING | {act.value: False})

    assert shop.refused(walk.do, **walk.fields) == "NotAllowed"
    shop.do("override", pin=MANAGER_PIN, reason="店长在场")
    shop.do(walk.do, **walk.fields)

    (event,) = [event for event in shop.journal("E") if "by" in event]
    assert (event["who"], event["by"], event["why"]) == ("03", "01", "店长在场")
    assert shop.till.leave is None, "one leave, one gesture"
    shop.verified()


@pytest.mark.parametrize("act", WALKS)
@pytest.mark.parametrize("role", ["clerk", "manager"])
def test_without_tables_clerk_and_manager_are_what_they_were(shop: Shop, act: Act, role: str) -> None:
    walk = WALKS[act]
    walk.before(shop)
    free = {Act.OPEN_PRICE, Act.CASH_OUT, Act.VOID_LINE, Act.CANCEL, Act.REPRINT}
    alone = act in free if role == "clerk" else act is not Act.REFUND_OTHER_MEANS
    play(shop, role, None)
    told = shop.ask(walk.do, **walk.fields)
    assert (told["ok"], told.get("refused")) == ((True, None) if alone else (False, "NotAllowed"))


@pytest.mark.parametrize(
    ("rules", "gesture", "fits"),
    [
        ({"discount_percent": 50}, {"do": "line", "n": 1, "discount": "14.95"}, True),
        ({"discount_percent": 50}, {"do": "line", "n": 1, "discount": "14.96"}, False),
        ({"discount_percent": 0}, {"do": "line", "n": 1, "discount": "0.01"}, False),
        ({"open_price": False, "open_price_yuan": 30}, {"do": "add", "product": "SP0042", "price": "30.00"}, True),
        ({"open_price": False, "open_price_yuan": 30}, {"do": "add", "product": "SP0042", "price": "30.01"}, False),
    ],
)
def test_up_to_the_ceiling_nobody_is_asked(
    shop: Shop, rules: dict[str, bool | int], gesture: dict[str, Any], fits: bool
) -> None:
    _open_price(shop)
    _ticket(shop)
    play(shop, "senior", rules)
    told = shop.ask(**gesture)
    assert (told["ok"], told.get("refused")) == ((True, None) if fits else (False, "NotAllowed"))


@pytest.mark.parametrize(("yuan", "fits"), [(90, True), (89, False)])
def test_a_refund_up_to_the_ceiling(shop: Shop, yuan: int, fits: bool) -> None:
    _sale(shop)
    play(shop, "senior", {"refund_yuan": yuan})
    told = shop.ask("refund", receipt="1", means="CASH", reason="质量")
    assert told["ok"] is fits


def test_fewer_of_a_line_is_a_line_taken_off(shop: Shop) -> None:
    shop.add(("SP0041", "3"), ("SP0001", "2.5"))
    play(shop, "senior", NOBODY)
    assert shop.refused("line", n=1, quantity="2") == "NotAllowed"
    shop.do("line", n=1, quantity="4")
    shop.do("line", n=2, quantity="1.2")
    shop.do("override", pin=MANAGER_PIN, reason="多拿了")
    shop.do("line", n=1, quantity="2")
    (event,) = [event for event in shop.journal("E") if "by" in event]
    assert (event["what"], event["by"], event["f"], event["of"]) == ("OVERRIDE", "01", 5980, "SP0041")


# What is no gesture


def test_the_difference_of_a_drawer(shop: Shop) -> None:
    play(shop, "senior", NOBODY)
    assert not ShiftScreen(shop.till).shows_difference
    assert shop.do("close_shift", counted="250.00")["approved"] is False
    shop.open()
    play(shop, "senior", NOBODY | {"close_over_tolerance": True, "see_cash": True})
    assert ShiftScreen(shop.till).shows_difference
    assert shop.do("close_shift", counted="250.00")["approved"] is True


def test_staff_and_settings(shop: Shop) -> None:
    play(shop, "senior", EVERYTHING | {"staff": False, "settings": False})
    people, own, before = StaffScreen(shop.till), OwnSettings(shop.till), shop.dump()
    for verb in (
        lambda: people.add("09", "", "clerk", "909090", "909090"),
        lambda: people.new_pin("03", "909090", "909090"),
        lambda: people.change_role("03", "manager"),
        lambda: people.retire("03"),
        lambda: people.set_right("clerk", "drawer", True),
        lambda: people.name_role("领班"),
        lambda: own.save_scanner(40, "Enter"),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert shop.dump() == before
    assert set(till_settings.load(shop.folder).roles) == {"senior"}


def test_linking_a_code(shop: Shop) -> None:
    play(shop, "senior", EVERYTHING | {"link_code": False})
    with pytest.raises(NotAllowed):
        SellingScreen(shop.till).link_code("6901234567892", "SP0041")
    play(shop, "senior", NOBODY | {"link_code": True})
    SellingScreen(shop.till).link_code("6901234567892", "SP0041")
    assert shop.do("scan", code="6901234567892")["product"] == "SP0041"


def test_a_label_that_does_not_fit_the_shelf(shop: Shop) -> None:
    settings = replace(till_settings.load(shop.folder), scale_labels={"26": "plu5 amount_fen weight_g none"})
    writing.write(shop.folder, settings)
    shop.restart()
    with shop.store.read() as session:
        plu = session.scalar(text("SELECT plu FROM products WHERE code = 'SP0001'"))
    label = f"26{plu}0000101000"[:17] + "0"
    play(shop, "senior", EVERYTHING | {"label_mismatch": False})
    assert shop.refused("scan", code=label) == "LabelPriceDiffers"
    play(shop, "senior", NOBODY | {"label_mismatch": True})
    assert shop.do("scan", code=label)["amount"] == "0.01"


def test_training(shop: Shop) -> None:
    play(shop, "senior", EVERYTHING | {"training": False})
    with pytest.raises(NotAllowed):
        Training(Counter(shop.till), cast("Any", None)).begin(lambda made: None)
