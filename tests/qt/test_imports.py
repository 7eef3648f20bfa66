"""What a start does not pay for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def told(program: str) -> str:
    """What a process of its own prints: in this one much is imported already."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_pyside_does_not_look_at_what_is_imported_after_it() -> None:
    program = """
import builtins
import pos.qt
print(builtins.__import__ is builtins.__feature_import__)
"""
    assert told(program) == "False"


def test_a_shop_in_one_file_loads_no_database_server() -> None:
    program = """
import sys
import pos.core.all_tables
from pos.db import store
store.make_engine("sqlite://", writes=True)
print("sqlalchemy.dialects.postgresql" in sys.modules)
"""
    assert told(program) == "False"
