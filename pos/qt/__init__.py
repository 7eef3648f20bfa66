"""The screens, drawn. Everything in here needs PySide6, so it is loaded first, and then kept from reading our sources.

PySide6 replaces `__import__` to learn who switches on its `__feature__`s, and for that reads the source of every module
imported after it, SQLAlchemy's too: a quarter of what the imports cost, and 20 MB. Nobody here uses `__feature__`.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - puts its own `__import__` in place

builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)
