"""Every module that holds a table, imported once, so that `Base.metadata` is complete."""

from pos.core import (
    catalog,
    journal,
    print_jobs,
    producers,
    receipts,
    shifts,
    staff,
    sync_files,
    tables,
    tickets,
)

__all__ = [
    "catalog",
    "journal",
    "print_jobs",
    "producers",
    "receipts",
    "shifts",
    "staff",
    "sync_files",
    "tables",
    "tickets",
]
