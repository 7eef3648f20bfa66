"""Means of payment, what is left to pay, cash rounding and change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from pos.core.money import MOST_MONEY, ZERO, Money
from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP

CASH = "CASH"
ORG_CREDIT = "ORG_CREDIT"
VOUCHER = "VOUCHER"
#: A code that hangs in the shop: nobody but the clerk, who looks at the customer's telephone, says that it was paid.
STATIC_QR = "STATIC_QR"
MEANS = (
    CASH,
    "WECHAT",
    "ALIPAY",
    "ECNY",
    "UNIONPAY_QR",
    "CARD_POS",
    "LOVE_CARD_BANK",
    ORG_CREDIT,
    VOUCHER,
    STATIC_QR,
)

#: How the reference of a tender begins that moved no money: goods that came back were set off against new ones.
SET_OFF = "EXCHANGE "
#: The largest note there is.
LARGEST_NOTE = Money(10000)

#: Shapes of payment codes (DOMAIN.md 5.5).
PAYMENT_CODES = {
    "WECHAT": re.compile(r"1[0-5]\d{16}"),
    "ALIPAY": re.compile(r"(2[5-9]|30)\d{14,22}"),
    "UNIONPAY_QR": re.compile(r"62\d{17}"),
    "ECNY": re.compile(r"01\d{17}"),
}
#: The page of a "fusion wallet" adds these to WeChat's own, where a shop asks for them.
FUSION_WALLET = re.compile(r"160\d{15}")

#: Whoever pays for a voucher, at most so many characters: it stands on a receipt.
LONGEST_FUNDER = 24


class UnknownMeans(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{means} is no means of payment here; nothing was taken.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose one of the means on the screen.")


class NotThisMeans(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "That code does not belong to this means of payment; nothing was taken.")
    todo = QT_TRANSLATE_NOOP("Problem", "Ask the customer to open the payment code again, then scan it.")


class MoreThanDue(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Only {left} is left to pay; {amount} was not taken.")
    todo = QT_TRANSLATE_NOOP("Problem", "Take {left}: only cash gives change.")


class BuyerNeeded(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "On account needs a buyer; nothing was taken.")
    todo = QT_TRANSLATE_NOOP("Problem", "F7 chooses the buyer, or take another means.")


class OverLimit(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{buyer} may still take {left} on account; {amount} was not booked.")
    todo = QT_TRANSLATE_NOOP("Problem", "Take the rest by another means.")


class UnknownFunder(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "“{funder}” pays for no vouchers here; nothing was taken.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose who pays for the voucher: {funders}.")


class LongFunder(UnknownFunder):
    sentence = QT_TRANSLATE_NOOP("Problem", "“{funder}” is too long for a receipt; nothing was taken.")
    todo = QT_TRANSLATE_NOOP("Problem", "Write who pays for the voucher in at most {most} characters.")

    @property
    def word(self) -> str:
        """The same word as for a funder that nobody knows."""
        return UnknownFunder.__name__


class NoVoucher(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Only a voucher has somebody who pays for it; nothing was taken.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose the means voucher, or leave out who pays for it.")


class BadAmount(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{text} is no amount of money above zero; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Type yuan with at most two decimals, such as 12.50.")


class NotPaidInFull(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{left} is still missing; the sale is not complete.")
    todo = QT_TRANSLATE_NOOP("Problem", "Take {left} more, or another means.")


class Tender(Struct, frozen=True):
    """Money handed over in one means; `kept` is what stays in the till (change off).

    `request` is the order number under which a payment service took it (`core/pay_requests.py`); empty for any other.
    `funder` is who pays for a voucher; empty for any other means, and where a shop does not tell.
    """

    means: str
    handed: Money
    kept: Money
    reference: str
    at: datetime
    request: str = ""
    funder: str = ""


class Settled(Struct, frozen=True):
    """What a further tender does: what is left, and when nothing is, the change and the cash rounding (≤ 0)."""

    tender: Tender
    left: Money
    change: Money
    rounding: Money

    @property
    def complete(self) -> bool:
        """The due is covered."""
        return not self.left


def paid(tenders: Sequence[Tender]) -> Money:
    """What stays of the tenders so far."""
    return Money(sum(tender.kept.fen for tender in tenders))


def left_to_pay(due: Money, tenders: Sequence[Tender]) -> Money:
    """What is still missing, before any cash rounding."""
    return due - paid(tenders)


def settle(due: Money, tenders: Sequence[Tender], means: str, amount: Money, reference: str, at: datetime) -> Settled:
    """Add a tender to those that stand.

    Cash that closes the sale asks for the rest rounded down to the 角 (a rest under 0.10 in full) and gives change;
    cash that does not close it rounds nothing; other means must fit exactly or leave something (CONTRACT.md section 3).
    Refuses with UnknownMeans, BadAmount or MoreThanDue.
    """
    if means not in MEANS:
        raise UnknownMeans(means=means)
    left = left_to_pay(due, tenders)
    if amount.fen < 0 or amount > MOST_MONEY or (amount.fen == 0 and left.fen != 0):
        raise BadAmount(text=amount)
    if means == CASH:
        asked = left.down_to_jiao()
        if amount >= asked:
            return Settled(Tender(means, amount, asked, reference, at), ZERO, amount - asked, asked - left)
    elif amount > left:
        raise MoreThanDue(left=left, amount=amount)
    return Settled(Tender(means, amount, amount, reference, at), left - amount, ZERO, ZERO)


def checked_funder(means: str, funder: str, known: Sequence[str] = ()) -> str:
    """Who pays for a voucher, one of the shop's `known` funders if it names any.

    Refuses NoVoucher for another means and UnknownFunder for nobody of those, for none, or for a text too long.
    """
    if means != VOUCHER:
        if funder:
            raise NoVoucher
        return ""
    if len(funder) > LONGEST_FUNDER:
        raise LongFunder(funder=funder, most=LONGEST_FUNDER)
    if known and funder not in known:
        raise UnknownFunder(funder=funder, funders=", ".join(known))
    return funder


def payment_code_means(code: str, *, fusion: bool = False) -> str | None:
    """Which wallet shows codes of this shape; None if none does. The code itself is never stored or logged.

    `fusion`: codes that begin with 160 are WeChat's too.
    """
    digits = unicodedata.normalize("NFKC", code).strip()
    if not digits.isascii():
        return None
    if fusion and FUSION_WALLET.fullmatch(digits):
        return "WECHAT"
    return next((means for means, shape in PAYMENT_CODES.items() if shape.fullmatch(digits)), None)


def check_payment_code(means: str, code: str, *, fusion: bool = False) -> None:
    """Refuse a code whose shape is not that of `means`."""
    if payment_code_means(code, fusion=fusion) != means:
        raise NotThisMeans


def a_note_too_many(change: Money) -> bool:
    """Whether a customer who gave real notes would not have given so much: the largest comes back whole."""
    return change >= LARGEST_NOTE


def quick_amounts(asked: Money) -> list[Money]:
    """The exact cash and up to four amounts a customer is likely to hand over, ascending."""
    amounts = {asked}
    for note in (500, 1000, 2000, 5000, 10000):
        if note > 500 or asked.fen < 5000:
            amounts.add(Money(-(-asked.fen // note) * note))
    return sorted(amounts)[:5]
