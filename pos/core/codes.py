"""What was scanned: a barcode, a scale label, a PLU, a batch tag, a receipt, a payment code.

Label layouts are the shop's own (`[scale_labels]` of till.toml): flag → PLU and fields (CONTRACT.md section 3). A flag
has one layout, of 13 or of 18 digits: what a label says must not hang on which of two was meant (DOMAIN.md 5.2).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from pos.core.money import half_up
from pos.core.problems import Refusal
from pos.core.tenders import payment_code_means
from pos.core.wording import QT_TRANSLATE_NOOP

DEFAULT_LABELS = {"21": "plu5 amount_fen", "22": "plu5 amount_fen", "23": "plu5 weight_g"}
_AMOUNT_FEN = {"amount_fen": 1, "amount_jiao": 10, "amount_yuan": 100}
#: Tenths of a gram: a scale shows a kilogram with one to four decimals.
_TENTH_GRAMS = {"weight_0.1g": 1, "weight_g": 10, "weight_10g": 100, "weight_100g": 1000}
_FIELDS = {*_AMOUNT_FEN, *_TENTH_GRAMS, "pieces"}
_CHECKS = {"gs1_right", "ean_left", "none"}
_PLUS = {"plu4": 4, "plu5": 5, "plu6": 6}
#: Before an amount some scales put a digit that checks it alone.
_PRICE_CHECK = "price_check"
#: Flags that no maker of goods has: a profile on 69 would swallow every barcode of the shop. 18 digits also take 13.
_SHORT_FLAGS = {"2", "02", "04", *(str(flag) for flag in range(20, 30))}
_LONG_FLAGS = _SHORT_FLAGS | {"13"}
_TIMES = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*[*xX×]\s*(\S.*)")
#: Our own tag: product code;batch;last day. The last day may be missing.
_BATCH = re.compile(r"([^;\s]{1,40});([^;]{0,40});(\d{4}-?\d{2}-?\d{2})?")
#: Our own receipts: number, and behind it in the QR code whatever proves it.
_RECEIPT = re.compile(r"([A-Za-z0-9]{1,12}-\d{2}-\d{6})(?:\s.*)?")


class BadCheckDigit(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{code} was misread: its check digit is wrong; nothing was added.")
    todo = QT_TRANSLATE_NOOP("Problem", "Scan it once more, or F2 finds it by name.")


class LabelOrPayment(BadCheckDigit):
    # Without its digits: it may be money, and a payment code is never shown or kept.
    sentence = QT_TRANSLATE_NOOP("Problem", "That is no whole scale label; nothing was added.")
    todo = QT_TRANSLATE_NOOP("Problem", "A label: scan it once more. A payment code: Enter goes to payment first.")

    @property
    def word(self) -> str:
        """To a script it is a code that was misread."""
        return "BadCheckDigit"


class ZeroLabel(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The label says zero; nothing was added.")
    todo = QT_TRANSLATE_NOOP("Problem", "Weigh it again and print a new label.")


class NotGoods(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "That is a payment code, not goods; nothing was added or paid.")
    todo = QT_TRANSLATE_NOOP("Problem", "Enter goes to payment; scan it there.")


class ReceiptNotGoods(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "That is receipt {receipt}, not goods; nothing was added.")
    todo = QT_TRANSLATE_NOOP("Problem", "F8 takes its goods back.")


class UnknownCode(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The catalogue has no {code}; nothing was added.")
    todo = QT_TRANSLATE_NOOP("Problem", "F2 finds it by name; else put it aside and scan the next one.")


class ScaleLabel(Struct, frozen=True):
    """A label of the scale: whose PLU, and what it says. Exactly what the profile holds is set."""

    raw: str
    plu: str
    amount_fen: int | None = None
    grams: int | None = None
    pieces: int | None = None


class BatchTag(Struct, frozen=True):
    """What our own tag says: goods, their batch, and the last day they may be sold if it is known."""

    product: str
    batch: str
    expires: date | None


class Scanned(Struct, frozen=True):
    """A code as it was read: the quantity in front of it (`3*…`), and a label, batch tag or receipt if it is one."""

    code: str
    times: str | None
    label: ScaleLabel | None = None
    batch: BatchTag | None = None
    receipt: str | None = None


def narrow(text: str) -> str:
    """A code without its surroundings: NFKC (input methods widen digits), trimmed."""
    return unicodedata.normalize("NFKC", text).strip()


def gs1_check_digit(body: str) -> int:
    """The check digit for `body` (digits): weights 3, 1, 3… from the right (DOMAIN.md 5.1)."""
    total = sum(int(digit) * (3 if i % 2 == 0 else 1) for i, digit in enumerate(reversed(body)))
    return -total % 10


def ean_left_check_digit(body: str) -> int:
    """The other reading of "EAN method" for 17 digits: weights 1, 3, 1… from the left (DOMAIN.md 5.3)."""
    total = sum(int(digit) * (1 if i % 2 == 0 else 3) for i, digit in enumerate(body))
    return -total % 10


def price_check_digit(price: str) -> int:
    """GS1's check digit for a price of four or five digits, which some scales put before the price (DOMAIN.md 5.2)."""
    kinds = "2- 2- 3 5-" if len(price) == 4 else "5+ 2- 5- 5+ 2-"
    total = 0
    for digit, kind in zip(price, kinds.split(), strict=True):
        times = int(digit) * int(kind[0])
        total += times + {"-": -(times // 10), "+": times // 10}.get(kind[1:], 0)
    if len(price) == 4:
        return total * 3 % 10
    return next(digit for digit in range(10) if (5 * digit - digit * 5 // 10 + total) % 10 == 0)


def is_ean(code: str) -> bool:
    """Thirteen or eight digits whose check digit is right."""
    return len(code) in (8, 13) and code.isascii() and code.isdigit() and gs1_check_digit(code[:-1]) == int(code[-1])


def may_be_barcode(code: str) -> bool:
    """Whether goods may get it for a barcode: no shop's own label, no address, nothing misread."""
    return is_ean(code) and code[0] != "2"


class LabelProfile(Struct, frozen=True):
    """One layout: flag, PLU of 4 to 6 digits, one field (13 digits) or two (18 digits), the check digit's rule.

    The field of 13 digits takes what flag, PLU and `price_check` (a digit that checks the amount alone) leave of them;
    the two of 18 digits have five each.
    """

    flag: str
    fields: tuple[str, ...]
    check: str = "gs1_right"
    plu: int = 5
    price_check: bool = False

    @property
    def length(self) -> int:
        """How many digits such a label has."""
        return 13 if len(self.fields) == 1 else 18

    @property
    def width(self) -> int:
        """How many digits each field has."""
        return (self.length - 1 - len(self.flag) - self.plu - self.price_check) // len(self.fields)

    def fits(self, code: str) -> bool:
        """Whether a code looks like one of these labels, be it misread or not."""
        return len(code) == self.length and code.isascii() and code.isdigit() and code.startswith(self.flag)

    def check_digit(self, body: str) -> int | None:
        """The check digit for everything before it; None if the layout has none."""
        if self.check == "none":
            return None
        return ean_left_check_digit(body) if self.check == "ean_left" else gs1_check_digit(body)

    def read(self, code: str) -> ScaleLabel:
        """The label of a code that fits; refuses BadCheckDigit and ZeroLabel."""
        if self.check_digit(code[:-1]) not in (None, int(code[-1])):
            raise BadCheckDigit(code=code)
        at = len(self.flag) + self.plu
        plu = code[len(self.flag) : at]
        if self.price_check:
            if price_check_digit(code[at + 1 : -1]) != int(code[at]):
                raise BadCheckDigit(code=code)
            at += 1
        cut = [code[at + n * self.width : at + (n + 1) * self.width] for n in range(len(self.fields))]
        return _label(code, plu, zip(self.fields, cut, strict=True))


class LabelProfiles:
    """The label layouts of this shop, one a flag; ValueError with the entry for a layout that cannot be read.

    A flag that is there twice (`21` and `２１`, once with 13 and once with 18 digits, or `2` beside `21`) is a
    ValueError too.
    """

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._by_flag: dict[str, LabelProfile] = {}
        for written, layout in entries.items():
            profile = _profile(narrow(written), layout)
            if profile is None or any(_same_codes(profile.flag, flag) for flag in self._by_flag):
                raise ValueError(f"{written} = {layout!r}")
            self._by_flag[profile.flag] = profile

    @property
    def all(self) -> tuple[LabelProfile, ...]:
        """Every layout, by flag."""
        return tuple(self._by_flag[flag] for flag in sorted(self._by_flag))

    def fitting(self, code: str) -> LabelProfile | None:
        """The layout such a code has, be it misread or not."""
        profile = self._by_flag.get(code[:2]) or self._by_flag.get(code[:1])
        return profile if profile is not None and profile.fits(code) else None

    def read(self, code: str) -> ScaleLabel | None:
        """The label, or None if the code is none; refuses a wrong check digit and a zero."""
        profile = self.fitting(code)
        return None if profile is None else profile.read(code)


def _same_codes(flag: str, other: str) -> bool:
    return flag.startswith(other) or other.startswith(flag)


def _profile(flag: str, layout: str) -> LabelProfile | None:
    """`plu5 FIELD [CHECK]`, `plu4 price_check AMOUNT [CHECK]` of 13 digits, `plu5 FIELD FIELD CHECK` of 18."""
    words = layout.split()
    plu = _PLUS.get(words.pop(0) if words else "")
    price_check = words[:1] == [_PRICE_CHECK]
    words = words[price_check:]
    check = words.pop() if words and words[-1] in _CHECKS else ""
    if plu is None or not words or not _FIELDS.issuperset(words):
        return None
    profile = LabelProfile(flag, tuple(words), check or "gs1_right", plu, price_check)
    if len(words) == 1 and flag in _SHORT_FLAGS:
        checkable = profile.width in (4, 5) and words[0] in _AMOUNT_FEN
        return profile if 4 <= profile.width <= 6 and (checkable or not price_check) else None
    whole = len(flag) + plu == 7 and check and not price_check
    return profile if len(words) == 2 and flag in _LONG_FLAGS and whole else None


def _label(code: str, plu: str, fields: Iterable[tuple[str, str]]) -> ScaleLabel:
    amount = grams = pieces = None
    for name, digits in fields:
        value = int(digits)
        if name in _AMOUNT_FEN:
            amount = value = value * _AMOUNT_FEN[name]
        elif name in _TENTH_GRAMS:
            grams = value = half_up(value * _TENTH_GRAMS[name], 10)
        else:
            pieces = value
        if value == 0:
            raise ZeroLabel
    # A shop's PLUs have five digits; a scale that writes fewer or more means the same number.
    return ScaleLabel(code, f"{int(plu):05d}", amount, grams, pieces)


def read_scan(text: str, profiles: LabelProfiles, *, fusion: bool = False) -> Scanned:
    """Take a scan apart: `3*6901234567892`, a scale label, a batch tag, a receipt's QR, or a plain code.

    Refuses BadCheckDigit and ZeroLabel for labels, NotGoods for payment codes (with `fusion` a fusion wallet's too).
    """
    code, times = narrow(text), None
    found = _TIMES.fullmatch(code)
    if found is not None:
        times, code = found[1], found[2].strip()
    payment = payment_code_means(code, fusion=fusion) is not None
    profile = profiles.fitting(code)
    if profile is not None:
        try:
            return Scanned(code, times, label=profile.read(code))
        except BadCheckDigit:
            if payment:
                raise LabelOrPayment from None
            raise
    if payment:
        raise NotGoods
    receipt = _RECEIPT.fullmatch(code)
    return Scanned(code, times, batch=_batch(code), receipt=None if receipt is None else receipt[1].upper())


def _batch(code: str) -> BatchTag | None:
    found = _BATCH.fullmatch(code)
    if found is None:
        return None
    try:
        return BatchTag(found[1], found[2].strip(), date.fromisoformat(found[3]) if found[3] else None)
    except ValueError:
        return None


def refuse_unknown(code: str) -> Refusal:
    """Why a code that nothing in the catalogue answers to is refused."""
    if len(code) in (8, 13) and code.isascii() and code.isdigit() and not is_ean(code):
        return BadCheckDigit(code=code)
    return UnknownCode(code=code)
