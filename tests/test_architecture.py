"""The arrows between the rooms: core <- db, devices, paper <- exchange <- screens <- qt <- app."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# A room, and the rooms it may know besides itself.
LEAVES = {"paths", "settings"}
ROOMS: dict[str, set[str]] = {
    "paths": set(),
    "settings": {"core", "paths"},
    "core": set(),
    "db": {"core", *LEAVES},
    "devices": {"core", *LEAVES},
    "paper": {"core", *LEAVES},
    "exchange": {"core", "db", *LEAVES},
    "screens": {"core", "db", "devices", "paper", "exchange", *LEAVES},
    "qt": {"core", "screens", *LEAVES},
    # The command line stands above the rooms, beside the window: nothing in a room may know it.
    "commands": {"core", "db", "devices", "paper", "exchange", "screens", "app", "demo", "shop", "training", *LEAVES},
}

# core stays closed to the leaves, but for the one door to the sentences and tables that are shipped.
DOORS = {("pos/core/wording.py", "paths"), ("pos/core/regions.py", "paths")}

# A library, and the only places that may know it.
AT_HOME: dict[str, set[str]] = {
    "PySide6": {"qt", "app"},
    "shiboken6": {"qt", "app"},
    "escpos": {"devices"},
    "serial": {"devices"},
    "usb": {"devices"},
    "win32print": {"devices"},
    "reportlab": {"paper"},
    "python_calamine": {"exchange"},
    "openpyxl": {"exchange"},
    "alembic": {"db"},
    "cryptography": {"devices", "exchange"},
    "http": {"devices"},
    "ssl": {"devices"},
}
NOT_WELCOME: dict[str, set[str]] = {"qt": {"sqlalchemy", "sqlcipher3", "sqlite3"}, "core": {"sqlcipher3", "sqlite3"}}


def imports(file: Path, package: tuple[str, ...]) -> list[tuple[int, str]]:
    """Every module a file imports, at whatever depth, as (line, dotted name); `package` is where the file lies."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"), str(file))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            stem = ".".join([*base, *([node.module] if node.module else [])])
            # `from pos import db` and `from . import selling` name modules too.
            found += [(node.lineno, f"{stem}.{alias.name}" if stem == "pos" else stem) for alias in node.names]
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in {"import_module", "__import__"} and isinstance(node.args[0].value, str):
                found.append((node.lineno, node.args[0].value))
    return found


def arrows_broken(root: Path) -> list[str]:
    """What stands against the house under `root`/pos, one sentence each; empty when all is well."""
    broken = []
    for file in sorted((root / "pos").rglob("*.py")):
        path = file.relative_to(root)
        room = path.parts[1].removesuffix(".py")
        in_a_room = room in ROOMS
        if len(path.parts) > 2 and not in_a_room:
            broken.append(f"{path}: nobody has drawn the room {room}")
            continue
        for line, name in imports(file, path.parts[:-1]):
            where = f"{path.as_posix()}:{line}"
            top, _, rest = name.partition(".")
            if top == "pos":
                other = rest.partition(".")[0]
                only_the_version = not other or other.startswith("__")
                if only_the_version or not in_a_room or other == room or other in ROOMS[room]:
                    continue
                if (path.as_posix(), other) not in DOORS:
                    broken.append(f"{where}: {room} must not know {other}")
            elif top in AT_HOME and room not in AT_HOME[top]:
                broken.append(f"{where}: {top} belongs to {' and '.join(sorted(AT_HOME[top]))} only")
            elif top in NOT_WELCOME.get(room, set()):
                broken.append(f"{where}: {room} must not know {top}")
    return broken


def test_the_house_keeps_its_arrows() -> None:
    assert arrows_broken(ROOT) == []


def test_every_room_is_there() -> None:
    """An empty walk finds nothing wrong, so the walk must have seen the whole house."""
    assert {room for room in ROOMS if (ROOT / "pos" / room).is_dir()} == set(ROOMS) - {"paths"}


@pytest.mark.parametrize(
    ("file", "source", "finding"),
    [
        ("pos/core/selling.py", "from pos.db.store import Store", "core must not know db"),
        ("pos/core/selling.py", "import pos.qt.selling", "core must not know qt"),
        ("pos/core/selling.py", "from pos import settings", "core must not know settings"),
        ("pos/core/selling.py", "from pos.paths import resource", "core must not know paths"),
        ("pos/core/selling.py", "def late():\n    from ..screens import Till", "core must not know screens"),
        ("pos/core/selling.py", "from .. import app", "core must not know app"),
        ("pos/core/selling.py", "import importlib\nimportlib.import_module('pos.db')", "core must not know db"),
        ("pos/db/store.py", "from pos.devices import open_devices", "db must not know devices"),
        ("pos/devices/escpos.py", "from pos.paper.receipt import draw", "devices must not know paper"),
        ("pos/paper/receipt.py", "from pos.db.store import Store", "paper must not know db"),
        ("pos/exchange/export.py", "from pos.paper.a4 import Sheet", "exchange must not know paper"),
        ("pos/screens/selling.py", "from pos.qt.parts import Keypad", "screens must not know qt"),
        ("pos/screens/selling.py", "import pos.cli", "screens must not know cli"),
        ("pos/qt/selling.py", "from pos.db.store import Store", "qt must not know db"),
        ("pos/qt/selling.py", "from pos.app import open_window", "qt must not know app"),
        ("pos/qt/selling.py", "from sqlalchemy.orm import Session", "qt must not know sqlalchemy"),
        ("pos/screens/selling.py", "from PySide6.QtCore import QTimer", "PySide6 belongs to app and qt only"),
        ("pos/cli.py", "import PySide6.QtWidgets", "PySide6 belongs to app and qt only"),
        ("pos/paper/receipt.py", "from escpos.printer import Dummy", "escpos belongs to devices only"),
        ("pos/screens/reports.py", "from reportlab.lib import units", "reportlab belongs to paper only"),
        ("pos/screens/payment.py", "import http.client", "http belongs to devices only"),
        ("pos/core/receipts.py", "from cryptography import x509", "cryptography belongs to devices and exchange only"),
        ("pos/utils/text.py", "", "nobody has drawn the room utils"),
    ],
)
def test_a_planted_import_is_found(tmp_path: Path, file: str, source: str, finding: str) -> None:
    planted = tmp_path / file
    planted.parent.mkdir(parents=True)
    planted.write_text(source, "utf-8")

    broken = arrows_broken(tmp_path)

    assert len(broken) == 1
    assert broken[0].endswith(finding)


def test_what_the_arrows_allow_is_left_alone(tmp_path: Path) -> None:
    for file, source in {
        "pos/core/selling.py": "from sqlalchemy.orm import Session\nfrom pos.core.money import Money\nimport pos",
        "pos/core/wording.py": "from pos.paths import resource",
        "pos/db/store.py": "from pos.core.tables import Base\nfrom pos.settings import Settings",
        "pos/exchange/export.py": "from pos.db.store import Store\nfrom . import envelope",
        "pos/qt/selling.py": "from PySide6.QtWidgets import QWidget\nfrom ..screens import selling",
        "pos/app.py": "from PySide6 import QtCore\nfrom pos.qt.main_window import MainWindow\nimport pos.db.store",
        "pos/cli.py": "from pos import __version__\nfrom pos.exchange.export import export",
    }.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(source, "utf-8")

    assert arrows_broken(tmp_path) == []


#: Where a screen asks a role, to show or hide something; what may be done is asked by `core` of the `Authority`.
SHOWN = {
    "pos/screens/day.py": 1,
    "pos/screens/line_changes.py": 1,
    "pos/screens/receipts.py": 1,
    "pos/screens/refund.py": 1,
    "pos/screens/shift.py": 2,
    "pos/screens/staff.py": 2,
}


def test_screens_decide_nothing_about_roles() -> None:
    asked: dict[str, int] = {}
    for file in sorted((ROOT / "pos" / "screens").glob("*.py")):
        calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
        names = [getattr(call.func, "attr", "") for call in calls]
        assert not {"leave_to", "word_for"} & set(names), f"{file.name} asks for a leave itself"
        if "may" in names:
            asked[file.relative_to(ROOT).as_posix()] = names.count("may")
    assert asked == SHOWN
