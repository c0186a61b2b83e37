#!/usr/bin/env python3
"""Looks at one page of the running service in a browser, as its people would use it.

    Tests/Tools/pages.py NAME BASE [ARGUMENT...]

NAME is a file of Tests/Pages with `check(desk)`, and perhaps `FLAGS` for the browser (a list, or a function of
a folder for files, BASE and the arguments). TESSERA_SCREENSHOTS names a folder that keeps the pictures.
"""
import importlib
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "Pages"))
from desk import Desk  # noqa: E402

name, base, *arguments = sys.argv[1:]
check = importlib.import_module(name)
with tempfile.TemporaryDirectory(prefix="tessera-pages.", dir="/dev/shm") as folder:
    flags = getattr(check, "FLAGS", [])
    flags = flags(pathlib.Path(folder), base, arguments) if callable(flags) else flags
    desk = Desk(base, arguments, flags)
    try:
        check.check(desk)
    finally:
        desk.close()
print(f"{name}: well")
