"""The three kinds of wrong: a Refusal (a rule says no), a Trouble (the surroundings), and everything else, a bug.

Both carry their own sentences in English with named gaps; `wording.translate` turns them into the user's language.
"""

from __future__ import annotations

import unicodedata
from typing import ClassVar

from pos.core.money import Money
from pos.core.wording import QT_TRANSLATE_NOOP, translate

#: What the system and SQLite say most often; whatever else they say is shown as they say it.
REASONS = (
    QT_TRANSLATE_NOOP("Reason", "No such file or directory"),
    QT_TRANSLATE_NOOP("Reason", "Permission denied"),
    QT_TRANSLATE_NOOP("Reason", "Is a directory"),
    QT_TRANSLATE_NOOP("Reason", "Not a directory"),
    QT_TRANSLATE_NOOP("Reason", "File exists"),
    QT_TRANSLATE_NOOP("Reason", "File name too long"),
    QT_TRANSLATE_NOOP("Reason", "No space left on device"),
    QT_TRANSLATE_NOOP("Reason", "Read-only file system"),
    QT_TRANSLATE_NOOP("Reason", "Input/output error"),
    QT_TRANSLATE_NOOP("Reason", "unable to open database file"),
    QT_TRANSLATE_NOOP("Reason", "attempt to write a readonly database"),
    QT_TRANSLATE_NOOP("Reason", "database disk image is malformed"),
    QT_TRANSLATE_NOOP("Reason", "file is not a database"),
    QT_TRANSLATE_NOOP("Reason", "database is locked"),
    QT_TRANSLATE_NOOP("Reason", "disk I/O error"),
    QT_TRANSLATE_NOOP("Reason", "the file is empty or missing"),
    QT_TRANSLATE_NOOP("Reason", "it has other tables"),
)
#: A longer gap would push the rest of its sentence off the screen.
LONGEST_GAP = 200


def shown(value: object) -> str:
    """A gap's value as it may stand in a sentence: short, on one line, without characters that steer a terminal."""
    if isinstance(value, Money):
        return value.grouped()
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
        gaps = {name: shown(value) for name, value in self.gaps.items()}
        if "why" in gaps:
            gaps["why"] = translate("Reason", gaps["why"])
        return translate(self.context, sentence).format(**gaps)

    def message(self) -> str:
        """Both sentences in one line."""
        return " ".join(part for part in (self.title(), self.advice()) if part)

    def __str__(self) -> str:
        return self.message()


class Refusal(Problem):
    """A rule says no. Nothing was changed."""


class Trouble(Problem):
    """The surroundings failed: disk, file, printer, database. The sentence says what to do."""
