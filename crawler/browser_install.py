"""Whether pages can be shown in a browser on this machine, and what to install if not."""

from __future__ import annotations

import importlib.util
import shutil

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
"""The names under which systems install it."""


def program() -> str | None:
    """The path of the system's Chromium; None where there is none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def missing() -> str | None:
    """What to install so that pages can be shown in a browser, in one line; None where all is there."""
    wanted = []
    if importlib.util.find_spec("playwright") is None:
        wanted.append("the extra (pip install 'section54[browser]')")
    if program() is None:
        wanted.append("the system's Chromium (on Debian and Ubuntu: apt install chromium)")
    return " and ".join(wanted) or None
