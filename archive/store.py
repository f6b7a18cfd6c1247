"""The archive: a folder of WARC segments, one more for each run that writes."""

from __future__ import annotations

from pathlib import Path

from archive.errors import ArchiveError
from archive.reader import LARGEST_BODY, Response, read_record
from archive.writer import Writer


class Archive:
    """A folder of gzipped WARC files, each record a gzip member of its own, so that an offset leads to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def writer(self, crawl_id: int) -> Writer:
        """A writer on a segment that no other run has touched.

        A run that is killed may leave half a record at the end of its segment. Nobody appends to that segment,
        so nothing that is written later can be lost behind it.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveError(
                f"cannot make the archive folder {self.folder} ({error.strerror or error}); "
                "put the database where you may write"
            ) from error
        return Writer(self.folder, crawl_id)

    def read(self, file: str, offset: int, largest_body: int = LARGEST_BODY) -> Response:
        """The response at `offset` bytes in `file`, its content-encoding undone; ArchiveError if it is not there."""
        if Path(file).name != file:
            raise ArchiveError(f"{file!r} is not the name of a file in the archive folder {self.folder}")
        return read_record(self.folder / file, offset, largest_body)

    def segments(self) -> list[Path]:
        """The archive's files, by name."""
        return sorted(self.folder.glob("*.warc.gz"))
