"""What is taken off a ticket before it is paid is an audit record (CONTRACT.md section 5, `E`)."""

from __future__ import annotations

from pos.core.money import Money
from pos.screens.payment import PaymentScreen
from tests.shop import Shop


def events(shop: Shop) -> list[tuple[str, str | None, int | None]]:
    """What happened since the shift was opened: what, to which goods, how much money."""
    return [(event["what"], event.get("of"), event.get("f")) for event in shop.journal("E")][1:]


def test_a_line_that_is_taken_off(shop: Shop) -> None:
    shop.add(("SP0041", "2"))
    shop.do("line", n=1, remove=True)
    assert events(shop) == [("LINE_REMOVED", "SP0041", 5980)]


def test_pieces_that_are_taken_off(shop: Shop) -> None:
    shop.add(("SP0041", "5"))
    shop.do("line", n=1, quantity="3")
    shop.gestures.selling.one_less(1)
    shop.do("line", n=1, quantity="4")
    assert events(shop) == [("QUANTITY_REDUCED", "SP0041", 5980), ("QUANTITY_REDUCED", "SP0041", 2990)]


def test_the_first_weight_that_is_typed_is_none(shop: Shop) -> None:
    shop.do("add", product="00101")
    shop.restart()
    shop.do("line", n=1, quantity="0.385")
    assert events(shop) == []


def test_a_weight_that_is_made_smaller(shop: Shop) -> None:
    shop.add(("00101", "5"))
    before = Money.yuan(shop.gestures.selling.rows[0].amount.grouped())
    shop.do("line", n=1, quantity="4.385")
    after = shop.gestures.selling.rows[0].amount
    assert events(shop) == [("QUANTITY_REDUCED", "SP0001", (before - after).fen)]
    shop.do("line", n=1, quantity="4.5")
    shop.gestures.selling.one_less(1)
    assert len(events(shop)) == 2


def test_what_was_weighed_stays_weighed_when_more_is_put_beside_it(shop: Shop) -> None:
    price = Money.yuan(shop.do("add", product="00101", quantity="2")["price"])
    shop.do("add", product="00101")
    shop.do("line", n=1, quantity="2.4")
    assert events(shop) == []
    shop.do("line", n=1, quantity="1.4")
    assert events(shop) == [("QUANTITY_REDUCED", "SP0001", price.fen)]


def test_only_what_had_been_weighed_is_counted_as_taken_off(shop: Shop) -> None:
    price = Money.yuan(shop.do("add", product="00101", quantity="2")["price"])
    shop.do("add", product="00101")
    shop.do("line", n=1, quantity="1")
    assert events(shop) == [("QUANTITY_REDUCED", "SP0001", price.fen)]


def test_a_weight_with_a_discount_on_it(shop: Shop) -> None:
    shop.add(("00101", "5"))
    shop.do("line", n=1, discount="1.00")
    before = shop.gestures.selling.rows[0].amount
    shop.do("line", n=1, quantity="4")
    after = shop.gestures.selling.rows[0].amount
    assert events(shop)[-1] == ("QUANTITY_REDUCED", "SP0001", (before - after).fen)


def test_a_held_ticket_remembers_what_was_not_weighed(shop: Shop) -> None:
    shop.do("add", product="00101")
    shop.do("hold", name="晚点")
    shop.do("recall", name="晚点")
    shop.do("line", n=1, quantity="0.5")
    assert events(shop) == []


def test_a_whole_ticket(shop: Shop) -> None:
    shop.add("SP0041", "SP0029")
    shop.do("cancel")
    shop.do("cancel")
    assert events(shop) == [("CANCELLED", None, 3980)]


def test_money_that_goes_back_before_the_sale_is_written_down(shop: Shop) -> None:
    """Taken, given back, and the goods gone without a sale: somebody may have kept the money."""
    shop.clerk().add("SP0041").pay_part("WECHAT", "10.00")
    PaymentScreen(shop.gestures.selling).take_back(1)
    assert events(shop) == [("TENDER_BACK", "WECHAT", 1000)]
    shop.sell().pay_part("CASH", "20.00").pay_part("WECHAT", "5.00")
    shop.do("cancel")
    assert events(shop)[1:] == [
        ("CANCELLED", None, 2990),
        ("TENDER_BACK", "CASH", 2000),
        ("TENDER_BACK", "WECHAT", 500),
    ]
    shop.verified()


def test_a_ticket_with_goods_that_come_back(shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("29.90")
    shop.do("exchange", receipt="1", reason="换")
    shop.do("cancel")
    assert [what for what, _, _ in events(shop)] == ["EXCHANGE", "CANCELLED"]


def test_they_are_counted_in_x_and_z(shop: Shop) -> None:
    shop.add(("SP0041", "5"), "SP0029")
    shop.do("line", n=1, quantity="3")
    shop.do("line", n=2, remove=True)
    assert shop.do("x_report")["lines_off"] == 2
    shop.do("cancel")
    shop.do("close_shift", counted="300.00")
    shop.wait(days=1).open()
    assert shop.do("x_report")["lines_off"] == 0
    assert shop.do("z_report")["lines_off"] == 2
