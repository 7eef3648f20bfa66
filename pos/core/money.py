"""Money in whole fen, quantity in whole thousandths of the selling unit, and the one rounding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Self

from msgspec import Struct

_DECIMAL = re.compile(r"([+-]?)(\d{1,15})(?:\.(\d*))?")


def half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` to the nearest whole number, halves away from zero. `denominator` > 0."""
    quotient, rest = divmod(abs(numerator), denominator)
    if 2 * rest >= denominator:
        quotient += 1
    return -quotient if numerator < 0 else quotient


def _whole(text: str, places: int) -> int:
    """Read a plain decimal as a whole number of its last place; ValueError if it does not fit exactly."""
    found = _DECIMAL.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None or not found[0].isascii():
        raise ValueError(text)
    sign, units, tail = found[1], found[2], (found[3] or "").rstrip("0")
    if len(tail) > places:
        raise ValueError(text)
    value = int(units + tail.ljust(places, "0"))
    return -value if sign == "-" else value


class Money(Struct, frozen=True, order=True):
    """An amount of yuan, held as whole fen; may be negative."""

    fen: int = 0

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"Money is whole fen, not {self.fen!r}")

    @classmethod
    def yuan(cls, text: str) -> Self:
        """Read `"12.34"`; ValueError for anything but a plain decimal with at most two places."""
        return cls(_whole(text, 2))

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __mul__(self, quantity: Quantity) -> Money:
        """Price of one selling unit times a quantity, half up, rounded here and nowhere else."""
        return Money(half_up(self.fen * quantity.thousandths, 1000))

    def __bool__(self) -> bool:
        return self.fen != 0

    def portion(self, part: int, whole: int) -> Money:
        """`part / whole` of this amount, half up (a line taken back in part: DOMAIN.md 5.6)."""
        return Money(half_up(self.fen * part, whole))

    def share(self, weights: Sequence[int]) -> list[Money]:
        """Split into parts in proportion to `weights` (≥ 0, not all 0) so that they add up again: largest remainder."""
        total = sum(weights)
        sign = -1 if self.fen < 0 else 1
        parts = [divmod(abs(self.fen) * weight, total) for weight in weights]
        missing = abs(self.fen) - sum(whole for whole, _ in parts)
        order = sorted(range(len(parts)), key=lambda i: (-parts[i][1], i))
        extra = set(order[:missing])
        return [Money(sign * (whole + (i in extra))) for i, (whole, _) in enumerate(parts)]

    def down_to_jiao(self) -> Money:
        """What cash asks for: down to the 角; under 0.10 in full, for goods are not given away (DOMAIN.md 5.6)."""
        if 0 < self.fen < 10:
            return self
        return Money(self.fen - self.fen % 10) if self.fen >= 0 else -(-self).down_to_jiao()

    def __str__(self) -> str:
        """Text in yuan with two decimals: `"-12.30"`."""
        sign = "-" if self.fen < 0 else ""
        return f"{sign}{abs(self.fen) // 100}.{abs(self.fen) % 100:02d}"

    def grouped(self) -> str:
        """The same with thousands apart, for people: `"12,846.30"`."""
        sign = "-" if self.fen < 0 else ""
        return f"{sign}{abs(self.fen) // 100:,}.{abs(self.fen) % 100:02d}"


class Quantity(Struct, frozen=True, order=True):
    """How much, in whole thousandths of the selling unit: 1.5 箱 is 1500, 1 g of a 500克 price is 2."""

    thousandths: int = 0

    def __post_init__(self) -> None:
        if type(self.thousandths) is not int:
            raise TypeError(f"Quantity is whole thousandths, not {self.thousandths!r}")

    @classmethod
    def units(cls, text: str) -> Self:
        """Read `"1.5"`; ValueError for anything but a plain decimal with at most three places."""
        return cls(_whole(text, 3))

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.thousandths + other.thousandths)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.thousandths - other.thousandths)

    def __bool__(self) -> bool:
        return self.thousandths != 0

    def __str__(self) -> str:
        """Plain text without needless zeros: `"3"`, `"0.5"`."""
        sign = "-" if self.thousandths < 0 else ""
        units, tail = divmod(abs(self.thousandths), 1000)
        return f"{sign}{units}" + (f".{tail:03d}".rstrip("0") if tail else "")


ZERO = Money(0)
#: No single amount is larger; what is, is a slip of the finger (SHEETS.md section 0).
MOST_MONEY = Money(99_999_999_999)
ONE = Quantity(1000)
