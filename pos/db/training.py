"""Fresh books for training: the shop's furniture copied from the real ones, which are only read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from pos.core import all_tables
from pos.core.staff import PinGuard
from pos.core.tables import Base
from pos.core.training import furniture
from pos.db.store import Store

__all__ = ["copy_furniture", "keep_guard", "wrong_pins"]

#: Rows a step: some thousand products are copied without being held at once.
_STEP = 2000
#: Importing it completes the metadata.
_TABLES = all_tables


def copy_furniture(real: Store, ours: Store) -> int:
    """Copy what the shop is (goods, people, offers, batches) as it stands now, from SQLite or PostgreSQL.

    Answers how many rows.
    """
    copied = 0
    with real.read() as there, ours.write() as here:
        here.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in furniture(Base.metadata):
            here.execute(delete(table))
            copied += _copy(there, here, table)
    return copied


def _copy(there: Session, here: Session, table: Table) -> int:
    found = there.execute(select(table).execution_options(yield_per=_STEP))
    count = 0
    for part in found.mappings().partitions(_STEP):
        here.execute(insert(table), [dict(row) for row in part])
        count += len(part)
    return count


def wrong_pins(store: Store) -> list[dict[str, Any]]:
    """How often PINs were guessed wrong in those books."""
    guard = Base.metadata.tables[PinGuard.__tablename__]
    with store.read() as session:
        return [dict(row) for row in session.execute(select(guard)).mappings()]


def keep_guard(ours: Store, counted: Iterable[Mapping[str, Any]]) -> None:
    """Let training begin with the most wrong PINs that were counted: to begin anew must not buy more guesses."""
    worst: dict[str, Mapping[str, Any]] = {}
    for row in counted:
        if row["till"] not in worst or worst[row["till"]]["failures"] < row["failures"]:
            worst[row["till"]] = row
    guard = Base.metadata.tables[PinGuard.__tablename__]
    with ours.write() as session:
        session.execute(delete(guard))
        if worst:
            session.execute(insert(guard), list(worst.values()))
