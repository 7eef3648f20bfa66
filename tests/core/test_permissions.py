"""The role matrix: what a clerk, a manager and the shop's own roles may do alone, as till.toml says."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from msgspec.structs import replace

from pos import settings as till_settings
from pos.core import wording
from pos.core.money import Money
from pos.core.permissions import ASKED_OF_ALL, CEILINGS, FREE, LABELS, Act, act_label, role_label, role_names
from pos.settings import BadSettings, Settings, writing
from tests.shop import SHOP

#: A till.toml of before there were roles.
OLD = 'shop = "DX03"\nname = "店"\ntill = "01"\ndistrict = "110115"\n'


def told(more: str = "") -> Settings:
    return till_settings.from_table(tomllib.loads(OLD + more))


def test_a_till_toml_without_roles_says_what_it_always_said() -> None:
    clerk, manager = told().role("clerk"), told().role("manager")

    assert clerk.acts == FREE
    assert (clerk.discount_percent, clerk.refund) == (10, Money(5000))
    assert manager.acts == frozenset(Act) - ASKED_OF_ALL
    for asked in (Act.PRICE, Act.DISCOUNT, Act.REFUND, Act.DRAWER, Act.STAFF, Act.SEE_CASH):
        assert (clerk.may(asked), manager.may(asked)) == (False, True)


def test_the_old_limits_are_the_clerks_ceilings() -> None:
    settings = told("[limits]\nclerk_discount_percent = 25\nclerk_refund_yuan = 8\n")
    assert (settings.role("clerk").discount_percent, settings.role("clerk").refund) == (25, Money(800))

    both = told("[limits]\nclerk_discount_percent = 25\n[roles.clerk]\ndiscount_percent = 5\n")
    assert both.role("clerk").discount_percent == 5


def test_a_role_of_the_shop_begins_as_a_clerk() -> None:
    settings = told(
        "[roles.clerk]\nreprint = false\ndrawer = true\n"
        "[roles.senior]\nprice = true\nrefund_yuan = 300\ndrawer = false\n"
    )
    senior = settings.role("senior")

    assert senior.acts == (FREE - {Act.REPRINT}) | {Act.PRICE}
    assert (senior.refund, senior.discount_percent) == (Money(30000), 10)
    assert settings.role("manager").may(Act.REPRINT), "a clerk's table is not the manager's"
    assert role_names(settings.roles) == ("clerk", "senior", "manager")


def test_a_role_nobody_knows_any_more_is_a_clerks() -> None:
    settings = told("[roles.clerk]\ndrawer = true\n")
    gone = settings.role("领班")
    assert gone.acts == settings.role("clerk").acts


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ("roles = 3\n", "[roles]"),
        ("[roles]\nclerk = 3\n", "[clerk]"),
        ("[roles.clerk]\nfly = true\n", "[roles.clerk] fly"),
        ("[roles.clerk]\nprice = 1\n", "price"),
        ('[roles.clerk]\nprice = "yes"\n', "price"),
        ("[roles.clerk]\ndiscount_percent = 101\n", "discount_percent"),
        ("[roles.clerk]\ndiscount_percent = true\n", "discount_percent"),
        ("[roles.clerk]\nrefund_yuan = -1\n", "refund_yuan"),
        ('[roles."a b"]\n', "[roles.a b]"),
        (f'[roles."{"x" * 17}"]\n', f"[roles.{'x' * 17}]"),
        ("[roles.manager]\nstaff = false\n", "[roles.manager] staff"),
        ("[roles.manager]\nsettings = false\n", "[roles.manager] settings"),
        ("[counter]\nlock_after_minutes = -1\n", "lock_after_minutes"),
        ("[limits]\ncash_tolerance = 0.5\n", "cash_tolerance"),
        ('[limits]\ncash_tolerance = "-1.00"\n', "cash_tolerance"),
        ('[limits]\ncash_tolerance = "viel"\n', "cash_tolerance"),
    ],
)
def test_roles_that_cannot_be(more: str, where: str) -> None:
    with pytest.raises(BadSettings) as refused:
        told(more)
    assert refused.value.where == where
    assert refused.value.why


@pytest.mark.parametrize(("given", "fen"), [('"5.00"', 500), ("0", 0), ("12", 1200), ('"0.50"', 50)])
def test_the_tolerance_is_an_amount(given: str, fen: int) -> None:
    assert told(f"[limits]\ncash_tolerance = {given}\n").cash_tolerance == fen


def test_what_is_written_is_read_again() -> None:
    roles: dict[str, Any] = {"领班": {"price": True, "refund_yuan": 300}, "clerk": {"reprint": False}, "senior": {}}
    settings = replace(SHOP, roles=roles, lock_after_minutes=0, cash_tolerance=0)
    assert till_settings.from_table(tomllib.loads(writing.as_toml(settings))) == settings


def test_every_act_has_words_in_both_languages() -> None:
    assert set(LABELS) == set(Act)
    assert not {act.value for act in Act} & set(CEILINGS)
    before = wording.spoken()
    wording.speak("en")
    try:
        assert len({act_label(act) for act in Act}) == len(Act)
        assert (role_label("manager"), role_label("领班")) == ("Manager", "领班")
    finally:
        wording.speak(before)
