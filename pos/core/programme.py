"""The rest of the programme book: outlets, pairings, producers, quotas, projects, households; and taking all of it in.

Each table's rows are known by the key of their sheet; a known key is updated, and what is the same is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import CheckConstraint, Column, Table, and_, delete, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from pos.core.money import Money
from pos.core.tables import Base


class Outlet(Base):
    """A shop (kind SUB_CENTER, under its own number) or one of its outlets."""

    __tablename__ = "outlets"

    number: Mapped[str] = mapped_column(primary_key=True)
    shop: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    site_type: Mapped[str | None]
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    address: Mapped[str | None]
    credit_code: Mapped[str | None]
    city_center: Mapped[str | None]
    award: Mapped[str | None]


class PairingRow(Base):
    """A county paired with the district under a scheme, first and last day included; without `last` it is open."""

    __tablename__ = "pairings"
    __table_args__ = (CheckConstraint("first <= last", name="days_in_order"),)

    region: Mapped[str] = mapped_column(primary_key=True)
    scheme: Mapped[str] = mapped_column(primary_key=True)
    first: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[date | None]
    name: Mapped[str | None]
    level: Mapped[str | None]
    delisted_county: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None]


class AidedProducer(Base):
    """A producer of the programme; a TRADER acts for another one."""

    __tablename__ = "aided_producers"

    credit_code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    region: Mapped[str]
    introduced_on: Mapped[date]
    introduced_by: Mapped[str | None]
    agent_for: Mapped[str | None]


class ProducerYear(Base):
    """Households that a producer brings along in a year, and those watched; a count given means it is monitored."""

    __tablename__ = "producer_years"

    credit_code: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    direct: Mapped[int | None]
    indirect: Mapped[int | None]
    basis: Mapped[str | None]
    unstable: Mapped[int | None]
    marginal: Mapped[int | None]
    sudden: Mapped[int | None]
    evidence: Mapped[str | None]


class Quota(Base):
    """What a buyer, or the district as a whole, reserves in a year; the highest revision counts."""

    __tablename__ = "quotas"

    year: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    base: Mapped[Money | None]
    ratio_bp: Mapped[int | None]
    target: Mapped[Money]
    channels: Mapped[str] = mapped_column(default="ALL")
    regions: Mapped[str] = mapped_column(default="ALL")


class Project(Base):
    """A project (PROJECT) or a grant to an outlet (SUBSIDY)."""

    __tablename__ = "aid_projects"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"),)

    number: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str | None]
    year: Mapped[int]
    outlet: Mapped[str | None]
    amount: Mapped[Money]
    spent: Mapped[Money | None]
    paid_on: Mapped[date | None]
    doc_no: Mapped[str | None]
    evidence: Mapped[str | None]


class Households(Base):
    """Households (or persons, never added together) that a producer brings along in a year, declared or estimated."""

    __tablename__ = "households"

    credit_code: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    direct: Mapped[int | None]
    indirect: Mapped[int | None]
    counted_in: Mapped[str]
    basis: Mapped[str]
    yuan_per_household: Mapped[Money | None]
    evidence: Mapped[str | None]


Key = tuple[Any, ...]
Values = dict[str, Any]


def rows_by_key(session: Session, entity: type[Base]) -> dict[Key, Values]:
    """Every row of a table by its primary key, as plain values."""
    table = cast(Table, entity.__table__)
    names = [column.name for column in table.primary_key]
    rows = (dict(row) for row in session.execute(select(table).order_by(*table.primary_key)).mappings())
    return {tuple(row[name] for name in names): row for row in rows}


def take_rows(
    session: Session, entity: type[Base], before: Mapping[Key, Values], rows: Mapping[Key, Values]
) -> set[Key]:
    """Add what is new and update what differs; a value that a row does not have stays as it is. The keys that changed.

    A new row is whole: what it does not have is empty, or what the column says.
    """
    table = cast(Table, entity.__table__)
    names = [column.name for column in table.primary_key]
    fresh: list[Values] = []
    changed: set[Key] = set()
    for key, values in rows.items():
        known = before.get(key)
        if known is None:
            fresh.append(_empty(table) | values | dict(zip(names, key, strict=True)))
            changed.add(key)
            continue
        differing = {name: value for name, value in values.items() if known[name] != value}
        if differing:
            here = and_(*(table.c[name] == value for name, value in zip(names, key, strict=True)))
            session.execute(update(table).where(here).values(differing))
            changed.add(key)
    if fresh:
        session.execute(insert(table), fresh)
    return changed


def _empty(table: Table) -> Values:
    return {column.name: default_of(column) for column in table.columns}


def default_of(column: Column[Any]) -> Any:
    """What stands in a column that nobody fills in."""
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None


def replace_rows(session: Session, entity: type[Base], where: Values, rows: Sequence[Values]) -> None:
    """Put rows in the place of all that have these values."""
    table = cast(Table, entity.__table__)
    session.execute(delete(table).where(and_(*(table.c[name] == value for name, value in where.items()))))
    if rows:
        session.execute(insert(table), list(rows))
