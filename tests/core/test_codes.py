"""What a scanner sends: EAN, scale labels, payment codes (DOMAIN.md 5.1 to 5.5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.core.codes import (
    DEFAULT_LABELS,
    BadCheckDigit,
    LabelProfiles,
    NotGoods,
    ScaleLabel,
    UnknownCode,
    ZeroLabel,
    ean_left_check_digit,
    gs1_check_digit,
    is_ean,
    narrow,
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
    ],
)
def test_labels_of_thirteen_digits(code: str, layout: str, expected: tuple[str, int | None, int | None]) -> None:
    plu, amount, grams = expected
    assert LabelProfiles({code[:2]: layout}).read(code) == ScaleLabel(code, plu, amount, grams)


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
        ("2", "plu5 amount_fen"),
        ("2x", "plu5 amount_fen"),
        ("21", "plu6 amount_fen"),
        ("21", "plu5"),
        ("21", "plu5 euros"),
        ("21", "plu5 amount_fen weight_g"),
        ("21", "plu5 amount_fen weight_g luhn"),
        ("21", "plu5 amount_fen euros none"),
        ("21", ""),
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
