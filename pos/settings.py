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

from pos.core.money import Money
from pos.core.permissions import CEILINGS, MANAGER, MANAGERS_OWN, Act, Role, Rules, role
from pos.core.problems import shown
from pos.core.training import SHOP as TRAINING
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.paths import flush_folder

T = TypeVar("T")

FILE = "till.toml"
_DRAFT = FILE + ".new"
CENTER = "北京市消费帮扶双创中心"
FOOTER = ("谢谢惠顾",)
ENCODINGS = ("gb18030", "gbk", "utf-8", "raster")
SITE_TYPES = ("BUSINESS_DISTRICT", "COMMUNITY", "INDUSTRIAL_BASE", "OTHER")
#: Longer texts would fill a receipt; more lines of a footer too.
LONGEST_TEXT, LONGEST_URL, MOST_FOOTER_LINES = 60, 1000, 10
MOST_YUAN = 10_000_000
#: What a shop may call a role of its own.
ROLE_NAME = r"[\w-]{1,16}"
#: Milliseconds between two keys of a scanner, at most; and what a scan may end with.
SCANNER_GAP, LEAST_GAP, MOST_GAP = 40, 10, 120
SCANNER_ENDS = ("any", "enter", "tab", "none")
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
_FOR_TRAINING = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: TRAINING is the number of training, and only its")
_NO_TILL = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: two digits, such as 01")
_NO_DISTRICT = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: the six digits of the district, such as 110115")
_NO_CHOICE = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: one of {choices}")
_NO_NUMBER = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: a whole number from 0 to {most}")
_NO_DAY = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: a day, such as 2021-04-16")
_NO_CLOCK = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: a time of day, such as 04:00")
_NO_LINES = QT_TRANSLATE_NOOP("Settings", "is not a list of at most {most} texts")
_NO_LABEL = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: for instance plu5 amount_fen")
_FLAG_TWICE = QT_TRANSLATE_NOOP("Settings", "is there already: one layout a flag, of 13 or of 18 digits")
_NO_AMOUNT = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: an amount in yuan, such as 5.00")
_NO_ROLE = QT_TRANSLATE_NOOP("Settings", "is no name of a role: up to 16 letters, digits, - and _")
_NO_ACT = QT_TRANSLATE_NOOP("Settings", "is nothing that a role could be allowed")
_MANAGERS_OWN = QT_TRANSLATE_NOOP("Settings", "cannot be taken from the manager")
_NO_GAP = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: a whole number from {least} to {most}")
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
    roles: Mapping[str, Rules] = field(default_factory=dict)
    lock_after_minutes: int = 10
    cash_tolerance: int = 500
    when_short: str = "warn"
    stock_outlet: str = ""
    dark: bool = False
    large: bool = False
    #: By page and action, the key that was chosen instead of the usual one (`pos/qt/keys.py`).
    keys: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    scanner_gap: int = SCANNER_GAP
    scanner_end: str = "any"
    #: Books that count for nothing (pos.training); never set by hand.
    training: bool = False

    @property
    def columns(self) -> int:
        """How many columns the paper has: 32 on 58 mm, 48 on 80 mm."""
        return 32 if self.paper == 58 else 48

    @property
    def here(self) -> str:
        """The outlet whose goods this till sells: the shop itself unless the settings name another."""
        return self.stock_outlet or self.shop

    def role(self, name: str) -> Role:
        """What that role may do alone at this till."""
        return role(name, self.roles, discount_percent=self.clerk_discount_percent, refund=Money(self.clerk_refund))


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
        roles=_roles(table),
        lock_after_minutes=_number(_table(table, "counter"), "lock_after_minutes", 10, 24 * 60),
        cash_tolerance=_yuan(limits, "cash_tolerance", "5.00"),
        when_short=_one_of(_table(table, "stock"), "when_short", ("warn", "refuse"), "warn"),
        stock_outlet=_text(_table(table, "stock"), "outlet", "", 20),
        dark=_one_of(look, "dark", (True, False), False),
        large=_one_of(look, "large", (True, False), False),
        keys=_keys(table),
        scanner_gap=_gap(_table(table, "scanner")),
        scanner_end=_one_of(_table(table, "scanner"), "end", SCANNER_ENDS, "any"),
        training=_training(table),
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


def _training(table: Mapping[str, Any]) -> bool:
    """Training has a shop number that nobody else may have, so that no receipt of one can be taken for the other's."""
    training = _one_of(table, "training", (True, False), False)
    shop = _text(table, "shop")
    if training != (shop.upper() == TRAINING):
        raise BadSettings("shop", _FOR_TRAINING, value=repr(shop))
    return training


def _labels(table: Mapping[str, Any]) -> dict[str, str]:
    entries = _table(table, "scale_labels") if "scale_labels" in table else DEFAULT_LABELS
    labels = {}
    for written, layout in entries.items():
        where = f"[scale_labels] {_line('scale_labels', written)}"
        flag = unicodedata.normalize("NFKC", written).strip()
        if flag in labels:
            raise BadSettings(where, _FLAG_TWICE)
        labels[flag] = _line(where, layout)
        if DEFAULT_LABELS.get(flag) == layout:
            continue  # nothing to check, and nothing to import before the first frame
        from pos.core.codes import LabelProfiles

        try:
            LabelProfiles({flag: layout})
        except ValueError as fault:
            raise BadSettings(where, _NO_LABEL, value=repr(layout)) from fault
    return labels


def _yuan(table: Mapping[str, Any], key: str, default: str) -> int:
    """An amount as text or whole yuan, in fen."""
    value = table.get(key, default)
    try:
        amount = Money.yuan(str(value) if type(value) is int else value if isinstance(value, str) else "")
    except ValueError as fault:
        raise BadSettings(key, _NO_AMOUNT, value=repr(value)) from fault
    if not 0 <= amount.fen <= MOST_YUAN * 100:
        raise BadSettings(key, _NO_AMOUNT, value=repr(value))
    return amount.fen


def is_role_name(name: str) -> bool:
    """Whether a shop may call a role of its own so."""
    return re.fullmatch(ROLE_NAME, name) is not None


def _roles(table: Mapping[str, Any]) -> dict[str, Rules]:
    """`[roles.NAME]`: acts with true or false, ceilings with a whole number; what is left out keeps its default."""
    roles: dict[str, Rules] = {}
    for name in _table(table, "roles"):
        where = f"[roles.{_line('roles', name)}]"
        if not is_role_name(name):
            raise BadSettings(where, _NO_ROLE)
        rules: dict[str, bool | int] = {}
        for key, value in _table(table["roles"], name).items():
            if key in CEILINGS:
                rules[key] = _number({key: value}, key, 0, CEILINGS[key])
            elif key not in tuple(Act):
                raise BadSettings(f"{where} {key}", _NO_ACT)
            elif name == MANAGER and key in MANAGERS_OWN and value is not True:
                raise BadSettings(f"{where} {key}", _MANAGERS_OWN)
            else:
                rules[key] = _one_of({key: value}, key, (True, False), False)
        roles[name] = rules
    return roles


def _gap(scanner: Mapping[str, Any]) -> int:
    gap = _number(scanner, "gap_ms", SCANNER_GAP, MOST_GAP)
    if gap < LEAST_GAP:
        raise BadSettings("gap_ms", _NO_GAP, value=gap, least=LEAST_GAP, most=MOST_GAP)
    return gap


def _keys(table: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """`[keys.PAGE]`: an action and its key. Whether there is such an action the window knows."""
    pages = _table(table, "keys")
    return {
        _line("keys", page): {_line(page, action): _line(f"[keys.{page}] {action}", key) for action, key in own.items()}
        for page, own in ((page, _table(pages, page)) for page in pages)
    }


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
    folder.mkdir(parents=True, exist_ok=True)
    draft(folder, settings)
    put_draft(folder)


def draft(folder: Path, settings: Settings) -> None:
    """Write the settings beside the folder's `till.toml`, flushed; they count once `put_draft` was called."""
    _write_draft(folder, as_toml(settings))


def put_draft(folder: Path) -> None:
    """Let what was drafted last take the place of `till.toml`."""
    (folder / _DRAFT).replace(folder / FILE)
    flush_folder(folder)


def _write_draft(folder: Path, text: str) -> None:
    with (folder / _DRAFT).open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def put_tables(folder: Path, name: str, lines: str) -> None:
    """`draft_tables`, and put the draft in its place at once."""
    draft_tables(folder, name, lines)
    put_draft(folder)


def draft_tables(folder: Path, name: str, lines: str) -> None:
    """Draft `till.toml` with `lines` in place of its tables `[name]` and `[name.…]`; the rest stays as it is.

    BadSettings if the file could not be used any more; then it was not written. OSError if it cannot be.
    """
    kept, inside = [], False
    for line in (folder / FILE).read_text("utf-8-sig").splitlines():
        head = re.match(r"\s*\[\s*\"?([^\]\".\s]+)", line)
        inside = head[1] == name if head else inside
        kept += [] if inside else [line]
    text = "\n".join(kept).rstrip("\n") + f"\n\n{lines.strip()}\n"
    try:
        from_table(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise BadSettings(FILE, _NO_TOML, detail=fault) from fault
    _write_draft(folder, text)


def keys_as_toml(keys: Mapping[str, Mapping[str, str]]) -> str:
    """One table a page."""
    return "\n".join(
        f"[keys.{_bare(page)}]\n" + "".join(f"{_bare(action)} = {_quoted(key)}\n" for action, key in own.items())
        for page, own in keys.items()
        if own
    )


def _bare(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quoted(name)


def scanner_as_toml(gap: int, end: str) -> str:
    """The table of the scanner."""
    return f"""\
[scanner]
gap_ms = {gap}                 # keys that follow one another faster are a scanner's; {LEAST_GAP} to {MOST_GAP}
end = {_quoted(end)}                 # {", ".join(SCANNER_ENDS)}: the key a scan ends with
"""


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _roles_as_toml(roles: Mapping[str, Rules]) -> str:
    """One table a role; a role that says nothing still is one."""
    tables = []
    for name, rules in roles.items():
        entries = "".join(f"{key} = {str(value).lower()}\n" for key, value in rules.items())
        tables.append(f"[roles.{_quoted(name)}]\n{entries}\n")
    return "".join(tables)


_TRAINING_ENTRY = "training = true                      # nothing here counts; thrown away when training begins again\n"


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
{_TRAINING_ENTRY if s.training else ""}
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
cash_tolerance = "{Money(s.cash_tolerance)}"          # a drawer that differs by more asks for a manager's approval

[counter]
lock_after_minutes = {s.lock_after_minutes}           # the till signs its clerk out after so long; 0 never

[stock]
when_short = {_quoted(s.when_short)}      # warn, refuse: more is sold than is known to be there
outlet = {_quoted(s.stock_outlet)}        # number of the outlet whose goods this till sells; empty: the shop itself

[scale_labels]                            # FLAG = "plu5 FIELD" or "plu5 FIELD FIELD CHECK"
{labels}

{_roles_as_toml(s.roles)}[look]
dark = {str(s.dark).lower()}
large = {str(s.large).lower()}              # true: larger print on the ticket and on the goods, two cards a row

{scanner_as_toml(s.scanner_gap, s.scanner_end)}
{keys_as_toml(s.keys)}"""
