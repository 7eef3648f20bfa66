"""Find any receipt again: by number, amount, time, day, goods, clerk or means, typed into one box.

`read_query` says what the words mean, `find` looks it up: newest first along the numbers, and no further than the limit
asks. Only what few or no receipts fit makes it look at all of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Text, exists, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from pos.core import catalog
from pos.core.labels import MEANS, means_label
from pos.core.money import Money
from pos.core.receipts import Receipt, ReceiptLine, ReceiptTender, bare_number, receipt_number
from pos.core.staff import Staff
from pos.core.tables import SHOP_TIME, WholeNumber
from pos.core.wording import translate

#: A customer's watch and the till's differ; a receipt is found so many minutes before and after.
MINUTES_AROUND = 10
#: A cash total was rounded down by less than a jiao.
LARGEST_ROUNDING = 9
#: Goods that a word may mean; more is no search.
MOST_GOODS = 200
MOST_WORDS = 6
#: In so many of the newest receipts a name is looked for that the catalogue does not know.
NAMES_SOUGHT = 100_000
#: Longer numbers are barcodes.
LONGEST_NUMBER = 9
#: Shorter ones are no code of goods: a PLU has five digits.
SHORTEST_CODE = 5
_AMOUNT = re.compile(r"[¥￥]?(\d{1,9}(?:\.\d{1,2})?)(?:元)?")
_TIME = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
_DAY = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/月](\d{1,2})日?")
_CLERK = re.compile(r"(?:@|收银员?|clerk)\s*(\w{1,12})", re.IGNORECASE)


class Wanted(Struct, frozen=True):
    """One reading of what was typed; what is None or empty does not matter."""

    number: int | None = None
    amount: Money | None = None
    at: time | None = None
    first: date | None = None
    last: date | None = None
    clerk: str | None = None
    means: str | None = None
    refunds: bool = False
    words: tuple[str, ...] = ()


class FoundReceipt(Struct, frozen=True):
    """A receipt that was found. `paid` is what changed hands (cash rounding off); `goods` are the lines' names."""

    id: int
    number: int
    receipt: str
    at: datetime
    refund: bool
    of: str
    clerk: str
    total: Money
    paid: Money
    lines: int
    goods: tuple[str, ...]
    means: tuple[str, ...]

    def as_answer(self) -> dict[str, object]:
        """The answer of `find_receipt`."""
        answer: dict[str, object] = {
            "receipt": self.receipt,
            "at": self.at.isoformat(),
            "kind": "REFUND" if self.refund else "SALE",
            "total": str(self.total),
            "paid": str(self.paid),
            "lines": self.lines,
            "clerk": self.clerk,
            "means": list(self.means),
        }
        return answer | ({"of": self.of} if self.of else {})


def read_query(text: str, today: date, shop: str, till: str) -> list[Wanted]:
    """What the words may mean, the likeliest reading first; a bare number is a receipt's, an amount, or goods."""
    readings = [Wanted()]
    shown = unicodedata.normalize("NFKC", text).strip()
    whole = bare_number(shown, shop, till) if shown.upper().startswith(f"{shop}-{till}-".upper()) else None
    if whole is not None:
        return [Wanted(number=whole)]
    for word in shown.split()[:MOST_WORDS]:
        readings = [merged for reading in readings for merged in _merged(reading, word, today)]
    return readings


def _merged(reading: Wanted, word: str, today: date) -> list[Wanted]:
    """The reading with one more word in it; several if the word is a bare number."""
    if found := _TIME.fullmatch(word):
        return [replace(reading, at=time(int(found[1]), int(found[2])))]
    if (day := _day(word, today)) is not None:
        return [replace(reading, first=day, last=day)]
    if found := _CLERK.fullmatch(word):
        return [replace(reading, clerk=found[1])]
    if word in (translate("Receipts", "refund"), "退", "退货"):
        return [replace(reading, refunds=True)]
    means = next((code for code in MEANS if word.upper() == code or word == means_label(code)), None)
    if means is not None:
        return [replace(reading, means=means)]
    as_words = replace(reading, words=(*reading.words, word))
    if word.isascii() and word.isdigit():
        ways = []
        if len(word) <= LONGEST_NUMBER:
            ways.append(replace(reading, number=int(word)))
        if not word.startswith("0") and len(word) <= 6:
            ways.append(replace(reading, amount=Money(int(word) * 100)))
        return [*ways, as_words] if len(word) >= SHORTEST_CODE else ways
    if amount := _AMOUNT.fullmatch(word):
        return [replace(reading, amount=Money.yuan(amount[1]))]
    return [as_words]


def _day(word: str, today: date) -> date | None:
    named = {"今天": 0, "昨天": 1, "前天": 2, "today": 0, "yesterday": 1}
    if word.lower() in named:
        return today - timedelta(days=named[word.lower()])
    found = _DAY.fullmatch(word)
    if found is None:
        return None
    try:
        day = date(int(found[1] or today.year), int(found[2]), int(found[3]))
        # Without a year the last such day is meant, never one to come.
        return day if found[1] or day <= today else day.replace(year=today.year - 1)
    except ValueError:
        return None


def find(
    session: Session,
    readings: Sequence[Wanted],
    *,
    shop: str,
    till: str,
    first: date | None = None,
    last: date | None = None,
    limit: int = 50,
) -> list[FoundReceipt]:
    """The receipts of this till that fit any of the readings, each once, newest first within a reading.

    `first` and `last` are business days that count where the words name none; a receipt's number is found on any day.
    """
    heads: dict[int, Receipt] = {}
    for wanted in readings:
        if len(heads) >= limit:
            break
        named = wanted.first or wanted.last or wanted.number is not None
        days = wanted if named else replace(wanted, first=first, last=last)
        conditions = _conditions(session, days, till)
        if conditions is None:
            continue
        statement = select(Receipt).where(Receipt.till == till, *conditions)
        # Along the index of the numbers, newest first: nothing is sorted, and it stops when there is enough.
        ordered = statement.order_by(Receipt.number.desc()).limit(limit - len(heads))
        for head in session.scalars(ordered):
            heads.setdefault(head.id, head)
    return _described(session, list(heads.values()), shop)


def _conditions(session: Session, wanted: Wanted, till: str) -> list[ColumnElement[bool]] | None:
    """What the database is asked; None if nothing can fit."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.number is not None:
        conditions.append(Receipt.number == wanted.number)
    if wanted.amount is not None:
        most = Money(wanted.amount.fen + LARGEST_ROUNDING)
        conditions.append(Receipt.net.between(wanted.amount, most))
        paid = type_coerce(Receipt.net + Receipt.rounding, WholeNumber)
        conditions.append(or_(Receipt.net == wanted.amount, paid == wanted.amount.fen))
    if wanted.first is not None:
        conditions.append(Receipt.business_day >= wanted.first)
    if wanted.last is not None:
        conditions.append(Receipt.business_day <= wanted.last)
    if wanted.at is not None:
        conditions.append(func.substr(type_coerce(Receipt.at, Text), 12, 5).in_(_minutes(wanted.at)))
    if wanted.clerk is not None:
        named = select(Staff.no).where(Staff.name == wanted.clerk)
        conditions.append(or_(Receipt.clerk == wanted.clerk, Receipt.clerk.in_(named)))
    if wanted.refunds:
        conditions.append(Receipt.kind == "REFUND")
    if wanted.means is not None:
        conditions.append(exists().where(ReceiptTender.receipt_id == Receipt.id, ReceiptTender.means == wanted.means))
    for word in wanted.words:
        codes = [row.code for row in catalog.find(session, word, MOST_GOODS)]
        if codes:
            conditions.append(_has_line(ReceiptLine.product_code.in_(codes)))
        elif word.isascii():
            return None
        else:
            # Goods that have left the catalogue still stand on receipts under their name; not sought for ever.
            newest = select(func.max(Receipt.number)).where(Receipt.till == till).scalar_subquery()
            conditions.append(Receipt.number > newest - NAMES_SOUGHT)
            conditions.append(_has_line(ReceiptLine.name.contains(word, autoescape=True)))
    return conditions


def _has_line(goods: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(ReceiptLine.receipt_id == Receipt.id, goods)


def _minutes(at: time) -> list[str]:
    """The minutes around a time of day, as instants are written: in UTC."""
    middle = datetime.combine(date(2000, 1, 2), at, SHOP_TIME)
    around = range(-MINUTES_AROUND, MINUTES_AROUND + 1)
    return [(middle + timedelta(minutes=by)).astimezone(UTC).strftime("%H:%M") for by in around]


def _described(session: Session, heads: Sequence[Receipt], shop: str) -> list[FoundReceipt]:
    ids = [head.id for head in heads]
    lines: dict[int, dict[int, str]] = defaultdict(dict)
    means: dict[int, dict[str, None]] = defaultdict(dict)
    sales: dict[int, str] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        for receipt_id, n, name in session.execute(
            select(ReceiptLine.receipt_id, ReceiptLine.n, ReceiptLine.name)
            .where(ReceiptLine.receipt_id.in_(part))
            .order_by(ReceiptLine.receipt_id, ReceiptLine.n)
        ):
            lines[receipt_id].setdefault(n, name)
        for receipt_id, code in session.execute(
            select(ReceiptTender.receipt_id, ReceiptTender.means)
            .where(ReceiptTender.receipt_id.in_(part))
            .order_by(ReceiptTender.receipt_id, ReceiptTender.n)
        ):
            means[receipt_id][code] = None
        olds = [head.of_id for head in heads[start : start + 500] if head.of_id is not None]
        for old_id, own, number in session.execute(
            select(Receipt.id, Receipt.till, Receipt.number).where(Receipt.id.in_(olds))
        ):
            sales[old_id] = receipt_number(shop, own, number)
    return [
        FoundReceipt(
            id=head.id,
            number=head.number,
            receipt=receipt_number(shop, head.till, head.number),
            at=head.at.astimezone(SHOP_TIME),
            refund=head.kind == "REFUND",
            of=sales.get(head.of_id or 0, ""),
            clerk=head.clerk,
            total=head.net,
            paid=head.net + head.rounding,
            lines=len(lines[head.id]),
            goods=tuple(lines[head.id].values()),
            means=tuple(means[head.id]),
        )
        for head in heads
    ]
