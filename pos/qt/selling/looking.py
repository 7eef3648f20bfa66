"""What is looked for while something is typed: goods, held tickets, the goods of a code that nobody knew.

The lists lie over the ticket; the scan box keeps the focus, its text narrows them down.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from pos.core.codes import narrow
from pos.core.money import Quantity
from pos.core.problems import Refusal
from pos.core.wording import translate
from pos.qt.parts import EchoLine, ScanBox
from pos.qt.selling.legend import Legend, list_keys
from pos.qt.selling.lists import FindList, HeldList
from pos.qt.selling.questions import Questions

if TYPE_CHECKING:
    from pos.screens.selling import SellingScreen

Verb = Callable[[], object]
_TIMES = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*[*xX×]\s*(.+)")
_TIMES_FIRST = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*[*xX×]")


def ready() -> str:
    """What stands in the banner while there is nothing to tell."""
    return translate("Selling", "Ready. Scan, or touch a shelf; F1 shows every key.")


def without_times(typed: str) -> str:
    """What is looked for: the text without a quantity before it."""
    times = _TIMES.fullmatch(typed.strip())
    return (times[2] if times else typed).strip()


def _short(code: str) -> str:
    """The beginning of an address, which is longer than any line."""
    return code if len(code) <= 24 else f"{code[:23]}…"


class Looking:
    """The two lists over the ticket. `do` runs a verb the page's way, `put_away` clears all that lies over the ticket,
    `place` is where the lists belong."""

    def __init__(
        self,
        page: QWidget,
        screen: SellingScreen,
        scan: ScanBox,
        banner: EchoLine,
        questions: Questions,
        *,
        do: Callable[[Verb], None],
        put_away: Verb,
        place: Callable[[], QRect],
        keys_changed: Callable[[], object],
    ) -> None:
        self._screen, self._scan, self._banner, self._questions = screen, scan, banner, questions
        self._do, self._put_away, self._place = do, put_away, place
        self._keys_changed = keys_changed
        self._finding = self._recalling = False
        #: A code that the catalogue did not know, while goods are looked for that it shall belong to.
        self.linking = ""
        self._asked = ""
        #: The code that Alt+U came to last; it may be one that can never be linked.
        self._at = ""
        self._find = FindList(page, self._pick)
        self._held = HeldList(page, self._take)
        for over in (self._find, self._held):
            over.turned.connect(lambda: keys_changed())

    def hide(self) -> None:
        """Nothing is looked for any more, and the banner asks for nothing any more."""
        if self._at and self._banner.text() == self._asked:
            self._banner.tell("plain", ready())
        self._finding, self._recalling, self.linking, self._at = False, False, "", ""
        self._find.linking = ""
        self._find.hide()
        self._held.hide()
        self._keys_changed()

    def fit(self) -> None:
        """The page has another size."""
        for over in (self._find, self._held):
            if over.isVisible():
                over.setGeometry(self._place())

    # Keys

    def typed(self, typed: str) -> None:
        """The list follows every key once it is asked for, or as soon as letters stand there; codes stay codes."""
        if self._recalling:
            self._held.draw(self._screen.held, typed.strip())
            self._show(self._held)
            return
        wanted = without_times(typed)
        if not self._finding and (not wanted or wanted.isdigit() or not wanted[0].isalpha()):
            self._find.hide()
        elif wanted:
            self._do(partial(self._show_found, wanted))
        else:
            self._find.invite()
            self._show(self._find)

    def move_by(self, by: int) -> bool:
        """↑↓ in the list that lies there; whether one does."""
        if self._find.isVisible():
            self._find.move_by(by)
        elif self._held.isVisible():
            self._held.move_by(by)
        else:
            return False
        return True

    def enter(self) -> bool:
        """Enter takes the marked row; whether there was one to take."""
        if self._held.isVisible():
            self._take(self._held.chosen)
        elif self._find.isVisible() and self._find.chosen:
            self._pick(self._find.chosen)
        else:
            return False
        return True

    @property
    def legend(self) -> Legend:
        """The keys that work while a list lies there."""
        if self._held.isVisible():
            return list_keys(translate("Keys", "Take back"))
        if self.linking:
            dismiss, after = translate("Keys", "Dismiss the code"), translate("Keys", "Next code")
            return list_keys(translate("Keys", "Link"), ("Del", dismiss), ("Alt U", after))
        return list_keys(translate("Keys", "Put on the ticket"))

    @property
    def asked(self) -> str:
        """The code that the banner asks about, which Del dismisses; empty once something else is told there."""
        return self._at if self._banner.text() == self._asked else self.linking

    @property
    def shown(self) -> bool:
        """A list lies over the ticket."""
        return self._find.isVisible() or self._held.isVisible()

    # Goods

    def open_find(self) -> None:
        """F2."""
        self._put_away()
        self._finding = True
        self.typed(self._scan.text())

    def _show_found(self, wanted: str) -> None:
        self._find.draw(self._screen.find(wanted, 50), wanted)
        self._show(self._find)

    def _pick(self, product: str) -> None:
        times = _TIMES.fullmatch(self._scan.text().strip())
        quantity = Quantity.units(times[1]) if times else None
        code = self.linking
        self._scan.clear()
        self._put_away()
        if code:
            self._questions.gesture(partial(self._link, code, product))
        else:
            self._questions.gesture(partial(self._screen.add, product, quantity))

    def touched(self, product: str) -> None:
        """A card of the shelf was touched; a quantity that waits in the scan box is for these goods, once."""
        times = _TIMES_FIRST.match(narrow(self._scan.text()))
        if times is None:
            self._questions.gesture(partial(self._screen.add, product))
        else:
            self._scan.clear()
            self._put_away()
            self._questions.gesture(partial(self._screen.add, product, Quantity.units(times[1])))

    # Held tickets

    def open_held(self) -> None:
        """F5: take the only held ticket back, or show them all."""
        held = self._screen.held
        self._put_away()
        if len(held) == 1:
            self._screen.recall(held[0].name)
        elif not held:
            self._banner.tell("info", translate("Selling", "No ticket is held; nothing was taken back."))
        else:
            self._recalling = True
            self.typed(self._scan.text())

    def _take(self, name: str) -> None:
        if name:
            self._scan.clear()
            self._put_away()
            self._do(partial(self._screen.recall, name))

    # Codes to look up

    def ask_link(self) -> None:
        """Look for the goods of a code that was unknown: the newest first, then the one before."""
        codes = [stray.code for stray in self._screen.unknown_codes]
        if not codes:
            self._banner.tell("info", translate("Selling", "No code waits to be looked up."))
            return
        after = codes.index(self._at) + 1 if self._at in codes else 0
        code = codes[after % len(codes)]
        self._scan.clear()
        self._put_away()
        try:
            self._screen.check_code(code)
        except Refusal as refusal:
            # Before anybody looks for its goods: no goods will ever have it.
            title = translate("Selling", "{code} cannot be linked").format(code=_short(code))
            advice = translate("Selling", "Del dismisses it, Alt U the next, Esc later.")
            if refusal.word != "BadLength":
                title = refusal.title()
            self._banner.tell("warn", title, advice)
        else:
            self._finding, self.linking = True, code
            self._find.linking = code
            self.typed("")
            title = translate("Selling", "Which goods is {code}?").format(code=code)
            advice = translate("Selling", "Type its name, Enter links it. Del dismisses it, Alt U the next, Esc later.")
            self._banner.tell("info", title, advice)
        self._at, self._asked = code, self._banner.text()
        self._keys_changed()
        self._scan.setFocus()

    def dismiss(self) -> None:
        """Del while the goods of a code are looked for: nobody looks for them any more."""
        code = self.asked
        self._put_away()
        self._screen.dismiss_code(code)
        self._banner.tell("info", translate("Selling", "{code} is not looked up any more").format(code=_short(code)))

    def _link(self, code: str, product: str) -> None:
        self._screen.link_code(code, product)
        self._screen.scan(code)

    def _show(self, over: QWidget) -> None:
        over.setGeometry(self._place())
        over.show()
        over.raise_()
