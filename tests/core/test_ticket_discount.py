"""What is given off a ticket, by hand and by deals: nothing below nothing, every sum exact, kept as it was."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pos.core.basket import Basket
from pos.core.catalog import Article
from pos.core.deals import GroupDeal
from pos.core.journal import Stamp
from pos.core.lines import Line, Terms
from pos.core.money import ZERO, Money, Quantity
from pos.core.offers import MoneyOff, Today
from pos.core.selling import booked_lines
from pos.core.ticket_drafts import as_draft, from_draft
from tests.core.test_basket import MELON, NOW, TEA
from tests.shop import ALLOWED

DAY = date(2021, 9, 8)
DEALS = (
    GroupDeal("D1", "买2赠1", "N_FREE_M", (1, 2, 3), 2, 1, None, DAY, DAY),
    GroupDeal("D2", "任选3件", "GROUP_PRICE", (3, 4), 3, None, Money(2500), DAY, DAY),
)
GOODS = [
    replace(
        TEA,
        id=id,
        code=f"SP{id:04}",
        price=Money(price),
        card_price=None,
        deals=tuple(d for d in DEALS if id in d.products),
    )
    for id, price in ((1, 2990), (2, 1580), (3, 990), (4, 1234), (5, 1))
] + [replace(MELON, id=6, code="SP0006")]
BY_CODE = {article.code: article for article in GOODS}
TODAY = Today(DAY, money_off=(MoneyOff("满50减8", Money(5000), Money(800)),))


def line(article: Article, quantity: int) -> Line:
    return Line(article, Quantity(quantity), article.price)


@st.composite
def baskets(draw: st.DrawFn) -> Basket:
    basket = Basket("u", terms=Terms(love_card=draw(st.booleans())), today=TODAY)
    for article, pieces in draw(st.lists(st.tuples(st.sampled_from(GOODS), st.integers(1, 9)), min_size=1, max_size=7)):
        basket, n = basket.add(line(article, pieces * 1000), ALLOWED)
        if draw(st.integers(0, 3)) == 0:
            gross = basket.line(n).gross.fen
            basket = basket.set_discount(n, Money(draw(st.integers(0, gross))), ALLOWED)
    return basket


def with_ticket_discount(basket: Basket, share: int) -> Basket:
    """So many hundredths of the ticket off."""
    return basket.set_ticket_discount(Money(basket.total.fen * share // 100), ALLOWED)


def sound(basket: Basket) -> None:
    assert all(ZERO <= one.net <= one.gross for one in basket.lines)
    assert all(part >= ZERO for one in basket.lines for part in (one.discount, one.deal_off, one.ticket_off))
    assert sum(one.ticket_off.fen for one in basket.lines) == basket.ticket_discount.fen
    assert basket.total.fen == sum(one.gross.fen for one in basket.lines) - basket.discount.fen


@given(baskets(), st.integers(0, 100))
def test_every_sum_is_exact(basket: Basket, share: int) -> None:
    sound(basket)
    given_off = with_ticket_discount(basket, share)
    sound(given_off)
    assert given_off.total == basket.total - given_off.ticket_discount
    assert given_off.set_ticket_discount(ZERO, ALLOWED) == basket


@given(baskets(), st.integers(0, 100), st.data())
def test_goods_put_back_take_their_share_along(basket: Basket, share: int, data: st.DataObject) -> None:
    before = with_ticket_discount(basket, share)
    n = data.draw(st.integers(1, len(before.lines)))

    sound(before.remove(n, ALLOWED))
    assert before.remove(n, ALLOWED).ticket_discount <= before.ticket_discount
    lesser = replace(before, lines=before.lines)
    quantity = before.line(n).quantity.thousandths
    if before.line(n).discount == ZERO and quantity > 1000:
        lesser = before.change_quantity(n, Quantity(quantity - 1000), ALLOWED)
    sound(lesser)
    assert lesser.ticket_discount <= before.ticket_discount


@given(baskets(), st.integers(0, 100))
def test_a_ticket_comes_back_from_the_books_as_it_was(basket: Basket, share: int) -> None:
    kept = with_ticket_discount(basket, share)
    draft = json.loads(json.dumps(as_draft(kept)))
    assert from_draft(draft, BY_CODE.get, TODAY) == kept


@given(st.lists(st.tuples(st.sampled_from(GOODS), st.integers(1, 9)), min_size=1, max_size=9), st.randoms())
def test_the_order_of_scanning_changes_no_price(scans: list[tuple[Article, int]], chance: object) -> None:
    def nets(order: list[tuple[Article, int]]) -> dict[str, int]:
        basket = Basket("u", today=TODAY)
        for article, pieces in order:
            basket, _ = basket.add(line(article, pieces * 1000), ALLOWED)
        return {one.article.code: one.net.fen for one in basket.lines}

    shuffled = list(scans)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert nets(shuffled) == nets(scans)


@given(baskets(), st.integers(0, 100))
def test_what_is_booked_is_what_the_ticket_says(basket: Basket, share: int) -> None:
    kept = with_ticket_discount(basket, share)
    stamp = Stamp("01", NOW, DAY, "01")
    rows = [row for n, one in enumerate(kept.lines, 1) for row in booked_lines(n, one, stamp)]
    assert sum(row.net.fen for row in rows) == kept.total.fen
    assert sum(row.discount.fen for row in rows) == kept.discount.fen
    assert all(row.vat >= ZERO for row in rows)
