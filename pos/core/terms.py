"""What is agreed for a whole ticket: the atoms of DOMAIN.md section 1, each checked against what the shop knows.

A buyer brings its kind and its usual channel along; a canteen keeps its kind and counts for the unit it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.core import agreements, buyers, fairs
from pos.core.channels import ATOMS
from pos.core.codes import narrow
from pos.core.labels import BUYER_KINDS, buyer_kind_label
from pos.core.lines import Terms
from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOTIVES = ("BUY_AS_DONATION", "BUY_AS_AID")
PURCHASE_MODES = ("DIRECT_BUY", "PROCURE", "SUBSCRIBE", "SOURCE_DIRECT")
_WORDS: Mapping[str, tuple[str, ...]] = {
    "channel": ATOMS,
    "buyer_kind": tuple(BUYER_KINDS),
    "motive": MOTIVES,
    "purchase_mode": PURCHASE_MODES,
}
_UNKNOWN = {"buyer": "UnknownBuyer", "agreement": "UnknownAgreement", "fair": "UnknownFair"}


class UnknownAtom(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{value} is not known as {field}; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose one from the list (F7).")

    @property
    def word(self) -> str:
        """Which of the words of CONTRACT.md section 3 it is."""
        return _UNKNOWN.get(str(self.gaps["field"]), "NotAllowed")


class OtherKind(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{buyer} is {kind} in the register; the kind was not changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Take the buyer off the ticket first (F7), or leave its kind.")

    @property
    def word(self) -> str:
        """The register says otherwise."""
        return "NotAllowed"


def agreed(session: Session, before: Terms, atoms: Mapping[str, object], day: date) -> Terms:
    """What is agreed once these atoms are set on that business day; None clears one.

    Refuses UnknownAtom, UnknownBuyer, UnknownAgreement, UnknownFair, FairNotOn and OtherKind.
    """
    given = {name: _checked(name, value) for name, value in atoms.items()}
    terms = replace(before, **given)
    if "buyer" in atoms:
        terms = _with_buyer(session, before, terms)
    if atoms.get("buyer_kind") is not None and terms.buyer_is not in (None, terms.buyer_kind):
        raise OtherKind(buyer=terms.buyer_name, kind=buyer_kind_label(str(terms.buyer_is)))
    if terms.fair is not None and "fair" in atoms:
        fairs.fair_on(session, terms.fair, day)
    if terms.agreement is not None and atoms.keys() & {"buyer", "agreement"}:
        who = None if terms.buyer is None else buyers.buyer(session, terms.buyer)
        try:
            agreements.agreement_of(session, terms.agreement, who)
        except agreements.OthersAgreement:
            if "agreement" in atoms:
                raise
            # Another buyer came: the agreement went with the one before.
            terms = replace(terms, agreement=None)
    return terms


def _checked(name: str, value: object) -> object:
    if name == "love_card":
        if value is not None and type(value) is not bool:
            raise UnknownAtom(field=name, value=value)
        return bool(value)
    if value is None:
        return None
    if type(value) is not str or (name in _WORDS and value not in _WORDS[name]):
        raise UnknownAtom(field=name, value=value)
    return value if name in _WORDS else narrow(value)


def _with_buyer(session: Session, before: Terms, terms: Terms) -> Terms:
    if terms.buyer is None:
        kept = terms.agreement if terms.agreement != before.agreement else None
        return replace(terms, buyer_name=None, buyer_is=None, buyer_channel=None, counts_for=None, agreement=kept)
    who = buyers.buyer(session, terms.buyer)
    # A kind that was set before somebody came with a number was about somebody else.
    kind = terms.buyer_kind if terms.buyer_kind != before.buyer_kind else None
    return replace(
        terms,
        buyer=who.number,
        buyer_name=who.name,
        buyer_is=who.kind,
        buyer_channel=who.channel,
        buyer_kind=kind,
        counts_for=who.parent,
    )
