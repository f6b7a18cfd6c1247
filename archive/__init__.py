"""Raw responses, kept untouched as WARC: the one canonical store of what was seen."""

from archive.errors import ArchiveError
from archive.index import Index
from archive.reader import Response, records
from archive.store import Archive
from archive.writer import RENDERED_WITH, Earlier, Location, Rendering, Writer

__all__ = [
    "RENDERED_WITH",
    "Archive",
    "ArchiveError",
    "Earlier",
    "Index",
    "Location",
    "Rendering",
    "Response",
    "Writer",
    "records",
]
