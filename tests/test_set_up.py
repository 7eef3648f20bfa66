"""make.py: from an empty machine to a till that starts, and a second start that does no work."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """make.py as it would stand in a folder where the set-up has just come to its end."""
    spec = importlib.util.spec_from_file_location("make", ROOT / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", str(tmp_path))
    (tmp_path / "requirements").mkdir()
    for name in ("pyproject.toml", "requirements/till.txt", "requirements/tests.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    for name in ("python", "pip"):
        program = Path(module.program(module.environment("till"), name))
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!{program.parent}\n", "utf-8")
    Path(module.stamp("till")).write_text(module.fingerprint("till"), "ascii")
    return module


def test_a_second_start_does_no_work(make: ModuleType) -> None:
    assert make.ready("till")
    assert not make.ready("tests")


@pytest.mark.parametrize("changed", ["pyproject.toml", "requirements/till.txt"])
def test_a_changed_dependency_is_set_up_again(make: ModuleType, tmp_path: Path, changed: str) -> None:
    with (tmp_path / changed).open("a", encoding="utf-8") as file:
        file.write("\n# changed")

    assert not make.ready("till")


def test_the_tests_own_dependencies_leave_the_till_ready(make: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "requirements" / "tests.txt").write_text("", "utf-8")

    assert make.ready("till")


def test_a_vanished_python_is_set_up_again(make: ModuleType) -> None:
    Path(make.program(make.environment("till"), "python")).unlink()

    assert not make.ready("till")


def test_a_till_that_moved_is_set_up_again(make: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = tmp_path.with_name("moved")
    tmp_path.rename(moved)
    monkeypatch.setattr(make, "ROOT", str(moved))

    assert not make.ready("till")
    assert not make.works(make.environment("till"))


def test_a_set_up_that_was_cut_short_begins_anew(make: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A half-written package looks installed to pip; only an empty environment is sure to be whole."""
    ran: list[list[str]] = []
    monkeypatch.setattr(subprocess, "call", lambda command, **_: ran.append(command) or 0)
    monkeypatch.setattr(make, "works", lambda folder: True)

    under_way = Path(make.make_environment(make.environment("till")))
    assert ran == []

    assert under_way.exists()
    make.make_environment(make.environment("till"))
    assert [command[1:4] for command in ran] == [["-m", "venv", "--clear"]]


def test_an_environment_that_is_a_link_is_never_emptied(make: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path(make.environment("till"))
    elsewhere = here.rename(here.with_name("another-tills"))
    monkeypatch.setattr(os.path, "islink", lambda path: path == str(here))  # making one needs leave on Windows
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: pytest.fail("nothing may run"))

    with pytest.raises(make.Stopped):
        make.make_environment(str(here))

    assert (elsewhere / "ready-till").exists()


def test_no_stamp_is_left_when_the_network_fails(make: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "complete_system", lambda kind, command: None)
    monkeypatch.setattr(make, "works", lambda folder: True)
    monkeypatch.setattr(make, "pip", lambda folder, *arguments: 1)

    with pytest.raises(make.Stopped) as stopped:
        make.set_up("till", "make run")

    assert stopped.value.code == 3
    assert "网络" in stopped.value.chinese
    assert not make.ready("till")
    assert Path(make.environment("till") + "-under-way").exists()


@pytest.mark.parametrize(
    ("user", "sudo", "line"),
    [
        (0, None, "apt-get update && apt-get install -y --no-install-recommends libegl1"),
        (1000, "sudo", "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1"),
        (1000, None, 'su -c "apt-get update && apt-get install -y --no-install-recommends libegl1"'),
    ],
)
def test_who_may_not_install_gets_the_line_to_type(
    make: ModuleType, monkeypatch: pytest.MonkeyPatch, user: int, sudo: str | None, line: str
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    monkeypatch.setattr("shutil.which", lambda name: sudo if name == "sudo" else "apt-get")
    monkeypatch.setattr(make, "administrator", lambda: None)
    monkeypatch.setattr(make, "missing_from_system", lambda kind: [("libEGL.so.1", "libegl1")])

    with pytest.raises(make.Stopped) as stopped:
        make.complete_system("till", "make run")

    assert f"\n    {line}\n" in stopped.value.chinese


def test_an_old_python_is_refused_in_a_sentence(make: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr("shutil.which", lambda name: None)

    with pytest.raises(make.Stopped) as stopped:
        make.use_a_new_enough_python()

    assert "3.11" in stopped.value.chinese
    assert "3.9" in stopped.value.english


def test_an_unknown_command_changes_nothing() -> None:
    told = subprocess.run([sys.executable, "make.py", "rnu"], cwd=ROOT, capture_output=True, text=True, timeout=30)

    assert told.returncode == 2
    assert "Commands: run, setup, test" in told.stderr


if sys.platform == "linux":

    def test_what_the_set_up_installs_is_enough_for_a_window_on_x() -> None:
        window = (
            "from PySide6.QtWidgets import QApplication, QLabel\n"
            "app = QApplication([]); label = QLabel('till'); label.show(); app.processEvents()\n"
            "print(app.platformName(), label.isVisible())"
        )
        surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("QT_", "WAYLAND_"))}

        shown = subprocess.run(
            ["xvfb-run", "-a", sys.executable, "-c", window],
            env=surroundings | {"QT_QPA_PLATFORM": "xcb"},
            capture_output=True,
            text=True,
            timeout=60,
        )

        assert shown.stdout.split() == ["xcb", "True"], shown.stderr
