"""COMMITs of the writing connection that go wrong, one after the other, each in its own way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlcipher3 import dbapi2

from tests.books import Books

Commit = Callable[[Any], None]


def next_commits(shop: Books, does: Callable[[Any, Commit], None], count: int = 1) -> None:
    """Let the next COMMITs of the writing connection go through `does`, and no later one."""
    dialect = shop.store._writing.dialect
    real, left = dialect.do_commit, [count]

    def commit(connection: Any) -> None:
        if not left[0]:
            real(connection)
            return
        left[0] -= 1
        does(connection, real)

    dialect.do_commit = commit  # type: ignore[method-assign]


def ghost(connection: Any, commit: Commit) -> None:
    """The sale is in the log, then the flush fails: an error is reported, and the sale is there after reopening."""
    commit(connection)
    raise dbapi2.OperationalError("disk I/O error")


def refused(connection: Any, commit: Commit) -> None:
    """Nothing reached the log; the transaction still stands in the connection."""
    raise dbapi2.OperationalError("disk I/O error")
