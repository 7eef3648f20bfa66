"""What was scanned: a barcode, a scale label, a PLU, a payment code.

Label layouts are the shop's own (`[scale_labels]` of till.toml): flag → PLU and fields (CONTRACT.md section 3).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from pos.core.problems import Refusal
from pos.core.tenders import payment_code_means
from pos.core.wording import QT_TRANSLATE_NOOP

DEFAULT_LABELS = {"21": "plu5 amount_fen", "22": "plu5 amount_fen", "23": "plu5 weight_g"}
_AMOUNT_FEN = {"amount_fen": 1, "amount_jiao": 10}
_WEIGHT_GRAMS = {"weight_g": 1, "weight_10g": 10}
_FIELDS = {*_AMOUNT_FEN, *_WEIGHT_GRAMS, "pieces"}
_CHECKS = {"gs1_right", "ean_left", "none"}
_TIMES = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*[*xX×]\s*(\S.*)")


class BadCheckDigit(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{code} was misread: its check digit is wrong; nothing was added.")
    todo = QT_TRANSLATE_NOOP("Problem", "Scan it once more, or F2 finds it by name.")


class ZeroLabel(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The label says zero; nothing was added.")
    todo = QT_TRANSLATE_NOOP("Problem", "Weigh it again and print a new label.")


class NotGoods(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "That is a payment code, not goods; nothing was added or paid.")
    todo = QT_TRANSLATE_NOOP("Problem", "Enter goes to payment; scan it there.")


class UnknownCode(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The catalogue has no {code}; nothing was added.")
    todo = QT_TRANSLATE_NOOP("Problem", "F2 finds it by name; else put it aside and scan the next one.")


@dataclass(frozen=True, slots=True)
class ScaleLabel:
    """A label of the scale: whose PLU, and what it says. Exactly what the profile holds is set."""

    raw: str
    plu: str
    amount_fen: int | None = None
    grams: int | None = None
    pieces: int | None = None


@dataclass(frozen=True, slots=True)
class Scanned:
    """A code as it was read: `times` thousandths asked for in front of it (`3*…`), and a label if it is one."""

    code: str
    times: str | None
    label: ScaleLabel | None


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


def is_ean(code: str) -> bool:
    """Thirteen or eight digits whose check digit is right."""
    return len(code) in (8, 13) and code.isascii() and code.isdigit() and gs1_check_digit(code[:-1]) == int(code[-1])


class LabelProfiles:
    """The label layouts of this shop, by flag; ValueError with the entry for a layout that cannot be read."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._short: dict[str, str] = {}
        self._long: dict[str, tuple[str, str, str]] = {}
        for flag, layout in entries.items():
            words = layout.split()
            known = len(flag) == 2 and flag.isdigit() and words[:1] == ["plu5"]
            if known and len(words) == 2 and words[1] in _FIELDS:
                self._short[flag] = words[1]
            elif known and len(words) == 4 and {words[1], words[2]} <= _FIELDS and words[3] in _CHECKS:
                self._long[flag] = (words[1], words[2], words[3])
            else:
                raise ValueError(f"{flag} = {layout!r}")

    def read(self, code: str) -> ScaleLabel | None:
        """The label, or None if the code is none; refuses a wrong check digit and a zero."""
        if not (code.isascii() and code.isdigit()):
            return None
        if len(code) == 13 and code[:2] in self._short:
            if gs1_check_digit(code[:-1]) != int(code[-1]):
                raise BadCheckDigit(code=code)
            return _label(code, [(self._short[code[:2]], code[7:12])])
        if len(code) == 18 and code[:2] in self._long:
            first, second, check = self._long[code[:2]]
            digit = {"gs1_right": gs1_check_digit, "ean_left": ean_left_check_digit}.get(check)
            if digit is not None and digit(code[:-1]) != int(code[-1]):
                raise BadCheckDigit(code=code)
            return _label(code, [(first, code[7:12]), (second, code[12:17])])
        return None


def _label(code: str, fields: list[tuple[str, str]]) -> ScaleLabel:
    amount = grams = pieces = None
    for name, digits in fields:
        value = int(digits)
        if value == 0:
            raise ZeroLabel
        if name in _AMOUNT_FEN:
            amount = value * _AMOUNT_FEN[name]
        elif name in _WEIGHT_GRAMS:
            grams = value * _WEIGHT_GRAMS[name]
        else:
            pieces = value
    return ScaleLabel(code, code[2:7], amount, grams, pieces)


def read_scan(text: str, profiles: LabelProfiles) -> Scanned:
    """Take a scan apart: `3*6901234567892`, a scale label, or a plain code. Payment codes are refused as NotGoods."""
    code, times = narrow(text), None
    found = _TIMES.fullmatch(code)
    if found is not None:
        times, code = found[1], found[2].strip()
    label = profiles.read(code)
    if label is None and payment_code_means(code) is not None:
        raise NotGoods
    return Scanned(code, times, label)


def refuse_unknown(code: str) -> Refusal:
    """Why a code that nothing in the catalogue answers to is refused."""
    if len(code) in (8, 13) and code.isascii() and code.isdigit() and not is_ean(code):
        return BadCheckDigit(code=code)
    return UnknownCode(code=code)
