"""The first start: what a new till must know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP


class PinsDiffer(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The two PINs are not the same; no till was made.")
    todo = QT_TRANSLATE_NOOP("Problem", "Type the manager's PIN twice, 6 digits.")


@dataclass
class WizardScreen:
    """Load, edit, save: `create` makes the till; `example` fills the folder with the example shop instead.

    `make` is `shop.make_shop`, `fill` is `demo.fill_example`.
    """

    folder: Path
    make: Callable[..., object]
    fill: Callable[[Path], None]
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
        if self.pin != self.pin_again or not self.pin:
            raise PinsDiffer
        self.make(
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
        self.fill(self.folder)
        self.done = True
