"""What may be noted beside a tender: its slip, never a whole card number or a payment code (DOMAIN.md 5.5, 5.12)."""

from __future__ import annotations

import pytest

from pos.core.references import NeverStored, checked_reference
from pos.core.tenders import MEANS

#: Numbers that cards could carry: Luhn's rule fits, no bank ever gave them out.
CARDS = ("6228480402564890018", "4111111111111111", "378282246310005", "6212262201023557228")


@pytest.mark.parametrize("means", MEANS)
@pytest.mark.parametrize("number", CARDS)
@pytest.mark.parametrize("written", ["{}", "卡号{}", "尾号 0018 / {} 已刷"])
def test_no_card_number_is_kept_beside_any_means(means: str, number: str, written: str) -> None:
    with pytest.raises(NeverStored) as refused:
        checked_reference(means, written.format(number))
    assert number not in f"{refused.value}{refused.value.message()}"


@pytest.mark.parametrize(
    "written",
    [
        "6228 4804 0256 4890 018",
        "6228-4804-0256-4890-018",
        "６２２８４８０４０２５６４８９００１８",
        "4111.1111.1111.1111",
    ],
)
def test_nor_in_groups_as_it_stands_on_the_card(written: str) -> None:
    for means in ("CARD_POS", "VOUCHER"):
        with pytest.raises(NeverStored):
            checked_reference(means, written)


@pytest.mark.parametrize("means", ["CARD_POS", "LOVE_CARD_BANK"])
def test_beside_a_card_no_row_of_that_many_digits_is_anything_else(means: str) -> None:
    for digits in ("1" * 13, "1234567890123456", "9" * 19):
        with pytest.raises(NeverStored):
            checked_reference(means, digits)


@pytest.mark.parametrize(
    "code",
    [
        "150211238899912330",
        "135112298638468293",
        "28763443825664394",
        "289431869362714645",
        "6212345678901234567",
        "0112345678901234567",
        "160211238899912330",
    ],
)
def test_a_payment_code_typed_into_the_wrong_box(code: str) -> None:
    for means in ("CASH", "WECHAT", "STATIC_QR"):
        with pytest.raises(NeverStored):
            checked_reference(means, f" {code} ")


@pytest.mark.parametrize(
    ("means", "reference"),
    [
        ("CARD_POS", "8832"),
        ("CARD_POS", "尾号 8832 凭证 000123 参考号 125008123456"),
        ("LOVE_CARD_BANK", "622848 **** 0018"),
        ("WECHAT", "4200001234202109081234567890"),
        ("ALIPAY", "2021090822001412345678901234"),
        ("VOUCHER", "GH-2021-000123"),
        ("ORG_CREDIT", "京公函〔2021〕12号"),
        ("STATIC_QR", ""),
    ],
)
def test_what_stands_on_a_slip_is_kept_as_it_is(means: str, reference: str) -> None:
    assert checked_reference(means, reference) == reference
