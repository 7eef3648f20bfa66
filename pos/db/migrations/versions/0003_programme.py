"""Buyers, agreements, fairs and the prices of a time."""

import sqlalchemy as sa
from alembic import op

from pos.core import tables as t

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


#: What a buyer paid is never put right in place: a correction is a new row.
ONLY_ADDED = ("account_payments",)


def upgrade() -> None:
    op.create_table(
        "account_payments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("buyer", sa.Text(), nullable=False),
        sa.Column("journal_n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("money", t.Fen(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.CheckConstraint("money > 0", name=op.f("ck_account_payments_money_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_payments")),
        sqlite_strict=True,
    )
    op.create_index("ix_account_payments_buyer", "account_payments", ["buyer"], unique=False)
    op.create_table(
        "agreements",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("buyer", sa.Text(), nullable=False),
        sa.Column("producer", sa.Text(), nullable=True),
        sa.Column("signed_on", t.Day(), nullable=False),
        sa.Column("first", t.Day(), nullable=False),
        sa.Column("last", t.Day(), nullable=False),
        sa.Column("amount", t.Fen(), nullable=True),
        sa.Column("quantity", t.Thousandths(), nullable=True),
        sa.Column("quantity_unit", sa.Text(), nullable=True),
        sa.Column("goods", sa.Text(), nullable=True),
        sa.Column("fair", sa.Text(), nullable=True),
        sa.Column("over_allowed", t.YesNo(), nullable=False),
        sa.Column("renewal_of", sa.Text(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_agreements_amount_positive")),
        sa.CheckConstraint("first <= last", name=op.f("ck_agreements_days_in_order")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_agreements")),
        sqlite_strict=True,
    )
    op.create_index("ix_agreements_buyer", "agreements", ["buyer"], unique=False)
    op.create_table(
        "aid_projects",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("amount", t.Fen(), nullable=False),
        sa.Column("spent", t.Fen(), nullable=True),
        sa.Column("paid_on", t.Day(), nullable=True),
        sa.Column("doc_no", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_aid_projects_amount_positive")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_aid_projects")),
        sqlite_strict=True,
    )
    op.create_table(
        "aided_producers",
        sa.Column("credit_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("introduced_on", t.Day(), nullable=False),
        sa.Column("introduced_by", sa.Text(), nullable=True),
        sa.Column("agent_for", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("credit_code", name=op.f("pk_aided_producers")),
        sqlite_strict=True,
    )
    op.create_table(
        "buyers",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("credit_code", sa.Text(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("budget_unit_no", sa.Text(), nullable=True),
        sa.Column("account_832", sa.Text(), nullable=True),
        sa.Column("credit_limit", t.Fen(), nullable=True),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_buyers")),
        sqlite_strict=True,
    )
    op.create_table(
        "card_benefits",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("bin6", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_amount", t.Fen(), nullable=True),
        sa.Column("money_off", t.Fen(), nullable=True),
        sa.Column("percent_off_bp", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("first", t.Day(), nullable=False),
        sa.Column("last", t.Day(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('CARD_PRICE', 'MONEY_OFF', 'PERCENT_OFF')", name=op.f("ck_card_benefits_kind_known")
        ),
        sa.CheckConstraint("first <= last", name=op.f("ck_card_benefits_days_in_order")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_card_benefits")),
        sqlite_strict=True,
    )
    op.create_table(
        "deals",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("m", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("price", t.Fen(), nullable=True),
        sa.Column("first", t.Day(), nullable=False),
        sa.Column("last", t.Day(), nullable=False),
        sa.CheckConstraint("kind IN ('N_FREE_M', 'GROUP_PRICE')", name=op.f("ck_deals_kind_known")),
        sa.CheckConstraint("first <= last", name=op.f("ck_deals_days_in_order")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_deals")),
        sqlite_strict=True,
    )
    op.create_table(
        "fairs",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("first", t.Day(), nullable=False),
        sa.Column("last", t.Day(), nullable=False),
        sa.Column("counters", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=True),
        sa.Column("producers", sa.Text(), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_fairs_days_in_order")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_fairs")),
        sqlite_strict=True,
    )
    op.create_table(
        "households",
        sa.Column("credit_code", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("direct", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("indirect", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("counted_in", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("yuan_per_household", t.Fen(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("credit_code", "year", name=op.f("pk_households")),
        sqlite_strict=True,
    )
    op.create_table(
        "outlets",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("shop", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("site_type", sa.Text(), nullable=True),
        sa.Column("opened_on", t.Day(), nullable=False),
        sa.Column("closed_on", t.Day(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("credit_code", sa.Text(), nullable=True),
        sa.Column("city_center", sa.Text(), nullable=True),
        sa.Column("award", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_outlets")),
        sqlite_strict=True,
    )
    op.create_table(
        "pairings",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("first", t.Day(), nullable=False),
        sa.Column("last", t.Day(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("delisted_county", t.YesNo(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("first <= last", name=op.f("ck_pairings_days_in_order")),
        sa.PrimaryKeyConstraint("region", "scheme", "first", name=op.f("pk_pairings")),
        sqlite_strict=True,
    )
    op.create_table(
        "producer_years",
        sa.Column("credit_code", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("direct", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("indirect", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("unstable", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("marginal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("sudden", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("credit_code", "year", name=op.f("pk_producer_years")),
        sqlite_strict=True,
    )
    op.create_table(
        "quotas",
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("base", t.Fen(), nullable=True),
        sa.Column("ratio_bp", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("target", t.Fen(), nullable=False),
        sa.Column("channels", sa.Text(), nullable=False),
        sa.Column("regions", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("year", "unit", "revision", name=op.f("pk_quotas")),
        sqlite_strict=True,
    )
    op.create_table(
        "deal_products",
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["deal"], ["deals.number"], name=op.f("fk_deal_products_deal_deals")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_deal_products_product_id_products")),
        sa.PrimaryKeyConstraint("product_id", "deal", name=op.f("pk_deal_products")),
        sqlite_strict=True,
    )
    op.create_index("ix_deal_products_deal", "deal_products", ["deal"], unique=False)
    op.create_table(
        "offers",
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first", t.Day(), nullable=False),
        sa.Column("last", t.Day(), nullable=False),
        sa.Column("price", t.Fen(), nullable=False),
        sa.Column("reference", t.Fen(), nullable=True),
        sa.Column("fair", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('FAIR', 'PROMO', 'ORG')", name=op.f("ck_offers_kind_known")),
        sa.CheckConstraint("first <= last", name=op.f("ck_offers_days_in_order")),
        sa.CheckConstraint("price > 0", name=op.f("ck_offers_price_positive")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_offers_product_id_products")),
        sa.PrimaryKeyConstraint("product_id", "kind", "first", name=op.f("pk_offers")),
        sqlite_strict=True,
    )
    op.create_index("ix_offers_last", "offers", ["last"], unique=False)
    op.add_column("receipts", sa.Column("counts_for", sa.Text(), nullable=True))
    op.add_column("receipts", sa.Column("operator", sa.Text(), nullable=True))
    op.create_index(
        "ix_receipts_buyer",
        "receipts",
        ["buyer"],
        unique=False,
        sqlite_where=sa.text("buyer IS NOT NULL"),
        postgresql_where=sa.text("buyer IS NOT NULL"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for table in ONLY_ADDED:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only added'); END"
                )
