"""What the counter does with codes: labels that do not fit their price, unknown codes linked, tags, receipts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace

from pos.cli import main
from pos.core.authority import NotAllowed
from pos.core.codes import LabelProfiles, gs1_check_digit
from pos.core.label_lines import LabelPriceDiffers
from pos.core.problems import Refusal
from pos.screens.code_test import CodeTestScreen, Reading, read_code
from pos.screens.selling import SellingScreen
from pos.settings import BadSettings, from_table
from tests.shop import MANAGER_PIN, Shop

NEW, CARTON = "6901234567892", "6996857000413"


@pytest.fixture
def both(shop: Shop) -> Shop:
    """A shop whose scale prints amount and weight, flag 26, eighteen digits."""
    labels = {**shop.settings.scale_labels, "26": "plu5 amount_fen weight_g gs1_right"}
    shop.till.settings = replace(shop.till.settings, scale_labels=labels)
    shop.gestures.selling.profiles = LabelProfiles(labels)
    return shop


def label(plu: str, amount: int, grams: int) -> str:
    """A label of eighteen digits."""
    body = f"26{plu}{amount:05d}{grams:05d}"
    return body + str(gs1_check_digit(body))


def events(shop: Shop, what: str) -> list[dict[str, Any]]:
    """The audit events of that kind, without what every record has."""
    return [
        {k: v for k, v in record.items() if k in ("who", "by", "why", "of", "f", "code")}
        for record in shop.journal("E")
        if record["what"] == what
    ]


# Amount and weight on one label (DOMAIN.md 5.3). The melon (PLU 00101) costs 5.98 a kilogram: 1234 g are 7.38.


def test_a_label_that_fits_is_sold_and_nothing_is_noted(both: Shop) -> None:
    told = both.do("scan", code=label("00101", 738, 1234))

    assert (told["amount"], told["quantity"], told["price"]) == ("7.38", "1.234", "5.98")
    assert events(both, "LABEL_ROUNDING") == events(both, "LABEL_MISMATCH") == []


@pytest.mark.parametrize(("amount", "difference"), [(730, None), (733, -5), (740, 2), (743, 5), (744, None)])
def test_five_fen_are_the_scales_rounding_and_more_is_not(both: Shop, amount: int, difference: int | None) -> None:
    code = label("00101", amount, 1234)
    if difference is None:
        assert both.refused("scan", code=code) == "LabelPriceDiffers"
        return
    told = both.do("scan", code=code)

    assert told["amount"] == f"{amount // 100}.{amount % 100:02d}", "settled on the label, not on the shelf"
    assert told["price"] == "5.98", "the unit price is never rewritten"
    assert events(both, "LABEL_ROUNDING") == [{"who": "01", "of": "SP0001", "f": difference}]
    assert both.verified().ok


def test_a_label_that_does_not_fit_stops_everybody_until_leave_with_a_reason(both: Shop) -> None:
    code = label("00101", 600, 1234)
    assert both.refused("scan", code=code) == "LabelPriceDiffers"
    both.clerk()
    assert both.refused("scan", code=code) == "LabelPriceDiffers"

    both.do("override", pin=MANAGER_PIN, reason="昨天的价签")
    assert both.do("scan", code=code)["amount"] == "6.00"

    assert events(both, "LABEL_MISMATCH") == [{"who": "03", "by": "01", "why": "昨天的价签", "of": "SP0001", "f": -138}]
    assert both.refused("scan", code=code) == "LabelPriceDiffers", "the leave was for one label"
    assert both.verified().ok


def test_one_in_the_weight_field_is_one_piece(both: Shop) -> None:
    """Goods by the piece with a PLU of their own."""
    with both.store.write() as session:
        from sqlalchemy import text

        session.execute(text("UPDATE products SET plu = '00042' WHERE code = 'SP0041'"))
    told = both.do("scan", code=label("00042", 2990, 1))

    assert (told["product"], told["quantity"], told["amount"]) == ("SP0041", "1", "29.90")
    assert both.gestures.selling.basket.lines[0].grams == 0, "a piece has no mass of one gram"
    assert both.refused("scan", code=label("00042", 2990, 2)) == "LabelPriceDiffers"


def test_a_payment_code_that_looks_like_a_label_is_never_kept(both: Shop) -> None:
    code = label("99999", 1234, 1234)
    assert both.refused("scan", code=code) == "NotGoods"
    assert both.gestures.selling.unknown_codes == ()


# Linking


def test_an_unknown_code_waits_until_it_is_linked_and_selling_goes_on(shop: Shop) -> None:
    selling = shop.gestures.selling
    assert shop.refused("scan", code=NEW) == "UnknownCode"
    shop.scan(CARTON)
    assert [stray.code for stray in selling.unknown_codes] == [NEW]

    selling.link_code(NEW, "SP0041")

    assert selling.unknown_codes == ()
    assert shop.do("scan", code=NEW)["product"] == "SP0041"
    assert [found["product"] for found in shop.do("find", text=NEW)["found"]] == ["SP0041"]
    assert [found["product"] for found in shop.do("find", text="7892")["found"]] == ["SP0041"]
    assert events(shop, "CODE_LINKED") == [{"who": "01", "of": "SP0041", "code": NEW}]
    assert shop.verified().ok
    shop.restart()
    assert shop.do("scan", code=NEW)["product"] == "SP0041"


def test_a_clerk_links_with_the_managers_leave(shop: Shop) -> None:
    selling = shop.clerk().gestures.selling
    with pytest.raises(NotAllowed):
        selling.link_code(NEW, "SP0041")
    selling.with_leave(MANAGER_PIN, "新包装", lambda: selling.link_code(NEW, "SP0041"))
    assert events(shop, "CODE_LINKED") == [{"who": "03", "by": "01", "why": "新包装", "of": "SP0041", "code": NEW}]


@pytest.mark.parametrize(
    ("code", "product", "word"),
    [
        ("6901234567893", "SP0041", "BadCheckDigit"),
        ("2100100012342", "SP0041", "ScalePrefix"),
        ("20123451", "SP0041", "ScalePrefix"),
        ("690123456789", "SP0041", "BadLength"),
        ("ABC12345", "SP0041", "BadLength"),
        (CARTON, "SP0042", "CodeTaken"),
        (CARTON, "SP0041", "CodeTaken"),
        (NEW, "SP9999", "UnknownCode"),
    ],
)
def test_what_cannot_be_linked_changes_nothing(shop: Shop, code: str, product: str, word: str) -> None:
    selling = shop.gestures.selling
    before = _barcodes(shop), shop.dump()
    with pytest.raises(Refusal) as refused:
        selling.link_code(code, product)
    assert refused.value.word == word
    assert (_barcodes(shop), shop.dump()) == before


def _barcodes(shop: Shop) -> list[tuple[Any, ...]]:
    from sqlalchemy import text

    with shop.store.read() as session:
        found = [tuple(row) for row in session.execute(text("SELECT * FROM barcodes ORDER BY code"))]
        return [*found, *(tuple(row) for row in session.execute(text("SELECT count(*) FROM search_keys")))]


def test_a_linked_code_is_in_the_next_sheet_and_survives_another_import(shop: Shop, tmp_path: Any) -> None:
    from pos.exchange.sheets import import_catalogue
    from tests.shop import DATA

    shop.gestures.selling.link_code(NEW, "SP0041")
    taken = import_catalogue(
        shop.store, DATA / "catalogue.xlsx", today=shop.till.now().date(), now=shop.till.now(), dry_run=False
    )
    assert not taken.bad


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("https://trace.example/p?id=20210908", True),
        ("]C1123", True),
        ("ABC-12345", True),
        ("SP9999;B1;2021-09-22", True),
        ("12345670", True),
        ("246810", False),
        ("99999", False),
        ("longjing", False),
        ("龙井茶叶礼盒", False),
        ("a1", False),
    ],
)
def test_what_may_be_printed_on_goods_lies_in_the_strip_as_it_came(shop: Shop, code: str, kept: bool) -> None:
    assert shop.refused("scan", code=code) == "UnknownCode"
    assert [stray.code for stray in shop.gestures.selling.unknown_codes] == [code] * kept


def test_a_code_is_dismissed(shop: Shop) -> None:
    shop.refused("scan", code=NEW)
    shop.gestures.selling.dismiss_code(NEW)
    assert shop.gestures.selling.unknown_codes == ()


def test_a_receipts_code_is_no_goods(shop: Shop) -> None:
    assert shop.refused("scan", code="DX03-01-000001 9f86d081") == "ReceiptNotGoods"
    assert shop.gestures.selling.unknown_codes == ()


def test_a_batch_tag_is_its_goods_until_its_day_has_gone(shop: Shop) -> None:
    assert shop.do("scan", code="SP0041;B1;2021-09-08")["product"] == "SP0041", "on its last day it is sold"
    assert shop.do("scan", code="2*SP0041;B1;")["quantity"] == "3"
    assert shop.refused("scan", code="SP0041;B0;2021-09-07") == "PastItsDate"


def test_favourites_learn_from_what_sells(shop: Shop) -> None:
    def first(screen: SellingScreen) -> list[str]:
        screen.look_around()
        return [shelf.cards[0].product for shelf in screen.shelves]

    before = first(shop.gestures.selling)
    bottom = shop.gestures.selling.shelves[-1]
    last = bottom.cards[-1].product
    for _ in range(3):
        shop.add((last, "5")).pay("WECHAT")

    after = first(shop.gestures.selling)
    assert before != after
    assert after[0] == last, "its county stands first, and it stands first in it"


# How a code is read


def step(reading: Reading, name: str) -> tuple[str, str]:
    found = next(one for one in reading.steps if one.name == name)
    return found.state, found.finding


@pytest.fixture
def english() -> Any:
    from pos.core.wording import speak

    speak("en")
    yield
    speak("zh_CN")


@pytest.mark.usefixtures("english")
def test_a_barcode_step_by_step(shop: Shop) -> None:
    before = shop.dump()
    reading = read_code(shop.till, f" ３*{CARTON}\n")

    assert step(reading, "narrowed")[0] == "ok"
    assert step(reading, "quantity") == ("ok", f"3 × {CARTON}")
    assert step(reading, "length")[1].startswith("13 · EAN-13")
    assert step(reading, "check") == ("ok", "3 found, 3 worked out")
    assert step(reading, "goods")[1].startswith("by barcode · SP0041 ")
    assert reading.verdict.finding.startswith("puts 3 ")
    assert reading.verdict.finding.endswith("89.70")
    assert reading.product == "SP0041"
    assert shop.dump() == before


@pytest.mark.usefixtures("english")
def test_every_profile_of_the_shop_says_whether_it_fits(both: Shop) -> None:
    reading = read_code(both.till, label("00101", 740, 1234))

    assert [one.name for one in reading.steps if one.name.startswith("profile")] == [
        "profile_21",
        "profile_22",
        "profile_23",
        "profile_26",
    ]
    assert step(reading, "profile_26")[1].startswith("PLU 00101, 7.40 yuan, 1.234 kg · 18 digits")
    assert "Alipay" in step(reading, "payment")[1]
    assert reading.verdict.finding.endswith("label rounding 0.02 noted")
    stopped = read_code(both.till, label("00101", 600, 1234))
    assert stopped.verdict.state == "bad"
    assert stopped.verdict.finding.startswith("stops: 6.00 on the label, 7.38")


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("2100100012343", "BadCheckDigit"),
        ("2100101000000", "BadCheckDigit"),
        (NEW, "UnknownCode"),
        ("6901234567893", "BadCheckDigit"),
        ("289431869362714645", "NotGoods"),
        ("DX03-01-000001", "ReceiptNotGoods"),
        ("", "UnknownCode"),
        ("\x00;'\"", "UnknownCode"),
    ],
)
def test_what_is_refused_is_told_as_the_counter_tells_it(shop: Shop, text: str, refused: str) -> None:
    reading = read_code(shop.till, text)

    assert reading.refused == refused
    assert reading.verdict.state == "bad"
    assert CodeTestScreen(shop.till).look_at(text) == reading


def test_a_payment_code_is_not_repeated(shop: Shop) -> None:
    code = "135112298638468293"
    assert code not in str(read_code(shop.till, code).as_dict())
    assert code not in str(read_code(shop.till, f"2*{code}").as_dict())


def test_the_refusal_names_both_amounts(both: Shop) -> None:
    with pytest.raises(LabelPriceDiffers) as refused:
        both.gestures.selling.scan(label("00101", 600, 1234))
    assert "6.00" in refused.value.message()
    assert "7.38" in refused.value.message()


def test_the_command_line_reads_a_code_too(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.close()
    assert main(["code", f"2*{CARTON}", "--data", str(shop.folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["code"], told["product"]) == (True, CARTON, "SP0041")
    assert [one["step"] for one in told["steps"]][-1] == "selling"
    assert main(["code", "6901234567893", "--data", str(shop.folder), "--json", "--lang", "en"]) == 0
    assert json.loads(capsys.readouterr().out)["refused"] == "BadCheckDigit"
    assert main(["code", CARTON, "--data", str(shop.folder), "--lang", "en"]) == 0
    assert "The selling page: puts 1" in capsys.readouterr().out
    shop.start()


@pytest.mark.parametrize(
    "table",
    [
        {"21": "plu5 amount_fen", "２１": "plu5 amount_fen"},
        {"26": "plu5 amount_fen", " 26 ": "plu5 amount_fen weight_g none"},
        {"69": "plu5 amount_fen"},
        {"13": "plu5 weight_g"},
    ],
)
def test_a_till_with_two_layouts_on_one_flag_cannot_be_used(table: dict[str, str]) -> None:
    settings = {"shop": "DX03", "name": "店", "till": "01", "district": "110115", "scale_labels": table}
    with pytest.raises(BadSettings, match="scale_labels"):
        from_table(settings)


def test_a_layout_of_eighteen_digits_may_begin_with_thirteen() -> None:
    table = {"13": "plu5 amount_fen weight_g none"}
    settings = {"shop": "DX03", "name": "店", "till": "01", "district": "110115", "scale_labels": table}
    assert from_table(settings).scale_labels == table
