"""The shipped face on paper: Noto Sans SC, registered with reportlab once and embedded as a subset."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pos.paths import resource

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD = "NotoSansSC", "NotoSansSC-Bold"
_FILES = {REGULAR: "NotoSansSC-Regular-GBK.ttf", BOLD: "NotoSansSC-Bold-GB2312.ttf"}
#: What stands for a character that neither face can show, so that it does not vanish from a name without a trace.
MISSING = "□"


@cache
def register_fonts() -> None:
    """Make both faces known to reportlab; costs some tens of milliseconds the first time and nothing after."""
    from reportlab import rl_config

    # Streams as bytes instead of Ascii85: a fifth smaller, and the armour is half of the time a summary takes.
    rl_config.useA85 = 0
    for name in _FILES:
        face(name)


@cache
def face(name: str) -> TTFont:
    """One of the two faces, as reportlab holds it."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(name, str(resource("fonts", _FILES[name])))
    registerFont(font)
    return font


@cache
def _shown_by(name: str) -> frozenset[int]:
    """The code points a face has a picture for (U+FFFF only ends its table)."""
    return frozenset(face(name).face.charToGlyph) - {0xFFFF}


def printable_runs(text: str, bold: bool = False) -> list[tuple[str, str]]:
    """Split a line into (face, text) runs that show completely.

    A character the bold face lacks is set in the regular one; one that both lack becomes □, control characters too.
    """
    regular = _shown_by(REGULAR)
    if not bold:
        if regular.issuperset(map(ord, text)):
            return [(REGULAR, text)]
        return [(REGULAR, "".join(c if ord(c) in regular else MISSING for c in text))]
    heavy = _shown_by(BOLD)
    if heavy.issuperset(map(ord, text)):
        return [(BOLD, text)]
    runs: list[tuple[str, str]] = []
    for character in text:
        name, shown = BOLD, character
        if ord(character) not in heavy:
            name = REGULAR
            shown = character if ord(character) in regular else MISSING
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + shown)
        else:
            runs.append((name, shown))
    return runs
