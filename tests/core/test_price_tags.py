"""Price tags (DOMAIN.md 5.7): no price without its unit, the real former price, the mark only while certified."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from pos.core.codes import UnknownCode
from pos.core.money import Money
from pos.core.price_tags import NoPriceToPrint, PriceTag, PriceWithoutUnit, price_tag
from pos.core.problems import Refusal
from tests.shop import OPENING, Shop

DAY = OPENING.date()


def tag(shop: Shop, product: str, day: date = DAY) -> PriceTag:
    with shop.store.read() as session:
        return price_tag(session, product, day)


def change(shop: Shop, statement: str, **given: object) -> None:
    with shop.store.write() as session:
        session.execute(text(statement), given)


def test_what_stands_on_a_tag(shop: Shop) -> None:
    melon = tag(shop, "SP0001")
    assert (melon.name, str(melon.price), melon.unit) == ("正镶白旗西瓜(散)", "5.98", "公斤")
    assert (melon.province, melon.origin, melon.producer) == ("蒙", "内蒙古 正镶白旗", "星耀镇农业合作社")
    assert (melon.certification_no, melon.certified, melon.plu, melon.barcode) == (
        "XF152529-2021-0001",
        True,
        "00101",
        "",
    )
    assert (melon.since, melon.former, melon.until) == (DAY, None, None)
    assert tag(shop, "00101") == melon


def test_goods_by_the_piece_carry_their_barcode(shop: Shop) -> None:
    dates = tag(shop, "SP0041")
    assert len(dates.barcode) == 13
    assert tag(shop, dates.barcode) == dates


def test_the_price_of_a_kilogram_stands_beside_any_other(shop: Shop) -> None:
    assert tag(shop, "SP0001").per_kg is None
    assert tag(shop, "SP0004").per_kg == Money(316)
    for spec, per_kg in (
        ("500g 袋", Money(5980)),
        ("2.5公斤", Money(1196)),
        ("250 g×6 袋", None),
        ("6×250g", None),
        ("1kg", None),
        ("盒", None),
        ("30 gb", None),
    ):
        change(shop, "UPDATE products SET spec = :spec, price = 2990 WHERE code = 'SP0041'", spec=spec)
        assert tag(shop, "SP0041").per_kg == per_kg, spec


@pytest.mark.parametrize("unit", ["", " "])
def test_a_price_without_unit_is_not_printed(shop: Shop, unit: str) -> None:
    change(shop, "UPDATE products SET unit = :unit WHERE code = 'SP0041'", unit=unit)
    with pytest.raises(PriceWithoutUnit) as told:
        tag(shop, "SP0041")
    assert told.value.advice()


def test_the_tag_that_a_shop_had_to_correct(shop: Shop) -> None:
    """DOMAIN.md 5.7: "茼蒿4.98" said no unit."""
    change(shop, "UPDATE products SET name = '茼蒿', price = 498, unit = '' WHERE code = 'SP0041'")
    with pytest.raises(PriceWithoutUnit):
        tag(shop, "SP0041")
    change(shop, "UPDATE products SET unit = '500克' WHERE code = 'SP0041'")
    said = tag(shop, "SP0041")
    assert (said.name, str(said.price), said.unit) == ("茼蒿", "4.98", "500克")


def test_what_has_no_fixed_price_gets_no_tag(shop: Shop) -> None:
    change(shop, "UPDATE products SET open_price = 1 WHERE code = 'SP0041'")
    with pytest.raises(NoPriceToPrint):
        tag(shop, "SP0041")


@pytest.mark.parametrize("product", ["SP9999", "6901234567892", "99999"])
def test_what_is_not_in_the_catalogue(shop: Shop, product: str) -> None:
    with pytest.raises(Refusal) as told:
        tag(shop, product)
    assert isinstance(told.value, UnknownCode)


def test_the_mark_ends_with_the_certificate(shop: Shop) -> None:
    last = date(2023, 6, 30)
    assert tag(shop, "SP0001", last).certified
    expired = tag(shop, "SP0001", last + timedelta(days=1))
    assert (expired.certified, expired.certification_no) == (False, "XF152529-2021-0001")
    change(shop, "UPDATE products SET certification_no = NULL WHERE code = 'SP0001'")
    assert not tag(shop, "SP0001").certified


def promote(shop: Shop, price: int, reference: int | None = None, first: date = DAY, last: date = DAY) -> None:
    change(
        shop,
        "INSERT INTO offers (product_id, kind, first, last, price, reference) "
        "SELECT id, 'PROMO', :first, :last, :price, :reference FROM products WHERE code = 'SP0041'",
        first=first.isoformat(),
        last=last.isoformat(),
        price=price,
        reference=reference,
    )


def test_a_promotion_shows_the_price_before_it(shop: Shop) -> None:
    promote(shop, 2680, last=DAY + timedelta(days=7))
    shown = tag(shop, "SP0041")
    assert (str(shown.price), str(shown.former), shown.until) == ("26.80", "29.90", DAY + timedelta(days=7))
    after = tag(shop, "SP0041", DAY + timedelta(days=8))
    assert (str(after.price), after.former) == ("29.90", None)


@pytest.mark.parametrize(
    ("reference", "former"), [(9990, "29.90"), (2800, "28.00"), (2680, "29.90"), (100, "29.90"), (None, "29.90")]
)
def test_the_former_price_is_a_real_one(shop: Shop, reference: int | None, former: str) -> None:
    promote(shop, 2680, reference)
    assert str(tag(shop, "SP0041").former) == former


def test_a_promotion_that_is_none_is_not_called_one(shop: Shop) -> None:
    promote(shop, 2990)
    assert tag(shop, "SP0041").former is None
