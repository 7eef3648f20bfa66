"""Kill the till again and again, as a customer would see it: `python -m tests.kill_drill FOLDER KILLS SEED`.

A till is started on the shop in FOLDER, a clerk sells through its standard input, and at a random moment it is killed.
The next one takes over; a sale that was asked for and not answered is simply asked for again, as a clerk would. At the
end one JSON object says what was answered. Where the system can fork, the till's modules are loaded once.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

PIN = "135790"
GOODS = {"6993470000073": 5800, "6993470000097": 6800, "6993470000103": 2680}


class Killed(Exception):
    """No answer came any more."""


class LivingTill:
    """One `pos till` at the other end of two pipes."""

    def __init__(self, folder: Path, gestures: int = 0, delay: float = 60.0) -> None:
        """It dies `delay` seconds after it was asked for the last of so many `gestures`."""
        command = ["--data", str(folder), "till"]
        self.pid = 0
        self._gestures, self._death = gestures, threading.Timer(delay, self.kill)
        if hasattr(os, "fork"):
            there, here = os.pipe()
            back, answers = os.pipe()
            self.pid = os.fork()
            if self.pid == 0:
                live(command, there, answers, (here, back))
            os.close(there)
            os.close(answers)
            self.input: IO[bytes] = os.fdopen(here, "wb", buffering=0)
            self.output: IO[bytes] = os.fdopen(back, "rb")
        else:
            run = [sys.executable, "-m", "pos", *command]
            self.process = subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            assert self.process.stdin is not None
            assert self.process.stdout is not None
            self.input, self.output = self.process.stdin, self.process.stdout
        if not gestures:
            self._death.start()

    def ask(self, **gesture: Any) -> dict[str, Any]:
        self._gestures -= 1
        if self._gestures == 0:
            self._death.start()
        try:
            self.input.write(json.dumps(gesture).encode() + b"\n")
            self.input.flush()
            line = self.output.readline()
        except OSError:
            raise Killed from None
        if not line.endswith(b"\n"):
            raise Killed
        answer: dict[str, Any] = json.loads(line)
        return answer

    def kill(self) -> None:
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        else:
            self.process.kill()

    def bury(self) -> int:
        """Wait for the end; the exit code, or minus the signal."""
        if self._death.is_alive():
            self._death.join()
        for pipe in (self.input, self.output):
            with contextlib.suppress(OSError):
                pipe.close()
        if not self.pid:
            return self.process.wait()
        status = os.waitpid(self.pid, 0)[1]
        return os.waitstatus_to_exitcode(status)


def live(command: list[str], there: int, answers: int, others: tuple[int, ...]) -> None:
    """The forked child becomes the till."""
    code = 70
    try:
        for handle in others:
            os.close(handle)
        os.dup2(there, 0)
        os.dup2(answers, 1)
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        from pos.cli import main

        code = main(command)
    finally:
        os._exit(code)


@dataclass
class Told:
    """What the tills answered: receipts with their totals in fen, and how every unanswered payment turned out."""

    kills: int = 0
    in_payment: int = 0
    answered: dict[str, int] = field(default_factory=dict)
    unanswered: list[int] = field(default_factory=list)
    """Totals of sales whose answer never came, and which the next till said were done already."""
    closings: int = 0
    last_exit: int = -1
    strange: list[str] = field(default_factory=list)


class Clerk:
    """Sells, remembers what was answered, and clears up after a kill."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.told = chance, Told()
        self.paying = 0
        """The total of a sale that was asked for and not answered."""

    def take_over(self, till: LivingTill) -> None:
        """What a clerk does first after a till went away: sign in, and see what became of the last sale."""
        self._expect(till.ask(do="login", pin=PIN))
        self._expect(till.ask(do="open_shift", float="300.00"), "ShiftOpen")
        if self.paying:
            self._ask_again(till)
        self._expect(till.ask(do="cancel"), "EmptyBasket")

    def work(self, till: LivingTill) -> None:
        self.take_over(till)
        while True:
            if self.chance.random() < 0.03:
                self._close(till)
            self._sell(till)

    def _ask_again(self, till: LivingTill) -> None:
        """The ticket is still on the counter, or it is a sale; never both and never neither."""
        answer = self._pay(till)
        if answer["ok"]:
            self._answered(answer)
        elif answer["refused"] == "EmptyBasket":
            self.told.unanswered.append(self.paying)
        else:
            self.told.strange.append(f"asked again: {answer}")
        self.paying = 0

    def _sell(self, till: LivingTill) -> None:
        total = 0
        for code in self.chance.sample(list(GOODS), self.chance.randint(1, 3)):
            count = self.chance.randint(1, 9)
            self._expect(till.ask(do="scan", code=f"{count}*{code}"))
            total += count * GOODS[code]
        self.paying = total
        answer = self._pay(till)
        self._expect(answer)
        self._answered(answer)
        self.paying = 0

    def _pay(self, till: LivingTill) -> dict[str, Any]:
        yuan = f"{self.paying // 100}.{self.paying % 100:02d}"
        return till.ask(do="pay", means="CARD_POS", amount=yuan)

    def _answered(self, answer: dict[str, Any]) -> None:
        if answer["receipt"] in self.told.answered:
            self.told.strange.append(f"the number came twice: {answer}")
        if round(float(answer["total"]) * 100) != self.paying:
            self.told.strange.append(f"another total than {self.paying}: {answer}")
        self.told.answered[answer["receipt"]] = self.paying

    def _close(self, till: LivingTill) -> None:
        self._expect(till.ask(do="close_shift", counted="300.00"))
        self.told.closings += 1
        self._expect(till.ask(do="open_shift", float="300.00"))

    def _expect(self, answer: dict[str, Any], *refusals: str) -> None:
        if not answer["ok"] and answer["refused"] not in refusals:
            self.told.strange.append(str(answer))


def drill(folder: Path, kills: int, seed: int) -> Told:
    """Let tills live and die on the shop in `folder`."""
    chance = random.Random(seed)
    clerk = Clerk(chance)
    for _ in range(kills):
        # One in four dies while it starts or soon after; the others in the middle of some gesture, or right behind it.
        if chance.random() < 0.25:
            till = LivingTill(folder, 0, chance.uniform(0.0, 0.5))
        else:
            till = LivingTill(folder, chance.randint(3, 20), chance.uniform(0.0, 0.02))
        with contextlib.suppress(Killed):
            clerk.work(till)
        clerk.told.kills += till.bury() in (-9, 1)
        clerk.told.in_payment += clerk.paying > 0
    # One more look tells how the last payment ended.
    last = LivingTill(folder, 10**9)
    clerk.take_over(last)
    last.ask(do="quit")
    clerk.told.last_exit = last.bury()
    return clerk.told


if __name__ == "__main__":
    if hasattr(os, "fork"):
        # Loaded here once, so that a till's life begins where its work begins.
        for module in ("pos.cli", "pos.shop", "pos.screens.gestures", "pos.screens.papers", "pos.db.migrate"):
            importlib.import_module(module)
    began = time.monotonic()
    told = drill(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    print(json.dumps(asdict(told) | {"seconds": round(time.monotonic() - began, 1)}))
