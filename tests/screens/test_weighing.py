"""Goods by weight from the scale on the counter: one key, never the same goods twice, never a weight at a guess."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from pos.core import weighing
from pos.core.basket import LabelLine
from pos.core.codes import gs1_check_digit
from pos.core.money import Money, Quantity
from pos.core.problems import Refusal
from pos.core.weighing import Allowance, Weighing
from pos.devices import DeviceState
from pos.screens.selling import SellingScreen
from pos.settings.devices import ScaleLine
from tests.fake_scale import PanScale, beside
from tests.shop import Shop

MELON, POTATO, DATES = "SP0001", "SP0002", "SP0041"
MELON_PLU = "00101"


@pytest.fixture
def pan(shop: Shop) -> PanScale:
    return beside(shop.till)


def selling(shop: Shop) -> SellingScreen:
    return shop.gestures.selling


def quantities(shop: Shop) -> list[str]:
    return [row.quantity_text for row in selling(shop).rows]


def refused(shop: Shop, kind: type[Refusal], verb: str = "weigh", *given: str) -> None:
    """That is refused, and nothing has changed."""
    before, basket = shop.dump(), selling(shop).basket
    with pytest.raises(kind):
        getattr(selling(shop), verb)(*given)
    assert shop.dump() == before
    assert selling(shop).basket == basket


@pytest.mark.parametrize("way", ["scan", "add", "enter"])
def test_goods_come_with_the_weight_on_the_scale(shop: Shop, pan: PanScale, way: str) -> None:
    pan.put(1_235)
    getattr(selling(shop), way)(MELON_PLU)
    (line,) = selling(shop).basket.lines
    assert line.grams == 1_235
    assert line.gross == line.price * Quantity(1_235 * 1000 // line.article.unit_grams)
    assert not line.unweighed
    assert selling(shop).echo.kind == "added"


def test_what_lies_there_is_never_sold_twice(shop: Shop, pan: PanScale) -> None:
    pan.put(800)
    selling(shop).add(MELON)
    refused(shop, weighing.StillThere, "add", POTATO)
    refused(shop, weighing.StillThere)
    pan.put(650)
    selling(shop).add(POTATO)
    assert quantities(shop) == ["0.800 kg", "0.650 kg"]


def test_f4_adds_more_of_the_chosen_goods(shop: Shop, pan: PanScale) -> None:
    pan.put(800)
    selling(shop).add(MELON)
    pan.put(500)
    selling(shop).weigh()
    assert quantities(shop) == ["1.300 kg"]


def test_goods_that_were_put_down_get_their_weight_by_f4(shop: Shop, pan: PanScale) -> None:
    pan.says(None)
    selling(shop).add(MELON)
    selling(shop).add(DATES)
    assert selling(shop).basket.lines[0].unweighed
    pan.put(2_345)
    selling(shop).weigh()
    assert quantities(shop)[0] == "2.345 kg"
    assert not selling(shop).basket.lines[0].unweighed
    assert shop.journal("E")[1:] == []


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (Weighing(900, "MOVING", load=1), weighing.Unsteady),
        (Weighing(0), weighing.NothingOnScale),
        (Weighing(-300), weighing.UnderZero),
        (Weighing(0, "UNDER"), weighing.UnderZero),
        (Weighing(0, "OVER"), weighing.Overloaded),
    ],
)
def test_what_the_scale_cannot_say_is_refused(
    shop: Shop, pan: PanScale, said: Weighing, refusal: type[Refusal]
) -> None:
    pan.says(said)
    refused(shop, refusal, "add", MELON)
    refused(shop, refusal, "scan", MELON_PLU)
    shop.add((MELON, "1"))
    refused(shop, refusal)


def test_a_silent_scale_does_not_stop_selling(shop: Shop, pan: PanScale) -> None:
    pan.says(None)
    selling(shop).scan(MELON_PLU)
    assert selling(shop).echo.kind == "warn"
    assert selling(shop).rows[0].note
    refused(shop, weighing.ScaleSilent)
    selling(shop).enter("*2.5")
    assert not selling(shop).rows[0].note
    assert selling(shop).basket.lines[0].quantity == Quantity(2_500)


def test_a_broken_one_neither(shop: Shop, pan: PanScale) -> None:
    pan.says(Weighing(0, "DEFECT"))
    selling(shop).scan(MELON_PLU)
    assert selling(shop).basket.lines[0].unweighed
    refused(shop, weighing.ScaleDefect)


def test_a_typed_weight_counts_whatever_lies_there(shop: Shop, pan: PanScale) -> None:
    pan.put(9_000)
    selling(shop).scan(f"2*{MELON_PLU}")
    assert selling(shop).basket.lines[0].quantity == Quantity(2_000)


def test_without_a_scale_there_is_nothing_to_read(shop: Shop) -> None:
    refused(shop, weighing.NoScale)
    refused(shop, weighing.NoScale, "next_tare")
    assert selling(shop).scale.face is None


def test_what_is_not_sold_by_weight_is_not_weighed(shop: Shop, pan: PanScale) -> None:
    pan.put(500)
    refused(shop, weighing.NoWeightYet)
    selling(shop).add(DATES)
    assert quantities(shop) == ["1 袋"]
    refused(shop, weighing.NotByWeight)


def test_a_label_says_its_weight_itself(shop: Shop, pan: PanScale) -> None:
    pan.put(500)
    body = f"23{MELON_PLU}01500"
    selling(shop).scan(f"{body}{gs1_check_digit(body)}")
    assert quantities(shop) == ["1.500 kg"]
    refused(shop, LabelLine)


def setup(shop: Shop, **of_scale: object) -> None:
    shop.till.settings = replace(shop.till.settings, scale=ScaleLine("serial:pan", **of_scale))  # type: ignore[arg-type]


def test_a_tare_is_taken_off_once(shop: Shop, pan: PanScale) -> None:
    setup(shop, tare_g=(5, 35))
    selling(shop).next_tare()
    selling(shop).next_tare()
    assert selling(shop).scale.tare == 35
    pan.put(1_235)
    assert selling(shop).scale.face is not None
    assert selling(shop).scale.face.weight == "1.200"
    selling(shop).add(MELON)
    assert quantities(shop) == ["1.200 kg"]
    assert selling(shop).scale.tare is None
    for tare in (5, 35, None):
        selling(shop).next_tare()
        assert selling(shop).scale.tare == tare


def test_a_refused_weighing_keeps_the_tare(shop: Shop, pan: PanScale) -> None:
    setup(shop, tare_g=(35,))
    selling(shop).next_tare()
    pan.put(30)
    refused(shop, weighing.BelowTare, "add", MELON)
    assert selling(shop).scale.tare == 35


def test_a_shop_may_ask_for_a_tare_before_every_sale(shop: Shop, pan: PanScale) -> None:
    setup(shop, tare_g=(35,), tare_required=True)
    pan.put(1_000)
    refused(shop, weighing.TareFirst, "add", MELON)
    selling(shop).next_tare()
    assert selling(shop).scale.tare == 0
    selling(shop).add(MELON)
    pan.put(1_000, net=True)
    selling(shop).add(POTATO)
    assert quantities(shop) == ["1.000 kg", "1.000 kg"]


def test_without_tares_of_its_own_the_scale_does_it(shop: Shop, pan: PanScale) -> None:
    selling(shop).next_tare()
    assert pan.pressed == ["tare"]


def test_what_the_strip_says(shop: Shop, pan: PanScale) -> None:
    face = selling(shop).scale
    said, words = [], set()
    for one in (
        Weighing(0),
        Weighing(500, "MOVING"),
        Weighing(1_235, load=1),
        Weighing(1_235, net=True, load=1),
        Weighing(0, "OVER"),
        Weighing(-300),
        Weighing(0, "DEFECT"),
        None,
    ):
        pan.says(one)
        assert face.face is not None
        said.append((face.face.state, face.face.weight))
        words.add(face.face.words)
    assert said == [
        ("info", "0.000"),
        ("info", "- - -"),
        ("ok", "1.235"),
        ("ok", "1.235"),
        ("warn", ""),
        ("warn", ""),
        ("bad", ""),
        ("bad", ""),
    ]
    assert len(words) == 8
    pan.put(700)
    selling(shop).add(MELON)
    assert face.face is not None
    assert (face.face.state, face.face.weight) == ("info", "0.700")
    assert face.face.words not in words


def test_a_scale_that_is_unplugged_says_so(shop: Shop, pan: PanScale) -> None:
    pan.state, pan.said = DeviceState("trouble", "COM3 was unplugged"), None
    assert selling(shop).scale.present
    assert not selling(shop).scale.answers


def test_goods_that_are_weighed_again(shop: Shop) -> None:
    # 5.98 yuan a kilogram: 20 g may be missing from one.
    told = shop.do("check_weight", product=MELON, sold_g=1_000, checked_g=980)
    assert (told["missing_g"], told["permitted_g"], told["within"]) == (20, 20, True)
    assert shop.do("check_weight", product=MELON_PLU, sold_g=1_000, checked_g=979)["within"] is False
    assert shop.do("check_weight", product=MELON, sold_g=1_000, checked_g=990, kind="MEAT")["permitted_g"] == 5
    assert shop.do("check_weight", product=MELON, sold_g=50_000, checked_g=50_000)["permitted_g"] is None
    setup(shop, shortage=(Allowance(None, 5_000, 1),))
    assert shop.do("check_weight", product=MELON, sold_g=1_000, checked_g=998)["within"] is False


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"product": DATES}, "NotByWeight"),
        ({"product": "SP9999"}, "UnknownCode"),
        ({"sold_g": 0}, "BadField"),
        ({"sold_g": 60_001}, "BadField"),
        ({"checked_g": -1}, "BadField"),
        ({"kind": "FISH"}, "BadField"),
    ],
)
def test_what_cannot_be_weighed_again(shop: Shop, wrong: dict[str, object], word: str) -> None:
    good: dict[str, object] = {"product": MELON, "sold_g": 1_000, "checked_g": 1_000}
    assert shop.refused("check_weight", **good | wrong) == word


def test_what_is_paid_is_what_was_indicated(shop: Shop, pan: PanScale) -> None:
    pan.put(4_216)
    selling(shop).add(MELON)
    total = selling(shop).total
    assert total == selling(shop).basket.lines[0].price * Quantity(4_216) == Money(2_521)
    shop.do("pay", means="CASH", amount="30.00")
    with shop.store.read() as session:
        assert session.scalars(text("SELECT grams FROM receipt_lines")).all() == [4_216]
