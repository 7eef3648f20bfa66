"""Qt's own words (OK, Cancel, Copy in menus) in the till's language; everything else is `core.wording`."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication


def install(app: QApplication, language: str) -> bool:
    """Load the translation that PySide6 ships; True if it is there. English needs none."""
    locale = QLocale(language)
    QLocale.setDefault(locale)
    if language == "en":
        return True
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator.load(f"qtbase_{language}", folder) and app.installTranslator(translator)
