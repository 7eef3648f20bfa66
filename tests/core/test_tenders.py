"""Means, change, cash rounding and the shapes of payment codes (DOMAIN.md 5.5, 5.6)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.core.money import MOST_MONEY, ZERO, Money
from pos.core.tenders import (
    CASH,
    MEANS,
    VOUCHER,
    BadAmount,
    MoreThanDue,
    NotThisMeans,
    NoVoucher,
    Settled,
    Tender,
    UnknownFunder,
    UnknownMeans,
    check_payment_code,
    checked_funder,
    left_to_pay,
    paid,
    payment_code_means,
    quick_amounts,
    settle,
)

NOW = datetime(2021, 9, 8, 1, 0, tzinfo=UTC)


def taken(due: str, means: str, amount: str, before: tuple[Tender, ...] = ()) -> Settled:
    return settle(Money.yuan(due), before, means, Money.yuan(amount), "", NOW)


@pytest.mark.parametrize(
    ("due", "handed", "change", "rounding"),
    [
        ("36.34", "50.00", "13.70", "-0.04"),
        ("29.90", "29.90", "0.00", "0.00"),
        ("21.27", "21.20", "0.00", "-0.07"),
        ("0.09", "0.10", "0.01", "0.00"),
        ("0.09", "0.09", "0.00", "0.00"),
        ("0.00", "0.00", "0.00", "0.00"),
        ("0.00", "5.00", "5.00", "0.00"),
    ],
)
def test_cash_that_closes_the_sale(due: str, handed: str, change: str, rounding: str) -> None:
    done = taken(due, CASH, handed)

    assert done.complete
    assert (str(done.change), str(done.rounding)) == (change, rounding)


@pytest.mark.parametrize(
    ("due", "asked"),
    [
        ("12.34", "12.30"),
        ("12.35", "12.30"),
        ("12.05", "12.00"),
        ("0.05", "0.05"),
        ("99.99", "99.90"),
        ("7.00", "7.00"),
    ],
)
def test_cash_is_asked_down_to_the_jiao_and_nothing_is_given_away(due: str, asked: str) -> None:
    """The table of DOMAIN.md 5.6: less than a jiao is asked in full."""
    done = taken(due, CASH, asked)

    assert (done.complete, done.change, done.rounding) == (True, ZERO, Money.yuan(asked) - Money.yuan(due))
    if done.rounding:
        assert not taken(due, CASH, str(Money.yuan(asked) - Money(1))).complete


@pytest.mark.parametrize("means", [means for means in MEANS if means != CASH])
@pytest.mark.parametrize("due", ["12.34", "12.35", "12.05", "0.05", "99.99"])
def test_only_cash_is_rounded(means: str, due: str) -> None:
    done = taken(due, means, due)

    assert (done.complete, done.change, done.rounding, done.tender.kept) == (True, ZERO, ZERO, Money.yuan(due))


def test_cash_that_does_not_close_it_rounds_nothing() -> None:
    done = taken("116.42", CASH, "50.00")

    assert not done.complete
    assert (done.left, done.rounding, done.change) == (Money.yuan("66.42"), ZERO, ZERO)


def test_a_fen_below_what_cash_is_asked_leaves_the_rest_unrounded() -> None:
    assert taken("21.27", CASH, "21.19").left == Money.yuan("0.08")


def test_another_means_pays_to_the_fen() -> None:
    assert taken("21.27", "WECHAT", "21.27").complete
    assert taken("21.27", "WECHAT", "21.20").left == Money.yuan("0.07")
    with pytest.raises(MoreThanDue):
        taken("21.27", "WECHAT", "21.28")


@pytest.mark.parametrize("amount", ["-1.00", "0.00", "1000000000.00"])
def test_amounts_that_nobody_hands_over(amount: str) -> None:
    for means in (CASH, "WECHAT"):
        with pytest.raises(BadAmount):
            taken("21.27", means, amount)


def test_only_known_means_are_taken() -> None:
    with pytest.raises(UnknownMeans):
        taken("10.00", "BITCOIN", "10.00")


@given(
    st.integers(0, 10**8),
    st.lists(st.tuples(st.sampled_from(MEANS), st.integers(-5, 10**8) | st.integers(0, 300)), max_size=8),
)
def test_whatever_is_handed_over_adds_up(due_fen: int, hands: list[tuple[str, int]]) -> None:
    due, tenders, last = Money(due_fen), [], None
    for means, fen in hands:
        try:
            last = settle(due, tenders, means, Money(fen), "", NOW)
        except (BadAmount, MoreThanDue):
            continue
        tenders.append(last.tender)
        assert last.tender.handed == last.tender.kept + last.change
        assert last.left + paid(tenders) == due + last.rounding
        assert ZERO <= last.left <= due
        if last.complete:
            break
        assert (last.change, last.rounding) == (ZERO, ZERO)
        assert last.left == left_to_pay(due, tenders)
    if last is not None and last.complete:
        assert -10 < last.rounding.fen <= 0
        assert last.change >= ZERO
        assert not last.rounding or tenders[-1].means == CASH
        assert not last.change or tenders[-1].means == CASH


@pytest.mark.parametrize(
    ("code", "means"),
    [
        ("150211238899912330", "WECHAT"),
        ("135112298638468293", "WECHAT"),
        ("28763443825664394", "ALIPAY"),
        ("289431869362714645", "ALIPAY"),
        ("30" + "1" * 22, "ALIPAY"),
        ("6212345678901234567", "UNIONPAY_QR"),
        ("0112345678901234567", "ECNY"),
        (" 135112298638468293\n", "WECHAT"),
        ("１３５１１２２９８６３８４６８２９３", "WECHAT"),
    ],
)
def test_whose_code_it_is(code: str, means: str) -> None:
    assert payment_code_means(code) == means
    check_payment_code(means, code)


@pytest.mark.parametrize(
    "code",
    [
        "13511229863846829",
        "1351122986384682930",
        "168612345678901234",
        "2894318693627",
        "311234567890123456",
        "62123456789012345",
        "28A4318693627146",
        "",
        "135112 298638468293",
        "٢٨٧٦٣٤٤٣٨٢٥٦٦٤٣٩٤",
    ],
)
def test_what_no_wallet_shows(code: str) -> None:
    assert payment_code_means(code) is None
    for means in MEANS:
        with pytest.raises(NotThisMeans):
            check_payment_code(means, code)


def test_a_code_of_another_wallet_is_refused() -> None:
    with pytest.raises(NotThisMeans):
        check_payment_code("ALIPAY", "135112298638468293")
    with pytest.raises(NotThisMeans):
        check_payment_code(CASH, "135112298638468293")


@given(st.integers(1, MOST_MONEY.fen))
def test_quick_amounts_begin_with_the_exact_cash_and_rise(fen: int) -> None:
    amounts = quick_amounts(Money(fen))

    assert amounts[0] == Money(fen)
    assert amounts == sorted(set(amounts))
    assert len(amounts) <= 5


@pytest.mark.parametrize("code", ["160211238899912330", " 160211238899912330\n", "１６０211238899912330"])
def test_a_fusion_wallet_s_codes_are_wechat_s_where_a_shop_asks_for_them(code: str) -> None:
    assert payment_code_means(code) is None
    assert payment_code_means(code, fusion=True) == "WECHAT"
    check_payment_code("WECHAT", code, fusion=True)
    with pytest.raises(NotThisMeans):
        check_payment_code("WECHAT", code)


@pytest.mark.parametrize("code", ["168612345678901234", "16021123889991233", "1602112388999123300"])
def test_nothing_else_becomes_one(code: str) -> None:
    assert payment_code_means(code, fusion=True) is None


def test_who_pays_for_a_voucher() -> None:
    assert checked_funder(VOUCHER, "区总工会") == "区总工会"
    assert checked_funder(VOUCHER, "") == ""
    assert checked_funder(VOUCHER, "区总工会", ("本店", "区总工会")) == "区总工会"
    assert checked_funder(CASH, "", ("本店",)) == ""
    for funder in ("", "街道办"):
        with pytest.raises(UnknownFunder, match="本店"):
            checked_funder(VOUCHER, funder, ("本店", "区总工会"))
    with pytest.raises(UnknownFunder) as refused:
        checked_funder(VOUCHER, "工" * 25)
    assert refused.value.word == "UnknownFunder"
    with pytest.raises(NoVoucher):
        checked_funder(CASH, "区总工会")
