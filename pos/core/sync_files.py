"""Which slices of the journal have left as sync files: each record once, none skipped."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core.money import Money
from pos.core.shifts import Closing
from pos.core.tables import Base


class SyncFile(Base):
    """One sync file that was written whole. `sha256` is that of the file: the next one names it as `prev`."""

    __tablename__ = "sync_files"

    till: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    first_n: Mapped[int]
    last_n: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date]
    grand_gross: Mapped[Money]
    grand_refunded: Mapped[Money]
    sha256: Mapped[str]
    made_at: Mapped[datetime]


def last_sent(session: Session, till: str) -> int:
    """The number of the last journal record that left in a sync file; 0 if none did."""
    return session.scalar(select(func.max(SyncFile.last_n)).where(SyncFile.till == till)) or 0


def unsent_days(session: Session, till: str) -> int:
    """How many business days with a closed shift no sync file holds yet."""
    days = select(func.count(distinct(Closing.business_day))).where(
        Closing.till == till, Closing.journal_n > last_sent(session, till)
    )
    return session.scalar(days) or 0


def covering_file(session: Session, till: str, first: date, last: date) -> str:
    """The name of the last sync file that reaches into those business days; empty if none does."""
    name = session.scalar(
        select(SyncFile.name)
        .where(SyncFile.till == till, SyncFile.first_day <= last, SyncFile.last_day >= first)
        .order_by(SyncFile.seq.desc())
        .limit(1)
    )
    return name or ""
