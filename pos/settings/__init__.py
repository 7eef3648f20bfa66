"""This till: shop, number, language, devices. One file, `till.toml`; a change counts from the next start."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct, field

from pos.core.money import Money
from pos.core.permissions import CEILINGS, MANAGER, MANAGERS_OWN, Act, Role, Rules, role
from pos.core.training import SHOP as TRAINING
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.settings import checks, devices, gateways, tenders
from pos.settings.checks import NO_TOML
from pos.settings.checks import BadSettings as BadSettings
from pos.settings.devices import CustomerDisplay, DrawerPort, ScaleLine
from pos.settings.gateways import AlipayAccount, WechatAccount
from pos.settings.printer import PAPERS, Printing
from pos.settings.printer import read as _printing
from pos.settings.receipt import ReceiptForm, texts
from pos.settings.receipt import read as _receipt_form
from pos.settings.tenders import PaymentCodes, Vouchers

FILE = "till.toml"
CENTER = "北京市消费帮扶双创中心"
FOOTER = ("谢谢惠顾",)
ENCODINGS = ("gb18030", "gbk", "utf-8", "raster")
SITE_TYPES = ("BUSINESS_DISTRICT", "COMMUNITY", "INDUSTRIAL_BASE", "OTHER")
#: More lines of a footer would fill a receipt.
LONGEST_URL, MOST_FOOTER_LINES = 1000, 10
#: What a shop may call a role of its own.
ROLE_NAME = r"[\w-]{1,16}"
#: Milliseconds between two keys of a scanner, at most; and what a scan may end with.
VOLUME = 60
SCANNER_GAP, LEAST_GAP, MOST_GAP = 40, 10, 120
SCANNER_ENDS = ("any", "enter", "tab", "none")
DEFAULT_LABELS = {"21": "plu5 amount_fen", "22": "plu5 amount_fen", "23": "plu5 weight_g"}


_NO_UTF8 = QT_TRANSLATE_NOOP("Settings", "is not stored as UTF-8")
_NO_SHOP = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: up to 12 letters and digits, such as DX03")
_FOR_TRAINING = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: TRAINING is the number of training, and only its")
_NO_TILL = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: two digits, such as 01")
_NO_DISTRICT = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: the six digits of the district, such as 110115")
_NO_LABEL = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: for instance plu5 amount_fen")
_FLAG_TWICE = QT_TRANSLATE_NOOP("Settings", "is there already: one layout a flag, of 13 or of 18 digits")
_NO_ROLE = QT_TRANSLATE_NOOP("Settings", "is no name of a role: up to 16 letters, digits, - and _")
_NO_ACT = QT_TRANSLATE_NOOP("Settings", "is nothing that a role could be allowed")
_MANAGERS_OWN = QT_TRANSLATE_NOOP("Settings", "cannot be taken from the manager")
_NO_GAP = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: a whole number from {least} to {most}")
_NO_DATABASE = QT_TRANSLATE_NOOP("Settings", "is neither empty nor a URL that begins with postgresql://")


class Settings(Struct, frozen=True):
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
    #: Of the till's sounds, from 0 (silence) to 100.
    volume: int = VOLUME
    #: By page and action, the key that was chosen instead of the usual one (`pos/qt/keys.py`).
    keys: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    scanner_gap: int = SCANNER_GAP
    scanner_end: str = "any"
    wechat: WechatAccount | None = None
    alipay: AlipayAccount | None = None
    drawer: DrawerPort = field(default_factory=DrawerPort)
    scale: ScaleLine = field(default_factory=ScaleLine)
    display: CustomerDisplay = field(default_factory=CustomerDisplay)
    printing: Printing = field(default_factory=Printing)
    receipt: ReceiptForm = field(default_factory=ReceiptForm)
    vouchers: Vouchers = field(default_factory=Vouchers)
    payment_codes: PaymentCodes = field(default_factory=PaymentCodes)
    #: Books that count for nothing (pos.training); never set by hand.
    training: bool = False

    @property
    def columns(self) -> int:
        """How many columns the paper has: 32 on 58 mm, 48 on 80 mm, unless the settings say otherwise."""
        return self.printing.columns_on(self.paper)

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
        raise BadSettings(FILE, NO_TOML, detail=fault) from fault
    return from_table(table)


def from_table(table: Mapping[str, Any]) -> Settings:
    """Check what `till.toml` says, entry by entry."""
    site, day, limits = (checks.table(table, name) for name in ("site", "day", "limits"))
    receipt, look = checks.table(table, "receipt"), checks.table(table, "look")
    return Settings(
        shop=checks.matching(table, "shop", r"[A-Za-z0-9]{1,12}", _NO_SHOP),
        name=checks.text(table, "name"),
        till=checks.matching(table, "till", r"\d{2}", _NO_TILL),
        district=checks.matching(table, "district", r"\d{6}", _NO_DISTRICT),
        language=checks.one_of(table, "language", ("zh_CN", "en"), "zh_CN"),
        printer=checks.text(table, "printer", "absent", LONGEST_URL),
        paper=checks.one_of(table, "paper", tuple(PAPERS), 80),
        encoding=checks.one_of(table, "encoding", ENCODINGS, "gb18030"),
        database=_database(table),
        site_type=checks.one_of(site, "type", ("", *SITE_TYPES), ""),
        opened_on=checks.day(site, "opened_on"),
        closed_on=checks.day(site, "closed_on"),
        outlet=checks.text(site, "outlet", ""),
        center=checks.text(receipt, "center", CENTER),
        footer=texts(receipt, "footer", FOOTER, MOST_FOOTER_LINES),
        cut_over=checks.clock(day, "cut_over"),
        scale_labels=_labels(table),
        clerk_discount_percent=checks.number(limits, "clerk_discount_percent", 10, 100),
        clerk_refund=checks.number(limits, "clerk_refund_yuan", 50, 10_000_000) * 100,
        roles=_roles(table),
        lock_after_minutes=checks.number(checks.table(table, "counter"), "lock_after_minutes", 10, 24 * 60),
        cash_tolerance=checks.yuan(limits, "cash_tolerance", "5.00"),
        when_short=checks.one_of(checks.table(table, "stock"), "when_short", ("warn", "refuse"), "warn"),
        stock_outlet=checks.text(checks.table(table, "stock"), "outlet", "", 20),
        dark=checks.one_of(look, "dark", (True, False), False),
        large=checks.one_of(look, "large", (True, False), False),
        volume=checks.number(checks.table(table, "sound"), "volume", VOLUME, 100),
        keys=_keys(table),
        scanner_gap=_gap(checks.table(table, "scanner")),
        scanner_end=checks.one_of(checks.table(table, "scanner"), "end", SCANNER_ENDS, "any"),
        wechat=gateways.wechat(table),
        alipay=gateways.alipay(table),
        drawer=devices.drawer(table),
        scale=devices.scale(table),
        display=devices.display(table),
        printing=_printing(table),
        receipt=_receipt_form(receipt),
        vouchers=tenders.vouchers(table),
        payment_codes=tenders.payment_codes(table),
        training=_training(table),
    )


def _training(table: Mapping[str, Any]) -> bool:
    """Training has a shop number that nobody else may have, so that no receipt of one can be taken for the other's."""
    training = checks.one_of(table, "training", (True, False), False)
    shop = checks.text(table, "shop")
    if training != (shop.upper() == TRAINING):
        raise BadSettings("shop", _FOR_TRAINING, value=repr(shop))
    return training


def _labels(table: Mapping[str, Any]) -> dict[str, str]:
    entries = checks.table(table, "scale_labels") if "scale_labels" in table else DEFAULT_LABELS
    labels = {}
    for written, layout in entries.items():
        where = f"[scale_labels] {checks.line('scale_labels', written)}"
        flag = unicodedata.normalize("NFKC", written).strip()
        if flag in labels:
            raise BadSettings(where, _FLAG_TWICE)
        labels[flag] = checks.line(where, layout)
        if DEFAULT_LABELS.get(flag) == layout:
            continue  # nothing to check, and nothing to import before the first frame
        from pos.core.codes import LabelProfiles

        try:
            LabelProfiles({flag: layout})
        except ValueError as fault:
            raise BadSettings(where, _NO_LABEL, value=repr(layout)) from fault
    return labels


def is_role_name(name: str) -> bool:
    """Whether a shop may call a role of its own so."""
    return re.fullmatch(ROLE_NAME, name) is not None


def _roles(table: Mapping[str, Any]) -> dict[str, Rules]:
    """`[roles.NAME]`: acts with true or false, ceilings with a whole number; what is left out keeps its default."""
    roles: dict[str, Rules] = {}
    for name in checks.table(table, "roles"):
        where = f"[roles.{checks.line('roles', name)}]"
        if not is_role_name(name):
            raise BadSettings(where, _NO_ROLE)
        rules: dict[str, bool | int] = {}
        for key, value in checks.table(table["roles"], name).items():
            if key in CEILINGS:
                rules[key] = checks.number({key: value}, key, 0, CEILINGS[key])
            elif key not in tuple(Act):
                raise BadSettings(f"{where} {key}", _NO_ACT)
            elif name == MANAGER and key in MANAGERS_OWN and value is not True:
                raise BadSettings(f"{where} {key}", _MANAGERS_OWN)
            else:
                rules[key] = checks.one_of({key: value}, key, (True, False), False)
        roles[name] = rules
    return roles


def _gap(scanner: Mapping[str, Any]) -> int:
    gap = checks.number(scanner, "gap_ms", SCANNER_GAP, MOST_GAP)
    if gap < LEAST_GAP:
        raise BadSettings("gap_ms", _NO_GAP, value=gap, least=LEAST_GAP, most=MOST_GAP)
    return gap


def _keys(table: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """`[keys.PAGE]`: an action and its key. Whether there is such an action the window knows.

    What is no key at all is left out, like a key that cannot be: a slip here must not keep a shop from selling.
    """
    pages = table.get("keys", {})
    if not isinstance(pages, Mapping):
        return {}
    named = {page: own for page, own in pages.items() if isinstance(own, Mapping)}
    return {page: {does: key for does, key in own.items() if isinstance(key, str)} for page, own in named.items()}


def _database(table: Mapping[str, Any]) -> str:
    url = checks.text(table, "database", "", LONGEST_URL)
    try:
        whole = not url or bool(re.match(r"postgresql(\+psycopg)?://", url) and urlsplit(url).port != 0)
    except ValueError:
        whole = False
    if not whole:
        raise BadSettings("database", _NO_DATABASE)
    return url
