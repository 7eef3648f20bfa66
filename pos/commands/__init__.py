"""What each command of `pos` does, by subject.

Every function imports what it needs: `pos --help` must not wait for a database.
"""

from pos.commands.answering import BUG, DONE, REFUSED, TROUBLE, USAGE, BadDay, FileUnreadable, NotPrinted, OwnFile, say
from pos.commands.health import NoPrinter, NotSure, backup_create, backup_restore, backup_verify, check, printer_test
from pos.commands.owed import account_list, account_settle, stock_list
from pos.commands.reports import receipt_pdf, report, report_text
from pos.commands.running import NotYet, demo, gestures, init, not_yet, read_code, window
from pos.commands.sheets import (
    catalog_export,
    catalog_import,
    catalog_template,
    programme_export,
    programme_import,
    programme_template,
    stock_count,
    stock_receive,
    told_import,
)
from pos.commands.staff import staff_add, staff_list, staff_pin, staff_release, staff_retire, staff_role
from pos.commands.sync import NoKey, journal_verify, sync_export, sync_key, sync_verify
from pos.commands.tags import price_tags

__all__ = [
    "BUG",
    "DONE",
    "REFUSED",
    "TROUBLE",
    "USAGE",
    "BadDay",
    "FileUnreadable",
    "NoKey",
    "NoPrinter",
    "NotPrinted",
    "NotSure",
    "NotYet",
    "OwnFile",
    "account_list",
    "account_settle",
    "backup_create",
    "backup_restore",
    "backup_verify",
    "catalog_export",
    "catalog_import",
    "catalog_template",
    "check",
    "demo",
    "gestures",
    "init",
    "journal_verify",
    "not_yet",
    "price_tags",
    "printer_test",
    "programme_export",
    "programme_import",
    "programme_template",
    "read_code",
    "receipt_pdf",
    "report",
    "report_text",
    "say",
    "staff_add",
    "staff_list",
    "staff_pin",
    "staff_release",
    "staff_retire",
    "staff_role",
    "stock_count",
    "stock_list",
    "stock_receive",
    "sync_export",
    "sync_key",
    "sync_verify",
    "told_import",
    "window",
]
