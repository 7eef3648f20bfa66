"""Excel and CSV in and out: what a shop manager, a supplier or the bureau types, and what the till writes for them."""

from pos.exchange.sheets.catalogue import ImportAnswer, import_catalogue
from pos.exchange.sheets.programme import export_programme, import_programme, template_programme
from pos.exchange.sheets.reading import FileUnreadable
from pos.exchange.sheets.stock import Place, receive_deliveries, take_counts
from pos.exchange.sheets.tables import Note
from pos.exchange.sheets.writing import export_catalogue, template_catalogue

__all__ = [
    "FileUnreadable",
    "ImportAnswer",
    "Note",
    "Place",
    "export_catalogue",
    "export_programme",
    "import_catalogue",
    "import_programme",
    "receive_deliveries",
    "take_counts",
    "template_catalogue",
    "template_programme",
]
