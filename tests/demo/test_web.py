"""The loopback web: a proxy that knows only its own host names, and serves folders as plain web servers do."""

from __future__ import annotations

import http.client
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo.web import Asked, Reply, Web, file_reply, serve_web


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "about").mkdir(parents=True)
    (root / "index.html").write_text("home")
    (root / "about" / "index.html").write_text("about us")
    (root / "a file.pdf").write_bytes(b"%PDF-1.7")
    (root / "404.html").write_text("nothing here")
    (tmp_path / "secret.txt").write_text("secret")
    return root


@pytest.fixture
def web(folder: Path) -> Iterator[Web]:
    def teapot(asked: Asked) -> Reply:
        return Reply(f"{asked.host} {asked.path} {asked.headers['x-mark']}".encode(), 418, {"X-Kind": "pot"})

    with serve_web({"files.test": folder, "Teapot.test": teapot}) as running:
        yield running


def get(web: Web, url: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(web.proxy).netloc, timeout=60)
    try:
        connection.request(method, url, headers=headers)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "status", "kind", "body"),
    [
        ("/", 200, "text/html", b"home"),
        ("/index.html?x=1", 200, "text/html", b"home"),
        ("/about/", 200, "text/html", b"about us"),
        ("/a%20file.pdf", 200, "application/pdf", b"%PDF-1.7"),
        ("/nowhere", 404, "text/html; charset=utf-8", b"nothing here"),
        ("/../secret.txt", 400, "text/plain", b"Bad request"),
        ("/%2e%2e/secret.txt", 400, "text/plain", b"Bad request"),
    ],
)
def test_serves_a_folder(web: Web, path: str, status: int, kind: str, body: bytes) -> None:
    answer = get(web, f"http://files.test{path}")
    assert (answer[0], answer[1]["content-type"], answer[2]) == (status, kind, body)


def test_sends_on_to_the_folder_with_its_slash(folder: Path) -> None:
    reply = file_reply(folder, "/about?x=1")
    assert (reply.status, reply.headers["Location"]) == (301, "/about/")


def test_hosts_are_told_apart_and_requests_remembered(web: Web) -> None:
    assert get(web, "http://teapot.test/x?y=1", **{"X-Mark": "m"}) == (
        418,
        {**get(web, "http://teapot.test/x?y=1", **{"X-Mark": "m"})[1]},
        b"teapot.test /x?y=1 m",
    )
    assert [(asked.host, asked.path) for asked in web.asked] == [("teapot.test", "/x?y=1")] * 2
    assert web.asked[0].at <= web.asked[1].at


def test_head_has_no_body(web: Web) -> None:
    status, headers, body = get(web, "http://files.test/", "HEAD")
    assert (status, headers["content-length"], body) == (200, "4", b"")


def test_unknown_hosts_and_tunnels_are_refused(web: Web) -> None:
    assert get(web, "http://nobody.test/")[0] == 502
    connection = http.client.HTTPConnection(urlsplit(web.proxy).netloc, timeout=60)
    connection.set_tunnel("files.test", 443)
    with pytest.raises(OSError, match="405"):
        connection.connect()
    connection.close()


def test_the_environment_makes_clients_use_it(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in web.environment.items():
        monkeypatch.setenv(name, value)
    with urllib.request.build_opener(urllib.request.ProxyHandler()).open(
        "http://files.test/about/"
    ) as answer:
        assert answer.read() == b"about us"


def test_closes_while_an_answer_is_held_back() -> None:
    reached = threading.Event()

    def hold(asked: Asked) -> Reply:
        reached.set()
        return Reply(wait=threading.Event())

    with serve_web({"slow.test": hold}) as web:
        client = threading.Thread(target=lambda: get(web, "http://slow.test/"))
        client.start()
        assert reached.wait(300)
    client.join(300)
    assert not client.is_alive()
    with pytest.raises(OSError, match="refused"):
        get(web, "http://slow.test/")
