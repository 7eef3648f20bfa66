"""Which slices of the journal have left as sync files: each record once, none skipped."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime
from itertools import chain

from sqlalchemy import bindparam, distinct, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core.money import Money
from pos.core.shifts import Closing
from pos.core.statements import Prepared
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


_NEWEST = Prepared(
    select(Closing.business_day, Closing.journal_n).where(Closing.till == bindparam("till")).order_by(Closing.z.desc())
)


def last_sent(session: Session, till: str) -> int:
    """The number of the last journal record that left in a sync file; 0 if none did."""
    return session.scalar(select(func.max(SyncFile.last_n)).where(SyncFile.till == till)) or 0


def unsent_days(session: Session, till: str) -> int:
    """How many business days with a closed shift no sync file holds yet.

    Looked at from the newest back, for a Z is a large row and most of them went out long ago.
    """
    sent = last_sent(session, till)
    if not sent:
        return session.scalar(select(func.count(distinct(Closing.business_day))).where(Closing.till == till)) or 0
    days: set[str] = set()
    with closing(_NEWEST.some(session, {"till": till}, 8)) as newest:
        for day, n in chain.from_iterable(newest):
            if n <= sent:
                break
            days.add(day)
    return len(days)


def covering_file(session: Session, till: str, first: date, last: date) -> str:
    """The name of the last sync file that reaches into those business days; empty if none does."""
    name = session.scalar(
        select(SyncFile.name)
        .where(SyncFile.till == till, SyncFile.first_day <= last, SyncFile.last_day >= first)
        .order_by(SyncFile.seq.desc())
        .limit(1)
    )
    return name or ""
