"""Bringing the books up to date: old or new, never between, and never without a copy made before."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import PendingRollbackError
from sqlcipher3 import dbapi2

from pos.core import all_tables
from pos.db import migrate, store
from pos.db.lock import AlreadyRunning, InstanceLock
from pos.db.migrate import HEAD, NotUpdated, TooNew, bring_up_to_date
from pos.db.store import DatabaseDamaged, Store, sqlite_url
from pos.exchange.backup import verify_backup
from tests.books import Books, books_at, tamper

#: The revision after the newest.
NEXT = f"{int(HEAD) + 1:04d}"

#: What a later release might do: a column more, a parent rebuilt (its children hang on it), a table filled.
LATER = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{HEAD}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sync_files", sa.Column("note", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("shifts", recreate="always") as shifts:
        shifts.add_column(sa.Column("drawer", sa.Text(), nullable=False, server_default="1"))
    op.create_table("drawers", sa.Column("no", sa.Text(), primary_key=True), sqlite_strict=True)
    op.execute("INSERT INTO drawers (no) VALUES ('1')")
"""

SPOILS = (
    LATER
    + """
    op.execute("DELETE FROM shifts")
"""
)


class Killed(BaseException):
    """The process ends here, as far as the code under test can tell."""


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The next release, with one more revision."""
    return release(tmp_path, monkeypatch, LATER)


def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, revision: str) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", folder)
    (folder / "versions" / f"{NEXT}_later.py").write_text(revision, "utf-8")
    real = migrate._config

    def config(*given: Any) -> Any:
        chosen = real(*given)
        chosen.set_main_option("script_location", str(folder))
        return chosen

    monkeypatch.setattr(migrate, "_config", config)
    monkeypatch.setattr(migrate, "HEAD", NEXT)
    return folder


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Books]:
    books = books_at(tmp_path / "shop")
    books.day(3)
    books.close()
    yield books
    books.close()


def die_at(monkeypatch: pytest.MonkeyPatch, statement: int) -> list[str]:
    """Let the migration die before that statement, counted from 0; answers what it got to do."""
    done: list[str] = []
    real = migrate._engine

    def engine(url: str) -> Any:
        made = real(url)

        @event.listens_for(made, "before_cursor_execute")
        def _count(_connection: Any, _cursor: Any, said: str, *_: Any) -> None:
            if len(done) == statement:
                raise Killed
            done.append(said)

        return made

    monkeypatch.setattr(migrate, "_engine", engine)
    return done


def held(file: Path) -> dict[str, Any]:
    """Every table's rows but those of a later release; and the revision."""
    with contextlib.closing(dbapi2.connect(str(file))) as books:
        tables = [row[0] for row in books.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        known = [name for name in tables if name in all_tables.tables.Base.metadata.tables]
        rows = {}
        for name in known:
            columns = ", ".join(f'"{column.name}"' for column in all_tables.tables.Base.metadata.tables[name].columns)
            rows[name] = sorted(books.execute(f"SELECT {columns} FROM {name}").fetchall(), key=repr)
        if "alembic_version" in tables:
            rows["revision"] = books.execute("SELECT version_num FROM alembic_version").fetchall()
        return rows


# --- head and models --------------------------------------------------------------------------------------------------


def test_the_newest_revision_makes_exactly_the_tables_of_the_models(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    bring_up_to_date(sqlite_url(tmp_path / "shop.sqlite3"), tmp_path)

    engine = migrate._engine(sqlite_url(tmp_path / "shop.sqlite3"))
    with engine.connect() as connection:
        made = compare_metadata(MigrationContext.configure(connection), all_tables.tables.Base.metadata)
        strict = dict(
            connection.exec_driver_sql("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").all()
        )
    engine.dispose()
    assert made == []
    assert {name for name in all_tables.tables.Base.metadata.tables if not strict[name]} == set()


def test_head_is_the_newest_revision() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(migrate._config()).get_heads() == [HEAD]


def test_rows_that_record_events_cannot_be_changed_in_the_newest_books(shop: Books) -> None:
    """A table that is rebuilt loses its guards silently; whoever rebuilds one must make them again."""
    guarded = ("journal", "receipts", "receipt_lines", "receipt_tenders", "closings")
    with contextlib.closing(dbapi2.connect(str(shop.file), isolation_level=None)) as books:
        for table in guarded:
            for edit in (f"UPDATE {table} SET rowid = rowid", f"DELETE FROM {table}"):
                column = books.execute(f"SELECT name FROM pragma_table_info('{table}') LIMIT 1").fetchone()[0]
                with pytest.raises(dbapi2.IntegrityError, match="only added"):
                    books.execute(edit.replace("rowid", f'"{column}"'))


# --- interrupted ------------------------------------------------------------------------------------------------------


def test_the_first_opening_interrupted_at_every_statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, statement = {*all_tables.tables.Base.metadata.tables, "revision"}, 0
    while True:
        folder = tmp_path / str(statement)
        folder.mkdir()
        url = sqlite_url(folder / "shop.sqlite3")
        with monkeypatch.context() as patched:
            done = die_at(patched, statement)
            try:
                bring_up_to_date(url, folder)
                break
            except Killed:
                pass
        assert held(folder / "shop.sqlite3") == {}, f"half made after {done[-1:]}"
        bring_up_to_date(url, folder)
        assert set(held(folder / "shop.sqlite3")) == whole
        statement += 1
    assert statement > 30, "the interruptions must hit every statement"


def test_an_update_interrupted_at_every_statement(
    shop: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, later: Path
) -> None:
    before = held(shop.file)
    statement = 0
    while True:
        folder = tmp_path / f"shop {statement}"
        shutil.copytree(shop.folder, folder)
        url, file = sqlite_url(folder / "shop.sqlite3"), folder / "shop.sqlite3"
        with monkeypatch.context() as patched:
            done = die_at(patched, statement)
            try:
                bring_up_to_date(url, folder)
                break
            except (Killed, PendingRollbackError):  # the second if Alembic still wanted to tidy up
                pass
        assert held(file) == before, f"neither old nor new after {done[-1:]}"
        bring_up_to_date(url, folder)
        assert held(file) == before | {"revision": [(NEXT,)]}
        statement += 1
    assert held(file) == before | {"revision": [(NEXT,)]}
    assert statement > 10, "the interruptions must hit every statement"


KILLED = """
import os, sys
from pathlib import Path
from sqlalchemy import event
from pos.db import migrate

folder, statement, script, next = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
real_engine, real_config = migrate._engine, migrate._config

def config(*given):
    chosen = real_config(*given)
    chosen.set_main_option("script_location", script)
    return chosen

def engine(url):
    made = real_engine(url)
    left = [statement]

    @event.listens_for(made, "after_cursor_execute")
    def _count(*_):
        left[0] -= 1
        if left[0] == 0:
            os._exit(9)

    return made

migrate._engine, migrate._config, migrate.HEAD = engine, config, next
migrate.bring_up_to_date(f"sqlite:///{folder / 'shop.sqlite3'}", folder)
os._exit(0)
"""


def test_an_update_killed_dead(shop: Books, tmp_path: Path, later: Path) -> None:
    before, ends = held(shop.file), []
    for statement in (3, 6, 9, 12, 15, 18, 1000):
        folder = tmp_path / f"shop {statement}"
        shutil.copytree(shop.folder, folder)
        run = [sys.executable, "-c", KILLED, str(folder), str(statement), str(later), NEXT]
        ended = subprocess.run(run, check=False, capture_output=True)
        assert ended.returncode in (0, 9), ended.stderr.decode()
        ends.append(ended.returncode)
        if ended.returncode == 9:
            assert held(folder / "shop.sqlite3") == before
        bring_up_to_date(sqlite_url(folder / "shop.sqlite3"), folder)
        assert held(folder / "shop.sqlite3") == before | {"revision": [(NEXT,)]}
    assert ends.count(9) >= 4
    assert ends[-1] == 0


# --- the copy before --------------------------------------------------------------------------------------------------


def test_a_checked_copy_is_made_before(shop: Books, later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = held(shop.file)

    Store.open(shop.folder).close()

    copies = list((shop.folder / "backups").iterdir())
    assert [copy.name[:20] for copy in copies] == [f"before-upgrade-{HEAD}-"]
    assert held(copies[0]) == before
    monkeypatch.undo()
    assert verify_backup(copies[0]).ok


def test_no_update_under_an_open_till(shop: Books, later: Path) -> None:
    hold = "import sys; from pathlib import Path; from pos.db.lock import InstanceLock\n"
    hold += "with InstanceLock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    run = [sys.executable, "-c", hold, str(shop.folder)]
    with subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as till:
        assert till.stdout is not None
        assert till.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunning):
            Store.open(shop.folder)
        till.communicate()
    assert held(shop.file)["revision"] == [(HEAD,)]

    # The till that upgrades its own books holds the lock itself.
    with InstanceLock(shop.folder):
        Store.open(shop.folder).close()
    assert held(shop.file)["revision"] == [(NEXT,)]


def test_books_that_are_new_already_are_left_alone(shop: Books) -> None:
    Store.open(shop.folder).close()

    assert not (shop.folder / "backups").exists()


def test_no_update_without_a_copy(shop: Books, later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pos.db import backup

    before = held(shop.file)
    monkeypatch.setattr(backup, "flush", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))

    with pytest.raises(backup.NoRoomForCopy):
        Store.open(shop.folder)

    assert held(shop.file) == before


# --- refused ----------------------------------------------------------------------------------------------------------


def test_books_of_a_newer_till_are_left_alone(shop: Books) -> None:
    tamper(shop.file, "UPDATE alembic_version SET version_num = '0099'")
    before = shop.file.read_bytes()

    with pytest.raises(TooNew) as told:
        Store.open(shop.folder)

    assert "0099" in told.value.message()
    assert shop.file.read_bytes() == before
    assert not (shop.folder / "backups").exists()


def test_an_update_that_would_orphan_rows_is_undone(
    shop: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(tmp_path, monkeypatch, SPOILS)
    before = held(shop.file)

    with pytest.raises(NotUpdated) as told:
        Store.open(shop.folder)

    assert f"before-upgrade-{HEAD}" in told.value.message()
    assert held(shop.file) == before


@pytest.mark.parametrize("spoil", ["header", "half", "text"])
def test_damaged_books_are_not_touched(shop: Books, spoil: str) -> None:
    whole = shop.file.read_bytes()
    shop.file.write_bytes(
        {"header": bytes(100) + whole[100:], "half": whole[: len(whole) // 2], "text": b"not a shop " * 900}[spoil]
    )
    before = shop.file.read_bytes()

    def read_all() -> None:
        with contextlib.closing(Store.open(shop.folder)) as opened, opened.read() as session:
            for table in ("receipt_lines", "journal", "search_keys", "closings"):
                session.connection().exec_driver_sql(f"SELECT * FROM {table}").all()

    with pytest.raises((DatabaseDamaged, store.DatabaseUnreachable)):
        read_all()

    assert shop.file.read_bytes() == before
