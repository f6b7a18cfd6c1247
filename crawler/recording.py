"""The recorder as the crawl holds it: its failures are told apart from everything else that can go wrong."""

from __future__ import annotations

from crawler.records import ArchiveRef, Fetch, Recorder, RenderedPage, Visit


class RecorderError(Exception):
    """The recorder failed; its own exception is the cause. Losing evidence is worse than stopping."""


class GuardedRecorder:
    """A recorder whose every failure is a `RecorderError`, so that no firm's visit can swallow it."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def archive(self, url: str, status_line: str, headers: list[tuple[str, str]], body: bytes) -> ArchiveRef:
        """Keep an untouched response."""
        try:
            return self._recorder.archive(url, status_line, headers, body)
        except Exception as error:
            raise RecorderError(f"{url} could not be archived") from error

    def rendered(self, page: RenderedPage) -> ArchiveRef:
        """Keep what a browser made of a response."""
        try:
            return self._recorder.rendered(page)
        except Exception as error:
            raise RecorderError(f"{page.url} as rendered could not be archived") from error

    def fetched(self, fetch: Fetch) -> None:
        """Append one attempt."""
        try:
            self._recorder.fetched(fetch)
        except Exception as error:
            raise RecorderError(f"the attempt at {fetch.url} could not be recorded") from error

    def visited(self, visit: Visit) -> None:
        """Append the outcome for one firm."""
        try:
            self._recorder.visited(visit)
        except Exception as error:
            raise RecorderError(f"the visit to firm {visit.firm_id} could not be recorded") from error
