"""What is committed must serve on any machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOT_TEXT = {".ttf", ".png", ".xlsx", ".pdf", ".gz", ".ico", ".sqlite3"}
OURS = {"pos", "tests", "bench", "resources", "requirements", ".ci"}

# Each pattern has a letter in brackets, or this file would find itself.
OF_ONE_MACHINE = [
    re.compile(pattern)
    for pattern in (
        r"(?<![A-Za-z0-9_.])/(?:w[o]rk|r[o]ot|h[o]me/[a-z]+|Us[e]rs/\w+)/",
        r"[A-Z]:\\+Us[e]rs\\+\w",
        r"pypi\.(?:o[r]g|p[y]thon)|pythonhosted\.o[r]g|registry\.npm[j]s|deb\.debian\.o[r]g",
        r"--(?:extra-)?index-u[r]l|--find-li[n]ks",
    )
]


def committed() -> list[Path]:
    """The files of the repository; where it came without its history, the folders that are ours."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    top = [path for path in ROOT.iterdir() if path.is_file() or path.name in OURS]
    return [file for path in top for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file()]


def machine_marks(text: str) -> list[str]:
    """What in a text belongs to one machine only."""
    return [found.group() for pattern in OF_ONE_MACHINE for found in pattern.finditer(text)]


def test_no_file_names_one_machine() -> None:
    files = [file for file in committed() if file.suffix not in NOT_TEXT and "__pycache__" not in file.parts]

    assert len(files) > 20
    marked = {file.relative_to(ROOT): found for file in files if (found := machine_marks(file.read_text("utf-8")))}
    assert marked == {}


@pytest.mark.parametrize(
    "line",
    [
        "data = '/ho_me/zhang/till'",
        "open('/wo_rk/x.csv')",
        "C:\\Us_ers\\zhang",
        "--index-u_rl https://example.org",
        "https://pypi.o_rg/simple",
    ],
)
def test_a_mark_of_one_machine_is_found(line: str) -> None:
    assert machine_marks(line.replace("_", ""))


def test_the_locks_pin_every_dependency_by_hash() -> None:
    for name in ("till", "tests", "bundle"):
        locked = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
        lines = [line for line in locked.splitlines() if line and not line.lstrip().startswith("#")]
        assert len(lines) > 30
        assert [line for line in lines if "==" not in line or "--hash=sha256:" not in line] == []


def test_tests_and_bundle_hold_the_tills_own_versions() -> None:
    """What is tested and what is packed is what the shop runs."""

    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        return set(re.findall(r"^([A-Za-z0-9._-]+==[^\s;]+)", text, re.MULTILINE))

    assert pins("till") <= pins("tests")
    assert pins("till") <= pins("bundle")


def test_the_hooks_format_as_the_lock_does() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    locked = (ROOT / "requirements" / "tests.txt").read_text("utf-8")

    assert set(re.findall(r"ruff==[\d.]+", hooks)) == set(re.findall(r"^ruff==[\d.]+", locked, re.MULTILINE))


def test_the_readme_names_commands_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    there = {name for line in re.findall(r"^COMMANDS := (.*)$", makefile, re.MULTILINE) for name in line.split()}
    named = set(re.findall(r"`make (\w+)`", (ROOT / "README.md").read_text("utf-8")))

    assert named == there
