"""The three kinds of wrong: a Refusal (a rule says no), a Trouble (the surroundings), and everything else, a bug.

Both carry their own sentences in English with named gaps; `wording.translate` turns them into the user's language.
"""

from __future__ import annotations

import unicodedata
from typing import ClassVar

from pos.core.wording import translate

#: A longer gap would push the rest of its sentence off the screen.
LONGEST_GAP = 200


def shown(value: object) -> str:
    """A gap's value as it may stand in a sentence: short, on one line, without characters that steer a terminal."""
    if isinstance(value, list | tuple | dict):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = str(value)
    if len(text) > LONGEST_GAP:
        text = text[:LONGEST_GAP] + "…"
    return "".join("\ufffd" if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in text)


class Problem(Exception):
    """Something a person must be told: what happened, and what to do now."""

    sentence: ClassVar[str] = ""
    todo: ClassVar[str] = ""
    context: ClassVar[str] = "Problem"

    def __init__(self, **gaps: object) -> None:
        super().__init__(self.sentence)
        self.gaps = gaps

    @property
    def word(self) -> str:
        """The fixed English word that scripts rely on (CONTRACT.md section 3)."""
        return type(self).__name__

    def title(self) -> str:
        """What happened, including what was not done; in the user's language."""
        return self._filled(self.sentence)

    def advice(self) -> str:
        """What to do now; empty if there is nothing to add."""
        return self._filled(self.todo) if self.todo else ""

    def _filled(self, sentence: str) -> str:
        return translate(self.context, sentence).format(**{name: shown(value) for name, value in self.gaps.items()})

    def message(self) -> str:
        """Both sentences in one line."""
        return " ".join(part for part in (self.title(), self.advice()) if part)

    def __str__(self) -> str:
        return self.message()


class Refusal(Problem):
    """A rule says no. Nothing was changed."""


class Trouble(Problem):
    """The surroundings failed: disk, file, printer, database. The sentence says what to do."""
