"""What is taken off a ticket before it is paid is an audit record (CONTRACT.md section 5, `E`)."""

from __future__ import annotations

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


def test_a_weight_that_is_corrected_is_none(shop: Shop) -> None:
    shop.add(("00101", "5"))
    shop.do("line", n=1, quantity="4.385")
    assert events(shop) == []


def test_a_whole_ticket(shop: Shop) -> None:
    shop.add("SP0041", "SP0029")
    shop.do("cancel")
    shop.do("cancel")
    assert events(shop) == [("CANCELLED", None, 3980)]


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
