"""`[printing]` of till.toml: what this shop's receipt printer can do, where printers differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from pos.core.wording import QT_TRANSLATE_NOOP
from pos.settings import checks
from pos.settings.checks import BadSettings

TABLE = "printing"
PAPERS = {58: 32, 80: 48}
"""Millimetres of paper, and the columns that most printers have on it."""
LEAST_COLUMNS, MOST_COLUMNS = 24, 64
QR = ("native", "image")
PINS = (2, 5)
#: A pulse is sent in steps of two milliseconds; a longer one burns the drawer's coil.
LEAST_PULSE, MOST_PULSE = 10, 500

_NO_COLUMNS = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: 0 (by the paper), or from {least} to {most}")
_NO_PULSE = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: milliseconds from {least} to {most}")


class Printing(Struct, frozen=True):
    """What the printer can do.

    `columns` 0 means by the paper's width. `qr` "image" draws codes for printers that know none. Without `cut` the
    paper is moved on to be torn off. The drawer hangs on pin 2 or 5 and gets a pulse of so many milliseconds.
    """

    columns: int = 0
    qr: str = "native"
    cut: bool = True
    drawer_pin: int = 2
    drawer_on_ms: int = 50
    drawer_off_ms: int = 500

    def columns_on(self, paper: int) -> int:
        """Columns on paper of 58 or 80 millimetres."""
        return self.columns or PAPERS[paper]


def read(table: Mapping[str, Any]) -> Printing:
    """The table as it stands in till.toml; BadSettings for an entry that cannot be."""
    entries = checks.table(table, TABLE)
    usual = Printing()
    columns = checks.number(entries, "columns", usual.columns, MOST_COLUMNS)
    if columns and columns < LEAST_COLUMNS:
        raise BadSettings("columns", _NO_COLUMNS, value=columns, least=LEAST_COLUMNS, most=MOST_COLUMNS)
    return Printing(
        columns=columns,
        qr=checks.one_of(entries, "qr", QR, usual.qr),
        cut=checks.one_of(entries, "cut", (True, False), usual.cut),
        drawer_pin=checks.one_of(entries, "drawer_pin", PINS, usual.drawer_pin),
        drawer_on_ms=_pulse(entries, "drawer_on_ms", usual.drawer_on_ms),
        drawer_off_ms=_pulse(entries, "drawer_off_ms", usual.drawer_off_ms),
    )


def _pulse(entries: Mapping[str, Any], key: str, usual: int) -> int:
    pulse = checks.number(entries, key, usual, MOST_PULSE)
    if pulse < LEAST_PULSE:
        raise BadSettings(key, _NO_PULSE, value=pulse, least=LEAST_PULSE, most=MOST_PULSE)
    return pulse


def as_toml(printing: Printing) -> str:
    """The table as till.toml holds it."""
    p = printing
    return f"""\
[{TABLE}]
columns = {p.columns}                      # 0: 32 on 58 mm, 48 on 80 mm; else {LEAST_COLUMNS} to {MOST_COLUMNS}
qr = "{p.qr}"                    # {", ".join(QR)}: codes are drawn for a printer that knows none
cut = {str(p.cut).lower()}                       # false: no cutter, the paper is moved on to be torn off
drawer_pin = {p.drawer_pin}                   # 2, 5: the pin of the printer's socket that the drawer hangs on
drawer_on_ms = {p.drawer_on_ms}                # how long its pulse is, and the pause behind it
drawer_off_ms = {p.drawer_off_ms}
"""
