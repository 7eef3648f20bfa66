"""At the counter: scanning, finding, merging, labels, prices, holding (CONTRACT.md section 3)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos.core.basket import LabelLine
from pos.core.codes import UnknownCode
from pos.core.money import Money, Quantity
from pos.screens.selling import SellingScreen
from pos.screens.ticket import BadQuantity
from tests.shop import Shop, copy_of


@pytest.fixture(scope="module")
def counter(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop with one bag of dates on the counter, for what is refused: it changes nothing, so one shop will do."""
    shop = Shop(copy_of(furnished, tmp_path_factory.mktemp("counter") / "shop")).manager().open()
    shop.add("SP0041")
    yield shop
    shop.close()


def label(flag: str, plu: str, field: int) -> str:
    """A scale label with a right check digit."""
    body = f"{flag}{plu}{field:05d}"
    return body + str(-sum(int(digit) * (1, 3)[n % 2] for n, digit in enumerate(body)) % 10)


def lines(shop: Shop) -> list[tuple[str, str, str, str]]:
    """Product, quantity, price, amount of each line on the counter."""
    return [(r.product, str(r.quantity), str(r.price), str(r.amount)) for r in shop.gestures.selling.rows]


# Scanning and finding


def test_a_scan_answers_what_was_sold(shop: Shop) -> None:
    told = shop.do("scan", code="6996857000413")

    assert told == {
        "ok": True,
        "n": 1,
        "product": "SP0041",
        "name": "和田骏枣",
        "quantity": "1",
        "price": "29.90",
        "amount": "29.90",
        "basket_total": "29.90",
    }


def test_three_at_once(shop: Shop) -> None:
    assert shop.do("scan", code="3*6996857000413")["amount"] == "89.70"
    assert shop.do("scan", code=" 0.5 × ６９９６８５７０００４１３\r\n")["quantity"] == "3.5"


def test_a_second_barcode_is_the_same_goods(shop: Shop) -> None:
    shop.scan("6996857000413")
    assert shop.do("scan", code="6985245412204")["quantity"] == "2"


def test_a_carton_counts_what_is_in_it(shop: Shop) -> None:
    assert shop.do("scan", code="6981217857264")["quantity"] == "24"
    assert shop.do("scan", code="2*6981217857264")["quantity"] == "72"
    assert shop.do("add", product="6981217857264")["quantity"] == "96"
    assert shop.do("add", product="6981217857264", quantity="1")["quantity"] == "97"


def test_goods_by_number_and_plu(shop: Shop) -> None:
    assert shop.do("scan", code="SP0041")["product"] == "SP0041"
    assert shop.do("scan", code="00101")["product"] == "SP0001"
    assert shop.do("add", product="00101", quantity="0.25")["quantity"] == "1.25"
    assert shop.do("add", product="SP0041")["quantity"] == "2"


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("6999990001231", "UnknownCode"),
        ("6996857000414", "BadCheckDigit"),
        ("2199999007331", "UnknownCode"),
        ("2100135007330", "BadCheckDigit"),
        ("2100135000000", "ZeroLabel"),
        (label("23", "00101", 0), "ZeroLabel"),
        ("99999", "UnknownCode"),
        ("135112298638468293", "NotGoods"),
        ("0*6996857000413", "NothingToSell"),
        ("", "UnknownCode"),
        ("\x00\x1d", "UnknownCode"),
        ("999999*6996857000413*6996857000413", "UnknownCode"),
        ("x" * 10_000, "UnknownCode"),
    ],
)
def test_what_cannot_be_sold_is_not_added(counter: Shop, code: str, word: str) -> None:
    assert counter.refused("scan", code=code) == word


def test_finding_by_name_pinyin_initials_and_codes(shop: Shop) -> None:
    for text in ("骏枣", "hetianjunzao", "htjz", "HTJZ", "SP0041", "6996857000413"):
        found = shop.do("find", text=text, limit=5)["found"]
        assert "SP0041" in [one["product"] for one in found], text
    wanted = {"product": "SP0041", "name": "和田骏枣", "price": "29.90", "unit": "袋", "region": "653201"}
    assert wanted in shop.do("find", text="和田骏枣")["found"]


def test_finding_has_a_limit(shop: Shop) -> None:
    assert len(shop.do("find", text="s", limit=3)["found"]) == 3
    for limit in (0, -5, -(10**30)):
        assert shop.do("find", text="s", limit=limit)["found"] == []
    assert len(shop.do("find", text="s", limit=10**30)["found"]) <= 1000
    for text in ("", "   ", "？！", "\x00", "不在这里的东西", "x" * 100_000):
        assert shop.do("find", text=text)["found"] == []


# Merging


def test_scanning_again_raises_the_line(shop: Shop) -> None:
    shop.add("SP0041", "SP0029", "SP0041")
    assert lines(shop) == [("SP0041", "2", "29.90", "59.80"), ("SP0029", "1", "9.90", "9.90")]


def test_a_label_never_merges(shop: Shop) -> None:
    melon = label("23", "00101", 1000)
    shop.scan(melon)
    shop.scan(melon)
    shop.add(("00101", "1"), ("00101", "1"))
    assert [line[1] for line in lines(shop)] == ["1", "1", "2"]


def test_a_discount_keeps_its_line_apart(shop: Shop) -> None:
    shop.add("SP0041")
    shop.do("line", n=1, discount="1.00")
    shop.add("SP0041", "SP0041")
    assert [line[1:] for line in lines(shop)] == [("1", "29.90", "28.90"), ("2", "29.90", "59.80")]


def test_another_price_keeps_its_line_apart(shop: Shop) -> None:
    shop.add("SP0041")
    shop.do("line", n=1, price="25.00")
    shop.add("SP0041")
    assert [line[1:3] for line in lines(shop)] == [("1", "25.00"), ("1", "29.90")]
    shop.do("add", product="SP0041", price="25.00")
    assert [line[1:3] for line in lines(shop)] == [("2", "25.00"), ("1", "29.90")]


# Labels


def test_an_amount_label_is_its_amount(shop: Shop) -> None:
    told = shop.do("scan", code=label("21", "00101", 1234))

    assert (told["amount"], told["price"]) == ("12.34", "5.98")
    (line,) = shop.gestures.selling.basket.lines
    assert line.grams == 2064  # half-up(1234 × 1000 / 598) = 2063.54…
    assert line.quantity == Quantity(2064)


def test_grams_of_a_price_per_500_g(shop: Shop) -> None:
    shop.scan(label("22", "00135", 733))
    (line,) = shop.gestures.selling.basket.lines
    assert (line.grams, line.net) == (800, Money(733))  # half-up(733 × 500 / 458) = 800.2…


def test_a_weight_label_is_priced(shop: Shop) -> None:
    assert shop.do("scan", code=label("23", "00101", 4385))["amount"] == "26.22"
    assert shop.do("scan", code=label("23", "00135", 800))["amount"] == "7.33"  # 1.6 × 4.58 = 7.328


def test_the_cheapest_label_of_all_still_sells(shop: Shop) -> None:
    assert shop.do("scan", code=label("21", "00101", 1))["amount"] == "0.01"
    assert shop.do("scan", code=label("23", "00101", 1))["amount"] == "0.01"


def test_a_label_says_itself_how_much(shop: Shop) -> None:
    shop.scan(label("23", "00101", 1000))
    assert shop.refused("line", n=1, quantity="2") == "LabelLine"
    assert shop.refused("scan", code="3*" + label("21", "00101", 1234)) == "LabelLine"
    assert shop.do("scan", code="1*" + label("21", "00101", 1234))["amount"] == "12.34"


def test_the_price_of_an_amount_label_is_what_it_says(shop: Shop) -> None:
    shop.scan(label("21", "00101", 1234))
    assert shop.refused("line", n=1, price="1.00") == "LabelLine"
    shop.do("line", n=1, discount="0.34")
    assert lines(shop)[0][3] == "12.00"


# Prices


def test_the_love_card_prices_again_what_was_scanned(shop: Shop) -> None:
    shop.add("SP0041", "SP0159")
    assert shop.do("attribute", love_card=True)["basket_total"] == "34.30"
    assert shop.do("scan", code="SP0041")["basket_total"] == "62.70"
    assert shop.gestures.selling.rows[0].note
    assert str(shop.gestures.selling.saved) == "3.00"
    assert shop.do("attribute", love_card=None)["basket_total"] == "65.70"
    assert shop.do("attribute", love_card=True)["basket_total"] == "62.70"
    assert shop.do("attribute", love_card=False)["basket_total"] == "65.70"


def test_the_love_card_leaves_labels_and_hand_set_prices(shop: Shop) -> None:
    shop.scan(label("21", "00101", 1234))
    shop.add("SP0041")
    shop.do("line", n=2, price="29.00")
    assert shop.do("attribute", love_card=True)["basket_total"] == "41.34"


def test_a_discount_shrinks_with_its_line(shop: Shop) -> None:
    shop.add("SP0041")
    shop.do("line", n=1, discount="29.90")
    assert shop.do("attribute", love_card=True)["basket_total"] == "0.00"
    assert shop.gestures.selling.basket.discount == Money.yuan("28.40")


def test_a_discount_comes_back_with_the_price(shop: Shop) -> None:
    shop.add("SP0041")
    shop.do("line", n=1, discount="29.00")
    assert shop.do("attribute", love_card=True)["basket_total"] == "0.00"
    shop.restart()
    assert shop.do("attribute", love_card=None)["basket_total"] == "0.90"
    shop.do("attribute", love_card=True)
    shop.do("line", n=1, price="40.00")
    shop.restart()
    assert str(shop.gestures.selling.total) == "11.60"


# Lines


def test_changing_lines(shop: Shop) -> None:
    shop.add("SP0041", "SP0029", "SP0159")
    assert shop.do("line", n=2, quantity="3")["basket_total"] == "65.50"
    assert shop.do("line", n=1, discount="2.90")["amount"] == "27.00"
    assert shop.do("line", n=1, remove=True)["basket_total"] == "35.60"
    assert [line[0] for line in lines(shop)] == ["SP0029", "SP0159"]
    assert [(e["what"], e["of"], e["f"]) for e in shop.journal("E")[1:]] == [("LINE_REMOVED", "SP0041", 2700)]


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"n": 0, "quantity": "1"}, "NoSuchLine"),
        ({"n": -1, "quantity": "1"}, "NoSuchLine"),
        ({"n": 2, "remove": True}, "NoSuchLine"),
        ({"n": 10**30, "discount": "1.00"}, "NoSuchLine"),
        ({"n": 1, "quantity": "0"}, "NothingToSell"),
        ({"n": 1, "quantity": "-1"}, "NothingToSell"),
        ({"n": 1, "quantity": "0.0001"}, "BadQuantity"),
        ({"n": 1, "quantity": "abc"}, "BadQuantity"),
        ({"n": 1, "quantity": "1000000000"}, "TooMuch"),
        ({"n": 1, "quantity": "99999999"}, "TooMuch"),
        ({"n": 1, "quantity": 2}, "BadField"),
        ({"n": "1", "quantity": "2"}, "BadField"),
        ({"n": True, "quantity": "2"}, "BadField"),
        ({"n": 1.0, "quantity": "2"}, "BadField"),
        ({"n": 1, "discount": "-0.01"}, "DiscountTooLarge"),
        ({"n": 1, "discount": "29.91"}, "DiscountTooLarge"),
        ({"n": 1, "discount": "1.005"}, "BadAmount"),
        ({"n": 1, "price": "0"}, "BadAmount"),
        ({"n": 1, "price": "-1.00"}, "BadAmount"),
        ({"n": 1, "price": "99999999999"}, "TooMuch"),
        ({"n": 1, "remove": False}, "BadField"),
        ({"n": 1, "remove": "true"}, "BadField"),
        ({"n": 1}, "MissingField"),
        ({"n": 1, "quantity": "1", "price": "1.00"}, "TooManyFields"),
        ({"quantity": "1"}, "MissingField"),
    ],
)
def test_lines_that_stay_as_they_are(counter: Shop, fields: dict[str, object], word: str) -> None:
    assert counter.refused("line", **fields) == word


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"product": "SP9999"}, "UnknownCode"),
        ({"product": "6996857000414"}, "BadCheckDigit"),
        ({"product": ""}, "UnknownCode"),
        ({"product": "SP0041", "quantity": "0"}, "NothingToSell"),
        ({"product": "SP0041", "quantity": "-3"}, "NothingToSell"),
        ({"product": "SP0041", "quantity": "1.0001"}, "BadQuantity"),
        ({"product": "SP0041", "quantity": "½"}, "BadQuantity"),
        ({"product": "SP0041", "price": "0.00"}, "BadAmount"),
        ({"product": "SP0041", "price": "-5.00"}, "BadAmount"),
        ({"product": "SP0041", "price": "9" * 500}, "BadAmount"),
        ({"product": 41}, "BadField"),
        ({}, "MissingField"),
        ({"product": None}, "MissingField"),
    ],
)
def test_goods_that_are_not_added(counter: Shop, fields: dict[str, object], word: str) -> None:
    assert counter.refused("add", **fields) == word


def test_a_whole_basket_of_one_product_has_an_end(shop: Shop) -> None:
    shop.add(("SP0041", "600000"))
    assert shop.refused("add", product="SP0041", quantity="600000") == "TooMuch"


def test_one_more_and_one_less(shop: Shop) -> None:
    selling = shop.gestures.selling
    shop.add("SP0041")
    selling.one_more(1)
    assert lines(shop)[0][1] == "2"
    selling.one_less(1)
    selling.one_less(1)
    assert lines(shop) == []


# What a clerk may do alone


def test_a_clerk_gives_a_tenth_off_and_no_more(shop: Shop) -> None:
    shop.clerk().add(("SP0041", "10"))
    shop.do("line", n=1, discount="29.90")
    assert shop.refused("line", n=1, discount="29.91") == "NotAllowed"
    shop.leave().do("line", n=1, discount="100.00")
    assert [(e["what"], e["by"], e["who"]) for e in shop.journal("E")[1:]] == [("OVERRIDE", "01", "03")]


def test_a_discount_does_not_grow_by_taking_goods_away(shop: Shop) -> None:
    shop.clerk().add(("SP0041", "10"))
    shop.do("line", n=1, discount="29.90")
    assert shop.refused("line", n=1, quantity="1") == "NotAllowed"
    shop.do("line", n=1, quantity="11")
    shop.leave().do("line", n=1, quantity="1")
    assert lines(shop)[0][3] == "0.00"


def test_a_discount_may_not_be_more_than_is_left_of_the_line(shop: Shop) -> None:
    shop.add(("SP0041", "10"))
    shop.do("line", n=1, discount="200.00")
    assert shop.refused("line", n=1, quantity="1") == "DiscountTooLarge"
    assert shop.refused("line", n=1, price="1.00") == "DiscountTooLarge"


def test_a_clerk_changes_no_price_alone(shop: Shop) -> None:
    shop.clerk().add("SP0029")
    assert shop.refused("line", n=1, price="9.00") == "NotAllowed"
    assert shop.refused("add", product="SP0041", price="20.00") == "NotAllowed"
    shop.leave("老顾客").do("add", product="SP0041", price="20.00")
    assert lines(shop)[1] == ("SP0041", "1", "20.00", "20.00")
    (event,) = shop.journal("E")[1:]
    assert (event["what"], event["by"], event["why"]) == ("OVERRIDE", "01", "老顾客")
    assert shop.refused("line", n=1, price="9.00") == "NotAllowed"


def test_a_manager_needs_nobodys_leave(shop: Shop) -> None:
    shop.manager().add("SP0041")
    shop.do("line", n=1, price="20.00")
    shop.do("line", n=1, discount="15.00")
    assert lines(shop)[0][3] == "5.00"


# Attributes


def test_an_atom_of_every_kind(shop: Shop) -> None:
    shop.sell(
        "SP0041", channel="SCHOOL", buyer_kind="STATE_ENTERPRISE", motive="BUY_AS_AID", purchase_mode="SUBSCRIBE"
    ).pay_cash("29.90")

    (sale,) = shop.journal("S")
    told = (sale["ch"], sale["bk"], sale["motive"], sale["pm"])
    assert told == ("SCHOOL", "STATE_ENTERPRISE", "BUY_AS_AID", "SUBSCRIBE")


def test_without_anything_it_is_a_resident_who_walked_in(shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("29.90")
    (sale,) = shop.journal("S")
    assert (sale["ch"], sale["bk"]) == ("SHOP_WALKIN", "RESIDENT")


@pytest.mark.parametrize(
    ("atom", "word"),
    [
        ({"channel": "MOON"}, "NotAllowed"),
        ({"channel": "school"}, "NotAllowed"),
        ({"channel": 5}, "NotAllowed"),
        ({"channel": []}, "NotAllowed"),
        ({"channel": {}}, "NotAllowed"),
        ({"channel": True}, "NotAllowed"),
        ({"channel": ""}, "NotAllowed"),
        ({"buyer_kind": "NOBODY"}, "NotAllowed"),
        ({"motive": "GREED"}, "NotAllowed"),
        ({"purchase_mode": 1.5}, "NotAllowed"),
        ({"buyer": "B0001"}, "UnknownBuyer"),
        ({"agreement": "A27-03"}, "UnknownAgreement"),
        ({"fair": "F2021-01"}, "UnknownFair"),
        ({"love_card": 1}, "NotAllowed"),
        ({"love_card": 0}, "NotAllowed"),
        ({"love_card": "yes"}, "NotAllowed"),
        ({"channel": "SCHOOL", "love_card": 1.0}, "NotAllowed"),
        ({}, "MissingField"),
    ],
)
def test_atoms_that_are_none(counter: Shop, atom: dict[str, object], word: str) -> None:
    assert counter.refused("attribute", **atom) == word


def test_null_clears_one_atom_and_leaves_the_others(shop: Shop) -> None:
    shop.do("attribute", channel="SCHOOL", motive="BUY_AS_AID")
    shop.do("attribute", channel=None)
    terms = shop.gestures.selling.basket.terms
    assert (terms.channel, terms.motive) == (None, "BUY_AS_AID")


def test_atoms_go_with_the_sale(shop: Shop) -> None:
    shop.sell("SP0041", channel="SCHOOL", love_card=True).pay_cash("30.00")
    shop.sell("SP0041").pay_cash("30.00")
    assert [(sale["ch"], sale["net"]) for sale in shop.journal("S")] == [("SCHOOL", 2840), ("SHOP_WALKIN", 2990)]


def test_atoms_go_with_a_cancelled_and_a_held_ticket_and_come_back_with_it(shop: Shop) -> None:
    shop.sell("SP0041", channel="SCHOOL", love_card=True)
    shop.do("hold", name="校")
    assert shop.gestures.selling.basket.terms.channel is None
    shop.sell("SP0029", channel="GOV")
    shop.do("cancel")
    assert shop.gestures.selling.basket.terms.channel is None
    assert shop.do("recall", name="校") == {"ok": True, "basket_total": "28.40", "lines": 1}
    assert (shop.gestures.selling.channel_text, shop.gestures.selling.basket.terms.love_card) != ("", False)
    shop.restart()
    assert shop.gestures.selling.basket.terms.channel == "SCHOOL"


# Holding


def test_held_tickets_survive_a_restart(shop: Shop) -> None:
    shop.add(("SP0041", "2"))
    shop.do("line", n=1, discount="1.00")
    shop.scan(label("21", "00101", 1234))
    shop.do("hold", name="3号牌")
    shop.restart()
    assert [(t.name, str(t.total), t.kinds) for t in shop.gestures.selling.held] == [("3号牌", "71.14", 2)]
    shop.do("recall", name=" 3号牌 ")
    assert lines(shop) == [("SP0041", "2", "29.90", "58.80"), ("SP0001", "2.064", "5.98", "12.34")]
    assert shop.gestures.selling.held == ()


def test_the_basket_on_the_counter_survives_a_crash(shop: Shop) -> None:
    shop.sell(("SP0041", "3"), love_card=True)
    shop.do("pay", means="WECHAT", amount="50.00", reference="WX1")
    before = shop.gestures.selling.basket
    shop.restart()
    after = shop.gestures.selling.basket
    assert (after.uuid, after.lines, after.terms) == (before.uuid, before.lines, before.terms)
    assert [(t.means, t.kept, t.reference) for t in after.tenders] == [("WECHAT", Money.yuan("50.00"), "WX1")]
    assert shop.do("pay", means="CASH", amount="35.20")["total"] == "85.20"


def test_a_ticket_that_is_being_paid_keeps_its_price(shop: Shop) -> None:
    from sqlalchemy import text

    shop.add("SP0041").pay_part("WECHAT", "10.00")
    with shop.store.write() as session:
        session.execute(text("UPDATE products SET price = 500 WHERE code = 'SP0041'"))
    shop.restart()
    assert shop.do("pay", means="WECHAT", amount="19.90")["total"] == "29.90"


def test_a_ticket_nobody_has_paid_for_is_priced_as_of_now(shop: Shop) -> None:
    from sqlalchemy import text

    shop.add("SP0041")
    with shop.store.write() as session:
        session.execute(text("UPDATE products SET price = 500 WHERE code = 'SP0041'"))
    shop.restart()
    assert shop.do("pay", means="WECHAT", amount="5.00")["total"] == "5.00"


def test_a_name_is_taken_once(shop: Shop) -> None:
    shop.add("SP0041")
    shop.do("hold", name="3号牌")
    shop.add("SP0029")
    assert shop.refused("hold", name="3号牌") == "NameTaken"
    assert shop.refused("hold", name=" 3号牌\n") == "NameTaken"
    assert shop.refused("recall", name="3号牌") == "BasketNotEmpty"
    assert shop.refused("recall", name="5号牌") == "NothingHeld"


def test_a_ticket_without_a_name_gets_one(shop: Shop) -> None:
    names = []
    for _ in range(3):
        shop.add("SP0041")
        names.append(shop.do("hold")["name"])
    assert len(set(names)) == 3
    shop.do("recall", name=names[1])
    assert shop.do("hold", name="")["name"] == names[1]


def test_nothing_is_not_held(shop: Shop) -> None:
    assert shop.refused("hold", name="空") == "EmptyBasket"
    shop.do("attribute", channel="SCHOOL")
    assert shop.refused("hold", name="空") == "EmptyBasket"
    shop.add("SP0041").pay_part("WECHAT", "1.00")
    assert shop.refused("hold", name="付了一半") == "PaymentBegun"


@pytest.mark.parametrize(
    ("name", "word"),
    [("a\x00b", "ControlCharacter"), ("a\x1b[31mb", "ControlCharacter"), ("长" * 41, "TextTooLong"), (5, "BadField")],
)
def test_names_that_no_card_can_carry(counter: Shop, name: object, word: str) -> None:
    assert counter.refused("hold", name=name) == word
    assert counter.refused("recall", name=name) == word


def test_cancelling_takes_no_number_and_is_written_down(shop: Shop) -> None:
    shop.add("SP0041").pay_part("WECHAT", "10.00")
    shop.do("cancel")
    shop.do("cancel")
    assert [(e["what"], e["f"]) for e in shop.journal("E")[1:]] == [("CANCELLED", 2990), ("TENDER_BACK", 1000)]
    assert shop.sell("SP0029").pay_cash("10.00").number == "DX03-01-000001"


# The same screen as the window draws it


def test_one_box_takes_everything(shop: Shop) -> None:
    selling = SellingScreen(shop.till)
    selling.enter("6996857000413")
    selling.enter("*3")
    selling.enter("  ")
    assert str(selling.total) == "89.70"
    selling.select(99)
    assert selling.selected == 1
    selling.enter("手把羊肉")
    assert str(selling.total) == "207.70"
    with pytest.raises(UnknownCode):
        selling.enter("6999990001231")
    with pytest.raises(UnknownCode):
        selling.enter("羊")
    # Words were looked for, and a few digits are a slip of the finger (or somebody's PIN): only codes are put aside.
    with pytest.raises(UnknownCode):
        selling.enter("2468")
    assert [stray.code for stray in selling.unknown_codes] == ["6999990001231"]
    selling.enter(label("23", "00101", 1000))
    with pytest.raises(LabelLine):
        selling.enter("×2")
    with pytest.raises(UnknownCode):
        selling.enter("abc*")
    assert (len(selling.rows), selling.can_pay, selling.pay_blocked_because) == (3, True, "")
    assert "1.000 kg" in selling.counts_text
    selling.remove(3)
    selling.cancel()
    assert not selling.can_pay
    assert selling.pay_blocked_because


def test_a_star_without_lines_is_refused(shop: Shop) -> None:
    from pos.core.basket import NoSuchLine

    with pytest.raises(NoSuchLine):
        shop.gestures.selling.enter("*3")


def test_what_is_typed_as_a_quantity(shop: Shop) -> None:
    from pos.screens.ticket import read_quantity

    assert read_quantity("１.５") == Quantity(1500)
    with pytest.raises(BadQuantity):
        read_quantity("viel")
