"""What may be noted beside a tender: enough to find it again, never a whole card number or a payment code."""

from __future__ import annotations

import re
import unicodedata

from pos.core.problems import Refusal
from pos.core.tenders import FUSION_WALLET, PAYMENT_CODES
from pos.core.wording import QT_TRANSLATE_NOOP

#: Means that a card is put into a machine for; beside them no row of so many digits is anything but the card's number.
CARDS = ("CARD_POS", "LOVE_CARD_BANK")
#: Digits as they stand on a card: in groups, by spaces or strokes.
_RUN = re.compile(r"\d(?:[ \-.]?\d)*")
_SHORTEST_CARD, _LONGEST_CARD = 13, 19


class NeverStored(Refusal):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "That looks like a whole card number or a payment code; it was not kept, and nothing was taken."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "Of a card type the last four digits only; of a payment nothing but its slip.")


def checked_reference(means: str, reference: str) -> str:
    """The reference of a tender in `means`, as it may be kept; NeverStored for a card number or a payment code.

    Beside a card every row of 13 to 19 digits is refused, beside other means one that a card can carry (its last
    digit checks); and beside any of them the shape of a payment code, a fusion wallet's too.
    """
    for run in _RUN.findall(unicodedata.normalize("NFKC", reference)):
        digits = re.sub(r"\D", "", run)
        card = _SHORTEST_CARD <= len(digits) <= _LONGEST_CARD and (means in CARDS or _checks(digits))
        if card or any(shape.fullmatch(digits) for shape in (*PAYMENT_CODES.values(), FUSION_WALLET)):
            raise NeverStored
    return reference


def _checks(digits: str) -> bool:
    """Luhn's rule: the last digit of a card number follows from the others."""
    doubled = (int(digit) * (1 + n % 2) for n, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
