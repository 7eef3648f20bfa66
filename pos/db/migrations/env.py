"""Alembic runs on the connection and inside the transaction that `migrate.py` hands it."""

from alembic import context

from pos.core import all_tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=all_tables.tables.Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
)
context.run_migrations()
