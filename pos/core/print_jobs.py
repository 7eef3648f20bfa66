"""The print queue: what waits for the printer, in order. It lives in the database and survives a restart."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import CheckConstraint, CursorResult, Index, Update, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core.receipts import Receipt
from pos.core.statements import adding
from pos.core.tables import Base

WAITING, SENT, CONFIRMED, UNKNOWN, FAILED = "WAITING", "SENT", "CONFIRMED", "UNKNOWN", "FAILED"
SKIPPED = "SKIPPED"
"""A person gave the paper up."""
OPEN = (WAITING, UNKNOWN, FAILED)
"""What has not come out, or may not have."""


class PrintJob(Base):
    """One paper. `receipt_id` names a receipt, `text` holds anything else as blocks; `copy` marks a reprint."""

    __tablename__ = "print_jobs"
    __table_args__ = (
        CheckConstraint(
            "state IN ('WAITING', 'SENT', 'CONFIRMED', 'UNKNOWN', 'FAILED', 'SKIPPED')", name="state_known"
        ),
        Index("ix_print_jobs_state", "till", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    till: Mapped[str]
    kind: Mapped[str]
    receipt_id: Mapped[int | None]
    blocks: Mapped[str | None]
    copy: Mapped[bool]
    drawer: Mapped[bool]
    state: Mapped[str]
    tries: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]


_ADD = adding(PrintJob, numbered=True)


_OPENS_DRAWER = "opens_drawer"


class QueuedJob(Struct, frozen=True):
    """A job as the worker takes it; `tries` counts the attempts begun."""

    id: int
    kind: str
    receipt_id: int | None
    blocks: str | None
    state: str
    copy: bool
    drawer: bool
    tries: int


def queue(
    session: Session,
    till: str,
    now: datetime,
    *,
    kind: str,
    receipt_id: int | None = None,
    blocks: str | None = None,
    copy: bool = False,
    drawer: bool = False,
) -> None:
    """Put a paper into the queue, in the transaction of what it tells of."""
    if drawer or kind == "DRAWER":
        session.info[_OPENS_DRAWER] = True
    _ADD.run(
        session,
        {
            "till": till,
            "kind": kind,
            "receipt_id": receipt_id,
            "blocks": blocks,
            "copy": copy,
            "drawer": drawer,
            "state": WAITING,
            "tries": 0,
            "note": "",
            "made_at": now,
        },
    )


def opens_drawer(session: Session) -> bool:
    """Whether something was queued in that transaction that opens the drawer, wherever it hangs."""
    return bool(session.info.get(_OPENS_DRAWER))


def next_waiting(session: Session, till: str) -> QueuedJob | None:
    """The oldest job that waits, or of which it is not known whether it came out."""
    row = session.execute(
        select(
            PrintJob.id,
            PrintJob.kind,
            PrintJob.receipt_id,
            PrintJob.blocks,
            PrintJob.state,
            PrintJob.copy,
            PrintJob.drawer,
            PrintJob.tries,
        )
        .where(PrintJob.till == till, PrintJob.state.in_([WAITING, UNKNOWN]))
        .order_by(PrintJob.id)
        .limit(1)
    ).first()
    return QueuedJob(*row) if row else None


def newest_waiting(session: Session, till: str) -> int:
    """The number of the newest job that has not come out; 0 if none waits."""
    chosen = PrintJob.till == till, PrintJob.state.in_([WAITING, UNKNOWN])
    return session.scalar(select(func.max(PrintJob.id)).where(*chosen)) or 0


def mark(session: Session, job_id: int, state: str, note: str, tries: int) -> bool:
    """Say what became of a job; False if a person gave it up meanwhile, and it stays so.

    What came out all the same is said to have come out.
    """
    chosen = update(PrintJob).where(PrintJob.id == job_id)
    if state not in (SENT, CONFIRMED):
        chosen = chosen.where(PrintJob.state != SKIPPED)
    return _changed(session, chosen.values(state=state, note=note, tries=tries))


def take_up(session: Session, till: str, job_id: int) -> bool:
    """Let a job that was FAILED or SKIPPED be printed again; False if it is neither, or is no paper.

    Nobody knows any more what of it is on paper: it is UNKNOWN, so that it says 重印 COPY.
    """
    return _changed(session, _taken_up(till).where(PrintJob.id == job_id, PrintJob.state.in_([FAILED, SKIPPED])))


def take_up_all(session: Session, till: str) -> bool:
    """The same for all that are FAILED."""
    return _changed(session, _taken_up(till).where(PrintJob.state == FAILED))


def _taken_up(till: str) -> Update:
    return update(PrintJob).where(PrintJob.till == till, PrintJob.kind != "DRAWER").values(state=UNKNOWN)


def give_up(session: Session, till: str, job_id: int) -> bool:
    """Leave a paper that has not come out unprinted; False if it did, or is given up already."""
    chosen = update(PrintJob).where(PrintJob.till == till, PrintJob.id == job_id, PrintJob.state.in_(OPEN))
    return _changed(session, chosen.values(state=SKIPPED))


def _changed(session: Session, what: Update) -> bool:
    done = session.execute(what)
    return isinstance(done, CursorResult) and bool(done.rowcount)


def count(session: Session, till: str, *states: str) -> int:
    """How many papers are in one of those states."""
    number = select(func.count()).select_from(PrintJob).where(PrintJob.till == till, PrintJob.state.in_(states))
    return session.scalar(number) or 0


def waiting(session: Session, till: str) -> int:
    """How many papers have not come out."""
    return count(session, till, WAITING, UNKNOWN)


class ListedJob(Struct, frozen=True):
    """A job as a person looks at it; `number` is the receipt's, None for another paper."""

    id: int
    kind: str
    number: int | None
    state: str
    tries: int
    note: str
    copy: bool
    made_at: datetime


def listed(session: Session, till: str, *, most: int) -> list[ListedJob]:
    """What has not come out, oldest first, then what was done with last; at most so many of each."""
    open_ = _listed(till).where(PrintJob.state.in_(OPEN)).order_by(PrintJob.id)
    done = _listed(till).where(PrintJob.state.not_in(OPEN)).order_by(PrintJob.id.desc())
    return [ListedJob(*row) for chosen in (open_, done) for row in session.execute(chosen.limit(most))]


def one(session: Session, till: str, job_id: int) -> ListedJob | None:
    """The job of that number."""
    row = session.execute(_listed(till).where(PrintJob.id == job_id)).first()
    return ListedJob(*row) if row else None


def blocks_of(session: Session, job_id: int) -> str | None:
    """What a job says that is no receipt."""
    return session.scalar(select(PrintJob.blocks).where(PrintJob.id == job_id))


def _listed(till: str) -> Any:
    chosen = select(
        PrintJob.id,
        PrintJob.kind,
        Receipt.number,
        PrintJob.state,
        PrintJob.tries,
        PrintJob.note,
        PrintJob.copy,
        PrintJob.made_at,
    )
    return chosen.outerjoin(Receipt, Receipt.id == PrintJob.receipt_id).where(PrintJob.till == till)
