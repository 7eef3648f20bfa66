"""What every table shares: the base class, the column types, the names of constraints.

Money is stored as whole fen, quantity as whole thousandths, an instant as UTC text with whole seconds, a day as ISO
text: all of them exact, readable with any tool, and the same on SQLite (STRICT) and PostgreSQL.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Boolean, Dialect, Integer, MetaData, Table, Text, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, TypeEngine

from pos.core.money import Money, Quantity

#: Shops keep Beijing time, whatever this computer says.
SHOP_TIME = ZoneInfo("Asia/Shanghai")

WholeNumber = BigInteger().with_variant(Integer(), "sqlite")


class Fen(TypeDecorator[Money]):
    """Money as whole fen."""

    impl = WholeNumber
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        return None if value is None else value.fen

    def process_result_value(self, value: int | None, dialect: Dialect) -> Money | None:
        return None if value is None else Money(int(value))


class Thousandths(TypeDecorator[Quantity]):
    """Quantity as whole thousandths of the selling unit."""

    impl = WholeNumber
    cache_ok = True

    def process_bind_param(self, value: Quantity | None, dialect: Dialect) -> int | None:
        return None if value is None else value.thousandths

    def process_result_value(self, value: int | None, dialect: Dialect) -> Quantity | None:
        return None if value is None else Quantity(int(value))


@lru_cache(maxsize=64)  # one gesture writes its moment into several rows
def instant_text(value: datetime) -> str:
    """An aware instant as the journal and the tables write it: `2021-09-08T00:26:15Z`, whole seconds."""
    if value.tzinfo is None:
        raise ValueError("an instant needs its offset")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(text: str) -> datetime:
    """Read what `instant_text` wrote; aware, UTC."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; a naive one is refused."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else instant_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else instant(value)


class Day(TypeDecorator[date]):
    """A calendar day as ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class YesNo(TypeDecorator[bool]):
    """A truth value: 0 or 1 in SQLite, whose STRICT tables know no boolean; a real one elsewhere."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | bool | None:
        return int(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Base(DeclarativeBase):
    """Every table of the shop.

    Partial indexes name their condition for SQLite only: naming PostgreSQL too would import all its drivers' dialects
    at every start. There the migrations make the indexes, and they name both.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, TypeEngine[Any]]] = {
        str: Text(),
        int: WholeNumber,
        bool: YesNo(),
        Money: Fen(),
        Quantity: Thousandths(),
        datetime: Instant(),
        date: Day(),
    }


@event.listens_for(Table, "after_parent_attach")
def _strict(table: Table, parent: object) -> None:
    """SQLite checks column types only in STRICT tables."""
    if parent is Base.metadata:
        table.dialect_options["sqlite"]["strict"] = True
