"""The rest of this till's settings: its names, what a clerk may do alone, the day, the stock, the look."""

from __future__ import annotations

import tomllib
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pos.core import own_settings
from pos.core.money import Money
from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.core.words import words
from pos.screens import Till
from pos.screens.own_settings import SettingsNotWritten, put_settings
from pos.screens.signing import WithLeave
from pos.settings import BadSettings, Settings, from_table, load
from pos.settings.writing import as_toml, draft_changes, own_tables

#: What counts at once; the rest waits for the next start, when no shift and no page is in the middle of it.
AT_ONCE = ("name", "outlet", "clerk_discount_percent", "clerk_refund", "cash_tolerance", "when_short", "volume")
#: An entry of the page by what till.toml calls it, and the table it stands in.
ENTRIES = {
    "name": "",
    "outlet": "site",
    "cut_over": "day",
    "clerk_discount_percent": "limits",
    "clerk_refund_yuan": "limits",
    "cash_tolerance": "limits",
    "lock_after_minutes": "counter",
    "when_short": "stock",
    "dark": "look",
    "large": "look",
    "volume": "sound",
}
_WORDS = {
    "name": QT_TRANSLATE_NOOP("OwnTill", "Name of the shop"),
    "outlet": QT_TRANSLATE_NOOP("OwnTill", "Name of the outlet"),
    "cut_over": QT_TRANSLATE_NOOP("OwnTill", "The business day begins at"),
    "clerk_discount_percent": QT_TRANSLATE_NOOP("OwnTill", "Discount a clerk gives alone, %"),
    "clerk_refund_yuan": QT_TRANSLATE_NOOP("OwnTill", "Refund a clerk pays alone, yuan"),
    "cash_tolerance": QT_TRANSLATE_NOOP("OwnTill", "Drawer may differ by, yuan"),
    "lock_after_minutes": QT_TRANSLATE_NOOP("OwnTill", "Locks itself after, minutes"),
    "when_short": QT_TRANSLATE_NOOP("OwnTill", "More sold than there is"),
    "dark": QT_TRANSLATE_NOOP("OwnTill", "Colours"),
    "large": QT_TRANSLATE_NOOP("OwnTill", "Print"),
    "volume": QT_TRANSLATE_NOOP("OwnTill", "Sounds, 0 to 100"),
}


class EntryUnfit(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{entry} {why}; no setting was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Correct it, then Ctrl+S.")

    def __init__(self, name: str, why: str) -> None:
        super().__init__(entry=entry_text(name), why=why)
        self.name, self.why = name, why


def entry_text(name: str) -> str:
    """An entry as the page calls it."""
    return translate("OwnTill", _WORDS[name]) if name in _WORDS else name


class TillDraft(Struct, frozen=True):
    """What stands on the page, as it was typed, by the names of till.toml."""

    name: str
    outlet: str
    cut_over: str
    clerk_discount_percent: str
    clerk_refund_yuan: str
    cash_tolerance: str
    lock_after_minutes: str
    when_short: str
    dark: bool
    large: bool
    volume: str


class OwnTillScreen(WithLeave):
    """The page "This till". A manager saves; what must not change in the middle of a day counts from the next start."""

    def __init__(self, till: Till) -> None:
        self.till = till

    @property
    def draft(self) -> TillDraft:
        """As till.toml has it, also what counts only from the next start; SettingsNotWritten if it cannot be read."""
        s = self._written()
        return TillDraft(
            name=s.name,
            outlet=s.outlet,
            cut_over=f"{s.cut_over:%H:%M}",
            clerk_discount_percent=str(s.clerk_discount_percent),
            clerk_refund_yuan=str(s.clerk_refund // 100),
            cash_tolerance=str(Money(s.cash_tolerance)),
            lock_after_minutes=str(s.lock_after_minutes),
            when_short=s.when_short,
            dark=s.dark,
            large=s.large,
            volume=str(s.volume),
        )

    def save(self, draft: TillDraft) -> bool:
        """Keep it; answers whether something waits for the next start.

        Refuses EntryUnfit, NotAllowed, and SettingsNotWritten; then nothing was changed.
        """
        till = self.till
        own_settings.ask(till.authority())
        before = self._written()
        after = _checked(before, draft)
        tables = {name: text for name, text in own_tables(after).items() if text != own_tables(before)[name]}
        named = {"name": after.name} if after.name != before.name else {}
        settings = replace(till.settings, **{name: getattr(after, name) for name in AT_ONCE})
        put_settings(till, "till", settings, lambda: draft_changes(till.folder, named, tables))
        return self.waits

    @property
    def waits(self) -> bool:
        """Something that till.toml says counts only from the next start."""
        written, now = self._written(), self.till.settings
        later = ("cut_over", "lock_after_minutes", "dark", "large")
        return any(getattr(written, name) != getattr(now, name) for name in later)

    def _written(self) -> Settings:
        try:
            return load(self.till.folder)
        except (OSError, BadSettings) as fault:
            raise SettingsNotWritten(why=fault) from fault


def _checked(settings: Settings, draft: TillDraft) -> Settings:
    """The settings with what was typed, checked as till.toml would be."""
    table: dict[str, Any] = tomllib.loads(as_toml(settings))
    for name, place in ENTRIES.items():
        typed = getattr(draft, name)
        value = typed.strip() if isinstance(typed, str) else typed
        if (
            name in ("clerk_discount_percent", "clerk_refund_yuan", "lock_after_minutes", "volume")
            and value.isdecimal()
        ):
            value = int(value)
        (table[place] if place else table)[name] = value
    if not words(draft.name):
        raise EntryUnfit("name", translate("Settings", "is missing"))
    try:
        return from_table(table)
    except BadSettings as fault:
        raise EntryUnfit(fault.where, fault.why) from fault
