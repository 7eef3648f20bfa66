"""`[drawer]`, `[scale]` and `[display]` of till.toml: what stands around the till beside the printer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from pos.core.money import Money
from pos.core.weighing import MOST_GRAMS, MOST_TARE, SHORTAGES, Allowance
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.settings import checks
from pos.settings.checks import BadSettings

ABSENT, BY_PRINTER = "absent", "printer"
PROTOCOLS = ("mt-sics", "nci")
MODES = ("8N1", "7E1", "7O1", "8E1")
SPEEDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
POLE_ENCODINGS = ("ascii", "gb18030", "gbk")
#: The pulse that most drawers and their serial switches know: `ESC p 0`, 50 ms on, 500 ms off.
PULSE = "1B 70 00 19 FA"
MOST_TARES, MOST_ROWS = 9, 40
_PORT = r"serial:[^\s@]+(@\d{3,6})?"

_NO_PORT = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: {words}serial:PORT or absent, such as serial:COM3")
_NO_PULSE = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: bytes in hexadecimal, such as 1B 70 00 19 FA")
_NO_TARES = QT_TRANSLATE_NOOP("Settings", "is not a list of at most {most} whole numbers of grams up to {grams}")
_NO_SHORTAGE = QT_TRANSLATE_NOOP(
    "Settings", "is not a list of rows [yuan a kilogram or 0, up to grams, grams that may be missing]"
)
_NO_COLUMNS = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: a whole number from {least} to {most}")
_NO_SCREEN = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: true, false or the name of a screen")


class DrawerPort(Struct, frozen=True):
    """Where the cash drawer hangs: on the printer, on a port of its own (`serial:PORT`), or there is none."""

    port: str = BY_PRINTER
    pulse: str = PULSE

    @property
    def by_printer(self) -> bool:
        """The pulse goes out with the paper."""
        return self.port == BY_PRINTER

    @property
    def pulse_bytes(self) -> bytes:
        """What opens it."""
        return bytes.fromhex(self.pulse)


class ScaleLine(Struct, frozen=True):
    """The counter scale. `tare_g` are the wrappings that one key chooses from; `shortage` is the table of a check."""

    port: str = ABSENT
    protocol: str = "mt-sics"
    speed: int = 9600
    mode: str = "8N1"
    tare_g: tuple[int, ...] = ()
    tare_required: bool = False
    shortage: tuple[Allowance, ...] = SHORTAGES


class CustomerDisplay(Struct, frozen=True):
    """What the customer sees: a pole of two lines, and a window on the second screen (or that of this name)."""

    pole: str = ABSENT
    columns: int = 20
    encoding: str = "ascii"
    screen: bool | str = False
    #: What the shop's own standing pay code says; empty if there is none.
    pay_qr: str = ""


def drawer(table: Mapping[str, Any]) -> DrawerPort:
    """`[drawer]`."""
    own = checks.table(table, "drawer")
    pulse = checks.text(own, "pulse", PULSE)
    try:
        whole = 1 <= len(bytes.fromhex(pulse)) <= 16
    except ValueError:
        whole = False
    if not whole:
        raise BadSettings("[drawer] pulse", _NO_PULSE, value=repr(pulse))
    return DrawerPort(_port(own, "drawer", "port", BY_PRINTER), pulse)


def scale(table: Mapping[str, Any]) -> ScaleLine:
    """`[scale]`."""
    own = checks.table(table, "scale")
    return ScaleLine(
        port=_port(own, "scale", "port", ABSENT),
        protocol=checks.one_of(own, "protocol", PROTOCOLS, "mt-sics"),
        speed=checks.one_of(own, "speed", SPEEDS, 9600),
        mode=checks.one_of(own, "mode", MODES, "8N1"),
        tare_g=_tares(own),
        tare_required=checks.one_of(own, "tare_required", (True, False), False),
        shortage=_shortage(own),
    )


def display(table: Mapping[str, Any]) -> CustomerDisplay:
    """`[display]`."""
    own = checks.table(table, "display")
    columns, screen = own.get("columns", 20), own.get("screen", False)
    if type(columns) is not int or not 16 <= columns <= 40:
        raise BadSettings("[display] columns", _NO_COLUMNS, value=repr(columns), least=16, most=40)
    if not isinstance(screen, bool | str):
        raise BadSettings("[display] screen", _NO_SCREEN, value=repr(screen))
    return CustomerDisplay(
        pole=_port(own, "display", "pole", ABSENT),
        columns=columns,
        encoding=checks.one_of(own, "encoding", POLE_ENCODINGS, "ascii"),
        screen=checks.line("[display] screen", screen) if isinstance(screen, str) else screen,
        pay_qr=checks.text(own, "pay_qr", "", 300),
    )


def _port(own: Mapping[str, Any], name: str, key: str, usual: str) -> str:
    port = checks.text(own, key, usual, 120) or ABSENT
    if port in (ABSENT, usual) or (re.fullmatch(_PORT, port) and _speed_known(port)):
        return port
    words = "printer, " if usual == BY_PRINTER else ""
    raise BadSettings(f"[{name}] {key}", _NO_PORT, value=repr(port), words=words)


def _speed_known(port: str) -> bool:
    speed = port.partition("@")[2]
    return not speed or int(speed) in SPEEDS


def _tares(own: Mapping[str, Any]) -> tuple[int, ...]:
    tares = own.get("tare_g", ())
    whole = isinstance(tares, list | tuple) and len(tares) <= MOST_TARES
    if not whole or any(type(one) is not int or not 0 <= one <= MOST_TARE for one in tares):
        raise BadSettings("[scale] tare_g", _NO_TARES, most=MOST_TARES, grams=MOST_TARE)
    return tuple(tares)


def _shortage(own: Mapping[str, Any]) -> tuple[Allowance, ...]:
    rows = own.get("shortage")
    if rows is None:
        return SHORTAGES
    if not isinstance(rows, list | tuple) or not 1 <= len(rows) <= MOST_ROWS:
        raise BadSettings("[scale] shortage", _NO_SHORTAGE)
    return tuple(_allowance(row) for row in rows)


def _allowance(row: object) -> Allowance:
    if not isinstance(row, list | tuple) or len(row) != 3 or any(type(one) is not int or one < 0 for one in row):
        raise BadSettings("[scale] shortage", _NO_SHORTAGE)
    yuan, up_to, grams = row
    if yuan > 10_000 or not 0 < up_to <= MOST_GRAMS or grams > up_to:
        raise BadSettings("[scale] shortage", _NO_SHORTAGE)
    return Allowance(Money(yuan * 100) if yuan else None, up_to, grams)


def as_toml(drawer: DrawerPort, scale: ScaleLine, display: CustomerDisplay, quoted: Callable[[str], str]) -> str:
    """The three tables as `till.toml` holds them; `quoted` writes a text."""
    # Whole yuan: that is how the table is written, and how it comes in.
    rows = [
        f"[{0 if row.up_to_price is None else row.up_to_price.fen // 100}, {row.up_to_grams}, {row.grams}]"
        for row in scale.shortage
    ]
    own = "" if scale.shortage == SHORTAGES else f"shortage = [{', '.join(rows)}]  # yuan a kg, up to g, g missing\n"
    screen = quoted(display.screen) if isinstance(display.screen, str) else str(display.screen).lower()
    return f"""\
[drawer]
port = {quoted(drawer.port)}              # printer, serial:PORT, absent
pulse = {quoted(drawer.pulse)}            # what opens it on a port of its own

[scale]
port = {quoted(_written(scale.port))}     # serial:PORT; empty: there is none
protocol = {quoted(scale.protocol)}       # {", ".join(PROTOCOLS)}
speed = {scale.speed}
mode = {quoted(scale.mode)}               # {", ".join(MODES)}
tare_g = [{", ".join(map(str, scale.tare_g))}]              # wrappings in grams; Shift+F4 chooses one
tare_required = {str(scale.tare_required).lower()}
{own}
[display]
pole = {quoted(_written(display.pole))}   # serial:PORT; empty: there is none
columns = {display.columns}
encoding = {quoted(display.encoding)}     # {", ".join(POLE_ENCODINGS)}; ascii writes Chinese in pinyin
screen = {screen}                         # true, false, or the name of the customer's screen
pay_qr = {quoted(display.pay_qr)}         # what the shop's own standing pay code says
"""


def _written(port: str) -> str:
    return "" if port == ABSENT else port
