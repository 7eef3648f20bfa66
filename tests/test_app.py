"""The program itself: first frame, first start, second start, a crash with money on the counter, the demonstration."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from PySide6.QtGui import QImage

from pos import app, settings
from pos.db.lock import AlreadyRunning, InstanceLock
from pos.exchange.verify import verify_database
from pos.qt.problems import Funnel
from pos.shop import BooksMissing, NoTillHere
from tests import papers_reader
from tests.qt.clerk import opened
from tests.shop import MANAGER_PIN, copy_of
from tests.window_child import ROOT, OtherWindow

#: What a first frame may not wait for.
HEAVY = ("sqlalchemy", "alembic", "reportlab", "escpos", "cryptography", "pypinyin", "openpyxl", "argon2", "sqlcipher3")
PICTURES = (
    *("login", "selling-empty", "selling", "selling-refused", "payment", "refund", "shift-close", "day-summary"),
    *("receipts", "staff", "code-test", "scanner", "keys"),
)


@pytest.fixture
def folder(furnished: Path, tmp_path: Path) -> Path:
    """The demo shop's folder, nothing sold yet."""
    return copy_of(furnished, tmp_path / "shop")


def python(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run something as somebody without a display does."""
    bare = {name: value for name, value in os.environ.items() if name not in _DISPLAY}
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**bare, "PYTHONDONTWRITEBYTECODE": "1", **env},
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )


_DISPLAY = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR")


def test_a_folder_without_a_till_gets_a_sentence(qtbot: Any, tmp_path: Path) -> None:
    with pytest.raises(NoTillHere) as told:
        app.build(tmp_path)

    assert str(tmp_path) in told.value.title()
    assert told.value.advice()
    assert list(tmp_path.iterdir()) == []


def test_settings_that_cannot_be_read_get_a_sentence(qtbot: Any, folder: Path) -> None:
    (folder / "till.toml").write_text("shop = ", "utf-8")

    with pytest.raises(app.SettingsUnreadable) as told:
        app.build(folder)
    assert told.value.advice()


def test_books_that_are_gone_are_not_begun_anew(qtbot: Any, folder: Path) -> None:
    (folder / "shop.sqlite3").unlink()

    with pytest.raises(BooksMissing):
        app.build(folder)
    assert not (folder / "shop.sqlite3").exists()
    InstanceLock(folder).acquire().release()


def test_the_lock_is_held_while_the_window_is_open(qtbot: Any, folder: Path) -> None:
    with opened(folder), pytest.raises(AlreadyRunning):
        InstanceLock(folder).acquire()
    InstanceLock(folder).acquire().release()


FIRST_FRAME = """
import sys, time
from pathlib import Path
import pos.app
from pos import settings

app = pos.app.application()
window = pos.app.first_window(app, settings.load(Path(sys.argv[1])))
painted = []
window.firstPainted.connect(lambda: painted.append(True))
window.show()
end = time.monotonic() + 30
while not painted and time.monotonic() < end:
    app.processEvents()
print(bool(painted), sorted(name for name in sys.argv[2:] if name in sys.modules))
"""


def test_the_first_frame_waits_for_no_book(folder: Path) -> None:
    done = python("-c", FIRST_FRAME, str(folder), *HEAVY, QT_QPA_PLATFORM="offscreen")

    assert done.stdout.strip() == "True []", done.stdout + done.stderr


def test_what_qt_says_still_reaches_whoever_listened_before(qtbot: Any) -> None:
    heard: list[str] = []
    before = qInstallMessageHandler(lambda kind, context, words: heard.append(words))
    funnel = Funnel(lambda problem: None)
    try:
        funnel.install()
        qWarning("a layout is too small")
        funnel.uninstall()
        qWarning("and so is another")
    finally:
        qInstallMessageHandler(before)
    assert heard == ["a layout is too small", "and so is another"]


def test_a_second_start_raises_the_first_window(folder: Path) -> None:
    with OtherWindow(folder) as first:
        first.until(lambda seen: seen["open"])
        first.ask(minimise=True)
        first.until(lambda seen: seen["minimised"])

        second = python("-m", "pos", "--data", str(folder), QT_QPA_PLATFORM="offscreen")

        assert (second.returncode, second.stderr) == (0, "")
        first.until(lambda seen: not seen["minimised"])
        assert first.end() == 0


def test_a_folder_in_use_is_told_on_the_login_page(folder: Path) -> None:
    with InstanceLock(folder), OtherWindow(folder) as window:
        sentence = AlreadyRunning(folder=folder).title()
        window.until(lambda seen: sentence in (seen.get("words") or ""))
        assert window.type(MANAGER_PIN)["page"] == "login"
        after = window.press("Enter")
        assert after["open"] is False, "nobody signs in without books"
        assert sentence in after["words"], "the reason stays on view"
        assert window.end() == 0


def test_kill_minus_9_leaves_ticket_and_tender(folder: Path) -> None:
    with OtherWindow(folder) as window:
        window.until(lambda seen: seen["open"] and seen["focus"] == "pinBox")
        window.type(MANAGER_PIN)
        window.press("Enter")
        window.until(lambda seen: seen["focus"] == "floatBox")
        window.type("300")
        window.press("Enter")
        window.until(lambda seen: seen["page"] == "selling")
        window.ask(scan="6996857000413")
        window.until(lambda seen: len(seen["rows"].get("basketTable", ())) == 1)
        window.press("Enter")
        window.until(lambda seen: seen["page"] == "payment")
        window.press("Alt+2")
        window.type("10")
        window.press("Enter")
        standing = window.until(lambda seen: seen["boxes"]["tenderBox"] == "19.90")
        window.process.kill()
        window.process.wait(10)

    with OtherWindow(folder) as window:
        window.until(lambda seen: seen["open"] and seen["focus"] == "pinBox")
        window.type(MANAGER_PIN)
        window.press("Enter")
        there = window.until(lambda seen: seen["page"] == "selling")
        assert len(there["rows"]["basketTable"]) == 1
        assert "29.90" in there["words"]
        window.press("Enter")
        again = window.until(lambda seen: seen["page"] == "payment")
        assert again["boxes"]["tenderBox"] == "19.90"
        for shown in ("10.00", "19.90"):
            assert again["words"].count(shown) >= 1
            assert standing["words"].count(shown) >= 1
        window.press("Enter")
        window.until(lambda seen: "DX03-01-000001" in seen["words"])
        assert window.end() == 0
    verdict = verify_database(folder / "shop.sqlite3")
    assert (verdict.ok, verdict.sales) == (True, 1)


def test_the_first_start_makes_a_till(tmp_path: Path) -> None:
    folder = tmp_path / "new shop"
    folder.mkdir()
    with OtherWindow(folder) as window:
        window.until(lambda seen: seen["page"] == "wizard")
        window.type("DX07")
        window.press("Tab")
        window.type("庞各庄店")
        window.press(*["Tab"] * 5)
        window.type("975310")
        window.press("Tab")
        window.type("97531")
        window.press("Enter")
        refused = window.ask()
        assert refused["page"] == "wizard"
        assert not settings.exists(folder), "the two PINs differ"
        window.type("0")
        window.press("Enter")
        window.until(lambda seen: seen["page"] == "login" and seen["open"] and seen["focus"] == "pinBox")
        window.type("975310")
        window.press("Enter")
        window.until(lambda seen: seen["focus"] == "floatBox")
        window.type("0")
        window.press("Enter")
        window.until(lambda seen: seen["page"] == "selling")
        assert window.end() == 0
    made = settings.load(folder)
    assert (made.shop, made.name, made.till, made.district) == ("DX07", "庞各庄店", "01", "110115")


def hold_against_the_day(out: Path) -> None:
    """Receipts, summary, sync file and pictures of the demonstration's one day."""
    papers = papers_reader.read((out / "receipts.escpos").read_bytes(), 48)
    assert len(papers) == 24 + 1 + 1, "24 receipts, one copy, the day's roll"
    receipts = sorted((out / "receipts").glob("*.pdf"))
    assert len(receipts) == 24
    for receipt in receipts:
        assert receipt.stem in pypdf.PdfReader(receipt).pages[0].extract_text()
    summary = pypdf.PdfReader(out / "summary-2021-09-08.pdf")
    assert "6,401.61" in "".join(page.extract_text() for page in summary.pages)
    book = openpyxl.load_workbook(out / "summary-2021-09-08.xlsx")
    assert 6401.61 in [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    (file,) = out.glob("CAS1_110115_DX03_01_*.ndjson")
    checked = python("-m", "pos", "--data", str(out / "shop"), "sync", "verify", str(file))
    assert checked.returncode == 0, checked.stderr
    pictures = {name: (out / "pictures" / f"{name}.png") for name in PICTURES}
    assert sorted((out / "pictures").iterdir()) == sorted(pictures.values())
    contents = {file.read_bytes() for file in pictures.values()}
    assert len(contents) == len(PICTURES), "no two screens look alike"
    for name, picture in pictures.items():
        assert struct.unpack(">II", picture.read_bytes()[16:24]) == (1366, 768)
        drawn = QImage(str(picture))
        colours = {drawn.pixel(x, y) for x in range(0, 1366, 3) for y in range(0, 768, 3)}
        assert len(colours) > 30, name


def test_the_demonstration_needs_no_display(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    done = python("-m", "pos", "demo", "--out", str(out))

    assert done.returncode == 0, done.stderr
    hold_against_the_day(out)


EXAMPLE = """
import sys
from pathlib import Path
import pos.example

pos.example.HERE = Path(sys.argv[1])
sys.exit(pos.example.main())
"""


def test_make_run_without_a_display_leaves_the_demonstration(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    done = python("-c", EXAMPLE, str(tmp_path))

    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "var" / "demo") in done.stdout
    hold_against_the_day(tmp_path / "var" / "demo")
