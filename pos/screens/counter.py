"""Everything the window draws: the screens of one till, and what the status chips say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from pos.core.sync_files import unsent_days
from pos.core.tables import SHOP_TIME
from pos.core.wording import translate
from pos.devices.network import has_route
from pos.screens import Till
from pos.screens.login import LoginScreen
from pos.screens.printing import PrintWorker
from pos.screens.selling import SellingScreen
from pos.screens.signing import lock

if TYPE_CHECKING:
    from pos.screens.customer import CustomerScreen
    from pos.screens.day import DayScreen
    from pos.screens.print_queue import PrintQueueScreen
    from pos.screens.printer_choice import PrinterChoice
    from pos.screens.receipts import ReceiptsScreen
    from pos.screens.refund import RefundScreen
    from pos.screens.shift import ShiftScreen

State = Literal["ok", "info", "warn", "bad"]


class Chip(Struct, frozen=True):
    """One status chip: its state, its figure, and the sentence behind it."""

    state: State
    figure: str
    word: str
    sentence: str


#: A device that never answers may be well; nobody can say.
_DEVICE_STATES: dict[str, State] = {"ok": "ok", "unknown": "info", "trouble": "bad"}


def _not_in_training() -> Chip:
    """Where the files to the district are counted: none come from training."""
    sentence = translate("Status", "Training: nothing goes to the district")
    return Chip("info", "", translate("Status", "Training"), sentence)


class Status(Struct, frozen=True):
    """What stands at the top right, always."""

    printing: Chip
    unsent: Chip
    net: Chip
    clerk_text: str
    now: datetime
    #: Scale, customer's display, drawer: what is set up, each by the name of its chip.
    devices: tuple[tuple[str, Chip], ...] = ()


class Counter:
    """One till's screens. `watch` reads what the chips need; `status` only tells it and never waits."""

    def __init__(self, till: Till, worker: PrintWorker | None = None) -> None:
        self.till, self.worker = till, worker
        self.login = LoginScreen(till)
        self.selling = SellingScreen(till)
        self._unsent = 0
        self._online = True
        self.login.load()
        till.desk.resume()
        self.watch()

    @cached_property
    def day(self) -> DayScreen:
        """The day page's screen; like the next two imported and made when it is first asked for."""
        from pos.screens.day import DayScreen

        return DayScreen(self.till)

    @cached_property
    def refund(self) -> RefundScreen:
        """The refund page's screen."""
        from pos.screens.refund import RefundScreen

        screen = RefundScreen(self.till)
        screen.selling = self.selling
        return screen

    @cached_property
    def receipts(self) -> ReceiptsScreen:
        """The page on which any receipt is found again."""
        from pos.screens.receipts import ReceiptsScreen

        return ReceiptsScreen(self.till)

    @cached_property
    def print_queue(self) -> PrintQueueScreen:
        """The papers that wait, and those that came out."""
        from pos.screens.print_queue import PrintQueueScreen

        return PrintQueueScreen(self.till, self.worker)

    @cached_property
    def printer_choice(self) -> PrinterChoice:
        """The printer's page of the settings."""
        from pos.screens.printer_choice import PrinterChoice

        return PrinterChoice(self.till, self.worker)

    @cached_property
    def customer(self) -> CustomerScreen:
        """What the customer sees."""
        from pos.screens.customer import CustomerScreen

        return CustomerScreen(self.selling)

    @cached_property
    def shift(self) -> ShiftScreen:
        """The shift page's screen."""
        from pos.screens.shift import ShiftScreen

        return ShiftScreen(self.till)

    def watch(self) -> None:
        """Look at what has not gone to the district, and at the network."""
        with self.till.store.read() as session:
            self._unsent = unsent_days(session, self.till.settings.till)
        self._online = has_route()
        # Cash, cards, accounts, vouchers and what the clerk confirms go on; the payment page says which means do not.
        self.till.desk.offline = not self._online

    def lock(self) -> None:
        """Sign out; the ticket stays on the counter."""
        lock(self.till)

    def status(self) -> Status:
        """What the chips say now."""
        person = self.till.person
        return Status(
            printing=self._printing(),
            unsent=_not_in_training()
            if self.till.settings.training
            else Chip(
                "warn" if self._unsent else "ok",
                translate("Status", "{n} days").format(n=self._unsent) if self._unsent else "0",
                translate("Status", "Unsent"),
                translate("Status", "{n} closed days have not gone to the district").format(n=self._unsent)
                if self._unsent
                else translate("Status", "Every closed day went to the district"),
            ),
            net=Chip(
                "ok" if self._online else "warn",
                "",
                translate("Status", "Online") if self._online else translate("Status", "Offline"),
                translate("Status", "The network is there")
                if self._online
                else translate("Status", "No network: selling goes on, files wait here"),
            ),
            clerk_text=f"{person.no} {person.name}".strip() if person else "",
            now=self.till.now().astimezone(SHOP_TIME),
            devices=tuple(self._devices()),
        )

    def _devices(self) -> Iterator[tuple[str, Chip]]:
        """What hangs on lines of its own; none of them is asked here, their threads know."""
        around = self.till.devices
        for name, word, device in (
            ("scaleStatus", translate("Status", "Scale"), around.scale),
            ("displayStatus", translate("Status", "Display"), around.display),
            ("drawerStatus", translate("Status", "Drawer"), around.drawer),
        ):
            found = device.state
            if found.state != "absent":
                yield name, Chip(_DEVICE_STATES[found.state], "", word, found.words)

    def _printing(self) -> Chip:
        word = translate("Status", "To print")
        if self.worker is None or self.till.settings.printer == "absent":
            return Chip("info", "", translate("Status", "No printer"), translate("Status", "No printer is set up"))
        status = self.worker.status()
        count = status.waiting + status.failed
        if status.trouble is not None:
            from pos.screens.print_queue import trouble_text

            return Chip("bad", str(count), trouble_text(status.trouble), status.trouble.message())
        if status.failed:
            sentence = translate("Status", "{n} papers did not come out; print them again").format(n=status.failed)
            return Chip("bad", str(count), word, sentence)
        if status.waiting:
            sentence = translate("Status", "{n} papers are on their way").format(n=count)
            return Chip("info", str(count), word, sentence)
        if status.printer == "low":
            sentence = translate("Status", "The paper runs out: keep a new roll at hand")
            return Chip("warn", "0", translate("Status", "Paper is low"), sentence)
        if status.printer == "unknown":
            sentence = translate("Status", "Everything was sent; this printer does not say whether it came out")
            return Chip("info", "0", word, sentence)
        return Chip("ok", "0", word, translate("Status", "Everything is printed"))
