"""What the counter remembers about people, papers and exchanges."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people()


def _people() -> None:
    """Roles a shop named itself; and when the last wrong PIN came, by a clock that nobody sets."""
    op.create_table(
        "staff_roles",
        sa.Column("no", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["no"], ["staff.no"], name=op.f("fk_staff_roles_no_staff")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_staff_roles")),
        sqlite_strict=True,
    )
    op.add_column(
        "pin_guard",
        sa.Column("failed_tick", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    )
