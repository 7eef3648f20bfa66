"""Which keys the strip below the selling page names, and which only the help."""

from __future__ import annotations

from pos.core.wording import translate

Legend = tuple[tuple[str, str], ...]


def left_keys(tabs: int, *, weighs: bool) -> Legend:
    """At the left of the strip."""
    return (
        ("F1", translate("Keys", "Help")),
        ("↑ ↓", translate("Keys", "Choose row")),
        ("*", translate("Keys", "Quantity")),
        ("Del", translate("Keys", "Delete row")),
        ("F3", translate("Keys", "Price")),
        *((("F4", translate("Keys", "Weigh")),) if weighs else ()),
        ("F6", translate("Keys", "Hold")),
        ("F7", translate("Keys", "Buyer/channel")),
        ("F8", translate("Keys", "Goods back")),
        (f"Alt 1-{tabs}", translate("Keys", "Origin")),
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


def right_keys(*, wide: bool) -> Legend:
    """At its right end; a narrow one has no room for the shift."""
    keys = (
        ("F10", translate("Keys", "Change page")),
        ("F11", translate("Keys", "Shift")),
        ("F12", translate("Keys", "Lock")),
    )
    return keys if wide else (keys[0], keys[2])


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
