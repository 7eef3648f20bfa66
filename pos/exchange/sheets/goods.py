"""One row of 商品 read and judged: a product, or every reason why it is none (SHEETS.md section 1)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, TypeVar

from msgspec import Struct, field

from pos.core import regions
from pos.core.catalog import UNIT_GRAMS
from pos.core.listing import ProductRow, vat_rates_on
from pos.core.money import Money, Quantity
from pos.core.problems import Refusal
from pos.exchange.sheets import cells, columns
from pos.exchange.sheets.cells import Fault, reason_sentence
from pos.exchange.sheets.reading import Value
from pos.exchange.sheets.tables import Note, TableRow

T = TypeVar("T")

MOST_PRICE = Money(999_999_99)
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class ReadRow(Struct):
    """What one row came to: the product if nothing is wrong with it, its identity even so, faults and warnings."""

    number: int
    code: str | None = None
    barcodes: tuple[tuple[str, Quantity], ...] = ()
    plu: str | None = None
    product: ProductRow | None = None
    bad: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)

    def fault(self, column: str, fault: Fault) -> None:
        self.bad.append(Note(self.number, column, fault.reason, fault.message()))

    def warn(self, column: str, reason: str, **gaps: object) -> None:
        self.warnings.append(Note(self.number, column, reason, reason_sentence(reason, **gaps)))


class GoodsReader:
    """Reads rows of 商品. `folder` is where the sheet lies, for its pictures; `columns` are those the sheet has."""

    def __init__(self, today: date, folder: Path, columns: frozenset[str]) -> None:
        self._today = today
        self._folder = folder
        self._columns = columns
        self._rates = vat_rates_on(today)

    def read(self, row: TableRow) -> ReadRow:
        """Read one row; nothing is raised, everything wrong is listed."""
        read = ReadRow(row.number)
        facts = {name: self._take(row, read, column, reader, empty) for name, column, reader, empty in _READERS}
        read.code, read.plu, read.barcodes = facts["code"], facts["plu"], self._barcodes(row, read)
        facts["origin"] = self._take(row, read, "origin_code", self._origin, "")
        facts["vat_kind"], facts["vat_bp"] = self._take(row, read, "vat", self._vat, ("TAXED", 0))
        facts["unit"] = self._unit(row, read, facts["kind"])
        price = facts["price"]
        facts["card_price"] = self._take(row, read, "card_price", lambda value: _card_price(value, price), None)
        self._hold_together(read, facts)
        if not read.bad:
            read.product = ProductRow(**facts, barcodes=read.barcodes, given=self._columns)
            self._warn(row, read, read.product)
        return read

    def _take(self, row: TableRow, read: ReadRow, column: str, reader: Callable[[Value], T], empty: T) -> T:
        try:
            return reader(row.cell(column))
        except Fault as fault:
            read.fault(column, fault)
        return empty

    def _hold_together(self, read: ReadRow, facts: Mapping[str, Any]) -> None:
        """What one cell demands of another; a cell that is bad by itself is not blamed again."""
        faulty = {note.column for note in read.bad}
        nameless = read.code is None and not read.barcodes and read.plu is None
        if facts["kind"] == "WEIGHED" and read.plu is None and "plu" not in faulty:
            read.fault("plu", Fault("MissingPlu"))
        elif nameless and not faulty & {"product_code", "barcodes", "plu"}:
            read.fault("product_code", Fault("MissingCode"))
        certified = facts["certification_no"] is not None or "certification_no" in faulty
        if facts["certification_valid_to"] is not None and not certified:
            read.fault("certification_valid_to", Fault("CertificateWithoutNumber"))
        shared = facts["commission_bp"] is not None or "commission_percent" in faulty
        if facts["ownership"] == "CONSIGNED" and not shared:
            read.fault("commission_percent", Fault("MissingCommission"))

    def _barcodes(self, row: TableRow, read: ReadRow) -> tuple[tuple[str, Quantity], ...]:
        """All codes of the cell that are right; each of the others is a fault of its own."""
        found: dict[str, Quantity] = {}
        try:
            listed = [part for part in cells.code(row.cell("barcodes")).split(";") if not cells.is_blank(part)]
        except Fault as fault:
            read.fault("barcodes", fault)
            return ()
        for part in listed:
            try:
                code, counts = _barcode(part)
                if found.setdefault(code, counts) != counts:
                    raise Fault("BarcodeTwice", value=code, other=cells.row_name(row.number))
            except Fault as fault:
                read.fault("barcodes", fault)
        return tuple(found.items())

    def _unit(self, row: TableRow, read: ReadRow, kind: str) -> str:
        try:
            unit = _narrow(row.cell("sale_unit"))
            if not unit:
                raise Fault("MissingUnit")
            if unit == "斤":
                read.warn("sale_unit", "JinIsHalfKilo")
                unit = "500克"
            if unit not in columns.UNITS:
                raise Fault("BadUnit", value=cells.shown(unit))
            if kind == "WEIGHED" and unit not in UNIT_GRAMS:
                raise Fault("UnitNotForWeighed", value=unit)
        except Fault as fault:
            read.fault("sale_unit", fault)
            return ""
        return unit

    def _origin(self, value: Value) -> str:
        code = cells.code(value)
        try:
            return regions.region_on(code, self._today).code
        except Refusal as refusal:
            raise Fault(refusal.word, refusal.message()) from refusal

    def _vat(self, value: Value) -> tuple[str, int]:
        text = _narrow(value)
        if text in columns.VAT_WORDS:
            return columns.VAT_WORDS[text], 0
        try:
            rate = cells.number(text.removesuffix("%") if isinstance(value, str) else value)
        except ValueError:
            rate = None
        if rate is not None and not text.endswith("%") and rate < 1:
            rate *= 100
        if rate is None or rate * 100 not in self._rates:
            raise Fault("BadVat", value=cells.shown(value))
        return "TAXED", int(rate * 100)

    def _warn(self, row: TableRow, read: ReadRow, product: ProductRow) -> None:
        """What is odd but legal."""
        origin, region = product.origin, regions.region_name(product.origin)
        name = cells.text(row.cells.get("origin_name"))
        if name and not regions.fits_name(origin, name):
            read.warn("origin_name", "NameUnlikeCode", value=cells.shown(name), code=origin, name=region)
        if regions.paired_on(origin, self._today) is None:
            read.warn("origin_code", "NotPaired", code=origin, name=region)
        if product.certification_valid_to is not None and product.certification_valid_to < self._today:
            read.warn("certification_valid_to", "CertificateLapsed", value=product.certification_valid_to.isoformat())
        if product.producer_code is not None and product.producer_code[2:8] != origin:
            read.warn("producer_code", "ProducerElsewhere", region=product.producer_code[2:8], code=origin)
        if product.photo is not None and not self._folder.joinpath(product.photo).is_file():
            read.warn("photo", "PhotoMissing", value=cells.shown(product.photo))


def _narrow(value: Value) -> str:
    """A word from a list: narrow, without any blank."""
    return "".join(unicodedata.normalize("NFKC", cells.text(value)).split())


def _name(value: Value) -> str:
    name = cells.text(value)
    if not name:
        raise Fault("MissingName")
    if len(name) > 60:
        raise Fault("NameTooLong", most=60)
    return name


def _barcode(part: str) -> tuple[str, Quantity]:
    """`6981234567893` or `6981234567893*24`."""
    code, star, carton = part.partition("*")
    code, carton = cells.code(code), carton.strip()
    if not (code.isascii() and code.isdigit() and len(code) in (8, 13)):
        raise Fault("BadLength", value=cells.shown(code))
    if _ean_check(code[:-1]) != code[-1]:
        raise Fault("BadCheckDigit", value=code)
    if code[0] == "2":
        raise Fault("ScalePrefix", value=code)
    if not star:
        return code, Quantity(1000)
    if not (carton.isascii() and carton.isdigit() and 1 <= int(carton) <= 100_000):
        raise Fault("BadCarton", value=cells.shown(part))
    return code, Quantity(int(carton) * 1000)


def _ean_check(body: str) -> str:
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-weighted % 10)


def _plu(value: Value) -> str | None:
    plu = cells.code(value)
    if not plu:
        return None
    if not (plu.isascii() and plu.isdigit() and len(plu) <= 5):
        raise Fault("BadPlu", value=cells.shown(plu))
    return plu.zfill(5)


def _kind(value: Value) -> str:
    word = _narrow(value)
    kind = columns.KINDS.get(word, word.upper())
    if kind not in columns.KINDS.values():
        raise Fault("BadKind", value=cells.shown(value))
    return kind


def _ownership(value: Value) -> str:
    word = _narrow(value)
    owner = columns.OWNERSHIP.get(word, word.upper()) or "OWN"
    if owner not in columns.OWNERSHIP.values():
        raise Fault("BadOwnership", value=cells.shown(value))
    return owner


def _amount(value: Value, reason: str) -> Money | None:
    try:
        return cells.money(value)
    except ValueError as error:
        raise Fault(reason, value=cells.shown(value)) from error


def _price(value: Value) -> Money:
    price = _amount(value, "BadPrice")
    if price is None or not Money(0) < price <= MOST_PRICE:
        raise Fault("BadPrice", value=cells.shown(value))
    return price


def _card_price(value: Value, price: Money | None) -> Money | None:
    card = _amount(value, "BadCardPrice")
    if card is not None and not Money(0) < card <= (price or MOST_PRICE):
        raise Fault("BadCardPrice", value=cells.shown(value))
    return card


def _cost(value: Value) -> Money | None:
    cost = _amount(value, "BadCost")
    if cost is not None and not Money(0) <= cost <= MOST_PRICE:
        raise Fault("BadCost", value=cells.shown(value))
    return cost


def _commission(value: Value) -> int | None:
    try:
        share = cells.percent(value)
    except ValueError as error:
        raise Fault("BadCommission", value=cells.shown(value)) from error
    if share is not None and not 0 <= share <= 10_000:
        raise Fault("BadCommission", value=cells.shown(value))
    return share


def credit_code(value: Value) -> str:
    """A unified social credit code with the right check character; raised to capitals."""
    try:
        code = cells.code(value).upper()
    except Fault as fault:
        if fault.reason != "DigitsLost":
            raise
        raise Fault("BadCreditCode", value=cells.shown(value)) from fault
    if not code:
        return ""
    places = [_CREDIT_ALPHABET.find(character) for character in code]
    if len(code) != 18 or -1 in places or not code[2:8].isdigit():
        raise Fault("BadCreditCode", value=cells.shown(value))
    if sum(place * pow(3, at, 31) for at, place in enumerate(places[:-1])) % 31 != -places[-1] % 31:
        raise Fault("BadCreditCode", value=cells.shown(value))
    return code


def _day(value: Value) -> date | None:
    try:
        return cells.day(value)
    except (ValueError, Fault) as error:
        if isinstance(error, Fault) and error.reason != "DigitsLost":
            raise
        raise Fault("BadDate", value=cells.shown(value)) from error


def _shelf_life(value: Value) -> int | None:
    try:
        days = cells.whole(value)
    except ValueError as error:
        raise Fault("BadShelfLife", value=cells.shown(value)) from error
    if days is not None and not 1 <= days <= 36_500:
        raise Fault("BadShelfLife", value=cells.shown(value))
    return days


def _tax_class(value: Value) -> str:
    try:
        code = cells.code(value)
    except Fault as fault:
        if fault.reason != "DigitsLost":
            raise
        raise Fault("BadTaxClass", value=cells.shown(value)) from fault
    if code and not (code.isascii() and code.isdigit() and len(code) == 19):
        raise Fault("BadTaxClass", value=cells.shown(code))
    return code


def _photo(value: Value) -> str:
    photo = cells.text(value, 200)
    windows, posix = PureWindowsPath(photo), PurePosixPath(photo)
    if not photo:
        return ""
    outside = windows.drive or windows.root or posix.is_absolute() or ".." in (*windows.parts, *posix.parts)
    if outside or posix.suffix.lower() not in (".jpg", ".jpeg", ".png"):
        raise Fault("BadPhoto", value=cells.shown(photo))
    return photo.replace("\\", "/")


def vat_text(kind: str, bp: int) -> str:
    """The word or rate as the sheet writes it: `免税`, `9%`."""
    for word, known in columns.VAT_WORDS.items():
        if kind == known:
            return word
    return f"{(Decimal(bp) / 100).normalize():f}%"


def _text(most: int) -> Callable[[Value], str]:
    return lambda value: cells.text(value, most)


def _optional(reader: Callable[[Value], str]) -> Callable[[Value], str | None]:
    return lambda value: reader(value) or None


def _code(most: int) -> Callable[[Value], str | None]:
    return lambda value: cells.code(value, most) or None


#: Field of the product, column of the sheet, how its cell is read, and what stands for a cell that is bad.
_READERS: Sequence[tuple[str, str, Callable[[Value], Any], Any]] = (
    ("code", "product_code", _code(20), None),
    ("name", "name", _name, ""),
    ("kind", "kind", _kind, ""),
    ("plu", "plu", _plu, None),
    ("spec", "spec", _text(30), ""),
    ("price", "price", _price, None),
    ("producer_name", "producer_name", _optional(_text(60)), None),
    ("producer_code", "producer_code", _optional(credit_code), None),
    ("certification_no", "certification_no", _code(40), None),
    ("certification_valid_to", "certification_valid_to", _day, None),
    ("shelf_life_days", "shelf_life_days", _shelf_life, None),
    ("storage", "storage", _text(60), ""),
    ("tax_class_code", "tax_class_code", _optional(_tax_class), None),
    ("ownership", "ownership", _ownership, "OWN"),
    ("commission_bp", "commission_percent", _commission, None),
    ("cost_price", "cost_price", _cost, None),
    ("photo", "photo", _optional(_photo), None),
    ("code_832", "code_832", _code(30), None),
)
