"""The downloader middleware nearest to the wire: keeps every response untouched before anything happens to it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import Response

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.recording import GuardedRecorder

META_KEY = "section54_archived"
"""Where in `request.meta` the ArchiveRef is put."""


class ArchivingMiddleware:
    """Hands each response to the recorder."""

    def __init__(self, recorder: GuardedRecorder) -> None:
        self._recorder = recorder

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchivingMiddleware:
        """What Scrapy calls. The spider carries the recorder."""
        return cls(crawler.spider.recorder)  # type: ignore[union-attr]

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive the response as received: packed as it came, redirects and errors included."""
        line = f"{response.protocol or 'HTTP/1.1'} {response.status} {_phrase(response.status)}".rstrip()
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
            # The client has already joined the chunks, so the body is no longer what this header would say.
            if name.lower() != b"transfer-encoding"
        ]
        request.meta[META_KEY] = self._recorder.archive(response.url, line, headers, response.body)
        return response


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
