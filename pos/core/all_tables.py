"""Every module that holds a table, imported once, so that `Base.metadata` is complete."""

from pos.core import (
    agreements,
    buyers,
    catalog,
    fairs,
    journal,
    offers,
    print_jobs,
    producers,
    programme,
    receipts,
    shifts,
    staff,
    stock,
    sync_files,
    tables,
    tickets,
)

__all__ = [
    "agreements",
    "buyers",
    "catalog",
    "fairs",
    "journal",
    "offers",
    "print_jobs",
    "producers",
    "programme",
    "receipts",
    "shifts",
    "staff",
    "stock",
    "sync_files",
    "tables",
    "tickets",
]
