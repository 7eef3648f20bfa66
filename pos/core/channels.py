"""The seven entries (七进): the channel of a sale as an atom, reported by one of two profiles that differ in wording.

A sale stores the atom for ever; a profile only groups atoms, so both profiles come to the same total.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from pos.core.totals import Group
from pos.core.wording import QT_TRANSLATE_NOOP, translate

Profile = Literal["A", "B"]
PROFILES: tuple[Profile, ...] = ("A", "B")
DEFAULT_PROFILE: Profile = "A"

#: Goods sold over the counter to whoever walks in: not one of the seven entries.
WALKIN = "SHOP_WALKIN"
#: The bucket of everything outside the seven entries.
OUTSIDE = "OUTSIDE"

_LABELS: Mapping[str, str] = {
    "GOV": QT_TRANSLATE_NOOP("Channel", "Government bodies"),
    "ENTERPRISE": QT_TRANSLATE_NOOP("Channel", "Enterprises"),
    "PUBLIC_INST": QT_TRANSLATE_NOOP("Channel", "Public institutions"),
    "SCHOOL": QT_TRANSLATE_NOOP("Channel", "Schools"),
    "HOSPITAL": QT_TRANSLATE_NOOP("Channel", "Hospitals"),
    "SUPERMARKET": QT_TRANSLATE_NOOP("Channel", "Supermarkets"),
    "COMMUNITY": QT_TRANSLATE_NOOP("Channel", "Communities"),
    "WHOLESALE_MARKET": QT_TRANSLATE_NOOP("Channel", "Wholesale markets"),
    "RETAIL_MARKET": QT_TRANSLATE_NOOP("Channel", "Retail markets"),
    WALKIN: QT_TRANSLATE_NOOP("Channel", "Shop counter"),
}
#: Every channel a sale may carry, in the order they are offered.
ATOMS: tuple[str, ...] = tuple(_LABELS)

_BUCKET_LABELS: Mapping[str, str] = {
    **_LABELS,
    "ENTERPRISE_PUBLIC": QT_TRANSLATE_NOOP("Channel", "Enterprises and public institutions"),
    "MARKET": QT_TRANSLATE_NOOP("Channel", "Markets"),
    OUTSIDE: QT_TRANSLATE_NOOP("Channel", "Shop counter (outside the seven)"),
}
#: The seven buckets of each profile in the order its list names them; OUTSIDE stands apart.
BUCKETS: Mapping[Profile, tuple[str, ...]] = {
    "A": ("GOV", "ENTERPRISE_PUBLIC", "SCHOOL", "HOSPITAL", "SUPERMARKET", "MARKET", "COMMUNITY"),
    "B": ("GOV", "SCHOOL", "HOSPITAL", "ENTERPRISE", "SUPERMARKET", "COMMUNITY", "WHOLESALE_MARKET"),
}
_RENAMED: Mapping[Profile, Mapping[str, str]] = {
    "A": {
        "ENTERPRISE": "ENTERPRISE_PUBLIC",
        "PUBLIC_INST": "ENTERPRISE_PUBLIC",
        "WHOLESALE_MARKET": "MARKET",
        "RETAIL_MARKET": "MARKET",
    },
    "B": {},
}
#: Atoms a profile's own list does not name, and the bucket they are counted in instead, each with a footnote.
FALLBACKS: Mapping[Profile, Mapping[str, str]] = {
    "A": {},
    "B": {"PUBLIC_INST": "GOV", "RETAIL_MARKET": "COMMUNITY"},
}


class Entries(Struct, frozen=True):
    """Sales by channel as one profile reports them.

    `rows` are (bucket, sums) in the profile's order without empty buckets, OUTSIDE last; `footnotes` name every channel
    that was counted in a bucket it does not belong to by name.
    """

    profile: Profile
    rows: tuple[tuple[str, Group], ...]
    footnotes: tuple[str, ...]

    @property
    def total(self) -> Group:
        """All rows together: the same in both profiles."""
        return sum((group for _, group in self.rows), Group())

    @property
    def seven(self) -> Group:
        """The seven entries together, without what is outside them."""
        return sum((group for code, group in self.rows if code != OUTSIDE), Group())


def channel_label(atom: str) -> str:
    """A channel's name in the user's language; an unknown code stands for itself."""
    return translate("Channel", _LABELS[atom]) if atom in _LABELS else atom


def bucket_label(code: str) -> str:
    """A report bucket's name in the user's language; an unknown code stands for itself."""
    return translate("Channel", _BUCKET_LABELS[code]) if code in _BUCKET_LABELS else code


def bucket(atom: str, profile: Profile, fallbacks: Mapping[Profile, Mapping[str, str]] = FALLBACKS) -> str:
    """The bucket an atom is reported in.

    What a profile's list does not name goes where `fallbacks` says, else outside the seven entries.
    """
    named = _RENAMED[profile].get(atom, atom)
    if named in BUCKETS[profile]:
        return named
    return fallbacks[profile].get(atom, OUTSIDE)


def entries(
    by_channel: Mapping[str, Group],
    profile: Profile = DEFAULT_PROFILE,
    fallbacks: Mapping[Profile, Mapping[str, str]] = FALLBACKS,
) -> Entries:
    """Group a report's `by_channel` the way one profile reports it."""
    sums: dict[str, Group] = {}
    notes = []
    for atom, group in sorted(by_channel.items()):
        code = bucket(atom, profile, fallbacks)
        sums[code] = sums.get(code, Group()) + group
        if code not in (OUTSIDE, _RENAMED[profile].get(atom, atom)):
            note = translate("Channel", "{channel} ({net}) is not in list {profile} and is counted under {bucket}.")
        elif code == OUTSIDE and atom != WALKIN:
            note = translate("Channel", "{channel} ({net}) is not in list {profile} and is counted outside the seven.")
        else:
            continue
        names = {"channel": channel_label(atom), "bucket": bucket_label(code), "profile": profile}
        notes.append(note.format(net=group.net.grouped(), **names))
    order = (*BUCKETS[profile], OUTSIDE)
    return Entries(profile, tuple((code, sums[code]) for code in order if code in sums), tuple(notes))
