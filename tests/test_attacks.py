"""What a hostile or an unlucky hand does to a shop's folder and to the command; the till says so and stands."""

from __future__ import annotations

import errno
import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from pos import cli
from pos.core import search, staff, wording
from pos.db.store import FILE, Store
from pos.devices import Delivery
from pos.devices.printer_links import FilePrinter
from pos.exchange.sheets import import_catalogue
from pos.exchange.workbook import FileNotWritten, Sheet, write_workbook
from tests.shop import OPENING, Shop, copy_of

Pos = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def pos(capsys: pytest.CaptureFixture[str]) -> Iterator[Pos]:
    """`pos` with `--json`: exit code, the objects on standard output, the words on standard error."""

    def run(folder: Path, *words: object) -> tuple[int, list[dict[str, Any]], str]:
        capsys.readouterr()
        code = cli.main(["--data", str(folder), *map(str, words), "--json"])
        told = capsys.readouterr()
        return code, [json.loads(line) for line in told.out.splitlines()], told.err

    yield run
    wording.speak("zh_CN")


@pytest.fixture(scope="module")
def evening(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop's folder after one sale; to be copied."""
    folder = copy_of(furnished, tmp_path_factory.mktemp("evening") / "shop")
    shop = Shop(folder).manager().open()
    shop.sell("SP0041").pay_cash("50.00")
    shop.close()
    return folder


@pytest.fixture
def folder(evening: Path, tmp_path: Path) -> Path:
    """A folder of its own in which one receipt was given out."""
    return copy_of(evening, tmp_path / "shop")


def what_lies_there(folder: Path) -> dict[str, bytes]:
    """Every file and what is in it; SQLite's companions and the locks do not count."""
    passing = ("-wal", "-shm", ".lock")
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.name.endswith(passing))
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


# --- the books -------------------------------------------------------------------------------------------------------


EVERY_DAY = (["report", "day"], ["till", os.devnull], ["sync", "export"], ["staff", "list"], ["catalog", "export"])


def nothing(folder: Path) -> None:
    (folder / FILE).unlink()


def empty(folder: Path) -> None:
    (folder / FILE).write_bytes(b"")


def of_another_program(folder: Path) -> None:
    (folder / FILE).unlink()
    books = sqlite3.connect(folder / FILE)
    books.execute("CREATE TABLE bookmarks (url)")
    books.close()


@pytest.mark.parametrize("harm", [nothing, empty, of_another_program])
def test_books_that_went_away_are_never_begun_anew(pos: Pos, folder: Path, harm: Callable[[Path], None]) -> None:
    """New ones would give out receipt 000001 a second time."""
    harm(folder)
    before = what_lies_there(folder)

    for command in EVERY_DAY:
        more = [folder / "all.csv"] if command[0] == "catalog" else []
        code, told, said = pos(folder, *command, *more)
        assert (code, told[0]["refused"]) == (3, "BooksMissing"), command
        assert FILE in said

    assert what_lies_there(folder) == before


def test_a_backup_brings_back_books_that_went_away(pos: Pos, folder: Path, tmp_path: Path) -> None:
    assert pos(folder, "backup", "create", tmp_path / "copy.sqlite3")[0] == 0
    nothing(folder)

    assert pos(folder, "backup", "restore", tmp_path / "copy.sqlite3")[0] == 0

    assert pos(folder, "report", "day")[1][0]["last_receipt"] == "DX03-01-000001"


@pytest.mark.parametrize(("entry", "other"), [("shop", "DX04"), ("till", "02")])
def test_books_of_another_till_are_not_gone_on_with(pos: Pos, folder: Path, entry: str, other: str) -> None:
    toml = folder / "till.toml"
    toml.write_text(re.sub(rf'(?m)^{entry} = "\w+"', f'{entry} = "{other}"', toml.read_text("utf-8")), "utf-8")
    before = what_lies_there(folder)

    for command in EVERY_DAY[:4]:
        code, told, said = pos(folder, *command)
        assert (code, told[0]["refused"]) == (3, "OtherBooks"), command
        assert "DX03-01" in said

    assert what_lies_there(folder) == before


def test_a_receipt_without_its_record_stops_the_till(pos: Pos, folder: Path) -> None:
    books = sqlite3.connect(folder / FILE)
    for (name,) in books.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        books.execute(f'DROP TRIGGER "{name}"')
    books.execute("PRAGMA foreign_keys = OFF")
    books.execute("DELETE FROM journal WHERE kind = 'S'")
    books.commit()
    books.close()

    code, told, _ = pos(folder, "till", os.devnull)

    assert (code, told[0]["refused"]) == (3, "DatabaseDamaged")


def test_books_that_may_not_be_read_are_not_called_damaged(pos: Pos, folder: Path) -> None:
    """A folder in SQLite's way does what a missing permission does, and also for root."""
    (folder / f"{FILE}-wal").unlink(missing_ok=True)
    (folder / f"{FILE}-wal").mkdir()

    assert pos(folder, "journal", "verify")[0] == 3
    assert pos(folder, "sync", "verify", folder / FILE)[0] == 3
    code, told, _ = pos(folder, "check")
    database = told[0]["findings"][0]
    assert (code, database["area"], database["state"]) == (1, "database", "bad")
    assert "restore" not in database["todo"]


# --- till.toml -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "value", "named"),
    [
        ("shop", '"D X"', "shop"),
        ("shop", "3", "shop"),
        ("till", '"1"', "till"),
        ("district", '"大兴"', "district"),
        ("name", '"a\\u001bp0"', "name"),
        ("name", '"a\\nb"', "name"),
        ("name", f'"{"长" * 61}"', "name"),
        ("outlet", '"a\\u009bb"', "outlet"),
        ("center", '"\\u2028"', "center"),
        ("footer", "3", "footer"),
        ("footer", "[1]", "footer"),
        ("footer", '["a\\u001d"]', "footer"),
        ("footer", str(["x"] * 11), "footer"),
        ("21", '"plu5 nonsense"', "21"),
        ("21", "3", "21"),
        ("cut_over", '"25:00"', "cut_over"),
        ("cut_over", '"04:00+08:00"', "cut_over"),
        ("database", '"nonsense"', "database"),
        ("database", '"mysql://shop"', "database"),
        ("database", '"postgresql://server:door/shop"', "database"),
        ("database", '"sqlite:////tmp/other.sqlite3"', "database"),
        ("encoding", '"latin1"', "encoding"),
        ("clerk_refund_yuan", "1.5", "clerk_refund_yuan"),
    ],
)
def test_a_wrong_entry_is_named_and_nothing_is_opened(
    pos: Pos, folder: Path, entry: str, value: str, named: str
) -> None:
    toml = folder / "till.toml"
    edited = re.sub(rf"(?m)^{entry} = .*$", lambda _: f"{entry} = {value}", toml.read_text("utf-8"))
    assert edited != toml.read_text("utf-8")
    toml.write_text(edited, "utf-8")
    before = what_lies_there(folder)

    code, told, said = pos(folder, "till", os.devnull)

    assert (code, told[0]["refused"]) == (3, "SettingsUnusable")
    assert named in said
    assert all(sign >= " " or sign == "\n" for sign in said)
    assert what_lies_there(folder) == before


@pytest.mark.parametrize(
    "content", [b"", b"a = " + b"[" * 100_000, "名 = 1".encode("utf-16"), "name = '店'".encode("gb18030"), b"\0"]
)
def test_no_till_toml_is_too_strange(pos: Pos, folder: Path, content: bytes) -> None:
    (folder / "till.toml").write_bytes(content)

    assert pos(folder, "report", "day")[0] == 3


def test_the_health_page_also_speaks_of_a_broken_till_toml(pos: Pos, folder: Path) -> None:
    (folder / "till.toml").write_text("shop = ", "utf-8")

    code, told, _ = pos(folder, "check")

    assert code == 1
    assert [finding["area"] for finding in told[0]["findings"]] == ["settings"]


# --- files that are written ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("own", [FILE, "till.toml", f"{FILE}-wal", "keys/new.pem"])
@pytest.mark.parametrize(
    "command",
    [["backup", "create"], ["catalog", "export"], ["catalog", "template"], ["report", "day", "--pdf"]],
    ids=" ".join,
)
def test_nothing_is_written_over_what_the_till_lives_on(pos: Pos, folder: Path, command: list[str], own: str) -> None:
    before = what_lies_there(folder)

    code, told, _ = pos(folder, *command, folder / own)

    assert (code, told[0]["refused"]) == (1, "OwnFile")
    assert what_lies_there(folder) == before


def test_a_name_that_leads_to_the_books_is_no_way_round(pos: Pos, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "harmless.sqlite3").symlink_to(folder / FILE)

    assert pos(folder, "backup", "create", tmp_path / "harmless.sqlite3")[1][0]["refused"] == "OwnFile"


def test_a_stick_that_is_not_plugged_in_holds_no_backup(pos: Pos, folder: Path, tmp_path: Path) -> None:
    code, told, _ = pos(folder, "backup", "create", tmp_path / "stick" / "copy.sqlite3")

    assert (code, told[0]["refused"]) == (3, "NotCopied")
    assert not (tmp_path / "stick").exists()


def test_a_backup_takes_the_place_of_a_backup_only(pos: Pos, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "accounts.xlsx").write_bytes(b"PK\x03\x04 a year of work")

    code, told, _ = pos(folder, "backup", "create", tmp_path / "accounts.xlsx")
    assert (code, told[0]["refused"]) == (1, "NoBackupThere")
    assert (tmp_path / "accounts.xlsx").read_bytes() == b"PK\x03\x04 a year of work"

    assert [pos(folder, "backup", "create", tmp_path / "again.sqlite3")[0] for _ in range(2)] == [0, 0]


def test_a_book_on_a_full_disk_is_refused_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", full)

    with pytest.raises(FileNotWritten):
        write_workbook(tmp_path / "day.xlsx", [Sheet("日报", ("商品",), [("枣",)], ("text",))])

    assert list(tmp_path.iterdir()) == []


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "named"),
    [
        (["report", "programme", "--from", "2021-01-01", "--profile", "A"], "pos report programme"),
        (["sync", "take", "file"], "pos sync take"),
        (["orders", "import", "file.xlsx", "--dry-run"], "pos orders"),
    ],
)
def test_what_comes_later_is_named_in_json_too(pos: Pos, folder: Path, command: list[str], named: str) -> None:
    code, told, said = pos(folder, *command)

    assert (code, [answer["refused"] for answer in told]) == (1, ["NotYet"])
    assert named in said


def test_an_option_is_written_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--data", str(folder), "staff", "list", "--js"])

    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_a_bug_is_one_object_and_a_report_of_its_own(pos: Pos, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("made for this test")

    monkeypatch.setattr(staff, "staff_list", broken)

    answers = [pos(folder, "staff", "list") for _ in range(2)]

    assert [(code, told[0]["refused"]) for code, told, _ in answers] == [(70, "Bug")] * 2
    assert len(list((folder / "logs").iterdir())) == 2


@pytest.mark.parametrize("command", [["backup", "verify"], ["backup", "restore"], ["backup", "create"]])
def test_a_name_that_the_system_refuses_is_no_bug(pos: Pos, folder: Path, tmp_path: Path, command: list[str]) -> None:
    assert pos(folder, *command, tmp_path / ("x" * 300))[0] == 3


def test_a_month_at_the_end_of_time_is_refused(pos: Pos, folder: Path) -> None:
    for words in (["month", "--month", "9999-12"], ["day", "--date", "0001-01-01"]):
        code, told, _ = pos(folder, "report", *words)
        assert (code, told[0]["refused"]) == (1, "BadDay")


def test_a_refused_start_leaves_nothing(pos: Pos, tmp_path: Path) -> None:
    new = tmp_path / "new"
    shop = ["init", "--shop", "DX03", "--name", "N", "--till", "01", "--district", "110115"]

    for wrong in (["--manager-pin", "12"], ["--database", "nonsense"], ["--name", "a\x1bp0"], ["--name", " "]):
        assert pos(new, *shop, *wrong)[0] == 1, wrong
        assert not new.exists()


# --- printer and disk ------------------------------------------------------------------------------------------------


def test_a_test_page_without_a_printer_is_no_success(pos: Pos, folder: Path) -> None:
    code, told, _ = pos(folder, "printer", "test")

    assert (code, told[0]["refused"]) == (3, "NoPrinter")


def test_a_test_page_that_broke_off_is_no_success(
    pos: Pos, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toml = folder / "till.toml"
    toml.write_text(toml.read_text("utf-8").replace('"absent"', f'"file:{tmp_path}/paper"'), "utf-8")
    assert pos(folder, "printer", "test")[0] == 0

    monkeypatch.setattr(FilePrinter, "send", lambda *_: Delivery("UNKNOWN", "pulled out"))

    code, told, _ = pos(folder, "printer", "test")
    assert (code, told[0]["refused"]) == (3, "NotSure")


def test_a_full_disk_stops_no_till(shop: Shop) -> None:
    """What did not fit was not done, and the same till sells as soon as there is room again."""
    shop.sell("SP0041").pay_cash("50.00")
    with shop.store.write() as session:
        pages = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count = {pages}"))

    refused: dict[str, Any] = {}
    for n in range(400):
        refused = shop.ask("hold", name=f"{n}") if n % 2 else shop.ask("scan", code="6996857000413")
        if not refused["ok"]:
            break
    assert refused["refused"] == "DiskFull"
    assert shop.gestures.troubled
    assert not shop.ask("scan", code="6996857000413")["ok"]
    lines = len(shop.gestures.selling.basket.lines)

    with shop.store.write() as session:
        session.execute(text("PRAGMA max_page_count = 1073741823"))
    shop.do("scan", code="6996857000413")
    assert len(shop.gestures.selling.basket.lines) == max(lines, 1)
    assert shop.do("pay", means="CASH", amount="500.00")["receipt"] == "DX03-01-000002"


def test_an_import_spells_the_names_before_it_locks_the_books(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thousands of names take seconds, and the till beside it has to sell meanwhile."""
    rows = [f"N{n},新到的第{n}种红枣,袋,计件,9.90,653201,9%" for n in range(50)]
    sheet = tmp_path / "new.csv"
    sheet.write_text("\n".join(["商品编号,商品名称,计价单位,计价方式,售价,产地代码,税率", *rows]), "utf-8")
    spelt: list[int] = []
    write = Store.write

    @contextmanager
    def watched(store: Store, *more: Any) -> Iterator[Session]:
        with write(store, *more) as session:
            spelt.append(search._syllables.cache_info().misses)
            yield session

    monkeypatch.setattr(Store, "write", watched)
    before = search._syllables.cache_info().misses

    done = import_catalogue(shop.store, sheet, today=OPENING.date(), now=OPENING)

    assert (done.taken, done.bad) == (50, ())
    assert spelt == [before + 50] == [search._syllables.cache_info().misses]
