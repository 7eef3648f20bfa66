"""Who buys, under which agreement, at which fair, and how far on account."""

from __future__ import annotations

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from pos.core import buyers
from pos.core.money import Money
from pos.exchange.sheets import programme_columns as book
from tests.programme import joined, take
from tests.shop import Shop


@pytest.fixture
def register(shop: Shop) -> Shop:
    return joined(shop)


def sold(shop: Shop) -> dict[str, object]:
    """The last sale's atoms, as the sync file carries them."""
    names = ("ch", "bk", "org", "for", "agr", "fair", "motive", "pm", "card", "mode", "operator")
    return {name: value for name, value in shop.journal("S")[-1].items() if name in names}


def test_a_buyer_brings_kind_and_channel(register: Shop) -> None:
    register.sell("SP0041", buyer="CG001").pay_cash("29.90")
    assert sold(register) == {"ch": "GOV", "bk": "BUDGET_UNIT", "org": "CG001", "mode": "OFFLINE"}

    register.sell("SP0041").pay_cash("29.90")
    assert sold(register) == {"ch": "SHOP_WALKIN", "bk": "RESIDENT", "mode": "OFFLINE"}


def test_a_channel_that_was_chosen_stays(register: Shop) -> None:
    register.do("attribute", channel="HOSPITAL")
    register.sell("SP0041", buyer="CG001").pay_cash("29.90")
    assert sold(register)["ch"] == "HOSPITAL"


def test_a_canteen_keeps_its_kind_and_counts_for_its_unit(register: Shop) -> None:
    terms = {"buyer": "CG030", "agreement": "A27-03", "fair": "F2021-01", "purchase_mode": "PROCURE"}
    register.sell(("SP0001", "2"), motive="BUY_AS_AID", love_card=True, **terms).pay("ORG_CREDIT")

    assert sold(register) == {
        "ch": "SCHOOL",
        "bk": "CANTEEN",
        "org": "CG030",
        "for": "CG003",
        "agr": "A27-03",
        "fair": "F2021-01",
        "motive": "BUY_AS_AID",
        "pm": "PROCURE",
        "card": 1,
        "mode": "OFFLINE",
    }
    number = register.journal("S")[-1]["no"]
    register.do("refund", receipt=number, means="ORG_CREDIT", reason="退回")
    back = register.journal("R")[-1]
    assert (back["org"], back["for"], back["agr"], back["fair"]) == ("CG030", "CG003", "A27-03", "F2021-01")
    register.verified()


@pytest.mark.parametrize(
    ("terms", "word"),
    [
        ({"buyer": "CG999"}, "UnknownBuyer"),
        ({"buyer": 7}, "UnknownBuyer"),
        ({"agreement": "A27-99"}, "UnknownAgreement"),
        ({"buyer": "CG001", "agreement": "A27-03"}, "UnknownAgreement"),
        ({"fair": "F2099-01"}, "UnknownFair"),
        ({"fair": "F2021-02"}, "FairNotOn"),
        ({"channel": "MOON"}, "NotAllowed"),
        ({"buyer": "CG001", "buyer_kind": "RESIDENT"}, "NotAllowed"),
        ({"love_card": "yes"}, "NotAllowed"),
    ],
)
def test_what_the_register_does_not_know_is_refused(register: Shop, terms: dict[str, object], word: str) -> None:
    register.add("SP0041")
    assert register.refused("attribute", **terms) == word


def test_a_kind_that_agrees_is_taken(register: Shop) -> None:
    register.sell("SP0041", buyer="CG001", buyer_kind="BUDGET_UNIT").pay_cash("29.90")
    assert sold(register)["bk"] == "BUDGET_UNIT"


def test_another_buyer_takes_the_first_ones_agreement_off(register: Shop) -> None:
    register.do("attribute", buyer="CG030", agreement="A27-03")
    register.do("attribute", buyer="CG001")
    assert register.gestures.selling.basket.terms.agreement is None
    register.do("attribute", buyer="CG003", agreement="A27-03")
    register.do("attribute", buyer=None)
    terms = register.gestures.selling.basket.terms
    assert (terms.buyer, terms.agreement, terms.buyer_is, terms.counts_for) == (None, None, None, None)
    assert register.gestures.selling.buyer_text == "市民"


def test_what_is_agreed_is_held_and_recalled_and_then_forgotten(register: Shop) -> None:
    register.sell("SP0041", buyer="CG030", agreement="A27-03")
    register.do("hold", name="校")
    assert register.gestures.selling.basket.terms.buyer is None
    register.restart()
    register.do("recall", name="校")
    assert register.gestures.selling.buyer_text == "区文澜小学食堂"
    register.do("cancel")
    assert register.gestures.selling.basket.terms.buyer is None


# On account


def owed(shop: Shop, number: str) -> tuple[str, str]:
    with shop.store.read() as session:
        account = buyers.account(session, number)
    return str(account.owed), str(account.left)


def test_on_account_needs_a_buyer_and_room_under_its_limit(register: Shop) -> None:
    register.add("SP0041")
    assert register.refused("pay", means="ORG_CREDIT", amount="29.90") == "BuyerNeeded"
    register.do("attribute", buyer="CG045")
    assert register.refused("pay", means="ORG_CREDIT", amount="29.90") == "OverLimit"
    take(register, book.BUYERS, {"单位编号": "CG045", "名称": "暖禾", "类型": "社会组织", "赊账限额(元)": "100",
                                 "信用代码": "51110115MAM0672A1E"})  # fmt: skip
    register.do("pay", means="ORG_CREDIT", amount="29.90")
    assert owed(register, "CG045") == ("29.90", "70.10")

    register.sell(("SP0041", "3"), buyer="CG045")
    assert register.refused("pay", means="ORG_CREDIT", amount="89.70") == "OverLimit"
    register.do("pay", means="ORG_CREDIT", amount="70.00")
    # What stands on this very ticket counts too.
    assert register.refused("pay", means="ORG_CREDIT", amount="0.11") == "OverLimit"
    register.do("pay", means="CASH", amount="19.70")
    assert owed(register, "CG045") == ("99.90", "0.10")


def test_unit_and_canteens_share_the_units_account(register: Shop) -> None:
    register.sell(("SP0041", "10"), buyer="CG030").pay("ORG_CREDIT")
    assert owed(register, "CG003") == owed(register, "CG030") == ("299.00", "49701.00")
    number = register.journal("S")[-1]["no"]
    register.do("refund", receipt=number, lines=[{"n": 1, "quantity": "4"}], means="ORG_CREDIT", reason="退")
    assert owed(register, "CG003") == ("179.40", "49820.60")


def test_what_is_paid_makes_room_again(register: Shop) -> None:
    register.sell(("SP0041", "10"), buyer="CG013").pay("ORG_CREDIT")
    with register.till.write() as session:
        after = buyers.settle_account(session, register.till.stamp(), "CG013", Money.yuan("200.00"), "转账 0912")
    assert (after.owed, after.left) == (Money.yuan("99.00"), Money.yuan("19901.00"))
    paid = register.journal("E")[-1]
    assert (paid["what"], paid["of"], paid["f"], paid["why"]) == ("ACCOUNT_PAID", "CG013", 20000, "转账 0912")
    for amount in ("99.01", "0.00"):
        with pytest.raises((buyers.NothingOwed, buyers.BadAmount)), register.till.write() as session:
            buyers.settle_account(session, register.till.stamp(), "CG013", Money.yuan(amount), "")
    assert owed(register, "CG013") == ("99.00", "19901.00")
    for edit in ("UPDATE account_payments SET money = 1", "DELETE FROM account_payments"):
        with pytest.raises(IntegrityError, match="only added"), register.store.write() as session:
            session.execute(text(edit))
    with register.store.read() as session:
        assert [one.number for one in buyers.accounts(session) if one.owed] == ["CG013"]


def test_what_a_buyer_owes_is_found_by_an_index(register: Shop) -> None:
    with register.store.read() as session:
        written = "SELECT 1 FROM receipts JOIN receipt_tenders t ON t.receipt_id = receipts.id WHERE buyer = 'CG001'"
        plan = [row[3] for row in session.execute(text("EXPLAIN QUERY PLAN " + written))]
    assert any("ix_receipts_buyer" in step for step in plan), plan
    assert not any(step.startswith("SCAN") for step in plan), plan


def test_a_buyer_is_found_by_the_end_of_its_number_its_name_or_its_initials(register: Shop) -> None:
    with register.store.read() as session:
        for wanted, number in (("030", "CG030"), ("cg030", "CG030"), ("文澜小学食堂", "CG030"), ("wlxxst", "CG030")):
            assert [one.number for one in buyers.find_buyers(session, wanted)] == [number], wanted
        assert buyers.find_buyers(session, "%") == []
        assert len(buyers.find_buyers(session, "", 10)) == 10


def test_a_limit_that_was_used_up_meanwhile(register: Shop) -> None:
    """The tender was typed while there was room; until the rest was paid the room was gone."""
    firm = {"单位编号": "CG045", "名称": "暖禾", "类型": "社会组织", "信用代码": "51110115MAM0672A1E"}
    take(register, book.BUYERS, {**firm, "赊账限额(元)": "50"})
    register.sell(("SP0041", "2"), buyer="CG045").pay_part("ORG_CREDIT", "40.00")
    take(register, book.BUYERS, {**firm, "赊账限额(元)": "30"})
    assert register.refused("pay", means="CASH", amount="19.80") == "OverLimit"
    assert owed(register, "CG045") == ("0.00", "30.00")


def test_a_name_is_found_however_its_letters_are_written(register: Shop) -> None:
    asked: list[str] = []
    with register.store.read() as session:
        listening = session.connection()
        event.listen(listening, "before_cursor_execute", lambda *told: asked.append(told[2]))
        buyers.find_buyers(session, "abc")
    assert all(f"lower(buyers.{name}) LIKE lower(" in asked[0] for name in ("number", "name", "initials"))
