"""The first tables of a shop."""

import sqlalchemy as sa
from alembic import op

from pos.core import tables as t

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


#: Rows with legal meaning: a correction is a new row, and the database itself refuses anything else.
ONLY_ADDED = ("journal", "receipts", "receipt_lines", "receipt_tenders", "cash_moves", "closings", "price_changes")


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=True),
        sa.Column("at", t.Instant(), nullable=False),
        sa.Column("business_day", t.Day(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("prev", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("till", "n", name=op.f("pk_journal")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_journal_events",
        "journal",
        ["till", "business_day"],
        unique=False,
        sqlite_where=sa.text("kind = 'E'"),
        postgresql_where=sa.text("kind = 'E'"),
    )
    op.create_table(
        "pin_guard",
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("failures", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("failed_at", t.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("till", name=op.f("pk_pin_guard")),
        sqlite_strict=True,
    )
    op.create_table(
        "print_jobs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("receipt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("blocks", sa.Text(), nullable=True),
        sa.Column("copy", t.YesNo(), nullable=False),
        sa.Column("drawer", t.YesNo(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", t.Instant(), nullable=False),
        sa.CheckConstraint(
            "state IN ('WAITING', 'SENT', 'CONFIRMED', 'UNKNOWN', 'FAILED')", name=op.f("ck_print_jobs_state_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_jobs")),
        sqlite_strict=True,
    )
    op.create_index("ix_print_jobs_state", "print_jobs", ["till", "state"], unique=False)
    op.create_table(
        "producers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("credit_code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_producers")),
        sa.UniqueConstraint("credit_code", name=op.f("uq_producers_credit_code")),
        sqlite_strict=True,
    )
    op.create_index("ix_producers_name", "producers", ["name"], unique=False)
    op.create_table(
        "shifts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("business_day", t.Day(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("opened_at", t.Instant(), nullable=False),
        sa.Column("float", t.Fen(), nullable=False),
        sa.Column("closed_at", t.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
        sa.UniqueConstraint("till", "number", name=op.f("uq_shifts_till_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_shifts_business_day", "shifts", ["business_day"], unique=False)
    op.create_index(
        "uq_shifts_one_open",
        "shifts",
        ["till"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "staff",
        sa.Column("no", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("active", t.YesNo(), nullable=False),
        sa.CheckConstraint("role IN ('clerk', 'manager')", name=op.f("ck_staff_role_known")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_staff")),
        sqlite_strict=True,
    )
    op.create_table(
        "sync_files",
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last_n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_day", t.Day(), nullable=False),
        sa.Column("last_day", t.Day(), nullable=False),
        sa.Column("grand_gross", t.Fen(), nullable=False),
        sa.Column("grand_refunded", t.Fen(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("made_at", t.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("till", "seq", name=op.f("pk_sync_files")),
        sqlite_strict=True,
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("at", t.Instant(), nullable=False),
        sa.Column("total", t.Fen(), nullable=False),
        sa.Column("kinds", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("name", name=op.f("uq_tickets_name")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_tickets_one_on_counter",
        "tickets",
        ["till"],
        unique=True,
        sqlite_where=sa.text("name IS NULL"),
        postgresql_where=sa.text("name IS NULL"),
    )
    op.create_table(
        "cash_moves",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", t.Instant(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("amount", t.Fen(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_cash_moves_amount_positive")),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_cash_moves_shift_id_shifts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_moves")),
        sqlite_strict=True,
    )
    op.create_index("ix_cash_moves_shift_id", "cash_moves", ["shift_id"], unique=False)
    op.create_table(
        "closings",
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("z", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("business_day", t.Day(), nullable=False),
        sa.Column("closed_at", t.Instant(), nullable=False),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column("first_number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("last_number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("expected", t.Fen(), nullable=False),
        sa.Column("counted", t.Fen(), nullable=False),
        sa.Column("over_short", t.Fen(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("totals", sa.Text(), nullable=False),
        sa.Column("grand_gross", t.Fen(), nullable=False),
        sa.Column("grand_refunded", t.Fen(), nullable=False),
        sa.Column("journal_n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_closings_shift_id_shifts")),
        sa.PrimaryKeyConstraint("till", "z", name=op.f("pk_closings")),
        sa.UniqueConstraint("shift_id", name=op.f("uq_closings_shift_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_closings_business_day", "closings", ["business_day"], unique=False)
    op.create_table(
        "products",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("plu", sa.Text(), nullable=True),
        sa.Column("spec", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("price", t.Fen(), nullable=False),
        sa.Column("card_price", t.Fen(), nullable=True),
        sa.Column("open_price", t.YesNo(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("producer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("certification_no", sa.Text(), nullable=True),
        sa.Column("certification_valid_to", t.Day(), nullable=True),
        sa.Column("shelf_life_days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("storage", sa.Text(), nullable=False),
        sa.Column("vat_kind", sa.Text(), nullable=False),
        sa.Column("vat_bp", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tax_class_code", sa.Text(), nullable=True),
        sa.Column("ownership", sa.Text(), nullable=False),
        sa.Column("commission_bp", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("cost_price", t.Fen(), nullable=True),
        sa.Column("photo", sa.Text(), nullable=True),
        sa.Column("code_832", sa.Text(), nullable=True),
        sa.Column("pinyin", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column("updated_at", t.Instant(), nullable=False),
        sa.CheckConstraint("kind IN ('PIECE', 'WEIGHED')", name=op.f("ck_products_kind_known")),
        sa.CheckConstraint("ownership IN ('OWN', 'CONSIGNED')", name=op.f("ck_products_ownership_known")),
        sa.CheckConstraint("price > 0", name=op.f("ck_products_price_positive")),
        sa.ForeignKeyConstraint(["producer_id"], ["producers.id"], name=op.f("fk_products_producer_id_producers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("code", name=op.f("uq_products_code")),
        sa.UniqueConstraint("plu", name=op.f("uq_products_plu")),
        sqlite_strict=True,
    )
    op.create_index("ix_products_origin", "products", ["origin"], unique=False)
    op.create_table(
        "receipts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", t.Instant(), nullable=False),
        sa.Column("business_day", t.Day(), nullable=False),
        sa.Column("hour", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("buyer_kind", sa.Text(), nullable=False),
        sa.Column("buyer", sa.Text(), nullable=True),
        sa.Column("agreement", sa.Text(), nullable=True),
        sa.Column("fair", sa.Text(), nullable=True),
        sa.Column("motive", sa.Text(), nullable=True),
        sa.Column("purchase_mode", sa.Text(), nullable=True),
        sa.Column("love_card", t.YesNo(), nullable=False),
        sa.Column("gross", t.Fen(), nullable=False),
        sa.Column("discount", t.Fen(), nullable=False),
        sa.Column("net", t.Fen(), nullable=False),
        sa.Column("rounding", t.Fen(), nullable=False),
        sa.Column("change", t.Fen(), nullable=False),
        sa.Column("of_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("journal_n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("kind IN ('SALE', 'REFUND')", name=op.f("ck_receipts_kind_known")),
        sa.ForeignKeyConstraint(["of_id"], ["receipts.id"], name=op.f("fk_receipts_of_id_receipts")),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_receipts_shift_id_shifts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("till", "number", name=op.f("uq_receipts_till_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_receipts_uuid")),
        sqlite_strict=True,
    )
    op.create_index("ix_receipts_business_day", "receipts", ["business_day"], unique=False)
    op.create_index("ix_receipts_of_id", "receipts", ["of_id"], unique=False)
    op.create_index("ix_receipts_shift_id", "receipts", ["shift_id"], unique=False)
    op.create_table(
        "barcodes",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counts", t.Thousandths(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_barcodes_product_id_products")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_barcodes")),
        sqlite_strict=True,
    )
    op.create_index("ix_barcodes_product_id", "barcodes", ["product_id"], unique=False)
    op.create_table(
        "box_parts",
        sa.Column("box_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("quantity", t.Thousandths(), nullable=False),
        sa.ForeignKeyConstraint(["box_id"], ["products.id"], name=op.f("fk_box_parts_box_id_products")),
        sa.ForeignKeyConstraint(["part_id"], ["products.id"], name=op.f("fk_box_parts_part_id_products")),
        sa.PrimaryKeyConstraint("box_id", "part_id", name=op.f("pk_box_parts")),
        sqlite_strict=True,
    )
    op.create_table(
        "price_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", t.Instant(), nullable=False),
        sa.Column("before", t.Fen(), nullable=False),
        sa.Column("after", t.Fen(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_price_changes_product_id_products")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_changes")),
        sqlite_strict=True,
    )
    op.create_table(
        "receipt_lines",
        sa.Column("receipt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("of_n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("spec", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("producer", sa.Text(), nullable=True),
        sa.Column("batch", sa.Text(), nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("quantity", t.Thousandths(), nullable=False),
        sa.Column("grams", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("price", t.Fen(), nullable=False),
        sa.Column("shelf_price", t.Fen(), nullable=False),
        sa.Column("price_kind", sa.Text(), nullable=False),
        sa.Column("gross", t.Fen(), nullable=False),
        sa.Column("discount", t.Fen(), nullable=False),
        sa.Column("net", t.Fen(), nullable=False),
        sa.Column("vat_kind", sa.Text(), nullable=False),
        sa.Column("vat_bp", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("vat", t.Fen(), nullable=False),
        sa.Column("certification_no", sa.Text(), nullable=True),
        sa.Column("certified", t.YesNo(), nullable=False),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_receipt_lines_receipt_id_receipts")),
        sa.PrimaryKeyConstraint("receipt_id", "n", "part", name=op.f("pk_receipt_lines")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "receipt_tenders",
        sa.Column("receipt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("handed", t.Fen(), nullable=False),
        sa.Column("kept", t.Fen(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_receipt_tenders_receipt_id_receipts")),
        sa.PrimaryKeyConstraint("receipt_id", "n", name=op.f("pk_receipt_tenders")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_search_keys_product_id_products")),
        sa.PrimaryKeyConstraint("key", "product_id", name=op.f("pk_search_keys")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        for table in ONLY_ADDED:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only added'); END"
                )
