"""Signing in with a PIN, and the float where no shift is open yet."""

from __future__ import annotations

from pos.core import catalog
from pos.core.daily_summary import day_name
from pos.core.money import Money
from pos.core.print_jobs import waiting
from pos.core.regions import county_short_name
from pos.core.sync_files import unsent_days
from pos.core.wording import translate
from pos.exchange.replaced import NotHeld
from pos.screens import NoView, Till, View
from pos.screens.restored import not_held
from pos.screens.signing import sign_in


class LoginScreen:
    """Who is it, and with how much in the drawer."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.view: View = NoView()
        self._origins: tuple[tuple[str, str, int], ...] = ()
        self._notes: tuple[tuple[str, str], ...] = ()

    def load(self) -> None:
        """Read which counties are on the shelves and what is left to do."""
        settings = self.till.settings
        with self.till.store.read() as session:
            origins = catalog.origins_on_sale(session)
            papers, unsent = waiting(session, settings.till), unsent_days(session, settings.till)
            replaced = not_held(self.till, session)
        self._origins = tuple((code, county_short_name(code), count) for code, count in origins)
        printer = translate("Login", "Printer set up, {paper} mm paper").format(paper=settings.paper)
        if settings.printer == "absent":
            printer = translate("Login", "No printer is set up; nothing comes out on paper")
        elif papers:
            printer = translate("Login", "{n} papers wait for the printer").format(n=papers)
        file = translate("Login", "Every closed day went to the district")
        if unsent:
            file = translate("Login", "{n} closed days have not gone to the district").format(n=unsent)
        self._notes = (("printer", printer), ("upload", file))
        self._notes = (*(("warn", _missing(each)) for each in replaced), *self._notes)
        shift = self.till.shift
        if shift is not None and self.till.overdue:
            words = translate("Login", "{day} is still open: sign in, count its drawer and close it first")
            self._notes = (("clock", words.format(day=day_name(shift.business_day))), *self._notes)

    @property
    def shop_name(self) -> str:
        """The shop."""
        return self.till.settings.name

    @property
    def center_name(self) -> str:
        """The center it belongs to."""
        return self.till.settings.center

    @property
    def outlet_text(self) -> str:
        """Outlet and till number."""
        till = translate("Login", "till {n}").format(n=self.till.settings.till)
        return f"{self.till.settings.outlet} · {till}" if self.till.settings.outlet else till

    @property
    def origins(self) -> tuple[tuple[str, str, int], ...]:
        """County code, name and number of goods on the shelves."""
        return self._origins

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """What is worth knowing before the first customer: icon and words."""
        return self._notes

    @property
    def close_first(self) -> bool:
        """Somebody is signed in, and an earlier day's shift is to be closed before anything is sold."""
        return self.till.person is not None and self.till.close_first

    @property
    def needs_shift(self) -> bool:
        """Somebody is signed in and no shift is open."""
        return self.till.person is not None and self.till.shift is None

    def sign_in(self, pin: str) -> None:
        """Sign in; refuses WrongPin and LockedOut."""
        sign_in(self.till, pin)
        self.view.refresh()

    def open_shift(self, float_: Money) -> None:
        """Open a shift with the float that lies in the drawer."""
        from pos.screens.shift import ShiftScreen

        ShiftScreen(self.till).open_shift(float_)
        self.view.refresh()


def _missing(replaced: NotHeld) -> str:
    """That an older copy stands in the place of the books, in the room of one line: numbers without shop and till."""
    if not replaced.receipts:
        return translate("Login", "An older copy of the books: see pos check")
    words = translate("Login", "Receipts {first} to {last} are missing: see pos check")
    return words.format(first=replaced.first[-6:], last=replaced.last[-6:])
