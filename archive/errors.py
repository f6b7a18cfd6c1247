"""What can go wrong with the archive."""

from __future__ import annotations


class ArchiveError(Exception):
    """The archive cannot be written or read. The message names the file and the way out, in one line."""
