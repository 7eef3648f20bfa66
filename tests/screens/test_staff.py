"""The staff page's screen: who works here and what the roles may do, changed by whoever may."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from pos import settings as till_settings
from pos.core.authority import NotAllowed
from pos.core.permissions import Act, role_label
from pos.core.staff import LastManager, PinTaken, UnknownRole
from pos.db.store import DiskTrouble
from pos.screens.own_settings import OwnSettings, SettingsNotWritten
from pos.screens.staff import (
    BadRoleName,
    NewPinsDiffer,
    RightStays,
    RoleInUse,
    RoleNameTaken,
    SettingsNotKept,
    StaffScreen,
)
from pos.settings import writing
from tests.faults.test_gestures import fail_the_next_commit
from tests.shop import CLERK_PIN, MANAGER_PIN, Shop


@pytest.fixture
def people(closed_shop: Shop) -> StaffScreen:
    """The manager before the list."""
    screen = StaffScreen(closed_shop.manager().till)
    screen.load()
    return screen


def listed(screen: StaffScreen) -> list[tuple[str, str, str]]:
    return [(row.no, row.name, row.role) for row in screen.rows]


def events(shop: Shop) -> list[tuple[str, str | None, str | None]]:
    return [(e["what"], e.get("of"), e.get("why")) for e in shop.journal("E")]


def test_a_new_hand_from_the_first_day_to_the_last(closed_shop: Shop, people: StaffScreen) -> None:
    assert people.next_no == "04"
    people.add("04", " 李芳 ", "clerk", "777888", "777888")
    assert listed(people) == [("01", "", "manager"), ("03", "王小花", "clerk"), ("04", "李芳", "clerk")]
    closed_shop.do("login", pin="777888")
    closed_shop.do("login", pin=MANAGER_PIN)
    people.new_pin("04", "888777", "888777")
    assert closed_shop.ask("login", pin="777888")["refused"] == "WrongPin"
    people.change_role("04", "manager")
    assert closed_shop.do("login", pin="888777")["role"] == "manager"
    people.retire("01")
    assert closed_shop.ask("login", pin=MANAGER_PIN)["refused"] == "WrongPin"
    people.show_retired(True)
    assert [(row.no, row.active, row.you) for row in people.rows] == [
        ("01", False, False),
        ("03", True, False),
        ("04", True, True),
    ]
    assert people.next_no == "05"
    assert events(closed_shop) == [
        ("STAFF_ADDED", "04", "clerk"),
        ("PIN_SET", "04", None),
        ("ROLE_SET", "04", "manager"),
        ("STAFF_RETIRED", "01", None),
    ]


def test_refused_changes_change_nothing(closed_shop: Shop, people: StaffScreen) -> None:
    before = closed_shop.dump()
    refusals = (
        (NewPinsDiffer, lambda: people.add("04", "", "clerk", "777888", "777889")),
        (NewPinsDiffer, lambda: people.new_pin("03", "777888", "")),
        (PinTaken, lambda: people.add("04", "", "clerk", CLERK_PIN, CLERK_PIN)),
        (UnknownRole, lambda: people.add("04", "", "king", "777888", "777888")),
        (UnknownRole, lambda: people.change_role("03", "king")),
        (LastManager, lambda: people.retire("01")),
        (LastManager, lambda: people.change_role("01", "clerk")),
        (RightStays, lambda: people.set_right("manager", "staff", False)),
        (RightStays, lambda: people.set_right("clerk", "fly", True)),
        (RightStays, lambda: people.set_right("clerk", "price", 1)),
        (RightStays, lambda: people.set_right("clerk", "discount_percent", 101)),
        (RightStays, lambda: people.drop_role("clerk")),
        (BadRoleName, lambda: people.name_role("a b")),
        (RoleNameTaken, lambda: people.name_role("manager")),
        (UnknownRole, lambda: people.drop_role("领班")),
    )
    for kind, verb in refusals:
        with pytest.raises(kind):
            verb()
    assert closed_shop.dump() == before
    assert till_settings.load(closed_shop.folder) == closed_shop.settings


def test_searching(people: StaffScreen) -> None:
    for wanted, found in (
        ("03", ["03"]),
        ("小花", ["03"]),
        (role_label("manager"), ["01"]),
        ("nobody", []),
        ("", ["01", "03"]),
    ):
        people.search(wanted)
        assert [row.no for row in people.rows] == found


def test_a_right_counts_at_once_and_after_a_restart(closed_shop: Shop, people: StaffScreen) -> None:
    closed_shop.open().clerk()
    assert closed_shop.refused("drawer") == "NotAllowed"
    closed_shop.manager()
    people.set_right("clerk", "drawer", True)
    people.set_right("clerk", "refund_yuan", 200)
    closed_shop.clerk().do("drawer")
    closed_shop.restart()
    closed_shop.do("drawer")
    role = closed_shop.till.settings.role("clerk")
    assert (role.may(Act.DRAWER), role.refund.fen, role.may(Act.PRICE)) == (True, 20000, False)
    assert events(closed_shop)[1:3] == [
        ("RIGHTS_SET", "clerk", "drawer=true"),
        ("RIGHTS_SET", "clerk", "refund_yuan=200"),
    ]


def test_what_else_was_changed_in_till_toml_stays(closed_shop: Shop, people: StaffScreen) -> None:
    by_hand = replace(till_settings.load(closed_shop.folder), footer=("欢迎再来",), paper=58)
    writing.write(closed_shop.folder, by_hand)
    people.name_role("领班")
    kept = till_settings.load(closed_shop.folder)
    assert kept == replace(by_hand, roles={"领班": {}})
    assert closed_shop.till.settings.paper == 80, "the rest counts from the next start"


def test_a_role_of_the_shops_own(closed_shop: Shop, people: StaffScreen) -> None:
    people.name_role("领班")
    assert [name for name, _ in people.roles] == ["clerk", "领班", "manager"]
    with pytest.raises(RoleNameTaken):
        people.name_role("领班")
    people.set_right("领班", "price", True)
    people.change_role("03", "领班")
    assert closed_shop.do("login", pin=CLERK_PIN)["role"] == "领班"
    closed_shop.manager()
    with pytest.raises(RoleInUse):
        people.drop_role("领班")
    people.change_role("03", "clerk")
    people.drop_role("领班")
    assert [name for name, _ in people.roles] == ["clerk", "manager"]


def test_the_matrix_says_what_counts(people: StaffScreen) -> None:
    rows = {row.key: row for row in people.rights}
    assert len(rows) == len(Act) + 3
    assert rows["price"].cells == (False, True)
    assert rows["staff"].fixed == (False, True)
    assert (rows["refund_yuan"].cells[0], rows["refund_yuan"].idle) == (50, (False, True))
    assert (rows["discount_percent"].cells[0], rows["discount_percent"].unit) == (10, "%")


def test_a_till_toml_that_cannot_be_written_changes_nothing(
    closed_shop: Shop, people: StaffScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = closed_shop.dump()
    monkeypatch.setattr(writing, "draft", full)
    with pytest.raises(SettingsNotKept):
        people.set_right("clerk", "drawer", True)
    assert closed_shop.dump() == before
    assert not closed_shop.till.settings.role("clerk").may(Act.DRAWER)


def test_a_clerk_needs_the_manager_beside_her(closed_shop: Shop, people: StaffScreen) -> None:
    closed_shop.clerk()
    assert not people.allowed
    with pytest.raises(NotAllowed):
        people.retire("03")
    people.with_leave(MANAGER_PIN, "新来的，店长在旁边", lambda: people.add("04", "", "clerk", "777888", "777888"))
    added, override = closed_shop.journal("E")
    assert (added["what"], added["who"]) == ("STAFF_ADDED", "03")
    assert (override["by"], override["why"], override["of"]) == ("01", "新来的，店长在旁边", "STAFF")


def test_a_right_that_was_not_written_down_does_not_count(closed_shop: Shop, people: StaffScreen) -> None:
    people.name_role("领班")
    kept = (closed_shop.folder / till_settings.FILE).read_bytes()
    changes = (
        lambda: people.set_right("clerk", "drawer", True),
        lambda: people.name_role("组长"),
        lambda: people.drop_role("领班"),
        lambda: OwnSettings(closed_shop.till).save_scanner(60, "tab"),
    )
    for change in changes:
        before, settings = closed_shop.dump(), closed_shop.till.settings
        fail_the_next_commit(closed_shop, stands=False)
        with pytest.raises(DiskTrouble):
            change()
        assert (closed_shop.folder / till_settings.FILE).read_bytes() == kept
        assert (closed_shop.dump(), closed_shop.till.settings) == (before, settings)


def test_a_draft_that_cannot_take_its_place_is_told(
    closed_shop: Shop, people: StaffScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    before = closed_shop.till.settings
    monkeypatch.setattr(writing, "put_draft", held)
    monkeypatch.setattr("pos.screens.own_settings.put_draft", held)
    with pytest.raises(SettingsNotKept):
        people.set_right("clerk", "drawer", True)
    with pytest.raises(SettingsNotWritten):
        OwnSettings(closed_shop.till).save_scanner(60, "tab")
    assert closed_shop.till.settings == before
