"""The people of the shop and what their roles may do alone: the manager's page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pos import settings as settings_file
from pos.core import staff
from pos.core.money import Money
from pos.core.permissions import (
    CEILINGS,
    CLERK,
    DISCOUNT_PERCENT,
    MANAGER,
    MANAGERS_OWN,
    OPEN_PRICE_YUAN,
    REFUND_YUAN,
    Act,
    Role,
    act_label,
    role_label,
    role_names,
)
from pos.core.problems import Refusal, Trouble
from pos.core.staff import LONGEST_NAME, Person
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.core.words import words
from pos.screens import NoView, Till, View
from pos.screens.signing import WithLeave, lock
from pos.settings import writing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.settings import Settings

#: The act each ceiling belongs to.
_BELOW = {Act.DISCOUNT: DISCOUNT_PERCENT, Act.REFUND: REFUND_YUAN, Act.OPEN_PRICE: OPEN_PRICE_YUAN}


class NewPinsDiffer(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The two PINs are not the same; the PIN was not changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Type it twice; nobody else should look on.")

    @property
    def word(self) -> str:
        """The same word as at the first start."""
        return "PinsDiffer"


class RoleNameTaken(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "There is a role {role} already; none was added.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose another name for it.")


class BadRoleName(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "A role cannot be called {role}; none was added.")
    todo = QT_TRANSLATE_NOOP("Problem", "Use up to 16 letters, digits, - or _.")


class RoleInUse(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Number {no} has the role {role}; it was not taken away.")
    todo = QT_TRANSLATE_NOOP("Problem", "Give that number another role first.")


class RightStays(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "This cannot be set for the role {role}; nothing was changed.")


class SettingsNotKept(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "till.toml could not be written: {why}. The roles stayed as they were.")
    todo = QT_TRANSLATE_NOOP("Problem", "Free some space or correct till.toml, then do it again.")


class StaffRow(Struct, frozen=True):
    """One person as the page shows it; `you` is whoever is signed in."""

    no: str
    name: str
    role: str
    role_text: str
    active: bool
    you: bool


class RightRow(Struct, frozen=True):
    """One act, or one ceiling below it, over all roles. `cells` are truths for an act, whole numbers for a ceiling.

    `fixed` says for which role the cell cannot be changed, and `idle` for which it says nothing, because the role has
    the act itself.
    """

    key: str
    label: str
    unit: str
    cells: tuple[bool | int, ...]
    fixed: tuple[bool, ...]
    idle: tuple[bool, ...]


class StaffScreen(WithLeave):
    """Who works here, with which role, and what the roles may do. Every verb wants the right to change staff."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.view: View = NoView()
        self.query = ""
        self.shows_retired = False
        self._people: tuple[Person, ...] = ()

    def load(self) -> None:
        """Read everybody anew."""
        with self.till.store.read() as session:
            self._people = tuple(staff.staff_list(session, retired=True))
        self.view.refresh()

    # What is shown

    @property
    def allowed(self) -> bool:
        """Whoever is signed in may change staff without asking."""
        return self.till.person is not None and self.till.role().may(Act.STAFF)

    @property
    def rows(self) -> tuple[StaffRow, ...]:
        """Everybody the search leaves, by number."""
        you = self.till.person.no if self.till.person else ""
        wanted = self.query.strip().casefold()
        return tuple(
            StaffRow(one.no, one.name, one.role, role_label(one.role), one.active, one.no == you)
            for one in self._people
            if (one.active or self.shows_retired)
            and (not wanted or any(wanted in text.casefold() for text in (one.no, one.name, role_label(one.role))))
        )

    @property
    def next_no(self) -> str:
        """A number nobody has had yet."""
        used = [int(one.no) for one in self._people if one.no.isdigit()]
        return f"{max(used, default=0) + 1:02d}"

    @property
    def roles(self) -> tuple[tuple[str, str], ...]:
        """Every role with its label."""
        return tuple((name, role_label(name)) for name in role_names(self.till.settings.roles))

    @property
    def rights(self) -> tuple[RightRow, ...]:
        """The whole matrix: every act, and below it the ceiling up to which it is free."""
        roles = [self.till.settings.role(name) for name, _ in self.roles]
        rows = []
        for act in Act:
            fixed = tuple(role.name == MANAGER and act in MANAGERS_OWN for role in roles)
            cells = tuple(role.may(act) for role in roles)
            rows.append(RightRow(act.value, act_label(act), "", cells, fixed, (False,) * len(roles)))
            if act in _BELOW:
                rows.append(_ceiling_row(_BELOW[act], roles, idle=cells))
        return tuple(rows)

    # What the manager does

    def search(self, text: str) -> None:
        """Show only who fits."""
        self.query = text
        self.view.refresh()

    def show_retired(self, shown: bool) -> None:
        """Show those too who have left."""
        self.shows_retired = shown
        self.view.refresh()

    def add(self, no: str, name: str, role: str, pin: str, again: str) -> None:
        """Add a person; refuses what `staff.add_staff` refuses, NewPinsDiffer and UnknownRole."""
        self._known(role)
        _same(pin, again)
        called = words(name, LONGEST_NAME)
        with self._changing() as session:
            staff.add_staff(
                session,
                self.till.authority(),
                no=no.strip(),
                name=called,
                role=role,
                pin=pin,
                stamp=self.till.stamp(),
            )
        self.load()

    def new_pin(self, no: str, pin: str, again: str) -> None:
        """Give somebody a new PIN; the old one is nobody's from then on."""
        _same(pin, again)
        with self._changing() as session:
            staff.set_pin(session, self.till.authority(), no=no, pin=pin, stamp=self.till.stamp())
        self.load()

    def change_role(self, no: str, role: str) -> None:
        """Give somebody another role; refuses LastManager and UnknownRole."""
        self._known(role)
        with self._changing() as session:
            person = staff.set_role(session, self.till.authority(), no=no, role=role, stamp=self.till.stamp())
        if self.till.person is not None and self.till.person.no == no:
            self.till.person = person
        self.load()

    def retire(self, no: str) -> None:
        """Let nobody sign in by that number any more; who retires itself is signed out."""
        with self._changing() as session:
            staff.retire(session, self.till.authority(), no=no, stamp=self.till.stamp())
        if self.till.person is not None and self.till.person.no == no:
            lock(self.till)
        self.load()

    def set_right(self, role: str, key: str, value: bool | int) -> None:
        """Let a role do an act alone or not, or set one of its ceilings; counts at once and stands in till.toml."""
        self._known(role)
        ceiling = key in CEILINGS and type(value) is int and 0 <= value <= CEILINGS[key]
        act = key in tuple(Act) and type(value) is bool
        if not (ceiling or act) or (role == MANAGER and key in MANAGERS_OWN):
            raise RightStays(role=role_label(role))
        self._keep_role(role, key, value, f"{key}={str(value).lower()}")

    def name_role(self, name: str) -> None:
        """Add a role of the shop's own; it begins with what a clerk may do."""
        wanted = words(name, 16)
        if not settings_file.is_role_name(wanted):
            raise BadRoleName(role=wanted)
        if wanted in role_names(self.till.settings.roles) or wanted in (role_label(CLERK), role_label(MANAGER)):
            raise RoleNameTaken(role=wanted)
        self._keep_role(wanted, "", True, "added")

    def drop_role(self, name: str) -> None:
        """Take a role away that nobody has; refuses RoleInUse. Clerk and manager stay."""
        self._known(name)
        if name in (CLERK, MANAGER):
            raise RightStays(role=role_label(name))
        holder = next((one.no for one in self._people if one.active and one.role == name), None)
        if holder is not None:
            raise RoleInUse(no=holder, role=name)
        with self._changing() as session:
            staff.rights_set(session, self.till.stamp(), self.till.authority(), role=name, said="removed")
            drafted = self._draft(lambda tables: tables.pop(name, None))
        self._put(drafted)

    # Inside

    @contextmanager
    def _changing(self) -> Iterator[Session]:
        """One change of people or rights; a leave that it took is used up."""
        with self.till.write() as session:
            yield session
        self.till.leave = None

    def _keep_role(self, role: str, key: str, value: bool | int, what: str) -> None:
        def change(tables: dict[str, dict[str, bool | int]]) -> None:
            rules = tables.setdefault(role, {})
            if key:
                rules[key] = value

        with self._changing() as session:
            staff.rights_set(session, self.till.stamp(), self.till.authority(), role=role, said=what)
            drafted = self._draft(change)
        self._put(drafted)

    def _draft(self, change: Callable[[dict[str, dict[str, bool | int]]], object]) -> Settings:
        """Draft till.toml whole, with what else was changed in it meanwhile: a full disk refuses before the COMMIT."""
        try:
            standing = settings_file.load(self.till.folder)
            tables = {name: dict(rules) for name, rules in standing.roles.items()}
            change(tables)
            kept: Settings = replace(standing, roles=tables)
            writing.draft(self.till.folder, kept)
        except (settings_file.BadSettings, OSError) as fault:
            raise SettingsNotKept(why=fault) from fault
        return kept

    def _put(self, drafted: Settings) -> None:
        """After the COMMIT, so that no role may what nobody wrote down: the roles count, and stand in till.toml."""
        try:
            writing.put_draft(self.till.folder)
        except OSError as fault:
            raise SettingsNotKept(why=fault) from fault
        self.till.settings = replace(self.till.settings, roles=drafted.roles)
        self.view.refresh()

    def _known(self, role: str) -> None:
        refuse_unknown_role(self.till, role)


def refuse_unknown_role(till: Till, role: str) -> None:
    """Refuse UnknownRole for what is no role of this shop."""
    names = role_names(till.settings.roles)
    if role not in names:
        raise staff.UnknownRole(role=role, roles=", ".join(names))


def _same(pin: str, again: str) -> None:
    if pin != again:
        raise NewPinsDiffer


def _ceiling_row(key: str, roles: list[Role], idle: tuple[bool, ...]) -> RightRow:
    labels = {
        DISCOUNT_PERCENT: translate("Staff", "Discount up to"),
        REFUND_YUAN: translate("Staff", "Refund up to"),
        OPEN_PRICE_YUAN: translate("Staff", "Open price up to"),
    }
    cells = {
        DISCOUNT_PERCENT: lambda role: role.discount_percent,
        REFUND_YUAN: lambda role: _yuan(role.refund),
        OPEN_PRICE_YUAN: lambda role: _yuan(role.open_price),
    }[key]
    unit = "%" if key == DISCOUNT_PERCENT else translate("Staff", "yuan")
    return RightRow(key, labels[key], unit, tuple(map(cells, roles)), (False,) * len(roles), idle)


def _yuan(amount: Money) -> int:
    return amount.fen // 100
