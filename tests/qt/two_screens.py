"""A till with a second screen, in a process of its own: Qt reads its screens once, before anything else.

    python -m tests.qt.two_screens FOLDER SCREENS.json [PICTURES]

Says what it saw, one JSON object.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

SCREENS = {
    "screens": [
        {"name": "counter", "x": 0, "y": 0, "width": 1366, "height": 768},
        {"name": "customer", "x": 1366, "y": 0, "width": 1024, "height": 600},
    ]
}


def main(folder: Path, config: Path, pictures: Path | None) -> dict[str, Any]:
    config.write_text(json.dumps(SCREENS), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"
    os.environ["POS_CLOCK"] = "2021-09-08T10:00:00+08:00"
    from PySide6.QtWidgets import QApplication

    from pos import app
    from pos.core.staff import Person
    from tests.qt.clerk import until

    window = app.build(folder)
    window.resize(1024, 700)
    window.show()
    window.activateWindow()
    counter, side = window.counter, window._customer
    assert counter is not None
    assert side is not None
    until(lambda: QApplication.activeWindow() is window)
    seen: dict[str, Any] = {"screens": sorted(one.name() for one in QApplication.screens())}

    def shown(name: str) -> str:
        side.follow()
        QApplication.processEvents()
        if pictures is not None and side.window is not None:
            side.window.grab().save(str(pictures / f"{name}.png"))
        return "" if side.window is None else side.window.accessibleName()

    seen["idle"] = shown("idle")
    assert side.window is not None
    seen["on"], seen["place"] = side.window.screen().name(), side.window.geometry().getRect()
    counter.till.person = Person("01", "", "manager")
    window.show_page("selling")
    counter.selling.add("SP0041")
    seen["lines"] = shown("lines")
    seen["keys"] = QApplication.activeWindow() is window
    window.show_page("payment")
    seen["paying"] = shown("paying")

    plugged = list(QApplication.screens())
    side._screens = lambda: plugged
    gone = next(one for one in plugged if one.name() == "customer")
    plugged.remove(gone)
    QApplication.instance().screenRemoved.emit(gone)  # type: ignore[union-attr]
    seen["unplugged"] = side.window is None
    seen["selling goes on"] = counter.selling.add("SP0001", price=None)
    side.follow()
    seen["still none"] = side.window is None
    plugged.append(gone)
    QApplication.instance().screenAdded.emit(gone)  # type: ignore[union-attr]
    seen["back"] = shown("back")

    side._wanted = "HDMI-9"
    side.follow()
    seen["another name"] = side.window is None
    side._wanted = "customer"
    seen["its name"] = bool(shown("named"))
    window.close()
    QApplication.processEvents()
    seen["closed"] = side.window is None
    return seen


if __name__ == "__main__":
    place = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), place), ensure_ascii=False))
