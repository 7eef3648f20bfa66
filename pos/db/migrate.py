"""Bringing a shop's tables up to date: in one transaction, with a verified copy made before.

Alembic is asked only when there is something to do: the till starts with one small query.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect

from pos.core.problems import Trouble
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.db.lock import alone_in

if TYPE_CHECKING:
    from alembic.config import Config

#: The newest revision; a test holds it against the migrations folder.
HEAD = "0005"


class TooNew(Trouble):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "These books were written by a newer till ({revision}); they were not opened."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "Install the newer version on this computer too.")


class NotUpdated(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "The books could not be brought up to date; they are as they were.")
    todo = QT_TRANSLATE_NOOP(
        "Problem", "Keep the copy {copy} and show this to the people who look after the till: {why}"
    )


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, poolclass=NullPool)
    from sqlcipher3 import dbapi2

    from pos.db.store import check_version

    check_version(dbapi2.sqlite_version)
    engine = create_engine(url, module=dbapi2, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        # Off, and set before BEGIN: batch_alter_table on a parent would cascade its children away.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF"):
            connection.execute("PRAGMA " + pragma)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def revision_of(connection: Connection) -> str | None:
    """The revision of the tables; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def bring_up_to_date(url: str, folder: Path) -> None:
    """Create or upgrade the tables at `url`; a copy of a filled SQLite file is put into `folder`/backups first.

    TooNew for books of a newer till, NotUpdated if a revision cannot be carried out, AlreadyRunning while another
    process has a till open on books that must be upgraded.
    """
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            revision = revision_of(connection)
            connection.rollback()
        if revision == HEAD:
            return
        if revision is None:
            _upgrade_in(engine, None)
            return
        if revision not in _known():
            raise TooNew(revision=revision)
        # A till of the older version must not go on selling on tables that change under it.
        with alone_in(folder):
            _upgrade_in(engine, _copy_before(url, folder, revision))
    finally:
        engine.dispose()


def _copy_before(url: str, folder: Path, revision: str) -> Path | None:
    if not url.startswith("sqlite:///"):
        return None
    from pos.db.backup import checked_copy

    backups = folder / "backups"
    backups.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    return checked_copy(Path(url.removeprefix("sqlite:///")), backups / f"before-upgrade-{revision}-{stamp}.sqlite3")


def _config(connection: Connection | None = None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _known() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _upgrade_in(engine: Engine, copy: Path | None) -> None:
    from alembic import command
    from alembic.util import CommandError

    with engine.begin() as connection:
        try:
            command.upgrade(_config(connection), "head")
        except CommandError as fault:
            raise NotUpdated(copy=copy or "", why=fault) from fault
        if connection.dialect.name == "sqlite":
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if orphans:
                raise NotUpdated(copy=copy or "", why=orphans[0])
