"""Which keys the strip below the selling page names, and which only the help."""

from __future__ import annotations

from pos.core.wording import translate
from pos.qt.key_page import help_key

Legend = tuple[tuple[str, str], ...]


def left_keys(tabs: int, *, weighs: bool, asked: bool = False) -> Legend:
    """At the left of the strip; `asked`: a code stands in the banner that nobody can link, and Del dismisses it."""
    delete = (("Del", translate("Keys", "Dismiss the code")), ("Alt U", translate("Keys", "Next code")))
    return (
        help_key(),
        ("↑ ↓", translate("Keys", "Choose row")),
        ("*", translate("Keys", "Quantity")),
        *(delete if asked else (("Del", translate("Keys", "Delete row")),)),
        ("F3", translate("Keys", "Price")),
        *((("F4", translate("Keys", "Weigh")),) if weighs else ()),
        ("F8", translate("Keys", "Goods back")),
        (f"Alt 1-{tabs}", translate("Keys", "Origin")),
        # A narrow strip leaves these out first: their buttons say them too.
        ("F7", translate("Keys", "Buyer/channel")),
        ("F6", translate("Keys", "Hold")),
        ("Enter", translate("Keys", "Pay")),
    )


def list_keys(enter: str, *more: tuple[str, str]) -> Legend:
    """While a list lies over the ticket: what Enter does with the marked row."""
    return (
        ("↑ ↓", translate("Keys", "Choose row")),
        ("Enter", enter),
        *more,
        ("Esc", translate("Keys", "Put away")),
    )


def more_keys(*, weighs: bool) -> Legend:
    """In the help alone."""
    return (
        ("F2", translate("Keys", "Find by name")),
        *((("Shift F4", translate("Keys", "Tare of the next weighing")),) if weighs else ()),
        ("F5", translate("Keys", "Take a held ticket")),
        ("F9", translate("Keys", "Pay")),
        ("+ −", translate("Keys", "One more, one less")),
        ("Ctrl Del", translate("Keys", "Empty the ticket")),
        ("Ctrl P", translate("Keys", "Print the last receipt again")),
        ("Ctrl Shift P", translate("Keys", "Find any receipt")),
        ("Ctrl 1-4", translate("Keys", "Take that held ticket")),
        ("PgUp PgDn", translate("Keys", "Turn the shelves")),
        ("Alt U", translate("Keys", "Codes to look up")),
        ("Esc", translate("Keys", "Back, nothing lost")),
    )
