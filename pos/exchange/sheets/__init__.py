"""Excel and CSV in and out: what a shop manager, a supplier or the bureau types, and what the till writes for them."""

from pos.exchange.sheets.catalogue import ImportAnswer, import_catalogue
from pos.exchange.sheets.reading import FileUnreadable
from pos.exchange.sheets.tables import Note
from pos.exchange.sheets.writing import export_catalogue, template_catalogue

__all__ = ["FileUnreadable", "ImportAnswer", "Note", "export_catalogue", "import_catalogue", "template_catalogue"]
