"""What somebody saw on the test page, and what the settings have to be for it."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from pos.devices.test_page import CODES, LINES
from pos.settings.printer import LEAST_COLUMNS, MOST_COLUMNS, PAPERS, Printing

#: Fewer columns than this, and the paper is the narrow one.
_NARROW = 40


class Seen(Struct, frozen=True):
    """The answers; one that was not given is empty, or 0, and changes nothing."""

    ruler: int = 0
    """The last number of the longest ruler that stands on one line."""
    line: str = ""
    """A to D: the line of Chinese that reads well."""
    code: str = ""
    """1 or 2: the first of the two codes that came out."""
    cut: str = ""
    """yes, no."""
    drawer: str = ""
    """yes, no."""


class PrinterDraft(Struct, frozen=True):
    """A printer as it could be chosen: its name in till.toml, millimetres of paper, encoding, abilities."""

    name: str
    paper: int
    encoding: str
    printing: Printing

    def after(self, seen: Seen) -> PrinterDraft:
        """The same as the answers want it; a drawer that stayed shut is tried on the other pin."""
        printing, paper = self.printing, self.paper
        if LEAST_COLUMNS <= seen.ruler <= MOST_COLUMNS:
            paper = 58 if seen.ruler < _NARROW else 80
            printing = replace(printing, columns=0 if PAPERS[paper] == seen.ruler else seen.ruler)
        if seen.cut:
            printing = replace(printing, cut=seen.cut == "yes")
        if seen.drawer == "no":
            printing = replace(printing, drawer_pin=5 if printing.drawer_pin == 2 else 2)
        printing = replace(printing, qr=CODES.get(seen.code, printing.qr))
        return PrinterDraft(self.name, paper, LINES.get(seen.line, self.encoding), printing)
