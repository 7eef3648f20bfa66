"""Receipts: what was sold and what was taken back. Rows are only ever added; corrections are new rows.

A sale and a refund are both receipts, for both take a number of the till's one gapless series. Amounts of a refund are
positive and count minus. A gift box with parts stands in several rows of one line, one a county (`part` 0, 1, …).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from unicodedata import normalize
from uuid import UUID, uuid4

from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, bindparam, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core import journal
from pos.core.journal import Stamp
from pos.core.money import ZERO, Money, Quantity, half_up
from pos.core.statements import Prepared, adding
from pos.core.tables import SHOP_TIME, Base


class Receipt(Base):
    """Head of a sale (`kind` SALE) or a refund (REFUND, `of_id` the sale, NULL for goods without a receipt)."""

    __tablename__ = "receipts"
    __table_args__ = (
        UniqueConstraint("till", "number"),
        CheckConstraint("kind IN ('SALE', 'REFUND')", name="kind_known"),
        Index("ix_receipts_shift_id", "shift_id"),
        Index("ix_receipts_business_day", "business_day"),
        Index("ix_receipts_of_id", "of_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    till: Mapped[str]
    number: Mapped[int]
    kind: Mapped[str]
    at: Mapped[datetime]
    business_day: Mapped[date]
    hour: Mapped[int]
    shift_id: Mapped[int | None] = mapped_column(ForeignKey("shifts.id"))
    clerk: Mapped[str]
    mode: Mapped[str]
    channel: Mapped[str]
    buyer_kind: Mapped[str]
    buyer: Mapped[str | None]
    agreement: Mapped[str | None]
    fair: Mapped[str | None]
    motive: Mapped[str | None]
    purchase_mode: Mapped[str | None]
    love_card: Mapped[bool]
    gross: Mapped[Money]
    discount: Mapped[Money]
    net: Mapped[Money]
    rounding: Mapped[Money]
    change: Mapped[Money]
    of_id: Mapped[int | None] = mapped_column(ForeignKey("receipts.id"))
    reason: Mapped[str | None]
    journal_n: Mapped[int]
    counts_for: Mapped[str | None]
    operator: Mapped[str | None]


class ReceiptLine(Base):
    """One row of a receipt with everything as it was at that moment; never worked out again later."""

    __tablename__ = "receipt_lines"
    __table_args__ = ({"sqlite_with_rowid": False},)

    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipts.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    of_n: Mapped[int]
    product_code: Mapped[str]
    name: Mapped[str]
    spec: Mapped[str]
    unit: Mapped[str]
    region: Mapped[str]
    producer: Mapped[str | None]
    batch: Mapped[str | None]
    label: Mapped[str | None]
    quantity: Mapped[Quantity]
    grams: Mapped[int]
    price: Mapped[Money]
    shelf_price: Mapped[Money]
    price_kind: Mapped[str]
    gross: Mapped[Money]
    discount: Mapped[Money]
    net: Mapped[Money]
    vat_kind: Mapped[str]
    vat_bp: Mapped[int]
    vat: Mapped[Money]
    certification_no: Mapped[str | None]
    certified: Mapped[bool]


class ReceiptTender(Base):
    """Money in one means: `handed` is what was given to the till, `kept` what stayed (change off)."""

    __tablename__ = "receipt_tenders"
    __table_args__ = ({"sqlite_with_rowid": False},)

    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipts.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    means: Mapped[str]
    handed: Mapped[Money]
    kept: Mapped[Money]
    reference: Mapped[str]
    #: Who pays for a voucher, if that was told.
    funder: Mapped[str | None]


#: What stands in a refund's record in place of the receipt, when there was none.
NO_SALE = "NONE"

_LAST_NUMBER = Prepared(select(func.max(Receipt.number)).where(Receipt.till == bindparam("till")))
_ADD = adding(Receipt, numbered=True)
_ADD_LINE = adding(ReceiptLine)
_ADD_TENDER = adding(ReceiptTender)


class BookedLine(Struct, frozen=True):
    """One row of a receipt on its way into the books; the fields are those of `ReceiptLine`."""

    n: int
    part: int
    of_n: int
    product_code: str
    name: str
    spec: str
    unit: str
    region: str
    producer: str | None
    batch: str | None
    label: str | None
    quantity: Quantity
    grams: int
    price: Money
    shelf_price: Money
    price_kind: str
    gross: Money
    net: Money
    vat_kind: str
    vat_bp: int
    certification_no: str | None
    certified: bool

    @property
    def discount(self) -> Money:
        """What was given off."""
        return self.gross - self.net

    @property
    def vat(self) -> Money:
        """The tax that stands in the net, half up a line (DOMAIN.md 5.11); nothing for exempt goods."""
        if self.vat_kind != "TAXED":
            return ZERO
        return Money(half_up(self.net.fen * self.vat_bp, 10000 + self.vat_bp))

    def as_record(self) -> dict[str, object]:
        """The line as the sync file carries it (CONTRACT.md section 5)."""
        record: dict[str, object] = {
            "i": self.n,
            "p": self.product_code,
            "o": self.region,
            "q": self.quantity.thousandths,
            "u": self.unit,
            "g": self.grams,
            "gross": self.gross.fen,
            "disc": self.discount.fen,
            "net": self.net.fen,
            "vat": self.vat.fen,
            "vt": self.vat_kind,
        }
        known = {"pr": self.producer, "bt": self.batch, "cert": self.certification_no if self.certified else None}
        return record | {key: value for key, value in known.items() if value is not None}


class BookedTender(Struct, frozen=True):
    """Money of one means on its way into the books."""

    means: str
    handed: Money
    kept: Money
    reference: str
    funder: str = ""

    def as_record(self) -> dict[str, object]:
        """The tender as the sync file carries it (CONTRACT.md section 5)."""
        return {"k": self.means, "f": self.kept.fen} | ({"fu": self.funder} if self.funder else {})


class Deal(Struct, frozen=True):
    """What is booked with every receipt beside its lines: the atoms of DOMAIN.md section 1."""

    channel: str
    buyer_kind: str
    buyer: str | None = None
    agreement: str | None = None
    fair: str | None = None
    motive: str | None = None
    purchase_mode: str | None = None
    love_card: bool = False
    mode: str = "OFFLINE"
    counts_for: str | None = None
    operator: str | None = None

    def as_record(self) -> dict[str, object]:
        """The atoms as the sync file carries them."""
        return {
            "mode": self.mode,
            "ch": self.channel,
            "bk": self.buyer_kind,
            "org": self.buyer,
            "agr": self.agreement,
            "fair": self.fair,
            "motive": self.motive,
            "pm": self.purchase_mode,
            "card": 1 if self.love_card else None,
            "for": self.counts_for,
            "operator": self.operator,
        }


class Booked(Struct, frozen=True):
    """A receipt in the books."""

    id: int
    number: int
    printed: str
    net: Money
    rounding: Money


def sold_in_all(session: Session) -> Money:
    """What all sales in the books come to, nothing of what came back taken off."""
    return session.scalar(select(func.sum(Receipt.net)).where(Receipt.kind == "SALE")) or ZERO


def next_number(session: Session, till: str) -> int:
    """The next of the till's one gapless series."""
    return (_LAST_NUMBER.value(session, {"till": till}) or 0) + 1


def book(
    session: Session,
    stamp: Stamp,
    *,
    shop: str,
    shift_id: int,
    uuid: str,
    deal: Deal,
    lines: Sequence[BookedLine],
    tenders: Sequence[BookedTender],
    rounding: Money,
    change: Money = ZERO,
    of: Receipt | None = None,
    no_sale: bool = False,
    reason: str | None = None,
) -> Booked:
    """Give a sale, or a refund `of` a sale, its number and write it: journal record, head, lines, tenders.

    `no_sale` makes it a refund of goods without a receipt.
    """
    number = next_number(session, stamp.till)
    printed = receipt_number(shop, stamp.till, number)
    gross, net = Money(sum(line.gross.fen for line in lines)), Money(sum(line.net.fen for line in lines))
    record = deal.as_record() | {
        "no": printed,
        "clerk": stamp.clerk,
        "net": net.fen,
        "disc": (gross - net).fen,
        "rnd": rounding.fen,
        "lines": [line.as_record() for line in lines],
        "ten": [tender.as_record() for tender in tenders],
    }
    back = of is not None or no_sale
    if back:
        record |= {"of": NO_SALE if of is None else receipt_number(shop, of.till, of.number), "why": reason}
    head = journal.append(session, stamp, "R" if back else "S", record, id=uuid)
    row: dict[str, object] = asdict(deal) | {
        "uuid": uuid,
        "till": stamp.till,
        "number": number,
        "kind": "REFUND" if back else "SALE",
        "at": stamp.at,
        "business_day": stamp.business_day,
        "hour": stamp.at.astimezone(SHOP_TIME).hour,
        "shift_id": shift_id,
        "clerk": stamp.clerk,
        "gross": gross,
        "discount": gross - net,
        "net": net,
        "rounding": rounding,
        "change": change,
        "of_id": None if of is None else of.id,
        "reason": reason,
        "journal_n": head.n,
    }
    receipt_id: int = _ADD.value(session, row)
    _ADD_LINE.run_all(session, [_line_row(receipt_id, line) for line in lines])
    _ADD_TENDER.run_all(
        session,
        [
            {
                "receipt_id": receipt_id,
                "n": n,
                "means": tender.means,
                "handed": tender.handed,
                "kept": tender.kept,
                "reference": tender.reference,
                "funder": tender.funder or None,
            }
            for n, tender in enumerate(tenders, 1)
        ],
    )
    return Booked(receipt_id, number, printed, net, rounding)


def _line_row(receipt_id: int, line: BookedLine) -> dict[str, object]:
    return asdict(line) | {"receipt_id": receipt_id, "discount": line.discount, "vat": line.vat}


def new_uuid(now: datetime) -> str:
    """An identity made at the till before any transaction: UUIDv7, so that the index grows at its end."""
    milliseconds = int(now.timestamp() * 1000) & (1 << 48) - 1
    value = (milliseconds << 80) | (uuid4().int & (1 << 80) - 1)
    return str(UUID(int=value & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62))


def receipt_number(shop: str, till: str, number: int) -> str:
    """The printed number: `DX03-01-000123`."""
    return f"{shop}-{till}-{number:06d}"


def bare_number(text: str, shop: str, till: str) -> int | None:
    """Read a printed or bare number of this till, or a receipt's QR that begins with one; None if it is none."""
    # An input method may have widened letters and digits.
    text = normalize("NFKC", text).strip().upper()
    text = text.split()[0] if text else ""
    prefix = f"{shop}-{till}-".upper()
    digits = text.removeprefix(prefix)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else None


def is_booked(session: Session, uuid: str) -> bool:
    """Whether a receipt with that UUID stands in the books: the look-up after a COMMIT whose outcome is unknown."""
    return session.scalar(select(Receipt.id).where(Receipt.uuid == uuid)) is not None
