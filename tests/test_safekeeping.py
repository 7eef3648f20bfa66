"""Backing up, putting back, handing in and looking after, as it is typed: answers, exit codes, what is left."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlcipher3 import dbapi2

from pos.cli import main
from pos.core.authority import OWNER
from pos.core.staff import add_staff
from pos.core.wording import speak
from pos.db.lock import InstanceLock
from pos.screens.clock import Clock
from pos.screens.login import LoginScreen
from pos.shop import open_till
from tests.books import Books, books_at, tamper
from tests.shop import MANAGER_PIN

Pos = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def shop(tmp_path: Path) -> Books:
    books = books_at(tmp_path / "shop")
    books.day(3)
    books.close()
    return books


@pytest.fixture
def pos(shop: Books, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("POS_DATA", str(shop.folder))
    monkeypatch.setenv("POS_CLOCK", shop.now.isoformat())

    def run(*words: object) -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        code = main([*map(str, words), "--json", "--lang", "en"])
        said = capsys.readouterr()
        run.told = said.err  # type: ignore[attr-defined]
        return code, [json.loads(line) for line in said.out.splitlines()]

    yield run
    speak("zh_CN")


def test_backup_and_back(pos: Pos, shop: Books) -> None:
    code, [made] = pos("backup", "create")
    assert (code, made["ok"], made["records"], made["last_receipt"]) == (0, True, 6, "DX03-01-000004")
    assert pos("backup", "verify", made["file"]) == (0, [made])

    code, [done] = pos("backup", "restore", made["file"])

    assert (code, done["ok"], done["records"]) == (0, True, 6)
    assert (Path(done["aside"]) / "shop.sqlite3").is_file()
    assert pos("journal", "verify")[0] == 0


def test_an_older_copy_says_which_numbers_are_given_out_again(pos: Pos, shop: Books) -> None:
    """Sales after the backup are not in it: said at the restore, by the check and at every start, and written down."""
    morning = shop.now - timedelta(minutes=10)
    shop = books_at(shop.folder)
    shop.now = morning
    with shop.store.write() as session:
        add_staff(session, OWNER, no="01", name="", role="manager", pin=MANAGER_PIN)
    _, [made] = pos("backup", "create")
    shop.open_shift()
    shop.sell()
    lost = shop.sell().receipt
    pos("sync", "export")
    shop.close()

    code, [done] = pos("backup", "restore", made["file"])
    assert code == 0
    books, file = done["not_held"]
    assert books == {
        "place": done["aside"],
        "readable": True,
        "records": 3,
        "receipts": 2,
        "first": "DX03-01-000005",
        "last": lost,
    }
    assert (file["receipts"], file["last"]) == (2, lost)
    assert pos("journal", "verify")[0] == 0

    code, [page] = pos("check")
    told = [finding for finding in page["findings"] if finding["area"] == "replaced"]
    assert [finding["state"] for finding in told] == ["warn", "warn"]
    assert all(f"DX03-01-000005 to {lost}" in finding["sentence"] for finding in told)

    for _ in range(2):
        gestures = shop.folder / "gestures.jsonl"
        gestures.write_text(json.dumps({"do": "login", "pin": MANAGER_PIN}), "utf-8")
        assert pos("till", gestures)[0] == 0
        assert f"DX03-01-000005 to {lost}" in pos.told  # type: ignore[attr-defined]
    till = open_till(shop.folder, Clock(shop.now + timedelta(hours=1)))
    page_of_login = LoginScreen(till)
    page_of_login.load()
    assert [words for icon, words in page_of_login.notes if icon == "warn"] == [
        f"Receipts 000005 to {lost[-6:]} are missing: see pos check"
    ]
    with till.store.read() as session:
        records = [json.loads(row) for row in session.scalars(text("SELECT record FROM journal WHERE kind = 'E'"))]
    till.store.close()
    (event,) = [record for record in records if record["what"] == "RESTORED"]
    assert (event["who"], event["why"]) == ("01", f"DX03-01-000005 {lost}")
    assert pos("journal", "verify")[0] == 0


def test_a_copy_of_all_there_is_leaves_nothing_out(pos: Pos, shop: Books) -> None:
    pos("sync", "export")
    _, [made] = pos("backup", "create")
    shop.close()
    _, [done] = pos("backup", "restore", made["file"])
    assert done["not_held"] == []
    assert "replaced" not in {finding["area"] for finding in pos("check")[1][0]["findings"]}


def test_replaced_books_that_cannot_be_read_are_named(pos: Pos, shop: Books) -> None:
    _, [made] = pos("backup", "create")
    shop.close()
    shop.file.write_bytes(bytes(5000))
    code, [done] = pos("backup", "restore", made["file"])
    assert (code, [each["readable"] for each in done["not_held"]]) == (0, [False])
    (told,) = [finding for finding in pos("check")[1][0]["findings"] if finding["area"] == "replaced"]
    assert "cannot be read" in told["sentence"]


@pytest.mark.parametrize("record", ["{", "[]", "{}", "null"])
def test_damaged_records_in_replaced_books_stop_nobody(pos: Pos, shop: Books, record: str) -> None:
    """Damaged books are what a copy is put in place of: restore, check and every start go on."""
    _, [made] = pos("backup", "create")
    shop.open_shift()
    shop.sell()
    shop.close()
    with contextlib.closing(dbapi2.connect(str(shop.file))) as books:
        for trigger in [row[0] for row in books.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            books.execute(f'DROP TRIGGER "{trigger}"')
        books.execute(
            "UPDATE journal SET record = ? WHERE n = (SELECT max(n) FROM journal WHERE kind = 'S')", (record,)
        )
        books.commit()
    code, [done] = pos("backup", "restore", made["file"])
    assert (code, [each["readable"] for each in done["not_held"]]) == (0, [False])
    (told,) = [finding for finding in pos("check")[1][0]["findings"] if finding["area"] == "replaced"]
    assert "cannot be read" in told["sentence"]
    open_till(shop.folder, Clock(shop.now + timedelta(hours=1))).store.close()


def test_backups_that_are_none(pos: Pos, shop: Books, tmp_path: Path) -> None:
    empty, text = tmp_path / "empty.sqlite3", tmp_path / "text.sqlite3"
    empty.touch()
    text.write_text("not a shop")
    before = shop.file.read_bytes()

    for file, reason in ((empty, "Empty"), (text, "NotABook")):
        code, [answer] = pos("backup", "verify", file)
        assert (code, answer["ok"], answer["reason"]) == (1, False, reason)
        assert pos("backup", "restore", file)[0] == 1
    assert pos("backup", "verify", tmp_path / "nothing")[0] == 3
    assert pos("backup", "restore", tmp_path / "nothing")[0] == 3
    assert shop.file.read_bytes() == before


def test_a_backup_to_where_nothing_can_be_written(pos: Pos, shop: Books, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()

    assert pos("backup", "create", tmp_path / "a file" / "copy.sqlite3")[0] == 3


def test_no_restore_beside_an_open_till(pos: Pos, shop: Books) -> None:
    _, [made] = pos("backup", "create")

    with InstanceLock(shop.folder):
        assert pos("backup", "restore", made["file"])[0] == 3
    assert "already open" in pos.told  # type: ignore[attr-defined]


def test_handing_in(pos: Pos, shop: Books, tmp_path: Path) -> None:
    assert pos("sync", "export", "--out", tmp_path / "no stick")[0] == 3
    stick = tmp_path / "stick"
    stick.mkdir()

    code, [done] = pos("sync", "export", "--out", stick)
    assert (code, done["records"], done["first_n"], done["last_n"], done["left"]) == (0, 6, 1, 6, 0)
    assert [file.name for file in stick.iterdir()] == ["CAS1_110115_DX03_01_00000001.ndjson"]
    assert pos("sync", "verify", done["file"])[0] == 0
    code, [nothing] = pos("sync", "export", "--out", stick)
    assert (code, nothing["records"], nothing["file"]) == (0, 0, "")

    _, [card] = pos("sync", "key")
    assert pos("sync", "verify", done["file"], "--key", card["public"])[0] == 0
    Path(done["file"]).write_bytes(Path(done["file"]).read_bytes().replace(b"3990", b"2990", 1))
    code, [spoilt] = pos("sync", "verify", done["file"], "--key", card["public"])
    assert (code, spoilt["ok"], spoilt["line"]) == (1, False, 3)


def test_a_journal_that_was_edited(pos: Pos, shop: Books) -> None:
    tamper(shop.file, "UPDATE journal SET record = replace(record, '3990', '2990') WHERE n = 3")

    code, [found] = pos("journal", "verify")
    assert (code, found["ok"], found["line"]) == (1, False, 3)
    assert pos("sync", "export")[0] == 1
    code, [page] = pos("check")
    assert (code, page["ok"]) == (1, False)
    assert [each["area"] for each in page["findings"] if each["state"] == "bad"] == ["chain"]
    code, [copy] = pos("backup", "create")
    assert (code, copy["ok"]) == (1, False)


def test_the_page_on_the_tills_health(pos: Pos, shop: Books) -> None:
    code, [page] = pos("check")

    assert (code, page["ok"]) == (0, True)
    assert {each["area"] for each in page["findings"]} >= {
        "database", "chain", "space", "clock", "printer", "keys", "unsent", "backup", "tickets",
    }  # fmt: skip
