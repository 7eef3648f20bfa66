"""The print queue: what waits for the printer, in order. It lives in the database and survives a restart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core.statements import adding
from pos.core.tables import Base

WAITING, SENT, CONFIRMED, UNKNOWN, FAILED = "WAITING", "SENT", "CONFIRMED", "UNKNOWN", "FAILED"


class PrintJob(Base):
    """One paper. `receipt_id` names a receipt, `text` holds anything else as blocks; `copy` marks a reprint."""

    __tablename__ = "print_jobs"
    __table_args__ = (
        CheckConstraint("state IN ('WAITING', 'SENT', 'CONFIRMED', 'UNKNOWN', 'FAILED')", name="state_known"),
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


@dataclass(frozen=True, slots=True)
class QueuedJob:
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


def mark(session: Session, job_id: int, state: str, note: str, tries: int) -> None:
    """Say what became of a job."""
    session.execute(update(PrintJob).where(PrintJob.id == job_id).values(state=state, note=note, tries=tries))


def count(session: Session, till: str, *states: str) -> int:
    """How many papers are in one of those states."""
    number = select(func.count()).select_from(PrintJob).where(PrintJob.till == till, PrintJob.state.in_(states))
    return session.scalar(number) or 0


def waiting(session: Session, till: str) -> int:
    """How many papers have not come out."""
    return count(session, till, WAITING, UNKNOWN)
