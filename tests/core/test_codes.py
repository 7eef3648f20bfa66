"""What a scanner sends: EAN, scale labels, payment codes (DOMAIN.md 5.1 to 5.5)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.core.codes import (
    DEFAULT_LABELS,
    BadCheckDigit,
    BatchTag,
    LabelOrPayment,
    LabelProfiles,
    NotGoods,
    ScaleLabel,
    UnknownCode,
    ZeroLabel,
    ean_left_check_digit,
    gs1_check_digit,
    is_ean,
    narrow,
    price_check_digit,
    read_scan,
    refuse_unknown,
)

SHOP = LabelProfiles(DEFAULT_LABELS)


@pytest.mark.parametrize(
    "code",
    [
        "6901234567892",
        "6910000000013",
        "6920152900017",
        "6941525290016",
        "6999999999997",
        "4711234567899",
        "6900012700001",
        "6900017200001",
        "69012341",
    ],
)
def test_good_barcodes(code: str) -> None:
    assert is_ean(code)
    assert isinstance(refuse_unknown(code), UnknownCode)


@pytest.mark.parametrize("code", ["6901234567893", "6901234567829", "69012342"])
def test_a_misread_barcode_says_so(code: str) -> None:
    assert not is_ean(code)
    assert isinstance(refuse_unknown(code), BadCheckDigit)


@pytest.mark.parametrize("code", ["690123456789", "69012345678921", "", "690123456789X", "６９０１２３４５６７８９２"])
def test_what_is_no_ean_is_just_unknown(code: str) -> None:
    assert not is_ean(code)
    assert isinstance(refuse_unknown(code), UnknownCode)


def test_wide_digits_of_an_input_method_are_narrowed() -> None:
    assert narrow("\t６９０１２３４５６７８９２\n") == "6901234567892"


@given(st.text("0123456789", min_size=12, max_size=12))
def test_the_check_digit_closes_the_weighted_sum(body: str) -> None:
    code = body + str(gs1_check_digit(body))
    assert sum(int(digit) * (1, 3)[n % 2] for n, digit in enumerate(code)) % 10 == 0
    assert is_ean(code)


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(body: str, at: int, more: int) -> None:
    code = body + str(gs1_check_digit(body))
    wrong = code[:at] + str((int(code[at]) + more) % 10) + code[at + 1 :]
    assert not is_ean(wrong)


@pytest.mark.parametrize(
    ("code", "layout", "expected"),
    [
        ("2100100012342", "plu5 amount_fen", ("00100", 1234, None)),
        ("2200201005981", "plu5 amount_fen", ("00201", 598, None)),
        ("2110001005008", "plu5 amount_fen", ("10001", 500, None)),
        ("2300100015002", "plu5 weight_g", ("00100", None, 1500)),
        ("2112345015002", "plu5 weight_g", ("12345", None, 1500)),
        ("2112345015002", "plu5 amount_fen", ("12345", 1500, None)),
        ("2900999999997", "plu5 amount_fen", ("00999", 99999, None)),
        ("2100100012342", "plu5 amount_jiao", ("00100", 12340, None)),
        ("2300100015002", "plu5 weight_10g", ("00100", None, 15000)),
        ("2300100015002", "plu5 weight_100g", ("00100", None, 150000)),
        ("2300100015002", "plu5 weight_0.1g", ("00100", None, 150)),
        ("2300100000152", "plu5 weight_0.1g", ("00100", None, 2)),
        ("2100100012342", "plu5 amount_yuan", ("00100", 123400, None)),
        ("2100100012342", "plu4 amount_fen", ("00010", 1234, None)),
        ("2100100012342", "plu6 amount_fen", ("01000", 1234, None)),
        ("2100100012349", "plu5 amount_fen none", ("00100", 1234, None)),
    ],
)
def test_labels_of_thirteen_digits(code: str, layout: str, expected: tuple[str, int | None, int | None]) -> None:
    plu, amount, grams = expected
    assert LabelProfiles({code[:2]: layout}).read(code) == ScaleLabel(code, plu, amount, grams)


def test_a_flag_of_one_digit_and_a_plu_of_six() -> None:
    """DOMAIN.md 5.2: F WWWWWW EEEEE C."""
    code = "2" + "000123" + "01234"
    code += str(gs1_check_digit(code))
    assert LabelProfiles({"2": "plu6 amount_fen"}).read(code) == ScaleLabel(code, "00123", amount_fen=1234)
    long = code[:-1] + "00500"
    long += str(gs1_check_digit(long))
    shop = LabelProfiles({"2": "plu6 amount_fen weight_g gs1_right"})
    assert shop.read(long) == ScaleLabel(long, "00123", amount_fen=1234, grams=500)


@pytest.mark.parametrize(
    ("amount", "plu", "digit"), [("2875", "plu5", "9"), ("0598", "plu5", "6"), ("14685", "plu4", "6")]
)
def test_a_digit_that_checks_the_amount_alone(amount: str, plu: str, digit: str) -> None:
    """DOMAIN.md 5.2: 4-digit 2875 -> 9, 0598 -> 6; 5-digit 14685 -> 6."""
    shop = LabelProfiles({"21": f"{plu} price_check amount_fen"})
    body = "21" + "100".zfill(int(plu[-1]))
    for found in range(10):
        code = body + str(found) + amount
        code += str(gs1_check_digit(code))
        if str(found) == digit:
            assert shop.read(code) == ScaleLabel(code, "00100", amount_fen=int(amount))
        else:
            with pytest.raises(BadCheckDigit):
                shop.read(code)


def test_a_weight_that_rounds_to_nothing_is_nothing() -> None:
    body = "230010000004"
    with pytest.raises(ZeroLabel):
        LabelProfiles({"23": "plu5 weight_0.1g"}).read(body + str(gs1_check_digit(body)))


def test_a_label_of_pieces() -> None:
    assert LabelProfiles({"24": "plu5 pieces"}).read("2400100000036") == ScaleLabel("2400100000036", "00100", pieces=3)


def test_a_misread_label_does_not_fall_back_to_its_plu() -> None:
    with pytest.raises(BadCheckDigit):
        SHOP.read("2100100012343")


@pytest.mark.parametrize(("flag", "code"), [("27", "2700010000004"), ("21", "2100135000000"), ("23", "2300100000008")])
def test_a_label_of_nothing_is_refused(flag: str, code: str) -> None:
    field = "weight_g" if flag == "23" else "amount_fen"
    with pytest.raises(ZeroLabel):
        LabelProfiles({flag: f"plu5 {field}"}).read(code)


LONG = [
    ("26001000123401234", "00100", 1234, 1234, "5", "9"),
    ("27002010059801000", "00201", 598, 1000, "7", "3"),
    ("26000420299001000", "00042", 2990, 1000, "5", "5"),
    ("25000880015000500", "00088", 150, 500, "6", "8"),
]


@pytest.mark.parametrize(("body", "plu", "amount", "grams", "right", "left"), LONG)
def test_labels_of_eighteen_digits(body: str, plu: str, amount: int, grams: int, right: str, left: str) -> None:
    assert (gs1_check_digit(body), ean_left_check_digit(body)) == (int(right), int(left))
    for check, digit, other in (("gs1_right", right, left), ("ean_left", left, right)):
        profile = LabelProfiles({body[:2]: f"plu5 amount_fen weight_g {check}"})
        assert profile.read(body + digit) == ScaleLabel(body + digit, plu, amount, grams)
        if digit != other:
            with pytest.raises(BadCheckDigit):
                profile.read(body + other)
    anything = LabelProfiles({body[:2]: "plu5 amount_fen weight_g none"})
    for digit in "0123456789":
        assert anything.read(body + digit) == ScaleLabel(body + digit, plu, amount, grams)


def test_the_weight_may_stand_first() -> None:
    code = "260010001234012345"
    label = LabelProfiles({"26": "plu5 weight_g amount_fen gs1_right"}).read(code)
    assert label == ScaleLabel(code, "00100", amount_fen=1234, grams=1234)


def test_half_of_a_long_label_may_not_be_nothing() -> None:
    body = "26001000000001234"
    with pytest.raises(ZeroLabel):
        LabelProfiles({"26": "plu5 amount_fen weight_g none"}).read(body + "0")


def test_long_labels_are_off_unless_the_shop_wants_them() -> None:
    assert SHOP.read("260010001234012345") is None
    with pytest.raises(NotGoods):
        read_scan("260010001234012345", SHOP)


@pytest.mark.parametrize(
    ("flag", "layout"),
    [
        ("2", "plu4 amount_fen"),
        ("2", "plu5 price_check price_check"),
        ("2x", "plu5 amount_fen"),
        ("21", "plu7 amount_fen"),
        ("21", "amount_fen"),
        ("21", "plu4 price_check weight_g"),
        ("26", "plu4 amount_fen weight_g none"),
        ("26", "plu5 price_check amount_fen weight_g none"),
        ("26", "plu5 amount_fen weight_g pieces none"),
        ("21", "plu5"),
        ("21", "plu5 euros"),
        ("21", "plu5 amount_fen weight_g"),
        ("21", "plu5 amount_fen weight_g luhn"),
        ("21", "plu5 amount_fen euros none"),
        ("21", ""),
        ("69", "plu5 amount_fen"),
        ("13", "plu5 amount_fen"),
        ("28", "plu5 amount_fen weight_g"),
        ("62", "plu5 amount_fen weight_g none"),
        ("²1", "plu5 amount_fen weight_g"),
    ],
)
def test_a_layout_that_cannot_be_read_is_named(flag: str, layout: str) -> None:
    with pytest.raises(ValueError, match=flag):
        LabelProfiles({flag: layout})


@pytest.mark.parametrize(
    ("text", "times", "code"),
    [
        ("6901234567892", None, "6901234567892"),
        ("3*6901234567892", "3", "6901234567892"),
        ("3 x 6901234567892", "3", "6901234567892"),
        ("２×6901234567892", "2", "6901234567892"),
        ("0.5*SP0001", "0.5", "SP0001"),
        ("1234567*6901234567892", None, "1234567*6901234567892"),
        ("*3", None, "*3"),
    ],
)
def test_how_many_may_stand_before_the_code(text: str, times: str | None, code: str) -> None:
    scanned = read_scan(text, SHOP)
    assert (scanned.times, scanned.code, scanned.label) == (times, code, None)


@pytest.mark.parametrize(
    "code",
    ["150211238899912330", "28763443825664394", "289431869362714645", "6212345678901234567", "0112345678901234567"],
)
def test_a_payment_code_is_not_goods(code: str) -> None:
    with pytest.raises(NotGoods):
        read_scan(code, SHOP)
    with pytest.raises(NotGoods):
        read_scan(f"2*{code}", SHOP)


@given(st.text())
def test_whatever_is_scanned_is_read_or_refused(text: str) -> None:
    try:
        scanned = read_scan(text, LabelProfiles({**DEFAULT_LABELS, "26": "plu5 amount_fen weight_g ean_left"}))
    except (BadCheckDigit, ZeroLabel, NotGoods):
        return
    assert scanned.code == narrow(scanned.code)


# One profile a flag (5.2), and what looks like something else (5.4)


@pytest.mark.parametrize(
    "entries",
    [
        {"21": "plu5 amount_fen", "２１": "plu5 weight_g"},
        {"21": "plu5 amount_fen", " 21": "plu5 amount_fen"},
        {"26": "plu5 amount_fen", "２６": "plu5 amount_fen weight_g gs1_right"},
        {"21": "plu5 amount_fen", "2": "plu6 amount_fen"},
    ],
    ids=["another spelling", "the same again", "13 and 18 digits", "one within the other"],
)
def test_two_profiles_on_one_flag_are_refused(entries: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"[2２]"):
        LabelProfiles(entries)


@pytest.mark.parametrize("flag", ["13", *(str(flag) for flag in range(25, 30))])
@pytest.mark.parametrize(("check", "digit"), [("gs1_right", 0), ("ean_left", 1), ("none", 2)])
def test_every_flag_of_eighteen_digits(flag: str, check: str, digit: int) -> None:
    body = flag + "00100" + "01234" + "01234"
    code = body + str((gs1_check_digit(body), ean_left_check_digit(body), 7)[digit])

    label = LabelProfiles({flag: f"plu5 amount_fen weight_g {check}"}).read(code)

    assert label == ScaleLabel(code, "00100", amount_fen=1234, grams=1234)


def test_a_flag_of_eighteen_digits_leaves_thirteen_alone() -> None:
    shop = LabelProfiles({"26": "plu5 amount_fen weight_g gs1_right"})

    assert shop.read("2600100012347") is None
    assert shop.fitting("2600100012347") is None


def test_a_label_wins_over_the_payment_code_it_looks_like_if_its_check_digit_is_right() -> None:
    shop = LabelProfiles({"28": "plu5 amount_fen weight_g gs1_right"})
    body = "28001000123401234"
    right = body + str(gs1_check_digit(body))

    assert read_scan(right, shop).label is not None
    with pytest.raises(LabelOrPayment) as refused:
        read_scan("289431869362714645", shop)
    assert refused.value.word == "BadCheckDigit"
    assert "289431869362714645" not in refused.value.message(), "it may be somebody's money"


def test_the_largest_amount_of_five_digits() -> None:
    assert LabelProfiles({"29": "plu5 amount_fen"}).read("2900999999997") == ScaleLabel("2900999999997", "00999", 99999)


def test_a_weight_of_one_may_be_a_piece() -> None:
    body = "26000420299000001"
    label = LabelProfiles({"26": "plu5 amount_fen weight_g none"}).read(body + "0")
    assert label == ScaleLabel(body + "0", "00042", amount_fen=2990, grams=1)


@pytest.mark.parametrize(("body", "digit"), [("2875", 9), ("0598", 6), ("14685", 6)])
def test_price_check_digits_of_the_gs1_method(body: str, digit: int) -> None:
    assert price_check_digit(body) == digit


# Our own tags and receipts


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("SP0041;B20210901;2021-09-22", BatchTag("SP0041", "B20210901", date(2021, 9, 22))),
        ("SP0041;B20210901;20210922", BatchTag("SP0041", "B20210901", date(2021, 9, 22))),
        ("SP0041；B 7；", BatchTag("SP0041", "B 7", None)),
        ("SP0041;;2021-09-22", BatchTag("SP0041", "", date(2021, 9, 22))),
        ("SP0041;B1;2021-02-30", None),
        ("SP0041;B1", None),
        (";B1;2021-09-22", None),
        ("SP0041", None),
    ],
)
def test_a_batch_tag(text: str, tag: BatchTag | None) -> None:
    assert read_scan(text, SHOP).batch == tag


@pytest.mark.parametrize(
    ("text", "receipt"),
    [
        ("DX03-01-000003", "DX03-01-000003"),
        ("dx03-01-000003 9f86d081884c7d65", "DX03-01-000003"),
        ("DX03-01-00003", None),
        ("X-DX03-01-000003", None),
        ("DX03-01-0000031", None),
    ],
)
def test_a_receipt_is_told_apart_from_goods(text: str, receipt: str | None) -> None:
    assert read_scan(text, SHOP).receipt == receipt
