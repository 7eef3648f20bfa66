"""How typed text is compared with goods: folded letters, pinyin, initials, and every ending of each.

A product's keys are all endings of its name, its pinyin and its initials, and its codes. A key that is a whole word
from its start begins with `0`, one that starts inside with `1`, one that needs an unlikely reading of a character with
`2`; so three index ranges, read in turn until the list is full, give the best hits first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice, product
from typing import cast

from msgspec import Struct

#: Begins with it, holds it inside, holds it in an unlikely reading.
RANKS = "012"
#: Longer input is cut before it is looked up; so are the stored keys.
KEY_LENGTH = 24
#: At most so many ways to read a name's initials: 16 readings, for a long name of ambiguous characters has thousands.
_READINGS = 16
#: Characters whose other reading people do type in full; of all others only the likely reading is kept.
_AMBIGUOUS = frozenset("长重行朝单曾仇六乐都调参还会藏朴石盛解查便弹降尾厦蚌台莞薄壳血削熟露宿柏茄蔓芥卡巷扎核系给角粘")


def fold(text: str) -> str:
    """Text as it is compared: NFKC, small letters, `ü` as `v`, letters and digits only, at most KEY_LENGTH of them."""
    narrow = unicodedata.normalize("NFKC", text).casefold().replace("ü", "v")
    return "".join(character for character in narrow if character.isalnum())[:KEY_LENGTH]


def ranges(text: str) -> list[tuple[str, str]]:
    """The index ranges to look in, best first: begins with it, holds it inside, unlikely reading."""
    wanted = fold(text)
    if not wanted:
        return []
    # Only initials have unlikely readings.
    ranks = RANKS if wanted.isascii() and wanted.isalpha() else RANKS[:2]
    return [(rank + wanted, rank + wanted + "\U0010ffff") for rank in ranks]


class Spelling(Struct, frozen=True):
    """How a name is read: its letters without anything else, and one likely syllable for each of them."""

    letters: str
    syllables: tuple[str, ...]

    @property
    def pinyin(self) -> str:
        """Full pinyin, as stored with the product."""
        return "".join(self.syllables)

    @property
    def initials(self) -> str:
        """The first letter of each syllable, as stored with the product."""
        return "".join(syllable[0] for syllable in self.syllables)

    def keys(self, codes: Iterable[str]) -> set[str]:
        """Everything the product is found by. `codes`: its product code, its barcodes and its PLU."""
        keys = set(_endings(self.letters))
        for reading in _full_readings(self.letters, self.syllables):
            keys.update(_endings(reading))
        keys.update(_endings(self.initials))
        for initials in _other_initials(self.letters, self.syllables):
            keys.update("2" + key[1:] for key in _endings(initials) if not {"0" + key[1:], "1" + key[1:]} & keys)
        for code in codes:
            keys |= code_keys(code)
        return keys


def code_keys(code: str) -> set[str]:
    """What a code is found by: all of it, its last four digits, and without the noughts before it."""
    folded = fold(code)
    return {"0" + folded, "1" + folded[-4:], "1" + folded.lstrip("0")} - {"0", "1"}


def spelling(name: str) -> Spelling:
    """The likely reading of a name."""
    letters = _letters(name)
    return Spelling(letters, _syllables(letters))


def _letters(name: str) -> str:
    narrow = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in narrow if character.isalnum())


def _endings(parts: Sequence[str]) -> Iterator[str]:
    """The joined parts, whole and from every later part on."""
    for start in range(len(parts)):
        yield ("1" if start else "0") + "".join(parts[start : start + KEY_LENGTH])[:KEY_LENGTH]


@lru_cache(maxsize=20_000)  # a whole sheet: an import spells first and locks the books then
def _syllables(letters: str) -> tuple[str, ...]:
    """One syllable for each character, chosen by the words they stand in; letters and digits stand for themselves."""
    from pypinyin import lazy_pinyin

    # A run of characters without pinyin comes back one by one, which the library allows and its types do not know.
    apart = cast("Callable[[str], str]", list)
    return tuple(lazy_pinyin(letters, errors=apart))


@cache
def _other_syllables(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    readings = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(readings[0]) if readings else ()


def _full_readings(letters: str, syllables: Sequence[str]) -> Iterator[Sequence[str]]:
    """The likely reading, the same with `u` for `ü`, and with one ambiguous character read the other way."""
    yield syllables
    if any("v" in syllable for syllable in syllables):
        yield [syllable.replace("v", "u") if len(syllable) > 1 else syllable for syllable in syllables]
    for at, character in enumerate(letters):
        if character in _AMBIGUOUS:
            for other in _other_syllables(character):
                if other != syllables[at]:
                    yield [*syllables[:at], other, *syllables[at + 1 :]]


def _other_initials(letters: str, syllables: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The initials with one or more characters read otherwise; the likely ones come first and are left out."""
    choices = []
    for character, syllable in zip(letters, syllables, strict=True):
        others = {other[0] for other in _other_syllables(character)} - {syllable[0]} if character > "\u2e80" else set()
        choices.append([syllable[0], *sorted(others)])
    return islice(product(*choices), 1, _READINGS)
