"""What an entry of `till.toml` may be: one check a kind of entry, each answering the value or raising BadSettings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, time
from typing import Any, TypeVar

from pos.core.money import Money
from pos.core.problems import shown
from pos.core.wording import QT_TRANSLATE_NOOP, translate

T = TypeVar("T")

#: Longer texts would fill a receipt.
LONGEST_TEXT = 60
MOST_YUAN = 10_000_000


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
_NO_CHOICE = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: one of {choices}")
_NO_NUMBER = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: a whole number from 0 to {most}")
_NO_DAY = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: a day, such as 2021-04-16")
_NO_CLOCK = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: a time of day, such as 04:00")
_NO_AMOUNT = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: an amount in yuan, such as 5.00")
NO_TOML = QT_TRANSLATE_NOOP("Settings", "cannot be read: {detail}")


def table(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = table.get(name, {})
    if not isinstance(value, Mapping):
        raise BadSettings(f"[{name}]", _NO_TABLE)
    return value


def text(table: Mapping[str, Any], key: str, default: str | None = None, most: int = LONGEST_TEXT) -> str:
    value = table.get(key, default)
    if value is None:
        raise BadSettings(key, _MISSING)
    return line(key, value, most)


def line(where: str, value: object, most: int = LONGEST_TEXT) -> str:
    """One line of text; what would steer a terminal or a printer is refused where it comes in."""
    if not isinstance(value, str):
        raise BadSettings(where, _NO_TEXT)
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in value):
        raise BadSettings(where, _CONTROLS)
    if len(value) > most:
        raise BadSettings(where, _TOO_LONG, most=most)
    return value


def matching(table: Mapping[str, Any], key: str, pattern: str, reason: str) -> str:
    value = text(table, key)
    if not re.fullmatch(pattern, value, re.ASCII):
        raise BadSettings(key, reason, value=repr(value))
    return value


def one_of(table: Mapping[str, Any], key: str, choices: tuple[T, ...], default: T) -> T:
    value = table.get(key, default)
    for choice in choices:
        if value == choice and type(value) is type(choice):
            return choice
    named = ", ".join(
        str(choice).lower() if isinstance(choice, bool) else str(choice) for choice in choices if choice != ""
    )
    raise BadSettings(key, _NO_CHOICE, value=repr(value), choices=named)


def number(table: Mapping[str, Any], key: str, default: int, most: int) -> int:
    value = table.get(key, default)
    if type(value) is not int or not 0 <= value <= most:
        raise BadSettings(key, _NO_NUMBER, value=repr(value), most=most)
    return value


def day(table: Mapping[str, Any], key: str) -> date | None:
    value = table.get(key)
    if value is None or value == "":
        return None
    try:
        return value if type(value) is date else date.fromisoformat(str(value))
    except ValueError as fault:
        raise BadSettings(key, _NO_DAY, value=repr(value)) from fault


def clock(table: Mapping[str, Any], key: str) -> time:
    value = table.get(key, "04:00")
    try:
        clock = time.fromisoformat(str(value))
    except ValueError as fault:
        raise BadSettings(key, _NO_CLOCK, value=repr(value)) from fault
    if clock.tzinfo is not None or clock.second or clock.microsecond:
        raise BadSettings(key, _NO_CLOCK, value=repr(value))
    return clock


def yuan(table: Mapping[str, Any], key: str, default: str) -> int:
    """An amount as text or whole yuan, in fen."""
    value = table.get(key, default)
    try:
        amount = Money.yuan(str(value) if type(value) is int else value if isinstance(value, str) else "")
    except ValueError as fault:
        raise BadSettings(key, _NO_AMOUNT, value=repr(value)) from fault
    if not 0 <= amount.fen <= MOST_YUAN * 100:
        raise BadSettings(key, _NO_AMOUNT, value=repr(value))
    return amount.fen
