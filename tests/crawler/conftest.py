from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping

import pytest

from demo.web import Site, Web, serve_web

Serve = Callable[[Mapping[str, Site]], Web]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Serves sites under their host names, to everything in this process that heeds the proxy variables."""
    with contextlib.ExitStack() as stack:

        def start(sites: Mapping[str, Site]) -> Web:
            web = stack.enter_context(serve_web(sites))
            for name, value in web.environment.items():
                monkeypatch.setenv(name, value)
            return web

        yield start
