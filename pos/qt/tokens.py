"""The look in one place: colours in light and dark, origin seals, type sizes, spacing, radii.

Sizes are logical pixels, type is in points. Every text colour stands at 4.5 or better on its ground; a colour never
speaks alone: a word, a number or a sign stands with it.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pos.core.regions import province_character


class Tokens(NamedTuple):
    """One set of colours, as `#RRGGBB`."""

    dark: bool
    canvas: str
    surface: str
    sunken: str
    line: str
    edge: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    accent_press: str
    on_accent: str
    accent_soft: str
    accent_line: str
    warn: str
    warn_soft: str
    warn_line: str
    bad: str
    bad_soft: str
    bad_line: str
    info: str
    info_soft: str
    info_line: str
    rail: str
    rail_ink: str
    rail_on: str
    rail_mark: str
    on_rail: str


LIGHT = Tokens(
    dark=False,
    canvas="#EBEEE9",
    surface="#FFFFFF",
    sunken="#F4F6F3",
    line="#D2D9D3",
    edge="#7C8981",
    ink="#14201A",
    ink2="#414F48",
    ink3="#5B6961",
    accent="#0A6A5A",
    accent_press="#075046",
    on_accent="#FFFFFF",
    accent_soft="#DCEFE9",
    accent_line="#7DBBAC",
    warn="#7D4B00",
    warn_soft="#FFEFC9",
    warn_line="#D9A33A",
    bad="#A8231B",
    bad_soft="#FBE2DD",
    bad_line="#DE8D82",
    info="#1B5796",
    info_soft="#E0EBF7",
    info_line="#8DB4DC",
    rail="#0F3A32",
    rail_ink="#CFE3DC",
    rail_on="#1E5A4E",
    rail_mark="#8FE3CC",
    on_rail="#FFFFFF",
)

DARK = Tokens(
    dark=True,
    canvas="#0F1412",
    surface="#19201D",
    sunken="#141A18",
    line="#33403A",
    edge="#7E8D85",
    ink="#EAF0EC",
    ink2="#BAC6BF",
    ink3="#95A39B",
    accent="#55C7AA",
    accent_press="#7AD6BE",
    on_accent="#04211A",
    accent_soft="#17362E",
    accent_line="#2F7A68",
    warn="#F3BE5A",
    warn_soft="#382B10",
    warn_line="#8A6A22",
    bad="#FF9484",
    bad_soft="#43201B",
    bad_line="#94473C",
    info="#8CC0F7",
    info_soft="#172C44",
    info_line="#3F6A98",
    rail="#0A1F1A",
    rail_ink="#A9C6BC",
    rail_on="#1B4A3F",
    rail_mark="#8FE3CC",
    on_rail="#FFFFFF",
)


class Seal(NamedTuple):
    """How a province's goods are marked: its one character, the seal's colour, the pale tint, the colour on the seal.

    `outline` seals belong to the provinces without a checked colour: a frame and the character in `colour`.
    """

    character: str
    colour: str
    tint: str
    on: str
    outline: bool


# Province (first two digits of the county code) -> colour and tint in light, colour and tint in dark. Kept for ever.
_SEALS = {
    "15": ("#114A8C", "#E1EBF6", "#62A8EA", "#16293F"),
    "42": ("#437D1F", "#E9F2DF", "#63D863", "#202E14"),
    "65": ("#C43D08", "#FBE9DF", "#E8906E", "#3A2014"),
    "63": ("#087C98", "#DDF0F5", "#A4E4EA", "#0F2F36"),
    "54": ("#8D0E4F", "#F8E2EC", "#EC78B2", "#38182A"),
    "13": ("#6C531F", "#F4EBD6", "#EACF7F", "#322A14"),
    "41": ("#5B1FB8", "#EDE5FA", "#CDBBFF", "#272042"),
}
_OTHERS = ("#55625B", "#E8ECE9", "#A5B1AA", "#252D29")


@cache
def origin_seal(region: str, dark: bool = False) -> Seal:
    """The seal of a county code's province: `origin_seal("152529").character` is 蒙."""
    colours = _SEALS.get(region[:2])
    light, tint, deep, deep_tint = colours or _OTHERS
    return Seal(
        character=province_character(region),
        colour=deep if dark else light,
        tint=deep_tint if dark else tint,
        on="#0B1210" if dark else "#FFFFFF",
        outline=colours is None,
    )


class Type:
    """Type sizes in points (pixels at 96 dpi); regular and bold only. Nothing a clerk must read is under `META`."""

    HINT = 9.0
    META = 10.0
    SMALL = 10.5
    BODY = 11.5
    BUTTON = 12.5
    ROW_NAME = 13.0
    HEADING = 13.5
    ROW_AMOUNT = 15.0
    CARD_PRICE = 16.0
    TITLE = 16.5
    PAD = 22.0
    SHOP = 28.0
    TOTAL_COMPACT = 36.0
    TOTAL = 46.0
