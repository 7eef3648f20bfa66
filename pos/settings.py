"""This till: shop, number, language, devices. One file, `till.toml`; a change counts from the next start."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

FILE = "till.toml"
CENTER = "北京市消费帮扶双创中心"
FOOTER = ("谢谢惠顾",)
ENCODINGS = ("gb18030", "gbk", "utf-8")
SITE_TYPES = ("BUSINESS_DISTRICT", "COMMUNITY", "INDUSTRIAL_BASE", "OTHER")
DEFAULT_LABELS = {"21": "plu5 amount_fen", "22": "plu5 amount_fen", "23": "plu5 weight_g"}


class BadSettings(Exception):
    """`till.toml` cannot be used; `where` names the entry, `why` says what is wrong with it (both in English)."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where, self.why = where, why


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
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadSettings(FILE, str(fault)) from fault
    return from_table(table)


def from_table(table: Mapping[str, Any]) -> Settings:
    """Check what `till.toml` says, entry by entry."""
    site, day, limits = (_table(table, name) for name in ("site", "day", "limits"))
    receipt, look = _table(table, "receipt"), _table(table, "look")
    labels = _table(table, "scale_labels") if "scale_labels" in table else DEFAULT_LABELS
    return Settings(
        shop=_matching(table, "shop", r"[A-Za-z0-9]{1,12}"),
        name=_text(table, "name"),
        till=_matching(table, "till", r"\d{2}"),
        district=_matching(table, "district", r"\d{6}"),
        language=_one_of(table, "language", ("zh_CN", "en"), "zh_CN"),
        printer=_text(table, "printer", "absent"),
        paper=_one_of(table, "paper", (58, 80), 80),
        encoding=_one_of(table, "encoding", ENCODINGS, "gb18030"),
        database=_text(table, "database", ""),
        site_type=_one_of(site, "type", ("", *SITE_TYPES), ""),
        opened_on=_day(site, "opened_on"),
        outlet=_text(site, "outlet", ""),
        center=_text(receipt, "center", CENTER),
        footer=tuple(str(line) for line in receipt.get("footer", FOOTER)),
        cut_over=_clock(day, "cut_over"),
        scale_labels={str(flag): str(layout) for flag, layout in labels.items()},
        clerk_discount_percent=_number(limits, "clerk_discount_percent", 10, 100),
        clerk_refund=_number(limits, "clerk_refund_yuan", 50, 10_000_000) * 100,
        dark=_one_of(look, "dark", (True, False), False),
    )


def _table(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = table.get(name, {})
    if not isinstance(value, Mapping):
        raise BadSettings(f"[{name}]", "is not a table")
    return value


def _text(table: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise BadSettings(key, "is missing" if value is None else "is not a text")
    return value


def _matching(table: Mapping[str, Any], key: str, pattern: str) -> str:
    value = _text(table, key)
    if not re.fullmatch(pattern, value, re.ASCII):
        raise BadSettings(key, f"{value!r} does not look like {pattern}")
    return value


def _one_of(table: Mapping[str, Any], key: str, choices: tuple[T, ...], default: T) -> T:
    value = table.get(key, default)
    for choice in choices:
        if value == choice and type(value) is type(choice):
            return choice
    raise BadSettings(key, f"{value!r} is none of {', '.join(map(str, choices))}")


def _number(table: Mapping[str, Any], key: str, default: int, most: int) -> int:
    value = table.get(key, default)
    if type(value) is not int or not 0 <= value <= most:
        raise BadSettings(key, f"{value!r} is no whole number from 0 to {most}")
    return value


def _day(table: Mapping[str, Any], key: str) -> date | None:
    value = table.get(key)
    if value is None or value == "":
        return None
    try:
        return value if type(value) is date else date.fromisoformat(str(value))
    except ValueError as fault:
        raise BadSettings(key, f"{value!r} is no day") from fault


def _clock(table: Mapping[str, Any], key: str) -> time:
    try:
        return time.fromisoformat(str(table.get(key, "04:00")))
    except ValueError as fault:
        raise BadSettings(key, f"{table[key]!r} is no time of day") from fault


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


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


def as_toml(settings: Settings) -> str:
    """The settings as `till.toml` holds them, with a word of explanation each."""
    s = settings
    labels = "\n".join(f"{flag} = {_quoted(layout)}" for flag, layout in s.scale_labels.items())
    footer = ", ".join(_quoted(line) for line in s.footer)
    opened = f"opened_on = {s.opened_on.isoformat()}\n" if s.opened_on else ""
    return f"""\
# 本机设置。改完以后，下次启动生效。 Settings of this till; a change counts from the next start.
shop = {_quoted(s.shop)}
name = {_quoted(s.name)}
till = {_quoted(s.till)}
district = {_quoted(s.district)}
language = {_quoted(s.language)}          # zh_CN, en
printer = {_quoted(s.printer)} # absent, tcp:HOST:PORT, usb:VID:PID, serial:PORT, file:PATH, cups:NAME, win:NAME
paper = {s.paper}                         # 58, 80
encoding = {_quoted(s.encoding)}          # gb18030, gbk, utf-8
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
