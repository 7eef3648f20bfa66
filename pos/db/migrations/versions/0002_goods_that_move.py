"""Batches and what moves them."""

import sqlalchemy as sa
from alembic import op

from pos.core import tables as t

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

#: What was delivered does not change afterwards; only how much of it is there does.
DELIVERED = (
    "product_id, number, produced_on, expires_on, life_days, received_on, received, lost, cost_price, ownership, "
    "conformity_no, waybill_no, outlet"
)


def upgrade() -> None:
    whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "batches",
        sa.Column("id", whole, nullable=False),
        sa.Column("product_id", whole, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("produced_on", t.Day(), nullable=True),
        sa.Column("expires_on", t.Day(), nullable=True),
        sa.Column("life_days", whole, nullable=True),
        sa.Column("received_on", t.Day(), nullable=False),
        sa.Column("received", t.Thousandths(), nullable=False),
        sa.Column("lost", t.Thousandths(), nullable=False),
        sa.Column("cost_price", t.Fen(), nullable=True),
        sa.Column("ownership", sa.Text(), nullable=False),
        sa.Column("conformity_no", sa.Text(), nullable=True),
        sa.Column("waybill_no", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("on_hand", t.Thousandths(), nullable=False),
        sa.Column("newest", whole, nullable=False),
        sa.CheckConstraint("newest IN (0, 1)", name=op.f("ck_batches_newest_known")),
        sa.CheckConstraint("ownership IN ('OWN', 'CONSIGNED')", name=op.f("ck_batches_ownership_known")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_batches_product_id_products")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
        sa.UniqueConstraint("product_id", "number", name=op.f("uq_batches_product_id_number")),
        sqlite_strict=True,
    )
    live = sa.text("on_hand <> 0 OR newest = 1")
    op.create_index("ix_batches_live", "batches", ["product_id"], sqlite_where=live, postgresql_where=live)
    op.create_table(
        "stock_moves",
        sa.Column("id", whole, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("product_id", whole, nullable=False),
        sa.Column("batch_id", whole, nullable=True),
        sa.Column("quantity", t.Thousandths(), nullable=False),
        sa.Column("day", t.Day(), nullable=False),
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("receipt_id", whole, nullable=True),
        sa.Column("line", whole, nullable=True),
        sa.Column("journal_n", whole, nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("paper", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('RECEIVE', 'SALE', 'REFUND', 'TASTING', 'WRITE_OFF', 'TRANSFER', 'FAIR_OUT', 'FAIR_BACK', "
            "'COUNT')",
            name=op.f("ck_stock_moves_kind_known"),
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_stock_moves_batch_id_batches")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_stock_moves_product_id_products")),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_stock_moves_receipt_id_receipts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_moves")),
        sqlite_strict=True,
    )
    for column in ("receipt_id", "outlet", "paper"):
        there = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_stock_moves_{column}", "stock_moves", [column], sqlite_where=there, postgresql_where=there)
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER stock_moves_no_{verb.lower()} BEFORE {verb} ON stock_moves "
                "BEGIN SELECT RAISE(ABORT, 'stock_moves: rows are only added'); END"
            )
        for name, verb in (("update", f"UPDATE OF {DELIVERED}"), ("delete", "DELETE")):
            op.execute(
                f"CREATE TRIGGER batches_no_{name} BEFORE {verb} ON batches "
                "BEGIN SELECT RAISE(ABORT, 'batches: what was delivered stays'); END"
            )
