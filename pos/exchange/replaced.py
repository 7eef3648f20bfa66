"""What the standing books do not hold, though this till wrote it down once: an older copy was put in their place.

The books that were replaced lie in `backups/replaced-…`, sync files in `outbox/`. The chain tells where both parted: up
to there every record has the same hash, behind it none has. The series of receipts goes on where the standing books
end, without a gap, as every reader of them expects; so what is told here is which numbers were given out already.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from pos.core.journal import JournalRow
from pos.core.sync_files import SyncFile
from pos.core.wording import translate
from pos.db.backup import open_books
from pos.db.store import FILE
from pos.settings import Settings

#: Where copies lie, and how the folders are called that hold what a copy replaced.
FOLDER, ASIDE = "backups", "replaced-"

#: The hash of the standing books' record with that number; None if they have none.
Standing = Callable[[int], str | None]


class NotHeld(Struct, frozen=True):
    """Books or a file with records that the standing books do not hold: how many, and the receipts among them.

    `head` is the hash of its last record; empty where it could not be read, and then nothing else is known either.
    """

    place: Path
    head: str = ""
    records: int = 0
    receipts: int = 0
    first: str = ""
    last: str = ""

    def as_dict(self) -> dict[str, object]:
        """For scripts; `readable` false where nothing is known of it."""
        return {
            "place": str(self.place),
            "readable": bool(self.head),
            "records": self.records,
            "receipts": self.receipts,
            "first": self.first,
            "last": self.last,
        }

    def sentence(self) -> str:
        """For people."""
        if not self.head:
            text = translate("Backup", "{place} cannot be read: what the books in place do not hold is not known.")
        elif self.receipts:
            text = translate(
                "Backup",
                "The books in place do not hold {receipts} receipts ({first} to {last}) and {records} records of "
                "{place}; these numbers are given out again.",
            )
        else:
            text = translate("Backup", "The books in place do not hold {records} records of {place}.")
        gaps = {"receipts": self.receipts, "first": self.first, "last": self.last, "records": self.records}
        return text.format(place=self.place, **gaps)


def standing(session: Session, till: str) -> Standing:
    """The standing books of a till, to be compared with."""
    hash_of = select(JournalRow.hash).where(JournalRow.till == till)
    return lambda n: session.scalar(hash_of.where(JournalRow.n == n))


def replaced_books(folder: Path, till: str, ours: Standing) -> list[NotHeld]:
    """Every set of books in `folder`/backups/replaced-… that knows more than the standing ones, oldest first."""
    asides = sorted((folder / FOLDER).glob(f"{ASIDE}*"))
    looked = [look_into(aside / FILE, till, ours) for aside in asides]
    return [found for found in looked if found is not None]


def look_into(file: Path, till: str, ours: Standing) -> NotHeld | None:
    """What the books in `file` hold of that till and the standing ones do not; None if there is nothing.

    Damaged books are what a copy is put in place of: whatever cannot be made of them, the till goes on.
    """
    from sqlcipher3 import dbapi2

    try:
        if not file.is_file():
            return None
        with contextlib.closing(open_books(file)) as theirs:
            return _compared(theirs, file.parent, till, ours)
    except (dbapi2.Error, OSError, ValueError, KeyError, TypeError):
        return NotHeld(file.parent)


def handed_out(session: Session, settings: Settings, folder: Path) -> list[NotHeld]:
    """Every sync file of this till in `folder`/outbox that the standing books do not know and do not hold either."""
    known = set(session.scalars(select(SyncFile.name).where(SyncFile.till == settings.till)))
    own = f"CAS1_{settings.district}_{settings.shop}_{settings.till}_*.ndjson"
    ours = standing(session, settings.till)
    strange = [file for file in sorted((folder / "outbox").glob(own)) if file.name not in known]
    looked = [_of_file(file, ours) for file in strange]
    return [found for found in looked if found is not None]


def _compared(theirs: Any, place: Path, till: str, ours: Standing) -> NotHeld | None:
    def hash_of(n: int) -> str | None:
        row = theirs.execute("SELECT hash FROM journal WHERE till = ? AND n = ?", (till, n)).fetchone()
        return row[0] if row else None

    last = theirs.execute("SELECT coalesce(max(n), 0) FROM journal WHERE till = ?", (till,)).fetchone()[0]
    common = _common(0, last, hash_of, ours)
    if common == last:
        return None
    behind = "FROM journal WHERE till = ? AND n > ? AND kind IN ('S', 'R')"
    (receipts,) = theirs.execute(f"SELECT count(*) {behind}", (till, common)).fetchone()
    ends = [
        json.loads(row[0])["no"]
        for order in ("ASC", "DESC")
        for row in theirs.execute(f"SELECT record {behind} ORDER BY n {order} LIMIT 1", (till, common))
    ]
    first, end = ends or ("", "")
    return NotHeld(place, hash_of(last) or "", last - common, receipts, first, end)


def _of_file(file: Path, ours: Standing) -> NotHeld | None:
    try:
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        records = {line["n"]: line for line in lines if "n" in line}
        low, last = min(records) - 1, max(records)
        common = _common(low, last, lambda n: records[n]["h"], ours)
        numbers = [line["no"] for n, line in records.items() if n > common and "no" in line]
    except (OSError, ValueError, KeyError, TypeError):
        return NotHeld(file)
    if common == last:
        return None
    first, end = (numbers[0], numbers[-1]) if numbers else ("", "")
    return NotHeld(file, records[last]["h"], last - common, len(numbers), first, end)


def _common(low: int, high: int, theirs: Standing, ours: Standing) -> int:
    """The last record that both have alike; `low` if none behind it is. Each hash swears to all before it."""
    while low < high:
        middle = (low + high + 1) // 2
        if theirs(middle) == ours(middle):
            low = middle
        else:
            high = middle - 1
    return low
