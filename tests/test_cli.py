"""The command `pos`: exit codes, words for people and for scripts, and everything that is wrong about a command."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pos import commands
from pos.cli import main
from pos.core import wording
from tests.shop import CLERK_PIN, DATA, MANAGER_PIN, OPENING, Shop, copy_of

ROOT = Path(__file__).parents[1]
CLOCK = "2021-09-08T09:00:00+08:00"
INIT = ("init", "--shop", "DX03", "--name", "瀛海店", "--till", "01", "--district", "110115")


@dataclass
class Said:
    """What a command said: exit code, standard output, messages."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        (line,) = self.out.splitlines()
        told: dict[str, Any] = json.loads(line)
        return told


class Command:
    """`pos` on one folder, in this process."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capture = folder, capture

    def __call__(self, *words: str) -> Said:
        self._capture.readouterr()
        try:
            code = main(["--data", str(self.folder), *words])
        except SystemExit as stopped:
            code = int(str(stopped.code))
        said = self._capture.readouterr()
        assert "Traceback" not in said.out + said.err
        return Said(code, said.out, said.err)

    def refused(self, *words: str, code: int = 1) -> str:
        """A command that must say no, in text and in JSON alike; answers the word. The folder stays as it was."""
        before = contents(self.folder)
        plain = self(*words)
        told = self(*words, "--json")
        assert (plain.code, told.code) == (code, code), plain.err
        assert plain.err.strip() == told.err.strip() == told.json["message"].strip()
        assert plain.out == ""
        assert told.json["ok"] is False
        assert contents(self.folder) == before
        word: str = told.json["refused"]
        return word


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but those of SQLite and the lock, which open and close without meaning.

    Of the books what they say counts: SQLite moves pages from its log into the file when it likes.
    """
    working = (".sqlite3-wal", ".sqlite3-shm", ".lock")
    return {
        str(file.relative_to(folder)): said_by(file) if file.name == "shop.sqlite3" else file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith(working)
    }


def said_by(books: Path) -> bytes:
    """All tables and rows of a database; what cannot be read as one counts as it is."""
    try:
        with contextlib.closing(sqlite3.connect(books)) as connection:
            return "\n".join(connection.iterdump()).encode()
    except sqlite3.DatabaseError:
        return books.read_bytes()


@pytest.fixture
def pos(furnished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """The command on the demo shop's folder, in English."""
    yield Command(copy_of(furnished, tmp_path / "shop"), capsys)
    wording.speak("zh_CN")


@pytest.fixture
def nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """The command on a folder that is not there."""
    yield Command(tmp_path / "empty", capsys)
    wording.speak("zh_CN")


def run(folder: Path, *words: str, given: str = "", clock: str = "", **more: str) -> Said:
    """`pos` as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "pos", "--data", str(folder), *words],
        cwd=ROOT,
        env={**os.environ, **({"POS_CLOCK": clock} if clock else {}), **more},
        input=given.encode("utf-8", "surrogateescape"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stdout + done.stderr, done.stderr.decode()
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


# Usage


@pytest.mark.parametrize(
    "words",
    [
        ("dance",),
        ("report",),
        ("report", "year"),
        ("report", "period", "--from", "2021-09-01"),
        ("init", "--shop", "DX03"),
        ("staff", "add", "--no", "07", "--role", "king", "--pin", "1234"),
        ("sync", "verify"),
        ("till", "a", "b"),
        ("catalog", "import"),
        ("--colour", "check"),
        ("check", "--lang", "fr"),
        ("demo", "--days", "many"),
    ],
)
def test_a_command_not_written_right(pos: Command, words: tuple[str, ...]) -> None:
    said = pos(*words)
    assert said.code == 2
    assert said.err.startswith("usage: pos")
    assert said.out == ""


def test_help_and_version(pos: Command) -> None:
    assert pos("--version").out.startswith("pos 0")
    for words in (("--help",), ("report", "--help"), ("report", "day", "--help")):
        said = pos(*words)
        assert (said.code, said.out[:6]) == (0, "usage:")


def test_options_stand_before_or_behind_the_command(pos: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["staff", "list", "--json", "--data", str(pos.folder)]) == 0
    monkeypatch.setenv("POS_DATA", str(pos.folder))
    assert main(["--json", "staff", "list"]) == 0


# A new shop


def test_a_new_till(nowhere: Command) -> None:
    said = nowhere(*INIT, "--site-type", "COMMUNITY", "--opened-on", "2021-04-16", "--manager-pin", "2468", "--json")

    assert said.code == 0
    assert said.json == {
        "ok": True,
        "folder": str(nowhere.folder),
        "shop": "DX03",
        "till": "01",
        "district": "110115",
    }
    assert (nowhere.folder / "till.toml").is_file()
    assert {"keys", "outbox", "receipts", "backups", "logs"} <= {part.name for part in nowhere.folder.iterdir()}
    assert nowhere("staff", "list", "--json").json == {"no": "01", "name": "", "role": "manager"}
    assert nowhere.refused(*INIT) == "TillThere"


@pytest.mark.parametrize(
    ("option", "value", "word"),
    [
        ("--shop", "DX 03", "BadEntry"),
        ("--shop", "", "BadEntry"),
        ("--shop", "店", "BadEntry"),
        ("--shop", "D" * 13, "BadEntry"),
        ("--till", "1", "BadEntry"),
        ("--till", "１２", "BadEntry"),
        ("--district", "11011", "BadEntry"),
        ("--district", "abcdef", "BadEntry"),
        ("--name", "", "BadEntry"),
        ("--name", " ", "BadEntry"),
        ("--name", "a\nb", "BadEntry"),
        ("--name", "a\x1b[2Jb", "BadEntry"),
        ("--name", "\udcff", "BadEntry"),
        ("--name", "x" * 300, "BadEntry"),
        ("--site-type", "PALACE", "BadEntry"),
        ("--opened-on", "gestern", "BadEntry"),
        ("--opened-on", "2021-02-30", "BadEntry"),
        ("--manager-pin", "12", "BadPin"),
        ("--manager-pin", "abcdef", "BadPin"),
    ],
)
def test_a_till_that_is_not_made(nowhere: Command, option: str, value: str, word: str) -> None:
    words = [*INIT]
    if option in words:
        words[words.index(option) + 1] = value
    else:
        words += [option, value]
    assert nowhere.refused(*words) == word
    assert not nowhere.folder.exists()


def test_a_folder_that_is_a_file(nowhere: Command) -> None:
    nowhere.folder.write_text("hier nicht", "utf-8")
    assert nowhere(*INIT).code == 3
    assert nowhere("check").code in (1, 3)
    assert nowhere("staff", "list").code == 3


def test_a_name_of_any_letters_survives(nowhere: Command) -> None:
    words = [*INIT]
    words[words.index("--name") + 1] = '小"店\\n𬭎 # [x]'
    assert nowhere(*words).code == 0
    from pos import settings

    assert settings.load(nowhere.folder).name == '小"店\\n𬭎 # [x]'


# No shop here


@pytest.mark.parametrize(
    "words",
    [
        ("staff", "list"),
        ("staff", "add", "--no", "07", "--role", "clerk", "--pin", "1357"),
        ("till", os.devnull),
        ("catalog", "import", str(DATA / "catalogue.csv")),
        ("catalog", "export", "out.xlsx"),
        ("report", "day"),
        ("sync", "export"),
        ("sync", "key"),
        ("journal", "verify"),
        ("backup", "create"),
        ("printer", "test"),
    ],
    ids=" ".join,
)
def test_a_folder_without_a_till(nowhere: Command, words: tuple[str, ...]) -> None:
    assert nowhere.refused(*words, code=3) == "NoTillHere"
    assert not nowhere.folder.exists()


# Staff


def test_staff(pos: Command) -> None:
    said = pos("staff", "add", "--no", "07", "--role", "clerk", "--pin", "97531", "--name", "李四")
    assert (said.code, "07" in said.out) == (0, True)
    people = [json.loads(line) for line in pos("staff", "list", "--json").out.splitlines()]
    assert [(one["no"], one["role"], one["name"]) for one in people] == [
        ("01", "manager", ""),
        ("03", "clerk", "王小花"),
        ("07", "clerk", "李四"),
    ]
    assert len(pos("staff", "list").out.splitlines()) == 3


def test_staff_come_change_and_go(pos: Command) -> None:
    with_role = pos.folder / "till.toml"
    with_role.write_text(with_role.read_text("utf-8") + "\n[roles.senior]\nprice = true\n", "utf-8")
    pos("staff", "add", "--no", "07", "--role", "senior", "--pin", "97531")
    assert pos("staff", "role", "--no", "03", "--role", "manager", "--json").json["role"] == "manager"
    assert pos("staff", "pin", "--no", "07", "--pin", "13579").code == 0
    assert pos("staff", "retire", "--no", "01").code == 0
    people = [json.loads(line) for line in pos("staff", "list", "--json").out.splitlines()]
    assert [(one["no"], one["role"]) for one in people] == [("03", "manager"), ("07", "senior")]
    assert pos.refused("staff", "retire", "--no", "03") == "LastManager"
    assert pos.refused("staff", "retire", "--no", "01") == "UnknownStaff"
    assert pos.refused("staff", "add", "--no", "01", "--role", "clerk", "--pin", "86420") == "StaffNumberTaken"
    assert pos("staff", "role", "--no", "07", "--role", "king").code == 2


def test_staff_changes_stand_in_the_journal_once_there_is_one(pos: Command) -> None:
    pos("staff", "add", "--no", "07", "--role", "clerk", "--pin", "97531", "--name", "李四")
    shop = Shop(pos.folder)
    shop.manager().open()
    assert [event["what"] for event in shop.journal()] == ["SHIFT_OPENED"], "who founds a shop writes nothing down"
    shop.close()
    pos("staff", "pin", "--no", "07", "--pin", "13579")
    pos("staff", "retire", "--no", "07")
    # The till's clock was set by hand; the changes from outside do not run ahead of it.
    shop = Shop(pos.folder)
    shop.manager().sell("SP0041").pay_cash("29.90")
    assert [(event["what"], event.get("of")) for event in shop.journal("E")[1:]] == [
        ("PIN_SET", "07"),
        ("STAFF_RETIRED", "07"),
    ]
    assert not any(secret in json.dumps(shop.journal()) for secret in ("13579", "李四"))
    shop.verified()
    shop.close()


def test_the_manager_ends_the_wait_after_wrong_pins(pos: Command) -> None:
    shop = Shop(pos.folder)
    for _ in range(6):
        shop.ask("login", pin="000000")
    shop.close()
    released = pos("staff", "release", "--json")
    assert (released.code, released.json["wrong_pins"]) == (0, 5)
    # Five guesses take their seconds: whoever signs in does so after them.
    shop = Shop(pos.folder, OPENING + timedelta(minutes=5))
    shop.sign_in(CLERK_PIN)
    assert [(event["what"], event["who"], event.get("why")) for event in shop.journal("E")] == [
        ("PIN_LOCKED", "-", "5"),
        ("PIN_RELEASED", "-", "5"),
    ]
    shop.close()
    assert pos("staff", "release", "--json").json["wrong_pins"] == 0


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"--no": "03"}, "StaffNumberTaken"),
        ({"--pin": MANAGER_PIN}, "PinTaken"),
        ({"--pin": "123"}, "BadPin"),
        ({"--pin": "123456789"}, "BadPin"),
        ({"--pin": "１２３４"}, "BadPin"),
        ({"--no": ""}, "BadStaffNumber"),
        ({"--no": "123456789"}, "BadStaffNumber"),
        ({"--no": "0 7"}, "BadStaffNumber"),
        ({"--no": "七"}, "BadStaffNumber"),
        ({"--name": "李\x00四"}, "ControlCharacter"),
        ({"--name": "李\n四"}, "ControlCharacter"),
        ({"--name": "李" * 41}, "TextTooLong"),
    ],
)
def test_staff_that_is_not_added(pos: Command, more: dict[str, str], word: str) -> None:
    asked = {"--no": "07", "--role": "clerk", "--pin": "97531", **more}
    assert pos.refused("staff", "add", *(word for pair in asked.items() for word in pair)) == word


# Catalogue


def test_a_catalogue_comes_and_goes(pos: Command, tmp_path: Path) -> None:
    again = pos("catalog", "import", str(DATA / "catalogue.xlsx"), "--json")
    assert (again.code, again.json["rows"], again.json["taken"], again.json["unchanged"]) == (0, 223, 0, 223)
    for name in ("out.xlsx", "out.csv"):
        out = tmp_path / name
        assert pos("catalog", "export", str(out), "--json").json["rows"] == 223
        back = pos("catalog", "import", str(out), "--dry-run", "--json").json
        assert (back["unchanged"], back["bad"]) == (223, [])
    empty = tmp_path / "empty.xlsx"
    assert pos("catalog", "template", str(empty)).code == 0
    assert pos("catalog", "import", str(empty), "--json").json["taken"] == 0


def test_one_bad_row_and_nothing_is_taken(pos: Command, tmp_path: Path) -> None:
    sheet = tmp_path / "bad.csv"
    text = (
        (DATA / "catalogue.csv")
        .read_text("utf-8-sig")
        .replace("29.90,28.40", "30.90,28.40")
        .replace("152529,", "152599,")
    )
    sheet.write_text(text, "utf-8")
    before = contents(pos.folder)
    said = pos("catalog", "import", str(sheet), "--json")
    assert said.code == 1
    assert said.json["taken"] == 0
    assert {row["reason"] for row in said.json["bad"]} == {"UnknownRegion"}
    assert contents(pos.folder) == before
    people = pos("catalog", "import", str(sheet))
    assert people.code == 1
    assert "2" in people.out


@pytest.mark.parametrize("name", ["nichts.xlsx", "", "."])
def test_a_sheet_that_is_not_there(pos: Command, name: str) -> None:
    assert pos.refused("catalog", "import", name, code=3)


def test_a_sheet_that_is_none(pos: Command, tmp_path: Path) -> None:
    for name, data in (
        ("a.xlsx", b"PK\x03\x04 nichts"),
        ("b.xlsx", b""),
        ("c.csv", b"\x00\xff\xfe\x01"),
        ("d.csv", b""),
    ):
        (tmp_path / name).write_bytes(data)
        assert pos("catalog", "import", str(tmp_path / name)).code in (1, 3), name


def test_nowhere_to_write(pos: Command, tmp_path: Path) -> None:
    for words in (
        ("catalog", "export", str(tmp_path / "no" / "such" / "out.xlsx")),
        ("report", "day", "--pdf", str(tmp_path / "no" / "out.pdf")),
        ("report", "day", "--xlsx", str(tmp_path / "no" / "out.xlsx")),
    ):
        assert pos.refused(*words, code=3)


# Reports


@pytest.mark.parametrize(
    "words",
    [
        ("day", "--date", "gestern"),
        ("day", "--date", "2021-02-30"),
        ("day", "--date", "0001-01-01"),
        ("day", "--date", "9999-12-31"),
        ("day", "--date", "２０２１-09-08"),
        ("month", "--month", "2021"),
        ("month", "--month", "2021-13"),
        ("month", "--month", "9999-12"),
        ("month", "--month", "2021-09-08"),
        ("period", "--from", "2021-09-08", "--to", "2021-09-07"),
        ("period", "--from", "", "--to", "2021-09-07"),
    ],
    ids=" ".join,
)
def test_days_that_are_none(pos: Command, words: tuple[str, ...]) -> None:
    assert pos.refused("report", *words) == "BadDay"


def test_a_shop_without_trade_reports_nothing(pos: Command) -> None:
    said = pos("report", "day", "--json")
    assert (said.code, said.json["sales"], said.json["net"], said.json["first_receipt"]) == (0, 0, "0.00", "")
    assert pos("report", "day").out
    assert pos("report", "month", "--json").json["gross"] == "0.00"


def test_what_a_later_release_brings(pos: Command) -> None:
    for words in (
        ("orders", "import", "x.csv"),
        ("consignment", "statement", "--producer", "P", "--from", "2021-09-01", "--to", "2021-09-30"),
        ("district", "status"),
        ("sync", "take", "x"),
        ("report", "programme"),
    ):
        said = pos(*words)
        assert (said.code, bool(said.err.strip())) == (1, True), words


# The till


MORNING = """\
# a short morning
{"do":"login","pin":"246810"}

{"do":"open_shift","float":"300.00"}
{"do":"add","product":"SP0041"}
{"do":"pay","means":"BITCOIN","amount":"1.00"}
{"do":"pay","means":"CASH","amount":"50.00"}
"""


def test_a_morning_on_standard_input(pos: Command) -> None:
    said = run(pos.folder, "till", given=MORNING, clock=CLOCK)

    answers = [json.loads(line) for line in said.out.splitlines()]
    assert said.code == 0
    assert [answer["ok"] for answer in answers] == [True, True, True, False, True]
    assert answers[-1]["receipt"] == "DX03-01-000001"
    assert "DX03-01-000001" in said.out
    assert said.err == ""


def test_the_clock_of_one_command(pos: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(pos.folder, "till", given=MORNING, clock=CLOCK).code == 0
    late = run(pos.folder, "till", given=MORNING, clock="2021-09-08T08:59:59+08:00", LC_ALL="C")
    assert (late.code, late.out) == (1, "")
    assert late.err
    for clock in ("gestern", "2021-09-09T08:00:00", "0001-01-01T00:00:00+14:00"):
        monkeypatch.setenv("POS_CLOCK", clock)
        assert pos.refused("report", "day") == "BadClock"
    monkeypatch.setenv("POS_CLOCK", "2021-09-08T08:00:00+08:00")
    assert pos.refused("report", "day") == "ClockBackwards"
    monkeypatch.setenv("POS_CLOCK", "2021-09-09T09:00:00+08:00")
    told = pos("report", "day", "--json").json
    assert (told["from"], told["sales"], told["closed"]) == ("2021-09-08", 1, False)
    verified = pos("journal", "verify", "--json").json
    assert (verified["ok"], verified["sales"]) == (True, 1)


def test_gestures_in_an_unknown_encoding_are_refused_and_the_till_goes_on(pos: Command, tmp_path: Path) -> None:
    file = tmp_path / "gestures.jsonl"
    find = '{"do":"login","pin":"246810"}\n{"do":"find","text":"骏枣"}\n'
    for data, words in (
        (find.encode("gb18030"), ["ok", "NotJson"]),
        (b"\xef\xbb\xbf" + find.encode(), ["ok", "ok"]),
        (find.encode("utf-16"), ["NotJson"] * 2),
        (b"\x00" * 100_000, ["NotJson"]),
    ):
        file.write_bytes(data)
        said = run(pos.folder, "till", str(file), clock=CLOCK)
        told = [json.loads(line).get("refused", "ok") for line in said.out.splitlines()]
        assert (said.code, told[: len(words)]) == (0, words)


def test_a_till_without_any_input_has_nothing_to_do(pos: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    said = pos("till")
    assert (said.code, said.out, said.err) == (0, "", "")


def test_gestures_that_cannot_be_read(pos: Command, tmp_path: Path) -> None:
    assert pos.refused("till", str(tmp_path / "nichts.jsonl"), code=3) == "FileUnreadable"
    assert pos.refused("till", str(tmp_path), code=3) == "FileUnreadable"


def test_nobody_reads_the_answers(pos: Command) -> None:
    till = subprocess.Popen(
        [sys.executable, "-m", "pos", "--data", str(pos.folder), "till"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert till.stdin is not None
    assert till.stdout is not None
    till.stdout.close()
    till.stdin.write(MORNING.encode())
    till.stdin.close()
    assert till.stderr is not None
    said = till.stderr.read().decode()
    till.stderr.close()
    assert till.wait(30) in (0, 120)
    assert "Traceback" not in said


def test_others_work_beside_a_running_till(pos: Command, tmp_path: Path) -> None:
    """Reports, exports, backups and new staff while the till sells; a second till waits outside."""
    till = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "pos", "--data", str(pos.folder), "till"],
        cwd=ROOT,
        env={**os.environ, "POS_CLOCK": CLOCK},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert till.stdin is not None
    assert till.stdout is not None
    answers: list[dict[str, Any]] = []

    def sell(rounds: int) -> None:
        assert till.stdin is not None
        assert till.stdout is not None
        for _ in range(rounds):
            for line in ('{"do":"add","product":"SP0041"}', '{"do":"pay","means":"CASH","amount":"30.00"}'):
                till.stdin.write(line + "\n")
                till.stdin.flush()
                answers.append(json.loads(till.stdout.readline()))

    for line in MORNING.splitlines()[1:4:2]:
        till.stdin.write(line + "\n")
        till.stdin.flush()
        assert json.loads(till.stdout.readline())["ok"]
    sell(2)
    clerk = threading.Thread(target=sell, args=(60,))
    clerk.start()
    try:
        assert run(pos.folder, "till", given=MORNING, clock="2021-09-09T09:00:00+08:00").code == 3
        told = json.loads(run(pos.folder, "report", "day", "--date", "2021-09-08", "--json").out)
        assert told["sales"] >= 2
        assert run(pos.folder, "sync", "export", clock="2021-09-09T09:00:00+08:00").code in (0, 1)
        assert run(pos.folder, "backup", "create", str(tmp_path / "copy.zip")).code == 0
        added = run(pos.folder, "staff", "add", "--no", "07", "--role", "clerk", "--pin", "97531")
        assert added.code == 0
        assert run(pos.folder, "journal", "verify").code == 0
    finally:
        clerk.join(60)
    till.stdin.write('{"do":"login","pin":"97531"}\n')
    till.stdin.flush()
    assert json.loads(till.stdout.readline()) == {"ok": True, "clerk": "07", "role": "clerk"}
    till.stdin.close()
    till.stdout.close()
    assert till.wait(30) == 0
    assert [answer["ok"] for answer in answers] == [True] * len(answers)
    receipts = [answer["receipt"] for answer in answers if "receipt" in answer]
    assert receipts == [f"DX03-01-{n:06d}" for n in range(1, 63)]
    verified = json.loads(run(pos.folder, "journal", "verify", "--json").out)
    assert (verified["ok"], verified["sales"]) == (True, 62)


# The district's file, backups, health


def test_export_verify_and_the_key(pos: Command, tmp_path: Path) -> None:
    assert run(pos.folder, "till", given=MORNING + '{"do":"close_shift","counted":"329.90"}\n', clock=CLOCK).code == 0
    out = tmp_path / "stick"
    out.mkdir()
    done = pos("sync", "export", "--out", str(out), "--json")
    assert (done.code, done.json["records"]) == (0, 3)
    (file,) = out.glob("CAS1_*.ndjson")
    assert pos("sync", "verify", str(file), "--json").json["sales"] == 1
    assert pos("sync", "export", "--out", str(out), "--json").json.get("records", 0) == 0
    card = pos("sync", "key", "--json").json
    assert len(card["fingerprint"].split()) == 6
    people = pos("sync", "key")
    assert card["fingerprint"] in people.out
    assert pos("sync", "verify", str(file), "--key", card["public"]).code == 0
    (tmp_path / "card.json").write_text(json.dumps(card), "utf-8")
    assert pos("sync", "verify", str(file), "--key", str(tmp_path / "card.json")).code == 0

    broken = tmp_path / file.name
    broken.write_bytes(file.read_bytes().replace(b'"net":2990', b'"net":2991', 1))
    said = pos("sync", "verify", str(broken), "--json")
    assert (said.code, said.json["ok"], said.json["line"]) == (1, False, 3)
    assert pos("sync", "verify", str(broken)).code == 1


def test_looking_exporting_and_copying_write_nothing_to_the_journal(pos: Command, tmp_path: Path) -> None:
    assert run(pos.folder, "till", given=MORNING + '{"do":"close_shift","counted":"329.90"}\n', clock=CLOCK).code == 0
    before = pos("journal", "verify", "--json").json
    for words in (
        ("report", "day", "--pdf", str(tmp_path / "day.pdf"), "--xlsx", str(tmp_path / "day.xlsx"), "--print"),
        ("sync", "export", "--out", str(tmp_path)),
        ("backup", "create", str(tmp_path / "copy.sqlite3")),
        ("catalog", "export", str(tmp_path / "goods.xlsx")),
        ("staff", "list"),
        ("sync", "key"),
    ):
        assert pos(*words).code == 0, words
    pos("check")
    assert pos("journal", "verify", "--json").json == before


def test_a_file_cannot_be_checked_without_a_key(nowhere: Command, tmp_path: Path) -> None:
    (tmp_path / "x.ndjson").write_text("{}", "utf-8")
    assert nowhere.refused("sync", "verify", str(tmp_path / "x.ndjson")) == "NoKey"
    assert nowhere.refused("sync", "verify", str(tmp_path / "nichts"), code=3) == "FileUnreadable"
    assert nowhere.refused("sync", "verify", str(tmp_path), code=3) == "FileUnreadable"


def test_backup_there_and_back(pos: Command, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    assert run(pos.folder, "till", given=MORNING, clock=CLOCK).code == 0
    made = pos("backup", "create", str(copy), "--json")
    assert (made.code, made.json["last_receipt"]) == (0, "DX03-01-000001")
    assert pos("backup", "verify", str(copy)).code == 0
    assert pos("backup", "create").code == 0
    more = MORNING.replace('{"do":"open_shift","float":"300.00"}\n', "")
    assert run(pos.folder, "till", given=more, clock="2021-09-08T09:30:00+08:00").code == 0
    restored = pos("backup", "restore", str(copy), "--json")
    assert restored.code == 0
    assert Path(restored.json["aside"]).exists()
    assert pos("journal", "verify", "--json").json["sales"] == 1
    copy.write_bytes(copy.read_bytes()[:-5000])
    assert pos("backup", "verify", str(copy)).code == 1
    assert pos("backup", "restore", str(copy)).code == 1
    assert pos.refused("backup", "verify", str(tmp_path / "nichts"), code=3)


def test_the_health_of_a_fresh_till(pos: Command) -> None:
    said = pos("check", "--json")
    assert said.code == 0
    assert {finding["state"] for finding in said.json["findings"]} <= {"ok", "warn"}
    assert pos("check").out.count("✓") >= 4


def test_a_printer_test_into_a_file(pos: Command, tmp_path: Path) -> None:
    paper = tmp_path / "paper.bin"
    settings = (pos.folder / "till.toml").read_text("utf-8")
    (pos.folder / "till.toml").write_text(settings.replace('"absent"', f"'file:{paper}'", 1), "utf-8")
    said = pos("printer", "test", "--json")
    assert (said.code, said.json["bytes"]) == (0, len(paper.read_bytes()))
    (pos.folder / "till.toml").write_text(settings.replace('"absent"', '"tcp:127.0.0.1:1"', 1), "utf-8")
    assert pos.refused("printer", "test", code=3)


# Surroundings that fail


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("paper = 80", "paper = 72"),
        ("paper = 80", 'paper = "80"'),
        ('encoding = "gb18030"', 'encoding = "ebcdic"'),
        ('shop = "DX03"', "shop = 3"),
        ('shop = "DX03"', ""),
        ('till = "01"', 'till = "1"'),
        ('cut_over = "04:00"', 'cut_over = "26:00"'),
        ("clerk_discount_percent = 10", "clerk_discount_percent = 110"),
        ("clerk_discount_percent = 10", "clerk_discount_percent = true"),
        ("[limits]", "[limits"),
        ('21 = "plu5 amount_fen"', '21 = "plu9 euros"'),
        ('21 = "plu5 amount_fen"', "21 = 5"),
        ('footer = ["谢谢惠顾"]', "footer = 5"),
        ('language = "zh_CN"', 'language = "tlh"'),
        ("[site]", 'site = "here"\n[elsewhere]'),
        ('printer = "absent"', 'printer = "carrier pigeon"'),
        ('database = ""', 'database = "nonsense://x"'),
    ],
)
def test_settings_that_cannot_be_used(pos: Command, before: str, after: str) -> None:
    file = pos.folder / "till.toml"
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")
    said = pos("till", os.devnull)
    assert said.code == 3, said
    assert said.err.strip()


def test_settings_in_another_encoding(pos: Command) -> None:
    file = pos.folder / "till.toml"
    file.write_bytes(file.read_text("utf-8").encode("gb18030"))
    assert pos.refused("staff", "list", code=3) == "SettingsUnusable"
    file.write_bytes(b"\xef\xbb\xbf" + (file.read_bytes().decode("gb18030")).encode())
    assert pos("staff", "list").code == 0


def test_books_that_are_none(pos: Command) -> None:
    (pos.folder / "shop.sqlite3").write_bytes(b"this is no database" * 1000)
    for part in ("-wal", "-shm"):
        (pos.folder / f"shop.sqlite3{part}").unlink(missing_ok=True)
    assert pos.refused("staff", "list", code=3) == "DatabaseDamaged"
    assert pos("check").code == 1


def test_keys_that_are_gone(pos: Command) -> None:
    assert run(pos.folder, "till", given=MORNING, clock=CLOCK).code == 0
    shutil.rmtree(pos.folder / "keys")
    assert pos.refused("sync", "export", code=3)
    assert pos.refused("sync", "key", code=3)


# A bug


def test_a_bug_leaves_a_report_and_no_traceback(pos: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(args: object) -> int:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(commands, "staff_list", broken)
    said = pos("staff", "list")

    assert said.code == 70
    assert "ZeroDivisionError" in said.err
    (report,) = (pos.folder / "logs").glob("bug-*.txt")
    assert str(report) in said.err
    assert "by zero" in report.read_text("utf-8")


def test_a_bug_outside_any_shop_reports_elsewhere(
    nowhere: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(args: object) -> int:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(commands, "staff_list", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert nowhere("staff", "list").code == 70
    assert not nowhere.folder.exists()
    assert list(tmp_path.glob("bug-*.txt"))


# Languages


def test_messages_in_both_languages(pos: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pos.commands import BadDay

    drafts = {"Problem": {BadDay.sentence: "“{text}”不是日期，什么也没有做。", BadDay.todo: "请写成 2021-09-08。"}}
    (tmp_path / "me.json").write_text(json.dumps(drafts), "utf-8")
    monkeypatch.setenv("POS_ZH_DRAFTS", str(tmp_path))
    wording._catalogue.cache_clear()
    words = ("report", "day", "--date", "x")

    assert pos(*words).err == "“x”不是日期，什么也没有做。 请写成 2021-09-08。\n"
    assert pos(*words, "--lang", "en").err == BadDay(text="x").message() + "\n"
    assert pos("--lang=en", *words).err.isascii()
    file = pos.folder / "till.toml"
    file.write_text(file.read_text("utf-8").replace('language = "zh_CN"', 'language = "en"'), "utf-8")
    assert pos(*words).err.isascii()
    assert not pos(*words, "--lang", "zh_CN").err.isascii()
    wording._catalogue.cache_clear()


def test_chinese_comes_out_whole_on_a_plain_terminal(pos: Command) -> None:
    said = run(pos.folder, "staff", "list", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "王小花" in said.out


def test_nothing_steers_the_terminal(pos: Command) -> None:
    said = pos("report", "day", "--date", "\x1b[2J\x07")
    assert said.code == 1
    assert said.err.strip().isprintable()
