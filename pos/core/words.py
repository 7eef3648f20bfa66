"""Words that people type and that stay: reasons, names of held tickets, references."""

from __future__ import annotations

import unicodedata

from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP

#: Long enough for a sentence; what is longer came from a jammed key or a wrong paste.
LONGEST = 200


class ControlCharacter(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "“{text}” holds a character that cannot be written; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Type it once more, without line breaks and special keys.")


class TextTooLong(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "“{text}” is longer than {most} characters; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Say it in fewer words.")


def words(text: str, most: int = LONGEST) -> str:
    """What was typed, trimmed and in one Unicode form; may be empty. Refuses ControlCharacter and TextTooLong.

    Control characters would reach papers and the journal; half of a surrogate pair has no bytes at all.
    """
    trimmed = unicodedata.normalize("NFC", text.strip())
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in trimmed):
        raise ControlCharacter(text=trimmed)
    if len(trimmed) > most:
        raise TextTooLong(text=trimmed, most=most)
    # A reason that nobody can see is none.
    return trimmed if any(unicodedata.category(sign) not in ("Cf", "Zs") for sign in trimmed) else ""
