"""A shop that an earlier version filled: today's version opens it, loses nothing of it, and sells on.

`tests/data/shop-0001.tar.gz` is the demo day of `day.jsonl`, sold, closed and handed in by the first version that shops
had. `shop-0004.tar.gz` knows buyers, agreements, offers and batches, sold the morning of `day_programme.jsonl` and
closed it; on the next morning one ticket is held, and of the one on the counter a part is paid. Every later version
adds a shop of its own here before its tables change.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import PendingRollbackError
from sqlcipher3 import dbapi2

from pos.core.money import Money
from pos.db import migrate
from pos.db.migrate import HEAD, bring_up_to_date
from pos.db.store import Store, sqlite_url
from pos.exchange.verify import verify_database
from pos.screens.clock import Clock
from pos.screens.selling import SellingScreen
from pos.screens.shift import ShiftScreen
from pos.screens.signing import sign_in
from pos.shop import open_till
from tests.old_shops import unpacked

DATA = Path(__file__).parents[1] / "data"
NEXT_MORNING = datetime.fromisoformat("2021-09-09T08:30:00+08:00")


class Killed(BaseException):
    """The process ends here, as far as the code under test can tell."""


@pytest.fixture(params=["0001", "0004"])
def old(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A shop of an earlier version, as it was left."""
    return unpacked(str(request.param), tmp_path / "shop")


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """The shop of the first version, as it was left in the evening."""
    return unpacked("0001", tmp_path / "shop")


@pytest.fixture
def paying(tmp_path: Path) -> Path:
    """The shop of the fourth, with a ticket on its counter that is paid in part."""
    return unpacked("0004", tmp_path / "shop")


def rows(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, whatever the tables are."""
    with contextlib.closing(dbapi2.connect(str(file))) as books:
        names = [name for (name,) in books.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(books.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}


def test_everything_the_old_shop_wrote_is_still_there(old: Path) -> None:
    before = rows(old / "shop.sqlite3")

    Store.open(old).close()

    after = rows(old / "shop.sqlite3")
    ((before_revision,),) = before.pop("alembic_version")
    assert after.pop("alembic_version") == [(HEAD,)] != [(before_revision,)]
    for name, was in before.items():
        # A later version may add columns behind the old ones, and nothing else.
        assert [row[: len(was[0])] for row in after[name]] == was, name
    assert before["receipts"] and before["closings"] and before["journal"]
    assert verify_database(old / "shop.sqlite3").ok
    (copy,) = (old / "backups").iterdir()
    assert copy.name[:20] == f"before-upgrade-{before_revision}-"


def test_the_old_shop_sells_on_the_next_morning(first: Path) -> None:
    old = first
    told = json.loads((DATA / "day.expected.json").read_text("utf-8"))
    till = open_till(old, Clock(NEXT_MORNING))
    sign_in(till, "246810")
    ShiftScreen(till).open_shift(Money(30000))
    selling = SellingScreen(till)

    selling.scan("6996857000413")
    paid = selling.start_payment().pay("CASH", Money(10000))

    assert paid is not None
    assert selling.last_receipt == f"DX03-01-{len(told['receipts']) + len(told['refund_list']) + 1:06d}"
    till.store.close()
    assert verify_database(old / "shop.sqlite3").ok


def test_money_that_was_taken_before_still_stands_on_the_ticket(paying: Path) -> None:
    till = open_till(paying, Clock(NEXT_MORNING))
    sign_in(till, "246810")
    selling = SellingScreen(till)
    assert [(row.means, row.kept, row.state) for row in selling.start_payment().tenders] == [
        ("WECHAT", Money(1000), "CONFIRMED")
    ]
    paid = selling.start_payment().pay("CASH", Money(2000))
    assert paid is not None
    assert paid.change == Money(10)

    selling.recall(selling.held[0].name)
    assert [row.product for row in selling.rows] == ["SP0029"]
    selling.cancel()
    till.store.close()
    assert verify_database(paying / "shop.sqlite3").ok


def test_the_upgrade_interrupted_at_every_statement(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(old / "shop.sqlite3")
    real, statement = migrate._engine, 0
    while True:
        folder = tmp_path / f"shop {statement}"
        shutil.copytree(old, folder)
        left = statement

        def engine(url: str) -> Any:
            made = real(url)

            @event.listens_for(made, "before_cursor_execute")
            def _count(*_: Any) -> None:
                nonlocal left
                if left == 0:
                    raise Killed
                left -= 1

            return made

        with monkeypatch.context() as patched:
            patched.setattr(migrate, "_engine", engine)
            try:
                bring_up_to_date(sqlite_url(folder / "shop.sqlite3"), folder)
                break
            except (Killed, PendingRollbackError):  # the second if Alembic still wanted to tidy up
                pass
        assert rows(folder / "shop.sqlite3") == before, f"neither old nor new before statement {statement}"
        shutil.rmtree(folder)
        statement += 1
    assert rows(folder / "shop.sqlite3")["alembic_version"] == [(HEAD,)]
    assert statement > 3, "the interruptions must hit every statement"
