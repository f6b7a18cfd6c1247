"""Write checker/rulebook.json, the rulebook as read before; to be run after each change of checker/rulebook.toml.

python tools/prepare_rulebook.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from checker.rulebook_file import FILE, PREPARED, prepared_file

PREPARED.write_text(prepared_file(FILE.read_text("utf-8")), "utf-8")
