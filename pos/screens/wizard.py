"""The first start: what a new till must know. Imports the books only when it makes them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP


class PinsDiffer(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The two PINs are not the same; no till was made.")
    todo = QT_TRANSLATE_NOOP("Problem", "Type the manager's PIN twice, 6 digits.")


@dataclass
class WizardScreen:
    """Load, edit, save: `create` makes the till; `example` fills the folder with the example shop instead."""

    folder: Path
    shop: str = ""
    name: str = ""
    outlet: str = ""
    till: str = "01"
    district: str = "110115"
    pin: str = ""
    pin_again: str = ""
    printer: str = "absent"
    paper: int = 80
    done: bool = False

    def create(self) -> None:
        """Make the till; refuses PinsDiffer, BadEntry, BadPin and TillThere."""
        from pos.shop import make_shop

        if self.pin != self.pin_again or not self.pin:
            raise PinsDiffer
        make_shop(
            self.folder,
            shop=self.shop.strip().upper(),
            name=self.name.strip(),
            till=self.till.strip(),
            district=self.district.strip(),
            outlet=self.outlet.strip(),
            manager_pin=self.pin,
            printer=self.printer.strip() or "absent",
            paper=self.paper,
        )
        self.done = True

    def example(self) -> None:
        """Look around first: the example shop with one day behind it."""
        from pos.demo import fill_example

        fill_example(self.folder)
        self.done = True
