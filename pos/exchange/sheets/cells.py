"""What people write into a cell, read as what they meant (SHEETS.md section 0), or a fault with its reason word."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from pos.core.money import Money, Quantity
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.exchange.sheets.reading import Value
from pos.exchange.workbook import ERROR_VALUES

#: The sentence of each reason. {value} is what stands in the cell.
REASONS: dict[str, str] = {
    "Formula": QT_TRANSLATE_NOOP("Sheets", "A formula stands here. Put in its value."),
    "ErrorValue": QT_TRANSLATE_NOOP("Sheets", "{value} is no value. Put in the right one."),
    "ControlCharacter": QT_TRANSLATE_NOOP("Sheets", "There is an invisible control character in the text. Retype it."),
    "TextTooLong": QT_TRANSLATE_NOOP("Sheets", "Longer than {most} characters. Shorten it."),
    "DigitsLost": QT_TRANSLATE_NOOP(
        "Sheets", "Excel has rounded {value}; its last digits are lost. Make the column text and put them in again."
    ),
    "MissingCode": QT_TRANSLATE_NOOP("Sheets", "The product has no code, no barcode and no PLU. Give it one of them."),
    "CodeTwice": QT_TRANSLATE_NOOP("Sheets", "The product code {value} stands in row {first} already."),
    "MissingName": QT_TRANSLATE_NOOP("Sheets", "The product's name is missing."),
    "NameTooLong": QT_TRANSLATE_NOOP("Sheets", "The name has more than {most} characters. Shorten it."),
    "BadCheckDigit": QT_TRANSLATE_NOOP("Sheets", "The check digit of {value} is wrong. Compare it with the pack."),
    "BadLength": QT_TRANSLATE_NOOP("Sheets", "{value} is not a barcode of 13 or 8 digits."),
    "BadCarton": QT_TRANSLATE_NOOP("Sheets", "{value}: behind the * stands how many units the carton holds, from 1."),
    "BarcodeTwice": QT_TRANSLATE_NOOP("Sheets", "The barcode {value} belongs to {other} already."),
    "ScalePrefix": QT_TRANSLATE_NOOP("Sheets", "{value} begins like a label of the shop's scales (20 to 29)."),
    "MissingPlu": QT_TRANSLATE_NOOP("Sheets", "Goods sold by weight need a PLU."),
    "BadPlu": QT_TRANSLATE_NOOP("Sheets", "{value} is not a PLU of five digits."),
    "PluTwice": QT_TRANSLATE_NOOP("Sheets", "The PLU {value} belongs to {other} already."),
    "MissingUnit": QT_TRANSLATE_NOOP("Sheets", "The unit is missing; a price without unit is not a price."),
    "BadUnit": QT_TRANSLATE_NOOP(
        "Sheets", "{value} is not a unit the till knows. Pick one from the list of the template."
    ),
    "UnitNotForWeighed": QT_TRANSLATE_NOOP(
        "Sheets", "Goods sold by weight are priced per 公斤 or 500克, not per {value}."
    ),
    "BadKind": QT_TRANSLATE_NOOP("Sheets", "{value} is not 计件 or 称重."),
    "BadPrice": QT_TRANSLATE_NOOP(
        "Sheets", "{value} is not a price from 0.01 to 999,999.99 with at most two decimals."
    ),
    "BadCardPrice": QT_TRANSLATE_NOOP("Sheets", "{value} is not a price from 0.01 up to the shelf price."),
    "BadCost": QT_TRANSLATE_NOOP("Sheets", "{value} is not an amount of at least 0 with at most two decimals."),
    "BadCreditCode": QT_TRANSLATE_NOOP("Sheets", "{value} is not a valid credit code of 18 characters."),
    "BadDate": QT_TRANSLATE_NOOP("Sheets", "{value} is not a date. Write it like 2021-09-08."),
    "CertificateWithoutNumber": QT_TRANSLATE_NOOP("Sheets", "A certificate's last day needs the certificate's number."),
    "BadShelfLife": QT_TRANSLATE_NOOP("Sheets", "{value} is not a number of whole days from 1 to 36500."),
    "BadVat": QT_TRANSLATE_NOOP(
        "Sheets", "{value} is not a VAT rate in force. Write 免税, 不征税 or a rate such as 9%."
    ),
    "BadTaxClass": QT_TRANSLATE_NOOP("Sheets", "{value} is not a tax class code of 19 digits."),
    "BadOwnership": QT_TRANSLATE_NOOP("Sheets", "{value} is not 自营 or 代销."),
    "MissingCommission": QT_TRANSLATE_NOOP("Sheets", "Goods on consignment need the shop's share in percent."),
    "BadCommission": QT_TRANSLATE_NOOP(
        "Sheets", "{value} is not a percentage from 0 to 100 with at most two decimals."
    ),
    "BadPhoto": QT_TRANSLATE_NOOP("Sheets", "{value} is not a jpg or png beside the sheet."),
    "BadQuantity": QT_TRANSLATE_NOOP("Sheets", "{value} is not a quantity above 0 with at most three decimals."),
    "UnknownProduct": QT_TRANSLATE_NOOP("Sheets", "No product is called {value}, neither here nor in the till."),
    "BoxInBox": QT_TRANSLATE_NOOP("Sheets", "{value} is a box itself and cannot lie in a box."),
    "PartTwice": QT_TRANSLATE_NOOP(
        "Sheets", "{value} stands in this box already. Write one row with the whole quantity."
    ),
    # Those of the programme book.
    "Missing": QT_TRANSLATE_NOOP("Sheets", "This must be filled in."),
    "KeyTwice": QT_TRANSLATE_NOOP("Sheets", "{value} stands in row {first} already."),
    "NotAllowed": QT_TRANSLATE_NOOP("Sheets", "{value} is none of the words for this column: {words}."),
    "BadDates": QT_TRANSLATE_NOOP("Sheets", "The end {last} comes before the beginning {first}."),
    "BadAmount": QT_TRANSLATE_NOOP("Sheets", "{value} is not an amount in yuan that may stand here."),
    "BadNumber": QT_TRANSLATE_NOOP("Sheets", "{value} is not a whole number that may stand here."),
    "BadPercent": QT_TRANSLATE_NOOP("Sheets", "{value} is not a percentage from 0 to 100 with at most two decimals."),
    "BadBin": QT_TRANSLATE_NOOP("Sheets", "{value} is not the first six digits of a card; never put in more."),
    "UnknownShop": QT_TRANSLATE_NOOP("Sheets", "No 分中心 has the number {value}, neither here nor in the till."),
    "UnknownOutlet": QT_TRANSLATE_NOOP("Sheets", "No outlet has the number {value}, neither here nor in the till."),
    "UnknownProducer": QT_TRANSLATE_NOOP(
        "Sheets", "No producer has the credit code {value}, neither here nor in the till."
    ),
    "UnknownBuyer": QT_TRANSLATE_NOOP("Sheets", "No buyer has the number {value}, neither here nor in the till."),
    "UnknownAgreement": QT_TRANSLATE_NOOP(
        "Sheets", "No agreement has the number {value}, neither here nor in the till."
    ),
    "UnknownFair": QT_TRANSLATE_NOOP("Sheets", "No fair has the number {value}, neither here nor in the till."),
    "ParentChain": QT_TRANSLATE_NOOP("Sheets", "{value} belongs to another unit itself; name the unit at the top."),
    "PairingOverlaps": QT_TRANSLATE_NOOP("Sheets", "{value} is paired under this scheme already from {first} on."),
    "PriceOverlaps": QT_TRANSLATE_NOOP("Sheets", "{value} has a price of this kind already from {first} on."),
    "PriceAboveReference": QT_TRANSLATE_NOOP("Sheets", "{value} is more than the price it is compared with."),
    "MissingEvidence": QT_TRANSLATE_NOOP("Sheets", "Households need their year and the number of the paper."),
    "HouseholdsDisagree": QT_TRANSLATE_NOOP(
        "Sheets", "帮扶企业 and 联农带农 say different households of {value} for {year}."
    ),
    "TargetDisagrees": QT_TRANSLATE_NOOP("Sheets", "{value} is not the base times the ratio, which is {target}."),
    "DaysDisagree": QT_TRANSLATE_NOOP("Sheets", "{days} days from {first} on do not end on {last}."),
    # Those of deliveries and counts.
    "ProductsDisagree": QT_TRANSLATE_NOOP("Sheets", "{value} is another product than {other} in this row."),
    "MissingBatch": QT_TRANSLATE_NOOP("Sheets", "The batch number is missing."),
    "BatchTwice": QT_TRANSLATE_NOOP("Sheets", "The batch {value} of this product stands in row {first} already."),
    "BatchDiffers": QT_TRANSLATE_NOOP(
        "Sheets", "The batch {value} of this product came in before, with other dates, quantities or papers."
    ),
    "MissingExpiry": QT_TRANSLATE_NOOP(
        "Sheets", "These goods expire: fill in the last day, or the day they were produced."
    ),
    "InTheFuture": QT_TRANSLATE_NOOP("Sheets", "{value} is still to come; goods are booked when they are here."),
    "DayBefore": QT_TRANSLATE_NOOP("Sheets", "{value} comes before {first}."),
    "BadMove": QT_TRANSLATE_NOOP("Sheets", "{value} is none of the words for this column: {words}."),
    "UnknownBatch": QT_TRANSLATE_NOOP("Sheets", "No batch {value} of this product was ever received."),
    "NotEnoughStock": QT_TRANSLATE_NOOP("Sheets", "{value} is more than the {left} that are there."),
    "MissingReason": QT_TRANSLATE_NOOP("Sheets", "Goods that are written off need a reason."),
    "BatchPast": QT_TRANSLATE_NOOP("Sheets", "The batch ended on {value}; the till will not sell it."),
    "ConformityMissing": QT_TRANSLATE_NOOP("Sheets", "Fresh goods came without the number of their 承诺达标合格证."),
    "StockUnknown": QT_TRANSLATE_NOOP(
        "Sheets", "No batch of {value} was ever received; it is written down without one."
    ),
    "CountOpensBatch": QT_TRANSLATE_NOOP(
        "Sheets", "No batch of {value} was ever received; the count opens the batch {batch}."
    ),
    # Warnings, which refuse nothing.
    "JinIsHalfKilo": QT_TRANSLATE_NOOP("Sheets", "斤 is read as 500克."),
    "NameUnlikeCode": QT_TRANSLATE_NOOP("Sheets", "{value} does not look like {code} {name}. The code counts."),
    "NotPaired": QT_TRANSLATE_NOOP("Sheets", "{code} {name} is not a paired region today."),
    "CertificateLapsed": QT_TRANSLATE_NOOP("Sheets", "The certificate ended on {value}; its mark is not printed."),
    "ProducerElsewhere": QT_TRANSLATE_NOOP(
        "Sheets", "The credit code of the producer points to {region}, not to {code}."
    ),
    "ProducerWithoutCode": QT_TRANSLATE_NOOP("Sheets", "The producer {value} is not known yet and has no credit code."),
    "PhotoMissing": QT_TRANSLATE_NOOP("Sheets", "There is no picture {value} beside the sheet."),
    "UnknownColumn": QT_TRANSLATE_NOOP("Sheets", "The column {value} is not known and was passed over."),
    "UnknownSheet": QT_TRANSLATE_NOOP("Sheets", "The sheet {value} is not known and was passed over."),
}

#: Blank at the ends of a cell: spaces (also the wide and the unbreakable one), tabs and line ends.
_BLANK = " \t\r\n\u3000\xa0"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_POINT_ZERO = re.compile(r"(\d+)\.0+")
_SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?E\+?(\d{1,3})", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?")
_DAYS = (re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"), re.compile(r"(\d{4})(年)(\d{1,2})月(\d{1,2})日"))
_EIGHT_DIGITS = re.compile(r"(\d{4})()(\d{2})(\d{2})")
#: A float shows 15 digits; from here on Excel has rounded.
_EXACT_FLOAT = 10**15
_DUST = Decimal("0.000001")


class Fault(Exception):
    """A cell that cannot be taken; `reason` is a word of SHEETS.md, `gaps` fill its sentence."""

    def __init__(self, reason: str, message: str | None = None, **gaps: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self._message = message
        self._gaps = gaps

    def message(self) -> str:
        """The sentence in the user's language."""
        return self._message or reason_sentence(self.reason, **self._gaps)


def row_name(number: int) -> str:
    """A row as messages speak of it."""
    return translate("Sheets", "row {row}").format(row=number)


def reason_sentence(reason: str, **gaps: object) -> str:
    """The sentence of a reason word, its gaps filled."""
    return translate("Sheets", REASONS[reason]).format(**gaps)


def shown(value: Value) -> str:
    """A cell as people see it, for messages; cut where it is long."""
    text = _plain(value).strip(_BLANK) or translate("Sheets", "(empty)")
    return text if len(text) <= 40 else text[:39] + "…"


def text(value: Value, most: int | None = None) -> str:
    """Text: trimmed, NFC, one leading apostrophe dropped.

    Faults: Formula, ErrorValue, ControlCharacter, TextTooLong.
    """
    if isinstance(value, float) and not math.isfinite(value):
        raise Fault("ErrorValue", value=value)
    plain = _plain(value).strip(_BLANK)
    if isinstance(value, str):
        if plain.startswith("="):
            raise Fault("Formula")
        if plain in ERROR_VALUES:
            raise Fault("ErrorValue", value=plain)
    plain = plain.removeprefix("'").strip(_BLANK)
    if _CONTROL.search(plain):
        raise Fault("ControlCharacter")
    plain = unicodedata.normalize("NFC", plain)
    if most is not None and len(plain) > most:
        raise Fault("TextTooLong", most=most)
    return plain


def code(value: Value, most: int | None = None) -> str:
    """A code: narrow letters and digits, and what Excel made of its digits undone. Fault: DigitsLost."""
    if isinstance(value, float) and abs(value) >= _EXACT_FLOAT:
        raise Fault("DigitsLost", value=shown(value))
    plain = unicodedata.normalize("NFKC", text(value)).strip(_BLANK)
    if whole := _POINT_ZERO.fullmatch(plain):
        plain = whole[1]
    elif rounded := _SCIENTIFIC.fullmatch(plain):
        digits, power = rounded[1] + (rounded[2] or ""), int(rounded[3])
        if len(digits) - len(rounded[1]) != power:
            raise Fault("DigitsLost", value=plain)
        plain = digits
    if most is not None and len(plain) > most:
        raise Fault("TextTooLong", most=most)
    return plain


def number(value: Value) -> Decimal | None:
    """A number, None if the cell is empty; ValueError for anything else, also NaN and infinity."""
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(value)
        return Decimal(repr(value))
    plain = unicodedata.normalize("NFKC", text(value)).strip(_BLANK)
    if not plain:
        return None
    if isinstance(value, bool) or not _NUMBER.fullmatch(plain) or not plain.isascii():
        raise ValueError(plain)
    return Decimal(plain.replace(",", ""))


def _rounded(value: Decimal, places: int) -> int:
    """Whole units of the last place; a float's dust below a millionth is forgiven, a further decimal is not."""
    scaled = value.scaleb(places)
    if scaled.adjusted() > 20:
        raise ValueError(value)
    whole = int(scaled.to_integral_value())
    if abs(value - Decimal(whole).scaleb(-places)) >= _DUST:
        raise ValueError(value)
    return whole


def money(value: Value) -> Money | None:
    """Yuan: `12.80`, `¥12.80`, `12.80元`, `1,280.00`; None if empty. ValueError for anything else."""
    if isinstance(value, str):
        narrow = unicodedata.normalize("NFKC", text(value)).strip(_BLANK)
        value = narrow.removeprefix("¥").removesuffix("元").strip(_BLANK) if narrow not in ("¥", "元") else "?"
    found = number(value)
    return None if found is None else Money(_rounded(found, 2))


def quantity(value: Value) -> Quantity | None:
    """A quantity with up to three decimals; None if empty. ValueError for anything else."""
    found = number(value)
    return None if found is None else Quantity(_rounded(found, 3))


def percent(value: Value) -> int | None:
    """A percentage with up to two decimals, `15` or `15%`, in basis points; None if empty."""
    if isinstance(value, str):
        value = unicodedata.normalize("NFKC", text(value)).removesuffix("%")
    found = number(value)
    return None if found is None else _rounded(found, 2)


def whole(value: Value) -> int | None:
    """A whole number; None if empty. ValueError for anything else."""
    found = number(value)
    return None if found is None else _rounded(found, 0)


def day(value: Value) -> date | None:
    """A day: a real date, or written in one of the six ways; None if empty. ValueError for anything else."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    plain = code(value)
    if not plain:
        return None
    for form in (*_DAYS, _EIGHT_DIGITS):
        if found := form.fullmatch(plain):
            return date(int(found[1]), int(found[3]), int(found[4]))
    raise ValueError(plain)


def is_blank(value: Value) -> bool:
    """Nothing in it but blank."""
    return value is None or (isinstance(value, str) and not value.strip(_BLANK))


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
