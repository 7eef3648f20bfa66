"""What leaves the till is whole, signed, and the same to the byte for the same records."""

from __future__ import annotations

import errno
import json
import os
import random
import stat
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.core.canonical import GENESIS, canonical, record_hash, sealed
from pos.exchange import envelope
from pos.exchange.envelope import (
    KeyMissing,
    NoRoom,
    NotACard,
    NotWritten,
    Totals,
    file_name,
    header,
    instant,
    make_key,
    open_key,
    public_card,
    read_card,
    sync_file,
    write_whole,
)
from pos.exchange.verify import verify_file, verify_journal
from tests.exchange.shop_day import NAME, PUBLIC, TOTALS, chained, file_of, morning, written

JSON = st.recursive(
    st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_the_canonical_form_is_what_the_contract_says(record: dict[str, object]) -> None:
    text = canonical(record)
    assert text == written(record)
    assert json.loads(text) == record
    assert all(ord(sign) >= 0x20 for sign in text)


@pytest.mark.parametrize("value", [1.0, None, True, float("nan"), (1, 2), {1: 2}, b"x", {"a": [{"b": None}]}])
def test_nothing_else_has_a_canonical_form(value: object) -> None:
    with pytest.raises(TypeError):
        canonical({"x": value})


@pytest.mark.parametrize("value", [2**53, -(2**53), "\ud800"])
def test_what_other_programs_read_differently_is_not_written(value: object) -> None:
    with pytest.raises(ValueError):
        canonical({"x": value})


def test_the_chain_of_two_known_records() -> None:
    first = {
        "bizdate": "2021-09-08",
        "prev": GENESIS,
        "seq": 1,
        "shop": "BJDX-BIO",
        "till": "01",
        "total_fen": 598,
        "v": 1,
    }
    assert record_hash(dict(first)) == "23c27ed2de332596799d48465d3d939c02182e8acf03cbb05618c867ed3be372"
    second = {**first, "prev": record_hash(dict(first)), "seq": 2, "total_fen": 1234}
    assert record_hash(second) == "e4e8b5bb44325197f5ccade1de0ed54d5db642e5f28c9c6c61d0359b6b0b4110"


def test_sealed_records_are_what_the_verifier_walks() -> None:
    prev, lines = GENESIS, []
    for n, record in enumerate(morning(), 1):
        linked = sealed(record, n=n, prev=prev)
        prev = str(linked["h"])
        lines.append((n, canonical(linked)))
    assert verify_journal(lines).ok
    assert [text for _, text in lines] == [written(each) for each in chained(morning())]


def made(folder: Path) -> tuple[Path, bytes]:
    name = make_key(folder / "keys", shop="DX03", till="01")
    day = date(2021, 9, 8)
    head = header(
        district="110115", shop="DX03", till="01", seq=1, made_at=datetime(2021, 9, 8, 14, 5, tzinfo=UTC),
        app="0.1.0", key=name, days=(day, day), prev=GENESIS,
    )  # fmt: skip
    records = [written(each) for each in chained(morning())]
    data = sync_file(head, records, open_key(folder / "keys", name), grand_gross_before=0, grand_refunded_before=0)
    path = folder / file_name(district="110115", shop="DX03", till="01", seq=1)
    write_whole(path, data)
    return path, data


def test_a_file_made_here_is_the_file_made_by_hand(tmp_path: Path) -> None:
    path, data = made(tmp_path)
    assert path.name == NAME
    card = public_card(tmp_path / "keys", district="110115", shop="DX03", till="01")
    verdict = verify_file(path, card.public)
    assert verdict.ok, verdict.message
    mine, by_hand = data.splitlines(), file_of().splitlines()
    assert mine[:-1] == by_hand[:-1]
    assert {**json.loads(mine[-1]), "sig": ""} == {**json.loads(by_hand[-1]), "sig": ""}


def test_totals_of_nothing() -> None:
    line = Totals().line(grand_gross_before=5, grand_refunded_before=2)
    assert (line["records"], line["no_range"], line["by_means"], line["grand_gross"]) == (0, [], {}, 5)
    assert set(line) == set(TOTALS) | {"last_h"}


def test_instants_are_utc() -> None:
    beijing = timezone(timedelta(hours=8))
    assert instant(datetime(2021, 9, 8, 14, 27, tzinfo=beijing)) == "2021-09-08T06:27:00Z"
    assert instant(datetime(2021, 9, 8, 14, 27, 1, 250_999, tzinfo=beijing)) == "2021-09-08T06:27:01.250Z"


def test_the_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    name = make_key(keys, shop="DX03", till="01")
    before = public_card(keys, district="110115", shop="DX03", till="01")
    assert make_key(keys, shop="DX03", till="01") == name == before.key
    assert public_card(keys, district="110115", shop="DX03", till="01") == before
    if sys.platform != "win32":
        assert stat.S_IMODE((keys / f"{name}.pem").stat().st_mode) == 0o600
    told = before.as_dict()
    assert list(told) == ["district", "shop", "till", "key", "public", "fingerprint"]
    assert read_card(json.dumps(told)) == read_card(told["public"]) == before.public
    assert len(told["fingerprint"]) == 35


def test_no_key_no_signature(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing):
        open_key(tmp_path, "DX03-01-k1")
    (tmp_path / "DX03-01-k1.pem").write_text("not a key")
    with pytest.raises(KeyMissing):
        open_key(tmp_path, "DX03-01-k1")


@pytest.mark.parametrize("given_text", ["", "x", "{", "{}", '{"public":1}', '{"public":"AAAA"}', "AAAA"])
def test_a_card_that_is_none(given_text: str) -> None:
    with pytest.raises(NotACard):
        read_card(given_text)


def failing(number: int) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "trouble"), [(errno.ENOSPC, NoRoom), (errno.EIO, NotWritten), (errno.EROFS, NotWritten)]
)
def test_a_full_or_dying_stick_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, trouble: type[Exception]
) -> None:
    path = tmp_path / NAME
    write_whole(path, b"the file of yesterday")
    with monkeypatch.context() as patched:
        patched.setattr(envelope.os, step, failing(number))
        with pytest.raises(trouble) as told:
            write_whole(path, b"the file of today")
    assert NAME in str(told.value)
    assert path.read_bytes() == b"the file of yesterday"
    assert [each.name for each in tmp_path.iterdir()] == [NAME]


def test_a_stick_that_does_not_keep_what_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, data = tmp_path / NAME, random.Random(1).randbytes(9000)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", lambda _: data[:-1] + b"\x00")
        with pytest.raises(NotWritten):
            write_whole(path, data)
    assert list(tmp_path.iterdir()) == []
    write_whole(path, data)
    assert path.read_bytes() == data


def test_a_stick_that_was_pulled_out(tmp_path: Path) -> None:
    with pytest.raises(NotWritten):
        write_whole(tmp_path / "stick" / NAME, b"x")


def test_a_file_written_over_a_short_disk_is_never_half(tmp_path: Path) -> None:
    """A real limit of the system: a child that may write at most 4096 bytes to a file."""
    if sys.platform == "win32":
        return
    import subprocess

    program = (
        "import resource, signal, sys, pathlib\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "from pos.exchange.envelope import NotWritten, write_whole\n"
        "try:\n"
        "    write_whole(pathlib.Path(sys.argv[1]), bytes(9000))\n"
        "except NotWritten:\n"
        "    sys.exit(3)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / NAME)], check=False)
    assert done.returncode == 3
    assert list(tmp_path.iterdir()) == []


def test_the_public_half_says_nothing_of_the_private_half(tmp_path: Path) -> None:
    path, data = made(tmp_path)
    secret = (tmp_path / "keys" / "DX03-01-k1.pem").read_text().splitlines()[1]
    assert secret not in data.decode()
    assert verify_file(path, PUBLIC).reason == "BadSignature"
