"""This till: shop, number, language, devices. One file, `till.toml`; a change counts from the next start."""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pos.core.problems import shown
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.paths import flush_folder

T = TypeVar("T")

FILE = "till.toml"
CENTER = "北京市消费帮扶双创中心"
FOOTER = ("谢谢惠顾",)
ENCODINGS = ("gb18030", "gbk", "utf-8", "raster")
SITE_TYPES = ("BUSINESS_DISTRICT", "COMMUNITY", "INDUSTRIAL_BASE", "OTHER")
#: Longer texts would fill a receipt; more lines of a footer too.
LONGEST_TEXT, LONGEST_URL, MOST_FOOTER_LINES = 60, 1000, 10
DEFAULT_LABELS = {"21": "plu5 amount_fen", "22": "plu5 amount_fen", "23": "plu5 weight_g"}


class BadSettings(Exception):
    """`till.toml` cannot be used; `where` names the entry, `why` says in the user's language what is wrong with it."""

    def __init__(self, where: str, reason: str, **gaps: object) -> None:
        super().__init__(where, reason)
        self.where, self._reason, self._gaps = where, reason, gaps

    @property
    def why(self) -> str:
        """What is wrong with the entry."""
        return translate("Settings", self._reason).format(**{name: shown(value) for name, value in self._gaps.items()})

    def __str__(self) -> str:
        return f"{self.where} {self.why}"


_MISSING = QT_TRANSLATE_NOOP("Settings", "is missing")
_NO_TEXT = QT_TRANSLATE_NOOP("Settings", "is not a text")
_TOO_LONG = QT_TRANSLATE_NOOP("Settings", "is longer than {most} characters")
_CONTROLS = QT_TRANSLATE_NOOP("Settings", "holds control characters")
_NO_TABLE = QT_TRANSLATE_NOOP("Settings", "is not a table")
_NO_TOML = QT_TRANSLATE_NOOP("Settings", "cannot be read: {detail}")
_NO_UTF8 = QT_TRANSLATE_NOOP("Settings", "is not stored as UTF-8")
_NO_SHOP = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: up to 12 letters and digits, such as DX03")
_NO_TILL = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: two digits, such as 01")
_NO_DISTRICT = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: the six digits of the district, such as 110115")
_NO_CHOICE = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: one of {choices}")
_NO_NUMBER = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: a whole number from 0 to {most}")
_NO_DAY = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: a day, such as 2021-04-16")
_NO_CLOCK = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: a time of day, such as 04:00")
_NO_LINES = QT_TRANSLATE_NOOP("Settings", "is not a list of at most {most} texts")
_NO_LABEL = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: for instance plu5 amount_fen")
_NO_DATABASE = QT_TRANSLATE_NOOP("Settings", "is neither empty nor a URL that begins with postgresql://")


@dataclass(frozen=True, slots=True)
class Settings:
    """One till's settings. `printer` and `encoding` are those of CONTRACT.md section 4; limits are in fen."""

    shop: str
    name: str
    till: str
    district: str
    language: str = "zh_CN"
    printer: str = "absent"
    paper: int = 80
    encoding: str = "gb18030"
    database: str = ""
    site_type: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    outlet: str = ""
    center: str = CENTER
    footer: tuple[str, ...] = FOOTER
    cut_over: time = time(4, 0)
    scale_labels: Mapping[str, str] = field(default_factory=lambda: dict(DEFAULT_LABELS))
    clerk_discount_percent: int = 10
    clerk_refund: int = 5000
    dark: bool = False

    @property
    def columns(self) -> int:
        """How many columns the paper has: 32 on 58 mm, 48 on 80 mm."""
        return 32 if self.paper == 58 else 48


def exists(folder: Path) -> bool:
    """Whether the folder holds a till."""
    return (folder / FILE).is_file()


def load(folder: Path) -> Settings:
    """Read the folder's `till.toml`; OSError if it cannot be read, BadSettings if it cannot be used."""
    try:
        table = tomllib.loads((folder / FILE).read_text("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise BadSettings(FILE, _NO_UTF8) from fault
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise BadSettings(FILE, _NO_TOML, detail=fault) from fault
    return from_table(table)


def from_table(table: Mapping[str, Any]) -> Settings:
    """Check what `till.toml` says, entry by entry."""
    site, day, limits = (_table(table, name) for name in ("site", "day", "limits"))
    receipt, look = _table(table, "receipt"), _table(table, "look")
    return Settings(
        shop=_matching(table, "shop", r"[A-Za-z0-9]{1,12}", _NO_SHOP),
        name=_text(table, "name"),
        till=_matching(table, "till", r"\d{2}", _NO_TILL),
        district=_matching(table, "district", r"\d{6}", _NO_DISTRICT),
        language=_one_of(table, "language", ("zh_CN", "en"), "zh_CN"),
        printer=_text(table, "printer", "absent", LONGEST_URL),
        paper=_one_of(table, "paper", (58, 80), 80),
        encoding=_one_of(table, "encoding", ENCODINGS, "gb18030"),
        database=_database(table),
        site_type=_one_of(site, "type", ("", *SITE_TYPES), ""),
        opened_on=_day(site, "opened_on"),
        closed_on=_day(site, "closed_on"),
        outlet=_text(site, "outlet", ""),
        center=_text(receipt, "center", CENTER),
        footer=_footer(receipt),
        cut_over=_clock(day, "cut_over"),
        scale_labels=_labels(table),
        clerk_discount_percent=_number(limits, "clerk_discount_percent", 10, 100),
        clerk_refund=_number(limits, "clerk_refund_yuan", 50, 10_000_000) * 100,
        dark=_one_of(look, "dark", (True, False), False),
    )


def _table(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = table.get(name, {})
    if not isinstance(value, Mapping):
        raise BadSettings(f"[{name}]", _NO_TABLE)
    return value


def _text(table: Mapping[str, Any], key: str, default: str | None = None, most: int = LONGEST_TEXT) -> str:
    value = table.get(key, default)
    if value is None:
        raise BadSettings(key, _MISSING)
    return _line(key, value, most)


def _line(where: str, value: object, most: int = LONGEST_TEXT) -> str:
    """One line of text; what would steer a terminal or a printer is refused where it comes in."""
    if not isinstance(value, str):
        raise BadSettings(where, _NO_TEXT)
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in value):
        raise BadSettings(where, _CONTROLS)
    if len(value) > most:
        raise BadSettings(where, _TOO_LONG, most=most)
    return value


def _matching(table: Mapping[str, Any], key: str, pattern: str, reason: str) -> str:
    value = _text(table, key)
    if not re.fullmatch(pattern, value, re.ASCII):
        raise BadSettings(key, reason, value=repr(value))
    return value


def _one_of(table: Mapping[str, Any], key: str, choices: tuple[T, ...], default: T) -> T:
    value = table.get(key, default)
    for choice in choices:
        if value == choice and type(value) is type(choice):
            return choice
    named = ", ".join(
        str(choice).lower() if isinstance(choice, bool) else str(choice) for choice in choices if choice != ""
    )
    raise BadSettings(key, _NO_CHOICE, value=repr(value), choices=named)


def _number(table: Mapping[str, Any], key: str, default: int, most: int) -> int:
    value = table.get(key, default)
    if type(value) is not int or not 0 <= value <= most:
        raise BadSettings(key, _NO_NUMBER, value=repr(value), most=most)
    return value


def _day(table: Mapping[str, Any], key: str) -> date | None:
    value = table.get(key)
    if value is None or value == "":
        return None
    try:
        return value if type(value) is date else date.fromisoformat(str(value))
    except ValueError as fault:
        raise BadSettings(key, _NO_DAY, value=repr(value)) from fault


def _clock(table: Mapping[str, Any], key: str) -> time:
    value = table.get(key, "04:00")
    try:
        clock = time.fromisoformat(str(value))
    except ValueError as fault:
        raise BadSettings(key, _NO_CLOCK, value=repr(value)) from fault
    if clock.tzinfo is not None or clock.second or clock.microsecond:
        raise BadSettings(key, _NO_CLOCK, value=repr(value))
    return clock


def _footer(table: Mapping[str, Any]) -> tuple[str, ...]:
    lines = table.get("footer", FOOTER)
    if not isinstance(lines, list | tuple) or len(lines) > MOST_FOOTER_LINES:
        raise BadSettings("footer", _NO_LINES, most=MOST_FOOTER_LINES)
    return tuple(_line("footer", line) for line in lines)


def _labels(table: Mapping[str, Any]) -> dict[str, str]:
    entries = _table(table, "scale_labels") if "scale_labels" in table else DEFAULT_LABELS
    labels = {}
    for flag, layout in entries.items():
        where = f"[scale_labels] {flag}"
        labels[flag] = _line(where, layout)
        if DEFAULT_LABELS.get(flag) == layout:
            continue  # nothing to check, and nothing to import before the first frame
        from pos.core.codes import LabelProfiles

        try:
            LabelProfiles({flag: layout})
        except ValueError as fault:
            raise BadSettings(where, _NO_LABEL, value=repr(layout)) from fault
    return labels


def _database(table: Mapping[str, Any]) -> str:
    url = _text(table, "database", "", LONGEST_URL)
    try:
        whole = not url or bool(re.match(r"postgresql(\+psycopg)?://", url) and urlsplit(url).port != 0)
    except ValueError:
        whole = False
    if not whole:
        raise BadSettings("database", _NO_DATABASE)
    return url


def write(folder: Path, settings: Settings) -> None:
    """Write a new `till.toml`, whole: a temporary file, flushed, then renamed."""
    text = as_toml(settings)
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / (FILE + ".new")
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / FILE)
    flush_folder(folder)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


def as_toml(settings: Settings) -> str:
    """The settings as `till.toml` holds them, with a word of explanation each."""
    s = settings
    labels = "\n".join(f"{flag} = {_quoted(layout)}" for flag, layout in s.scale_labels.items())
    footer = ", ".join(_quoted(line) for line in s.footer)
    days = (("opened_on", s.opened_on), ("closed_on", s.closed_on))
    opened = "".join(f"{name} = {day.isoformat()}\n" for name, day in days if day)
    return f"""\
# 本机设置。改完以后，下次启动生效。 Settings of this till; a change counts from the next start.
shop = {_quoted(s.shop)}
name = {_quoted(s.name)}
till = {_quoted(s.till)}
district = {_quoted(s.district)}
language = {_quoted(s.language)}          # zh_CN, en
printer = {_quoted(s.printer)} # absent, tcp:HOST:PORT, usb:VID:PID, serial:PORT, file:PATH, cups:NAME, win:NAME
paper = {s.paper}                         # 58, 80
encoding = {_quoted(s.encoding)}          # gb18030, gbk, utf-8, raster
database = {_quoted(s.database)}          # empty: shop.sqlite3 in this folder; or a PostgreSQL URL

[site]
type = {_quoted(s.site_type)}             # BUSINESS_DISTRICT, COMMUNITY, INDUSTRIAL_BASE, OTHER
outlet = {_quoted(s.outlet)}
{opened}
[receipt]
center = {_quoted(s.center)}
footer = [{footer}]

[day]
cut_over = "{s.cut_over:%H:%M}"           # before this time it is still yesterday's business day

[limits]
clerk_discount_percent = {s.clerk_discount_percent}   # above this share of a line a manager gives leave
clerk_refund_yuan = {s.clerk_refund // 100}           # above this a manager gives leave

[scale_labels]                            # FLAG = "plu5 FIELD" or "plu5 FIELD FIELD CHECK"
{labels}

[look]
dark = {str(s.dark).lower()}
"""
