"""The basket as a value: lines, discounts, labels, tenders, and what is kept of it in the books."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pos.core.basket import Basket, DiscountTooLarge, NoSuchLine, PaymentBegun, PriceNeeded
from pos.core.catalog import Article
from pos.core.codes import ScaleLabel
from pos.core.label_lines import LabelDoesNotFit, labelled
from pos.core.lines import Line, NothingToSell, Terms, TooMuch, priced
from pos.core.money import ZERO, Money, Quantity
from pos.core.problems import Refusal
from pos.core.tenders import Tender
from pos.core.ticket_drafts import as_draft, from_draft
from tests.shop import ALLOWED, Shop

NOW = datetime(2021, 9, 8, 1, tzinfo=UTC)
TEA = Article(
    id=1,
    code="SP0001",
    name="绿茶",
    spec="100g",
    plu="00100",
    unit="袋",
    kind="PIECE",
    price=Money(2990),
    card_price=Money(2840),
    open_price=False,
    origin="420302",
    producer=None,
    certification_no=None,
    certified_until=None,
    vat_kind="TAXED",
    vat_bp=900,
    ownership="OWN",
)
MELON = replace(TEA, id=2, code="SP0002", name="西瓜", unit="公斤", kind="WEIGHED", price=Money(598), card_price=None)
CABBAGE = replace(MELON, id=3, code="SP0003", unit="500克", price=Money(98))
GOODS = {article.code: article for article in (TEA, MELON, CABBAGE)}


def line(article: Article = TEA, quantity: str = "1") -> Line:
    return Line(article, Quantity.units(quantity), article.price)


def basket(*lines: Line) -> Basket:
    made = Basket("u")
    for one in lines:
        made, _ = made.add(one, ALLOWED)
    return made


def test_the_lowest_price_counts() -> None:
    assert priced(TEA, Terms()) == (Money(2990), "NORMAL")
    assert priced(TEA, Terms(love_card=True)) == (Money(2840), "CARD")
    assert priced(MELON, Terms(love_card=True)) == (Money(598), "NORMAL")
    same = replace(TEA, card_price=TEA.price)
    assert priced(same, Terms(love_card=True)) == (Money(2990), "NORMAL")


@pytest.mark.parametrize(
    ("article", "label", "expected"),
    [
        (MELON, ScaleLabel("x", "00100", amount_fen=1234), (1234, 2064, 2064)),
        (CABBAGE, ScaleLabel("x", "00100", amount_fen=9), (9, 46, 92)),
        (MELON, ScaleLabel("x", "00100", grams=1500), (897, 1500, 1500)),
        (CABBAGE, ScaleLabel("x", "00100", grams=1500), (294, 1500, 3000)),
        (MELON, ScaleLabel("x", "00100", amount_fen=738, grams=1234), (738, 1234, 1234)),
        (TEA, ScaleLabel("x", "00100", pieces=3), (8970, 0, 3000)),
        (TEA, ScaleLabel("x", "00100", grams=2), (5980, 0, 2000)),
        (TEA, ScaleLabel("x", "00100", amount_fen=1000), (1000, 0, 334)),
        (replace(MELON, price=Money(9_999_900)), ScaleLabel("x", "00100", amount_fen=1), (1, 0, 1)),
    ],
)
def test_what_a_label_makes(article: Article, label: ScaleLabel, expected: tuple[int, int, int]) -> None:
    made = labelled(article, label, Terms())

    assert (made.gross.fen, made.grams, made.quantity.thousandths) == expected
    assert basket(made).total == Money(expected[0])


def test_a_weight_on_goods_by_the_piece_is_no_count() -> None:
    with pytest.raises(LabelDoesNotFit):
        labelled(TEA, ScaleLabel("x", "00100", grams=450), Terms())


def test_a_weight_label_takes_the_card_price() -> None:
    dear = replace(MELON, card_price=Money(500))
    assert labelled(dear, ScaleLabel("x", "00100", grams=1000), Terms(love_card=True)).gross == Money(500)
    assert labelled(dear, ScaleLabel("x", "00100", amount_fen=598), Terms(love_card=True)).gross == Money(598)


def test_less_than_nothing_is_never_merged() -> None:
    full = basket(line(quantity="5"))
    for quantity in ("-3", "0"):
        with pytest.raises(NothingToSell):
            full.add(line(quantity=quantity), ALLOWED)


def test_tenders_are_given_back_by_number() -> None:
    paid = basket(line()).with_tender(Tender("WECHAT", Money(100), Money(100), "", NOW))
    assert paid.without_tender(1).tenders == ()
    for n in (0, 2, -1):
        with pytest.raises(NoSuchLine):
            paid.without_tender(n)
    with pytest.raises(PaymentBegun):
        paid.remove(1, ALLOWED)


def test_goods_without_a_price_of_their_own_need_one(shop: Shop) -> None:
    from sqlalchemy import text

    with shop.store.write() as session:
        session.execute(text("UPDATE products SET open_price = 1 WHERE code = 'SP0041'"))
    assert shop.refused("add", product="SP0041") == PriceNeeded.__name__
    assert shop.refused("scan", code="SP0041") == PriceNeeded.__name__
    assert shop.clerk().do("add", product="SP0041", price="8.00")["amount"] == "8.00"


def test_goods_that_left_the_catalogue_leave_the_ticket() -> None:
    draft = as_draft(basket(line(), line(MELON)))
    assert [one.article for one in from_draft(draft, {"SP0002": MELON}.get).lines] == [MELON]


def test_a_kept_ticket_is_priced_anew_until_money_was_taken() -> None:
    dearer = {**GOODS, "SP0001": replace(TEA, price=Money(4000))}
    standing = basket(line())
    assert from_draft(as_draft(standing), dearer.get).total == Money(4000)
    paid = standing.with_tender(Tender("CASH", Money(1000), Money(1000), "", NOW))
    assert from_draft(as_draft(paid), dearer.get).total == Money(2990)
    by_hand = standing.set_price(1, Money(2500), ALLOWED)
    assert from_draft(as_draft(by_hand), dearer.get).total == Money(2500)


def test_a_discount_shrinks_with_a_price_that_fell() -> None:
    cheaper = {"SP0001": replace(TEA, price=Money(100))}
    standing = basket(line()).set_discount(1, Money(2000), ALLOWED)
    assert from_draft(as_draft(standing), cheaper.get).total == ZERO


VERBS = st.lists(
    st.tuples(
        st.sampled_from(("add", "label", "quantity", "price", "discount", "remove", "card", "plain")),
        st.integers(-1, 5),
        st.integers(-100, 40_000),
    ),
    max_size=25,
)


@given(VERBS)
def test_whatever_is_done_to_a_basket_it_adds_up(verbs: list[tuple[str, int, int]]) -> None:
    now = Basket("u")
    for verb, n, value in verbs:
        before = now
        try:
            match verb:
                case "add":
                    article = list(GOODS.values())[n % 3]
                    price, kind = priced(article, now.terms)
                    now, at = now.add(Line(article, Quantity(value), price, kind), ALLOWED)
                    assert 1 <= at <= len(now.lines)
                case "label":
                    label = ScaleLabel("x", "00100", amount_fen=max(1, value))
                    now, _ = now.add(labelled(MELON, label, now.terms), ALLOWED)
                case "quantity":
                    now = now.change_quantity(n, Quantity(value), ALLOWED)
                case "price":
                    now = now.set_price(n, Money(max(1, value)), ALLOWED)
                case "discount":
                    now = now.set_discount(n, Money(value), ALLOWED)
                case "remove":
                    now = now.remove(n, ALLOWED)
                case _:
                    now = now.agree(Terms(love_card=verb == "card"), now.today, ALLOWED)
        except Refusal:
            assert now is before
        assert now.total == Money(sum((one.gross - one.discount).fen for one in now.lines))
        assert now.discount == Money(sum(one.discount.fen for one in now.lines))
        for one in now.lines:
            assert one.quantity.thousandths > 0
            assert ZERO <= one.discount <= one.gross
        draft = json.loads(json.dumps(as_draft(now)))
        assert from_draft(draft, GOODS.get) == now


@given(st.integers(1, 10**9), st.integers(1, 10**11))
def test_no_line_is_larger_than_a_ticket_holds(thousandths: int, fen: int) -> None:
    dear = replace(TEA, price=Money(fen))
    made = Line(dear, Quantity(thousandths), dear.price)
    try:
        basket(made)
    except TooMuch:
        assert made.gross.fen > 99_999_999_999 or thousandths > 999_999_000
    else:
        assert made.gross.fen <= 99_999_999_999


def test_a_price_below_the_discount_is_refused() -> None:
    with pytest.raises(DiscountTooLarge):
        basket(line()).set_discount(1, Money(1000), ALLOWED).set_price(1, Money(999), ALLOWED)


def test_goods_without_a_fixed_price_were_never_dearer(shop: Shop) -> None:
    """Neither page nor receipt tells of a price of before, or of anything saved."""
    from sqlalchemy import text

    with shop.store.write() as session:
        session.execute(text("UPDATE products SET open_price = 1 WHERE code = 'SP0041'"))
    shop.do("add", product="SP0041", quantity="2", price="10.00")
    assert str(shop.gestures.selling.saved) == "0.00"
    counter_total = str(shop.gestures.selling.total)
    shop.do("pay", means="WECHAT", amount=counter_total)
    with shop.store.read() as session:
        assert session.execute(text("SELECT price, shelf_price FROM receipt_lines")).all() == [(1000, 1000)]
