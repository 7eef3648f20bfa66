"""Statements that stand on the way of every sale, written once for each kind of database and handed to its driver.

SQLAlchemy's own way from a statement to the driver takes longer than SQLite's writing does; here it is gone once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from pos.core.tables import Base

#: Where a question can be put: a session's transaction, or a bare connection without one.
Reader = Session | Connection


def _of(reader: Reader) -> Connection:
    return reader if isinstance(reader, Connection) else reader.connection()


class _Written(Struct, frozen=True):
    """The text for one kind of database, and how each value is bound."""

    text: str
    binds: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    by_place: bool
    #: What SQLAlchemy put in by itself, such as the nought of an offset.
    constants: Mapping[str, object]

    def values(self, row: Mapping[str, object]) -> Any:
        if self.constants:
            row = {**self.constants, **row}
        if self.by_place:
            return tuple([row[name] if bind is None else bind(row[name]) for name, bind in self.binds])
        return {name: row[name] if bind is None else bind(row[name]) for name, bind in self.binds}


class Prepared:
    """One statement. Values are given by name and bound as their columns' types say; rows come back as stored."""

    def __init__(
        self, statement: Insert | Select[*tuple[Any, ...]] | Update | Delete, columns: list[str] | None = None
    ) -> None:
        self._statement, self._columns = statement, columns
        self._written: dict[str, _Written] = {}

    def run(self, session: Reader, row: Mapping[str, object]) -> list[Sequence[Any]]:
        """Run it in the session's transaction with one row of values; answers the rows, none where it has none."""
        connection = _of(session)
        written = self._written.get(connection.dialect.name) or self._write(connection.dialect)
        if not written.by_place:
            result = connection.exec_driver_sql(written.text, written.values(row))
            return list(result) if result.returns_rows else []
        # Ten of these stand on the way of a sale: what `_driver` does, without a context for each.
        driver: Any = connection.connection.driver_connection
        try:
            found: list[Sequence[Any]] = driver.execute(written.text, written.values(row)).fetchall()
        except connection.dialect.loaded_dbapi.Error as fault:
            raise _told(connection, written.text, fault) from fault
        return found

    def some(self, session: Reader, row: Mapping[str, object], size: int) -> Generator[Sequence[Sequence[Any]]]:
        """The same, `size` rows at a time: whoever has enough stops asking. On a connection it needs no transaction."""
        connection = _of(session)
        written = self._written.get(connection.dialect.name) or self._write(connection.dialect)
        if not written.by_place:
            yield from connection.exec_driver_sql(written.text, written.values(row)).partitions(size)
            return
        with _driver(connection, written.text) as cursor:
            cursor.execute(written.text, written.values(row))
            while rows := cursor.fetchmany(size):
                yield rows

    def value(self, session: Session, row: Mapping[str, object]) -> Any:
        """The first value of the first row; None if there is no row."""
        rows = self.run(session, row)
        return rows[0][0] if rows else None

    def run_all(self, session: Session, rows: list[Mapping[str, object]]) -> None:
        """Run it once a row; nothing happens without rows."""
        if not rows:
            return
        connection = session.connection()
        written = self._written.get(connection.dialect.name) or self._write(connection.dialect)
        values = [written.values(row) for row in rows]
        if not written.by_place:
            connection.exec_driver_sql(written.text, values)
            return
        with _driver(connection, written.text) as cursor:
            cursor.executemany(written.text, values)

    def _write(self, dialect: Dialect) -> _Written:
        compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
        names = compiled.positiontup or list(compiled.binds)
        binds = tuple((name, _bind(compiled.binds[name].type, dialect)) for name in names)
        constants = {name: compiled.params[name] for name in names if not compiled.binds[name].required}
        written = _Written(str(compiled), binds, compiled.positional, constants)
        self._written[dialect.name] = written
        return written


@contextmanager
def _driver(connection: Connection, text: str) -> Iterator[Any]:
    """SQLite's own cursor, a quarter of a sale cheaper than SQLAlchemy's; what it raises is told as SQLAlchemy would.

    Only for SQLite: a server's connection may break off, and then SQLAlchemy must hear of it.
    """
    cursor = connection.connection.cursor()
    try:
        yield cursor
    except connection.dialect.loaded_dbapi.Error as fault:
        raise _told(connection, text, fault) from fault
    finally:
        cursor.close()


def _told(connection: Connection, text: str, fault: Any) -> Exception:
    """What the driver raised, as SQLAlchemy tells it."""
    told: Exception = DBAPIError.instance(text, None, fault, connection.dialect.loaded_dbapi.Error)
    return told


def _bind(type_: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    bind: Callable[[Any], Any] | None = type_.dialect_impl(dialect).bind_processor(dialect)
    return bind


def adding(entity: type[Base], *, numbered: bool = False, told: bool = True) -> Prepared:
    """The statement that adds a row with all its columns; `numbered` leaves `id` to the database and answers it.

    With `told` False it is not answered, and many rows can be added at once.
    """
    table = entity.__table__
    columns = [column.name for column in table.columns if not (numbered and column.name == "id")]
    statement = insert(entity.__table__)  # type: ignore[arg-type]
    return Prepared(statement.returning(table.c.id) if numbered and told else statement, columns)
