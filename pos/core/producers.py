"""Who made the goods: enterprises, co-operatives, family farms; known by their credit code where they have one."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from pos.core.tables import Base


class Producer(Base):
    """One producer. A name without a code is legal (a farm stall), but its sales are then nobody's in the reports."""

    __tablename__ = "producers"
    __table_args__ = (Index("ix_producers_name", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    credit_code: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
