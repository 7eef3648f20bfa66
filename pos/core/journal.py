"""The journal: every event with legal meaning once more, as one canonical line, chained by SHA-256.

A line is exactly what goes into the sync file (CONTRACT.md section 5), so export joins nothing, and what the district
reads is what the till swore to. Rows are only ever added, by `append`, inside the transaction of the event itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct
from sqlalchemy import Index, bindparam, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core.canonical import GENESIS, canonical
from pos.core.labels import NOBODY
from pos.core.statements import Prepared, adding
from pos.core.tables import Base, instant, instant_text


class JournalRow(Base):
    """One record: `record` is its canonical line with `n`, `ph` and `h`; `hash` and `prev` stand beside it."""

    __tablename__ = "journal"
    #: Audit events by day; a sale is no event, so that the index costs a sale nothing.
    __table_args__ = (
        Index(
            "ix_journal_events",
            "till",
            "business_day",
            sqlite_where=text("kind = 'E'"),
        ),
    )

    till: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    id: Mapped[str | None]
    at: Mapped[datetime]
    business_day: Mapped[date]
    record: Mapped[str]
    prev: Mapped[str]
    hash: Mapped[str]


class Head(Struct, frozen=True):
    """The end of a till's chain; `n` 0 and the genesis hash before its first record."""

    n: int = 0
    hash: str = GENESIS
    at: datetime | None = None


class Stamp(Struct, frozen=True):
    """Where and when a gesture happens: what every record of it carries. `given` says the clock was set by hand."""

    till: str
    at: datetime
    business_day: date
    clerk: str
    given: bool = False


_LAST = select(func.max(JournalRow.n)).where(JournalRow.till == bindparam("till")).scalar_subquery()
_END = Prepared(
    select(JournalRow.n, JournalRow.hash).where(JournalRow.till == bindparam("till"), JournalRow.n == _LAST)
)
_HEAD = Prepared(
    select(JournalRow.n, JournalRow.hash, JournalRow.at).where(
        JournalRow.till == bindparam("till"), JournalRow.n == _LAST
    )
)
_ADD = adding(JournalRow)
#: Where a line's hash will stand. Inside a text of the record the quotes around it would be escaped.
_GAP = "#" * 64


def head(session: Session, till: str) -> Head:
    """The last record of that till's chain."""
    return next((Head(n, hash_, instant(at)) for n, hash_, at in _HEAD.run(session, {"till": till})), Head())


def was_given(session: Session, till: str, n: int) -> bool:
    """Whether record `n` was written under a clock that was set by hand."""
    record = session.scalar(select(JournalRow.record).where(JournalRow.till == till, JournalRow.n == n))
    return record is not None and json.loads(record).get("clock") == "given"


def append(session: Session, stamp: Stamp, kind: str, facts: Mapping[str, object], *, id: str | None = None) -> Head:
    """Chain one record of `kind` S, R, M, Z, C or E to the till's journal and return the new head.

    `facts` are whole numbers, texts, lists and objects of them; keys whose value is None are left out.
    """
    before = next((Head(n, hash_) for n, hash_ in _END.run(session, {"till": stamp.till})), Head())
    record: dict[str, object] = {key: value for key, value in facts.items() if value is not None}
    record |= {"t": kind, "n": before.n + 1, "ph": before.hash}
    record |= {"at": instant_text(stamp.at), "bd": stamp.business_day.isoformat()}
    if id is not None:
        record["id"] = id
    if stamp.given:
        record["clock"] = "given"
    # Written once: the line without its hash is the line with a gap for it, less the gap.
    gaping = canonical(record | {"h": _GAP})
    digest = hashlib.sha256(gaping.replace(f'"h":"{_GAP}",', "", 1).encode()).hexdigest()
    line = gaping.replace(f'"h":"{_GAP}"', f'"h":"{digest}"', 1)
    _ADD.run(
        session,
        {
            "till": stamp.till,
            "n": before.n + 1,
            "kind": kind,
            "id": id,
            "at": stamp.at,
            "business_day": stamp.business_day,
            "record": line,
            "prev": before.hash,
            "hash": digest,
        },
    )
    return Head(before.n + 1, digest, stamp.at)


def note(
    session: Session,
    stamp: Stamp,
    what: str,
    *,
    by: str | None = None,
    why: str | None = None,
    money: int | None = None,
    of: str | None = None,
) -> Head:
    """Append an audit event: `what` happened, `who` did it, `by` whose leave, `why`; money in fen where it moved.

    Who did it is `-` where nobody was signed in.
    """
    who = stamp.clerk or NOBODY
    return append(session, stamp, "E", {"what": what, "who": who, "by": by, "why": why, "f": money, "of": of})


def noted(session: Session, till: str, what: str, of: str) -> bool:
    """Whether an audit event says that of it already."""
    events = select(JournalRow.record).where(
        JournalRow.till == till, JournalRow.kind == "E", JournalRow.record.contains(of, autoescape=True)
    )
    return any(json.loads(record)["what"] == what for record in session.scalars(events))
