"""The bench itself: every figure is measured in the smallest shop, and says what it is measured against."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.__main__ import SIZES, main, parts
from bench.measuring import Figure, growth, p95, row, timed

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shops of these tests are kept."""
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def measured(shelves: Path) -> list[dict[str, object]]:
    """The figures of a tiny run, in a process of its own as `make bench` starts it."""
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--tiny", "--json"],
        cwd=ROOT,
        env=dict(os.environ, PERF_DATA=str(shelves)),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


@pytest.mark.parametrize("name", list(parts(SIZES["tiny"])))
def test_every_figure_comes_with_its_yardstick(measured: list[dict[str, object]], name: str) -> None:
    figures = [figure for figure in measured if figure["part"] == name]

    assert figures
    for figure in figures:
        assert figure["value"] > 0 and figure["base"] > 0 and figure["ratio"] > 0  # type: ignore[operator]
        assert figure["yardstick"]
        assert figure["holds"] is (
            None if figure["goal"] is None else figure["value"] <= figure["goal"] * figure["base"]
        )  # type: ignore[operator]
    assert any(figure["goal"] is not None for figure in figures)


def test_the_multiplied_sales_are_a_true_chain(shelves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the bench measures in is a shop that its own verifier accepts, to the last record."""
    from bench import shops
    from pos.exchange.verify import verify_database

    monkeypatch.setenv("PERF_DATA", str(shelves))
    monkeypatch.setattr(shops, "PER_DAY", 400)
    made = shops.shop(470, 200, fresh=True)

    verdict = verify_database(made.database)
    assert verdict.ok, verdict.message
    assert verdict.sales == 470


def test_what_a_run_sold_is_gone_before_the_next(shelves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bench import shops
    from pos.exchange.verify import verify_database

    monkeypatch.setenv("PERF_DATA", str(shelves))
    till = shops.shop(40, 200, fresh=True).till()
    shops.sell(till, shops.shelf_of(till.folder), 3)
    till.store.close()

    verdict = verify_database(shops.shop(40, 200).database)
    assert verdict.ok, verdict.message
    assert verdict.sales == 40


def test_a_table_row_says_whether_the_goal_holds() -> None:
    kept = Figure("sale", "a sale", "s", 0.002, 0.001, "plain SQL", 2.5)
    missed = Figure("sale", "a sale", "s", 0.004, 0.001, "plain SQL", 2.5)

    assert "2.00x" in row(kept) and "holds" in row(kept)
    assert "4.00x" in row(missed) and "MISSED" in row(missed)
    assert Figure("sale", "a sale", "s", 1, 1, "itself").holds is None


def test_the_ninety_fifth_of_a_hundred() -> None:
    samples = [n / 1000 for n in range(1, 101)]

    assert p95(samples) == 0.096
    assert [figure.what for figure in timed("g", "it", samples, samples, "itself")] == ["it, median", "it, p95"]
    assert growth("g", "it", [2.0], [1.0], 1.5).holds is False


def test_an_unknown_figure_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["speed"])

    assert stop.value.code == 2
    assert "unknown figure speed" in capsys.readouterr().err
