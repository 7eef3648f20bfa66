"""Exchange in one ticket: goods come back, others are taken, only the difference changes hands."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.core.credit import Credit
from pos.core.money import Money, Quantity
from pos.core.paper import plain
from pos.paper.receipt import layout
from pos.screens.papers import receipt_paper
from tests.shop import Shop


def bring_back(shop: Shop, receipt: str, *lines: tuple[int, str], reason: str = "换大号") -> dict[str, Any]:
    """Put lines of an old receipt onto the ticket; all that is left of it without lines."""
    more = {"lines": [{"n": n, "quantity": quantity} for n, quantity in lines]} if lines else {}
    return shop.do("exchange", receipt=receipt, reason=reason, **more)


def pay(shop: Shop, amount: str, means: str = "CASH", **more: str) -> dict[str, Any]:
    return shop.do("pay", means=means, amount=amount, **more)


def means_of(shop: Shop) -> dict[str, str]:
    """What every means has taken in this shift, refunds off."""
    return {code: group["net"] for code, group in shop.do("x_report")["by_means"].items()}


def both(shop: Shop) -> tuple[dict[str, Any], dict[str, Any]]:
    """The last refund and the sale after it."""
    back, sale = shop.journal("S", "R")[-2:]
    assert (back["t"], sale["t"]) == ("R", "S")
    assert int(sale["no"][-6:]) == int(back["no"][-6:]) + 1
    for record in (back, sale):
        assert sum(tender["f"] for tender in record["ten"]) == record["net"] + record["rnd"]
    return back, sale


def references(shop: Shop, number: str) -> list[tuple[str, int, str]]:
    """Means, fen kept and reference of a receipt's tenders."""
    rows = shop.dump()
    (head,) = (row for row in rows["receipts"] if row[3] == int(number[-6:]))
    return [(row[2], row[4], row[5]) for row in rows["receipt_tenders"] if row[0] == head[0]]


def test_dearer_goods_cost_the_difference(shop: Shop) -> None:
    old = shop.sell("SP0029").pay_cash("9.90").number
    told = bring_back(shop, old)
    assert (told["credit"], told["refunded"], told["basket_total"]) == ("9.90", "9.90", "-9.90")
    shop.add("SP0041")
    assert shop.gestures.selling.total == Money.yuan("20.00")

    done = pay(shop, "50.00")
    assert (done["total"], done["change"], done["set_off"], done["back"]) == ("29.90", "30.00", "9.90", {})
    back, sale = both(shop)
    assert (back["no"], sale["no"]) == (done["refund"], done["receipt"]) == ("DX03-01-000002", "DX03-01-000003")
    assert (back["of"], back["why"]) == (old, "换大号")
    assert references(shop, back["no"]) == [("CASH", 990, "EXCHANGE DX03-01-000002")]
    assert references(shop, sale["no"]) == [("CASH", 990, "EXCHANGE DX03-01-000002"), ("CASH", 2000, "")]
    assert shop.cash_in_drawer() == "329.90"
    assert means_of(shop) == {"CASH": "29.90"}
    shop.verified()


def test_cheaper_goods_give_the_rest_back(shop: Shop) -> None:
    old = shop.sell("SP0041").pay_cash("29.90").number
    bring_back(shop, old)
    shop.add("SP0029")
    assert shop.refused("pay", means="CASH", amount="1.00") == "MoreThanDue"
    done = pay(shop, "0.00")
    assert (done["total"], done["set_off"], done["change"], done["back"]) == ("9.90", "9.90", "0.00", {"CASH": "20.00"})
    assert shop.cash_in_drawer() == "309.90"
    shop.verified()


def test_like_for_like_moves_no_money(shop: Shop) -> None:
    old = shop.sell("SP0041").pay("WECHAT").number
    bring_back(shop, old)
    shop.add("SP0041")
    assert pay(shop, "0.00")["back"] == {}
    assert means_of(shop) == {"WECHAT": "29.90"}
    assert shop.cash_in_drawer() == "300.00"
    report = shop.do("x_report")
    assert (report["gross"], report["refunded"], report["net"]) == ("59.80", "29.90", "29.90")
    assert report["by_region"]["653201"]["net"] == "29.90"
    assert [(job[2], job[6]) for job in shop.dump()["print_jobs"]] == [("RECEIPT", 0)] * 3, "the drawer stays shut"


def test_money_that_came_by_wallet_goes_back_by_wallet(shop: Shop) -> None:
    old = shop.sell("SP0041").pay("WECHAT").number
    bring_back(shop, old)
    shop.add("SP0029")
    assert pay(shop, "0.00", "WECHAT")["back"] == {"WECHAT": "20.00"}
    assert means_of(shop) == {"WECHAT": "9.90"}
    assert shop.cash_in_drawer() == "300.00"


def test_what_was_paid_by_wallet_and_topped_up_in_cash(shop: Shop) -> None:
    old = shop.sell("SP0029").pay("WECHAT").number
    bring_back(shop, old)
    shop.add(("00101", "4.385"))
    shop.do("line", n=1, discount="0.01")
    assert shop.gestures.selling.total == Money.yuan("16.31")
    done = pay(shop, "20.00")
    assert (done["rounding"], done["change"], done["set_off"]) == ("-0.01", "3.70", "9.90"), "only cash is rounded"
    assert means_of(shop) == {"WECHAT": "9.90", "CASH": "16.30"}
    assert shop.cash_in_drawer() == "316.30"
    shop.verified()


def test_the_old_rounding_is_part_of_what_was_paid(shop: Shop) -> None:
    old = shop.add(("00101", "4.385")).pay_cash("30.00")
    assert (old.total, old.rounding) == ("26.22", "-0.02")
    told = bring_back(shop, old.number)
    assert (told["refunded"], told["credit"]) == ("26.22", "26.20")
    shop.add("SP0041")
    done = pay(shop, "3.70")
    back, sale = both(shop)
    assert (back["rnd"], sale["rnd"], done["rounding"]) == (-2, 0, "0.00")
    assert shop.cash_in_drawer() == "329.90"


def test_a_sale_paid_in_two_means_is_set_off_in_both(shop: Shop) -> None:
    shop.add("SP0041", "SP0029").pay_part("WECHAT", "20.00")
    old = shop.sell().pay("CASH", "19.80").number
    bring_back(shop, old)
    shop.add(("SP0029", "3"))
    done = pay(shop, "0.00")
    assert (done["set_off"], done["back"]) == ("29.70", {"CASH": "10.10"})
    back, sale = both(shop)
    assert back["ten"] == [{"k": "WECHAT", "f": 2000}, {"k": "CASH", "f": 970}, {"k": "CASH", "f": 1010}]
    assert sale["ten"] == [{"k": "WECHAT", "f": 2000}, {"k": "CASH", "f": 970}]
    assert means_of(shop) == {"WECHAT": "20.00", "CASH": "9.70"}
    assert shop.cash_in_drawer() == "309.70"


def test_the_two_papers_name_each_other(shop: Shop) -> None:
    old = shop.sell("SP0041").pay("WECHAT").number
    bring_back(shop, old)
    shop.add("SP0029")
    pay(shop, "0.00")
    with shop.store.read() as session:
        words = [
            "\n".join(plain(layout(receipt_paper(session, shop.settings, n, copy=False, drawer=False), 48), 48))
            for n in (2, 3)
        ]
    back, sale = words
    assert "DX03-01-000003" in back
    assert "DX03-01-000002" in sale
    assert "9.90" in sale.split("应收")[1]


def test_parts_and_several_exchanges_in_a_row(shop: Shop) -> None:
    old = shop.sell(("SP0041", "3")).pay_cash("100.00").number
    for _ in range(3):
        bring_back(shop, old, (1, "1"))
        shop.add("SP0029")
        pay(shop, "0.00")
    assert shop.refused("exchange", receipt=old, reason="再换") == "MoreThanSold"
    assert shop.cash_in_drawer() == "329.70"
    shop.verified()


def test_a_gift_box_comes_back_from_every_county(shop: Shop) -> None:
    old = shop.sell("SP0223").pay("WECHAT")
    bring_back(shop, old.number)
    shop.add("SP0223")
    pay(shop, "0.00")
    assert {row["net"] for row in shop.do("x_report")["by_region"].values()} != {"0.00"}
    back, sale = both(shop)
    assert [line["net"] for line in back["lines"]] == [line["net"] for line in sale["lines"]]
    shop.verified()


def test_the_ticket_survives_a_crash_and_being_held(shop: Shop) -> None:
    old = shop.sell("SP0041").pay_cash("29.90").number
    bring_back(shop, old)
    shop.add("SP0029")
    credit = shop.gestures.selling.basket.credit
    assert isinstance(credit, Credit)
    shop.restart()
    assert shop.gestures.selling.basket.credit == credit
    shop.do("hold", name="换货的")
    assert shop.gestures.selling.basket.credit is None
    assert shop.refused("close_shift", counted="329.90") == "SalesHeld"
    shop.restart()
    assert shop.do("recall", name="换货的")["basket_total"] == "-20.00"
    assert pay(shop, "0.00")["back"] == {"CASH": "20.00"}


def test_a_credit_alone_can_be_held_but_not_paid(shop: Shop) -> None:
    old = shop.sell("SP0041").pay_cash("29.90").number
    bring_back(shop, old)
    assert shop.refused("pay", means="CASH", amount="0.00") == "EmptyBasket"
    assert shop.refused("close_shift", counted="329.90") == "SalesHeld"
    shop.do("hold", name="等一下")
    shop.do("recall", name="等一下")
    shop.do("cancel")
    assert shop.gestures.selling.basket.credit is None
    shop.do("close_shift", counted="329.90")


def test_a_line_that_does_not_come_back_after_all(shop: Shop) -> None:
    old = shop.sell("SP0041", "SP0029").pay_cash("39.80").number
    bring_back(shop, old)
    shop.add("SP0001")
    assert shop.refused("line", n=2, quantity="5") == "NoSuchLine"
    assert shop.refused("line", n=4, remove=True) == "NoSuchLine"
    shop.do("line", n=2, remove=True)
    (left,) = shop.gestures.selling.basket.credit.lines
    assert str(left.amount) == "9.90"
    shop.do("line", n=2, remove=True)
    assert shop.gestures.selling.basket.credit is None
    assert [event["what"] for event in shop.journal("E")][-3:] == ["EXCHANGE", "EXCHANGE_DROPPED", "EXCHANGE_DROPPED"]


def test_one_receipt_a_ticket_and_no_change_once_money_lies_there(shop: Shop) -> None:
    first = shop.sell("SP0029").pay_cash("9.90").number
    second = shop.sell("SP0029").pay_cash("9.90").number
    bring_back(shop, first)
    assert shop.refused("exchange", receipt=second, reason="也换") == "ExchangeBegun"
    bring_back(shop, first)
    shop.add("SP0041")
    assert pay(shop, "5.00", "WECHAT")["left_to_pay"] == "15.00"
    assert shop.refused("exchange", receipt=first, reason="换") == "PaymentBegun"
    assert shop.refused("line", n=2, remove=True) == "PaymentBegun"
    assert pay(shop, "15.00")["change"] == "0.00"
    assert means_of(shop) == {"CASH": "34.80", "WECHAT": "5.00"}


def test_a_receipt_taken_back_meanwhile_is_not_taken_back_twice(shop: Shop) -> None:
    old = shop.sell("SP0041", ("00101", "4.385")).pay_cash("60.00").number
    bring_back(shop, old, (1, "1"))
    shop.add("SP0029")
    shop.do("hold", name="换")
    shop.do("refund", receipt=old, lines=[{"n": 1, "quantity": "1"}], means="CASH", reason="坏")
    shop.do("recall", name="换")
    assert shop.refused("pay", means="CASH", amount="0.00") == "MoreThanSold"
    shop.do("cancel")
    # The last goods bring the rounding along, the same goods before them did not: told amounts must not change.
    again = shop.sell("SP0041", ("00101", "4.385")).pay_cash("60.00").number
    bring_back(shop, again, (1, "1"))
    shop.add("SP0029")
    shop.do("hold", name="换")
    shop.do("refund", receipt=again, lines=[{"n": 2, "quantity": "4.385"}], means="CASH", reason="坏")
    shop.do("recall", name="换")
    assert shop.refused("pay", means="CASH", amount="0.00") == "CreditChanged"


def test_who_may_and_what_is_asked(shop: Shop) -> None:
    old = shop.sell(("SP0041", "3")).pay_cash("100.00").number
    assert shop.refused("exchange", receipt=old, reason=" ") == "ReasonNeeded"
    assert shop.refused("exchange", receipt="9", reason="换") == "UnknownReceipt"
    assert shop.refused("exchange", receipt=old, reason="换", lines=[{"n": 1, "quantity": "4"}]) == "MoreThanSold"
    shop.clerk()
    assert shop.refused("exchange", receipt=old, reason="换") == "NotAllowed"
    shop.do("override", pin="246810", reason="看过了")
    bring_back(shop, old)
    (leave,) = (event for event in shop.journal("E") if event["what"] == "OVERRIDE")
    assert (leave["by"], leave["why"], leave["of"], leave["f"]) == ("01", "看过了", old, 8970)


def test_parts_of_a_receipt_on_held_tickets_stay_below_one_ceiling(shop: Shop) -> None:
    """Each ticket alone is within what a clerk may pay back; all of them together are not."""
    old = shop.sell(("SP0041", "3"), "SP0029").pay_cash("200.00").number
    shop.clerk()
    for name in ("一", "二"):
        bring_back(shop, old, (1, "1"))
        shop.add(("SP0029", "1"))
        shop.do("hold", name=name)
    shop.do("recall", name="一")
    pay(shop, "0.00")
    shop.do("recall", name="二")
    assert shop.refused("pay", means="CASH", amount="0.00") == "NotAllowed"
    shop.do("override", pin="246810", reason="看过了")
    pay(shop, "0.00")
    (leave,) = (event for event in shop.journal("E") if event["what"] == "OVERRIDE")
    assert (leave["by"], leave["of"], leave["f"]) == ("01", old, 2990)
    shop.verified()


def test_a_manager_pays_out_what_a_clerk_took_in_above_any_ceiling(shop: Shop) -> None:
    old = shop.sell(("SP0041", "20")).pay_cash("600.00").number
    shop.clerk()
    bring_back(shop, old, (1, "1"))
    shop.add("SP0029")
    shop.do("hold", name="等")
    shop.manager()
    shop.do("refund", receipt=old, lines=[{"n": 1, "quantity": "15"}], means="CASH", reason="多买了")
    shop.do("recall", name="等")
    pay(shop, "0.00")
    shop.verified()


def test_an_exchange_the_manager_took_in_is_paid_by_the_clerk(shop: Shop) -> None:
    old = shop.sell(("SP0041", "3")).pay_cash("100.00").number
    bring_back(shop, old)
    shop.add("SP0029")
    shop.restart()
    shop.clerk()
    pay(shop, "0.00")


def test_cash_that_is_not_there_is_not_given(shop: Shop) -> None:
    old = shop.sell("SP0041").pay_cash("29.90").number
    shop.do("cash", direction="out", amount="320.00", reason="上交")
    bring_back(shop, old)
    shop.add("SP0029")
    assert shop.refused("pay", means="CASH", amount="0.00") == "NotInDrawer"
    shop.add(("SP0029", "2"))
    assert pay(shop, "0.00")["back"] == {"CASH": "0.20"}


def test_the_new_goods_take_over_what_was_agreed(shop: Shop) -> None:
    old = shop.sell("SP0041", channel="SCHOOL", love_card=True).pay_cash("30.00").number
    bring_back(shop, old)
    shop.add("SP0041")
    assert pay(shop, "0.00")["back"] == {}, "the same price as before, love card and all"
    assert shop.do("x_report")["by_channel"].keys() == {"SCHOOL"}


def test_nobody_writes_a_set_off_by_hand(shop: Shop) -> None:
    shop.sell("SP0041").pay("CASH", "29.90", reference="EXCHANGE DX03-01-000001")
    assert references(shop, "DX03-01-000001") == [("CASH", 2990, "DX03-01-000001")]


# Whatever is brought back for whatever is taken


GOODS = ("SP0041", "SP0029", "00101", "00134", "SP0223")
TAKEN = st.lists(st.tuples(st.sampled_from(GOODS), st.integers(1, 4)), min_size=1, max_size=3)


def quantity_of(product: str, n: int) -> str:
    """So many pieces, or an odd weight."""
    return str(Quantity(n * 1237)) if product.startswith("001") else str(n)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sold=TAKEN,
    wallet=st.integers(0, 30),
    parts=st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3000)), max_size=3),
    taken=TAKEN,
    extra=st.integers(0, 500),
    means=st.sampled_from(("CASH", "WECHAT", "ALIPAY")),
)
def test_books_drawer_and_means_agree(
    shop: Shop,
    sold: list[tuple[str, int]],
    wallet: int,
    parts: list[tuple[int, int]],
    taken: list[tuple[str, int]],
    extra: int,
    means: str,
) -> None:
    drawer = Money.yuan(shop.cash_in_drawer())
    counter = shop.add(*((product, quantity_of(product, n)) for product, n in sold))
    share = Money.yuan(counter.total).portion(wallet, 100)
    if share:
        counter = counter.pay_part("WECHAT", str(share))
    old = counter.pay("CASH", "5000.00") if wallet < 30 else counter.pay("ALIPAY")
    lines = [{"n": n, "quantity": str(Quantity(part))} for n, part in parts]
    told = shop.ask("exchange", receipt=old.number, reason="换", **({"lines": lines} if lines else {}))
    if not told["ok"]:
        assert told["refused"] in ("NoSuchLine", "MoreThanSold")
        told = bring_back(shop, old.number)
    credit = Money.yuan(told["credit"])
    shop.add(*((product, quantity_of(product, n)) for product, n in taken))
    due = shop.gestures.selling.total
    asked = "0.00" if due.fen <= 0 else str(due + Money(extra if means == "CASH" else 0))
    done = pay(shop, asked, means if due.fen > 0 else "CASH")

    back, sale = both(shop)
    rounding = Money.yuan(done["rounding"])
    given_back = Money(sum(Money.yuan(amount).fen for amount in done["back"].values()))
    set_off = Money.yuan(done["set_off"])
    assert credit == set_off + given_back == Money(back["net"] + back["rnd"])
    assert Money.yuan(done["total"]) - credit == due
    assert (rounding.fen == 0) if due.fen <= 0 or means != "CASH" else -10 < rounding.fen <= 0
    # Every means nets to what really changed hands: what was set off stands on both sides.
    kept: dict[str, int] = {}
    for record, sign in ((back, -1), (sale, 1)):
        for tender in record["ten"]:
            kept[tender["k"]] = kept.get(tender["k"], 0) + sign * tender["f"]
    moved = {code: -Money.yuan(amount).fen for code, amount in done["back"].items()}
    if due.fen > 0:
        moved[means] = moved.get(means, 0) + (due + rounding).fen
    assert {code: fen for code, fen in kept.items() if fen} == {code: fen for code, fen in moved.items() if fen}
    (first,) = (record for record in shop.journal("S") if record["no"] == old.number)
    cash = sum(tender["f"] for tender in first["ten"] if tender["k"] == "CASH") + kept.get("CASH", 0)
    assert Money.yuan(shop.cash_in_drawer()) == drawer + Money(cash)
    shop.verified()
