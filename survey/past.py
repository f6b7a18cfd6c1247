"""What the register and the archive know of pages from earlier crawls."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from archive import Archive, ArchiveError, Response
from crawler.past import Remembered
from crawler.records import ArchiveRef
from registry import Registry

LONGEST_RELIED_ON = timedelta(days=180)
"""A page is received anew at least this often: some servers say for ever that nothing has changed."""


class ArchivedPast:
    """Pages of earlier crawls, looked up in the register and read from the archive."""

    def __init__(self, registry: Registry, archive: Archive) -> None:
        self._registry = registry
        self._archive = archive

    def remembered(self, url: str) -> Remembered | None:
        """What is known of the page; None for one that is new or was received too long ago."""
        known = self._registry.validator(url, datetime.now(UTC) - LONGEST_RELIED_ON)
        if known is None:
            return None
        place = ArchiveRef(known.archive_file, known.archive_offset)
        return Remembered(known.url, known.etag, known.last_modified, known.sha256, place)

    def recalled(self, page: Remembered) -> tuple[dict[str, str], bytes] | None:
        """Its headers and its unpacked body; None where the archive no longer holds just that."""
        response = self.response(page)
        if response is None or hashlib.sha256(response.body).hexdigest() != page.sha256:
            return None
        return {name.lower(): value for name, value in response.headers}, response.body

    def read(self, place: ArchiveRef) -> Response:
        """What lies there; ArchiveError where it does not."""
        return self._archive.read(place.file, place.offset)

    def response(self, page: Remembered) -> Response | None:
        """The archived response; None where the archive was moved or cut: the page is then received anew."""
        try:
            return self._archive.read(page.archived.file, page.archived.offset)
        except ArchiveError:
            return None
