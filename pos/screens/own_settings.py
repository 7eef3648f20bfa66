"""What is chosen at the till itself and kept in its till.toml: keys, how the scanner types, what a receipt says."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from pos.core.own_settings import note_change
from pos.core.problems import Trouble
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.screens import Till
from pos.screens.signing import WithLeave
from pos.settings import BadSettings, Settings
from pos.settings.receipt import ReceiptForm
from pos.settings.writing import draft_tables, keys_as_toml, put_draft, receipt_as_toml, scanner_as_toml


class SettingsNotWritten(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "till.toml could not be written: {why}. The settings are as they were.")
    todo = QT_TRANSLATE_NOOP("Problem", "Look at the file and the free space, then save once more.")


class OwnSettings(WithLeave):
    """The settings pages of one till. What is saved counts at once and is written down; a manager may save."""

    def __init__(self, till: Till) -> None:
        self.till = till

    @property
    def keys(self) -> Mapping[str, Mapping[str, str]]:
        """By page and action, the key that was chosen instead of the usual one."""
        return self.till.settings.keys

    @property
    def scanner(self) -> tuple[int, str]:
        """Milliseconds between two keys of the scanner at most, and what it ends a scan with."""
        return self.till.settings.scanner_gap, self.till.settings.scanner_end

    @staticmethod
    def drawn(code: str) -> tuple[tuple[bool, ...], ...]:
        """The code as a QR code's modules, to be scanned off the screen."""
        from pos.paper.terminal_qr import qr_modules

        return qr_modules(code)

    def save_keys(self, chosen: Mapping[str, Mapping[str, str]]) -> None:
        """Keep the chosen keys; refuses NotAllowed, and SettingsNotWritten if the file cannot be written."""
        kept = {page: dict(own) for page, own in chosen.items() if own}
        self._save("keys", keys_as_toml(kept), replace(self.till.settings, keys=kept))

    def save_scanner(self, gap: int, end: str) -> None:
        """Keep the scanner's pace and its end key; refuses like `save_keys`."""
        settings = replace(self.till.settings, scanner_gap=gap, scanner_end=end)
        self._save("scanner", scanner_as_toml(gap, end), settings)

    def save_receipt(self, center: str, footer: tuple[str, ...], form: ReceiptForm) -> None:
        """Keep how receipts are made up; refuses like `save_keys`. What waits for the printer follows."""
        settings = replace(self.till.settings, center=center, footer=footer, receipt=form)
        self._save("receipt", receipt_as_toml(center, footer, form), settings)

    def _save(self, table: str, lines: str, settings: Settings) -> None:
        put_settings(self.till, table, settings, lambda: draft_tables(self.till.folder, table, lines))


def put_settings(till: Till, of: str, settings: Settings, draft: Callable[[], object]) -> None:
    """Put what `draft` wrote beside till.toml in its place, note it, and let `settings` count from now on.

    The one place where a page changes the settings. Refuses NotAllowed, and SettingsNotWritten if the file cannot be
    written: then nothing was changed.
    """
    authority = till.authority()
    with till.write() as session:
        note_change(session, till.stamp(), authority, of)
        # Last in the transaction: a file that cannot be written takes the note back.
        try:
            draft()
        except (OSError, BadSettings) as fault:
            raise SettingsNotWritten(why=fault) from fault
    # Only now: a note that did not come through leaves the file as it was.
    try:
        put_draft(till.folder)
    except OSError as fault:
        raise SettingsNotWritten(why=fault) from fault
    till.settings, till.leave = settings, None
