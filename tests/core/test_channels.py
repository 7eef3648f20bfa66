"""The seven entries: one sale, two lists, the same total."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.core.channels import ATOMS, BUCKETS, OUTSIDE, PROFILES, bucket, bucket_label, channel_label, entries
from pos.core.labels import buyer_kind_label, means_label, mode_label, scheme_label
from pos.core.money import Money
from pos.core.tenders import MEANS
from pos.core.totals import Group


@pytest.mark.parametrize(
    ("atom", "a", "b"),
    [
        ("GOV", "GOV", "GOV"),
        ("ENTERPRISE", "ENTERPRISE_PUBLIC", "ENTERPRISE"),
        ("PUBLIC_INST", "ENTERPRISE_PUBLIC", "GOV"),
        ("SCHOOL", "SCHOOL", "SCHOOL"),
        ("HOSPITAL", "HOSPITAL", "HOSPITAL"),
        ("SUPERMARKET", "SUPERMARKET", "SUPERMARKET"),
        ("COMMUNITY", "COMMUNITY", "COMMUNITY"),
        ("WHOLESALE_MARKET", "MARKET", "WHOLESALE_MARKET"),
        ("RETAIL_MARKET", "MARKET", "COMMUNITY"),
        ("SHOP_WALKIN", OUTSIDE, OUTSIDE),
    ],
)
def test_every_channel_has_its_place_in_both_lists(atom: str, a: str, b: str) -> None:
    assert (bucket(atom, "A"), bucket(atom, "B")) == (a, b)


def test_the_table_above_leaves_no_channel_out() -> None:
    assert len(ATOMS) == 10
    assert all(len(BUCKETS[profile]) == 7 for profile in PROFILES)


def test_a_market_stall_under_list_b_is_counted_with_the_communities_and_says_so() -> None:
    sold = {"RETAIL_MARKET": Group(gross=Money(11642), sales=1), "COMMUNITY": Group(gross=Money(84800), sales=2)}
    under_b = entries(sold, "B")
    assert under_b.rows == (("COMMUNITY", Group(gross=Money(96442), sales=3)),)
    assert len(under_b.footnotes) == 1
    assert channel_label("RETAIL_MARKET") in under_b.footnotes[0]
    assert "116.42" in under_b.footnotes[0]
    assert entries(sold, "A").footnotes == ()


def test_the_fallback_is_a_setting() -> None:
    elsewhere = {"A": {}, "B": {"PUBLIC_INST": "ENTERPRISE"}}
    assert bucket("PUBLIC_INST", "B", elsewhere) == "ENTERPRISE"
    assert bucket("RETAIL_MARKET", "B", elsewhere) == OUTSIDE


def test_a_channel_from_a_newer_till_is_not_lost() -> None:
    found = entries({"MOON": Group(gross=Money(100)), "GOV": Group(gross=Money(50))}, "A")
    assert found.total.net == Money(150)
    assert found.seven.net == Money(50)
    assert "MOON" in found.footnotes[0]


@given(st.dictionaries(st.sampled_from((*ATOMS, "MOON")), st.integers(-(10**9), 10**9)))
def test_both_lists_come_to_the_same_total(nets: dict[str, int]) -> None:
    sold = {atom: Group(gross=Money(fen)) for atom, fen in nets.items()}
    a, b = entries(sold, "A"), entries(sold, "B")
    assert a.total.net == b.total.net == Money(sum(nets.values()))
    outside = Money(nets.get("SHOP_WALKIN", 0) + nets.get("MOON", 0))
    assert a.seven.net == b.seven.net == a.total.net - outside


def test_every_code_has_a_name_and_an_unknown_one_stands_for_itself() -> None:
    named = [means_label(code) for code in MEANS] + [channel_label(code) for code in ATOMS]
    assert not set(named) & {*MEANS, *ATOMS}
    for label in (means_label, buyer_kind_label, mode_label, scheme_label, channel_label, bucket_label):
        assert label("NEW_ONE") == "NEW_ONE"
