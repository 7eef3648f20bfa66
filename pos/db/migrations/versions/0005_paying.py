"""What paying, printing and weighing remember."""

import sqlalchemy as sa
from alembic import op

from pos.core import tables as t

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _pay_requests()
    _queue()
    _vouchers()


def _whole() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


#: What was asked of the service stays as it was asked; only what became of it may change.
ASKED = "id, till, number, ticket, kind, of_id, means, amount, clerk, reason, made_at"


def _pay_requests() -> None:
    """Requests for money, and for money back, that a payment service was or will be asked; and each of their steps."""
    op.create_table(
        "pay_requests",
        sa.Column("id", _whole(), nullable=False),
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("of_id", _whole(), nullable=True),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("amount", t.Fen(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", t.Instant(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("changed_at", t.Instant(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("tendered", t.YesNo(), nullable=False),
        sa.Column("settled", t.YesNo(), nullable=False),
        sa.Column("by_hand", sa.Text(), nullable=True),
        sa.Column("leave_by", sa.Text(), nullable=True),
        sa.Column("leave_why", sa.Text(), nullable=True),
        sa.Column("receipt_id", _whole(), nullable=True),
        sa.Column("tender_n", _whole(), nullable=True),
        sa.CheckConstraint("kind IN ('PAY', 'REFUND')", name=op.f("ck_pay_requests_kind_known")),
        sa.CheckConstraint(
            "state IN ('NEW', 'SENT', 'WAIT_USER', 'PAID', 'FAILED', 'UNKNOWN', 'REVOKING', 'REVOKED', "
            "'PROCESSING', 'DONE')",
            name=op.f("ck_pay_requests_state_known"),
        ),
        sa.CheckConstraint(
            "by_hand IN ('PAID', 'UNPAID', 'SETTLED', 'AGAIN')", name=op.f("ck_pay_requests_by_hand_known")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_pay_requests_amount_positive")),
        sa.ForeignKeyConstraint(["of_id"], ["pay_requests.id"], name=op.f("fk_pay_requests_of_id_pay_requests")),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_pay_requests_receipt_id_receipts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_requests")),
        sa.UniqueConstraint("number", name=op.f("uq_pay_requests_number")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_pay_requests_open",
        "pay_requests",
        ["till"],
        unique=False,
        sqlite_where=sa.text("settled = 0"),
        postgresql_where=sa.text("NOT settled"),
    )
    op.create_index("ix_pay_requests_receipt_id", "pay_requests", ["receipt_id"], unique=False)
    op.create_index("ix_pay_requests_of_id", "pay_requests", ["of_id"], unique=False)
    op.create_index(
        "uq_pay_requests_one_open",
        "pay_requests",
        ["ticket"],
        unique=True,
        sqlite_where=sa.text(ONE_OPEN),
        postgresql_where=sa.text(ONE_OPEN),
    )
    op.create_table(
        "pay_request_steps",
        sa.Column("request_id", _whole(), nullable=False),
        sa.Column("n", _whole(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", t.Instant(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["pay_requests.id"], name=op.f("fk_pay_request_steps_request_id_pay_requests")
        ),
        sa.PrimaryKeyConstraint("request_id", "n", name=op.f("pk_pay_request_steps")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        for table, guarded, said in (
            ("pay_requests", f"UPDATE OF {ASKED}", "what was asked stays"),
            ("pay_requests", "DELETE", "what was asked stays"),
            ("pay_request_steps", "UPDATE", "rows are only added"),
            ("pay_request_steps", "DELETE", "rows are only added"),
        ):
            verb = guarded.partition(" ")[0].lower()
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {guarded} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table}: {said}'); END"
            )


#: A ticket waits for one payment at a time.
ONE_OPEN = "kind = 'PAY' AND by_hand IS NULL AND state IN ('NEW', 'SENT', 'WAIT_USER', 'UNKNOWN', 'REVOKING')"


def _queue() -> None:
    """A paper that did not come out may be given up by a person: one more state.

    SQLite cannot change a CHECK. Nothing hangs on this table and it has no triggers, so it is written anew.
    """
    name, states = op.f("ck_print_jobs_state_known"), "'WAITING', 'SENT', 'CONFIRMED', 'UNKNOWN', 'FAILED', 'SKIPPED'"
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(name, "print_jobs", type_="check")
        op.create_check_constraint(name, "print_jobs", f"state IN ({states})")
        return
    op.create_table(
        "print_jobs_new",
        sa.Column("id", _whole(), nullable=False),
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("receipt_id", _whole(), nullable=True),
        sa.Column("blocks", sa.Text(), nullable=True),
        sa.Column("copy", t.YesNo(), nullable=False),
        sa.Column("drawer", t.YesNo(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", _whole(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", t.Instant(), nullable=False),
        sa.CheckConstraint(f"state IN ({states})", name=name),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_jobs")),
        sqlite_strict=True,
    )
    op.execute(
        "INSERT INTO print_jobs_new (id, till, kind, receipt_id, blocks, copy, drawer, state, tries, note, made_at) "
        "SELECT id, till, kind, receipt_id, blocks, copy, drawer, state, tries, note, made_at FROM print_jobs"
    )
    op.drop_table("print_jobs")
    op.rename_table("print_jobs_new", "print_jobs")
    op.create_index("ix_print_jobs_state", "print_jobs", ["till", "state"], unique=False)


def _vouchers() -> None:
    """Who pays for a voucher; of what was taken before nobody knows."""
    op.add_column("receipt_tenders", sa.Column("funder", sa.Text(), nullable=True))
