"""The crawl as a whole: both ways to run it, what it does to servers, what it keeps, and how it ends."""

from __future__ import annotations

import datetime
import gzip
import http.server
import ipaddress
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.records import ArchiveRef, Fetch, Judgement, Outcome, Reason, Target, Visit
from crawler.run import run_crawl
from demo.web import Asked, Reply, serve_web
from tests.conftest import PROJECT
from tests.crawler.conftest import Serve
from tests.crawler.fakes import (
    QUICK,
    Memory,
    Opinion,
    crawl,
    home,
    judge_by_words,
    page,
    redirect,
    site,
    statement,
    with_budget,
)

LINK = "<a href='/modern-slavery'>Modern slavery statement</a>"
HTML = {"Content-Type": "text/html"}
GOOD = site({"/": home(LINK), "/modern-slavery": statement()})
RUNTIMES = ("reactor", "reactorless")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def command(runtime: str, settings: dict[str, Any], websites: tuple[str, ...]) -> list[str]:
    return [
        sys.executable,
        "-W",
        "error",
        "-m",
        "tests.crawler.crawl_once",
        runtime,
        json.dumps(settings),
        *websites,
    ]


def environment(proxies: dict[str, str]) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**clean, **proxies}


def run(
    runtime: str, *websites: str, proxies: dict[str, str] | None = None, **settings: Any
) -> list[dict[str, Any]]:
    """Crawl in a process of its own, where every warning is an error; the answers by firm, then the summary."""
    done = subprocess.run(
        command(runtime, settings, websites),
        env=environment(proxies or {}),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "Warning" not in done.stderr
    *answers, summary = map(json.loads, done.stdout.splitlines())
    return [*sorted(answers, key=lambda answer: int(answer["firm"])), summary]


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_both_ways_to_run_see_the_same(runtime: str) -> None:
    never = threading.Event()
    sites = {
        "good.test": GOOD,
        "slow.test": site({"/": Reply(wait=never)}),
        "large.test": site({"/": Reply(b"<p>" + b"x" * 300_000, headers=HTML)}),
        "bomb.test": site(
            {"/": Reply(gzip.compress(b"<p>" * 300_000), headers={**HTML, "Content-Encoding": "gzip"})}
        ),
        "broken.test": site(
            {"/": Reply(b"<p>half", headers={**HTML, "Content-Length": "99", "Connection": "close"})}
        ),
        "loop.test": site({"/": redirect("/")}),
        "silent-robots.test": site({"/": home(LINK), "/robots.txt": Reply(wait=never)}),
    }
    expected = [None, "timeout", "too_large", "too_large", "other", "redirect_loop", "timeout", "http_5xx"]
    with serve_web(sites) as web:
        *answers, summary = run(
            runtime, *sites, "unknown.test", proxies=web.environment, timeout=2.0, largest_body=200_000
        )
    assert [answer["reason"] for answer in answers] == expected
    assert answers[0]["outcome"] == "found"
    assert all("fault of ours" not in answer["detail"] for answer in answers)
    assert (summary["firms"], summary["interrupted"]) == (8, False)


@pytest.fixture
def untrusted(tmp_path: Path) -> Iterator[int]:
    """The port of an https server whose certificate nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    file.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)

    class Quiet(http.server.ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_tells_a_refusal_from_a_certificate_nobody_vouches_for(runtime: str, untrusted: int) -> None:
    answers = run(runtime, f"http://127.0.0.1:{free_port()}", f"https://127.0.0.1:{untrusted}/")
    assert [answer["reason"] for answer in answers[:2]] == ["refused", "tls"]


@pytest.mark.parametrize("runtime", ["reactor"])
def test_an_interrupted_crawl_keeps_what_is_finished(runtime: str) -> None:
    reached = threading.Event()

    def hold(asked: Asked) -> Reply:
        reached.set()
        return Reply(wait=threading.Event())

    with (
        serve_web({"good.test": GOOD, "slow.test": hold}) as web,
        subprocess.Popen(
            command(runtime, {"timeout": 60.0, "firms_at_once": 1}, ("good.test", "slow.test")),
            env=environment(web.environment),
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        assert reached.wait(300)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    first, summary = map(json.loads, out.splitlines())
    assert (first["firm"], first["outcome"]) == (0, "found")
    assert (summary["firms"], summary["interrupted"]) == (1, True)
    assert "Traceback" not in err


def test_keeps_responses_as_they_came(serve: Serve) -> None:
    packed = gzip.compress(statement().encode())
    serve(
        {
            "acorn.test": site(
                {
                    "/": home("<a href='/ms'>Modern slavery</a>"),
                    "/ms": redirect("/modern-slavery", 301),
                    "/modern-slavery": Reply(packed, headers={**HTML, "Content-Encoding": "gzip"}),
                }
            )
        }
    )
    memory, _ = crawl("acorn.test")
    lines = {url: line for url, line, _, _ in memory.archived}
    assert lines["http://acorn.test/ms"] == "HTTP/1.1 301 Moved Permanently"
    assert lines["http://acorn.test/robots.txt"] == "HTTP/1.1 404 Not Found"
    document = memory.visits[0].documents[0]
    url, line, headers, body = memory.archived[document.archived.offset]
    assert (url, line, body) == ("http://acorn.test/modern-slavery", "HTTP/1.1 200 OK", packed)
    assert ("Content-Encoding", "gzip") in headers
    assert document.size == len(statement().encode()) > len(packed)


def test_records_every_attempt(serve: Serve) -> None:
    serve({"acorn.test": site({"/": home(LINK), "/modern-slavery": redirect("/ms"), "/ms": statement()})})
    memory, summary = crawl("acorn.test")
    seen = [(fetch.role, fetch.url, fetch.status, fetch.reason) for fetch in memory.fetches]
    assert seen == [
        ("robots", "https://acorn.test/robots.txt", None, Reason.OTHER),
        ("home", "https://acorn.test/", None, Reason.OTHER),
        ("robots", "http://acorn.test/robots.txt", 404, Reason.HTTP_404),
        ("home", "http://acorn.test/", 200, None),
        ("candidate", "http://acorn.test/modern-slavery", 302, None),
        ("candidate", "http://acorn.test/ms", 200, None),
    ]
    assert summary.requests == len(seen)
    answered = [fetch for fetch in memory.fetches if fetch.status]
    assert all(fetch.archived and fetch.sha256 and fetch.fetched_at.tzinfo for fetch in answered)
    assert (memory.visits[0].pages, memory.visits[0].size) == (
        3,
        sum(f.size for f in answered if f.role != "robots"),
    )


def test_says_who_we_are_and_takes_no_cookies(serve: Serve) -> None:
    baker = {**HTML, "Set-Cookie": "id=1"}
    web = serve(
        {"acorn.test": site({"/": Reply(home(LINK).encode(), headers=baker), "/modern-slavery": statement()})}
    )
    crawl("acorn.test")
    for asked in web.asked:
        assert "Section54Bot" in asked.headers["user-agent"]
        assert "https://" in asked.headers["user-agent"]
        assert "cookie" not in asked.headers
        assert asked.headers["accept-encoding"] == "gzip, deflate, br"


def test_crawl_delay_is_obeyed(serve: Serve) -> None:
    robots = Reply(b"User-agent: Section54Bot\nCrawl-delay: 1\n")
    web = serve(
        {
            "acorn.test": site({"/": home(LINK), "/robots.txt": robots, "/modern-slavery": statement()}),
            "oak.test": GOOD,
        }
    )
    crawl("acorn.test", "oak.test")
    acorn, oak = (
        [asked.at for asked in web.asked if asked.host == host] for host in ("acorn.test", "oak.test")
    )
    assert (len(acorn), len(oak)) == (3, 3)
    # The client's clock starts before the server's: a request that is seen late makes the next come early.
    assert min(later - earlier for earlier, later in pairwise(acorn)) >= 0.5
    # The same work without the two seconds of waiting.
    assert oak[-1] < acorn[-1]


def test_a_host_gets_one_request_at_a_time(serve: Serve) -> None:
    lock, counts = threading.Lock(), {"now": 0, "most": 0}
    paths = ["/", "/a/", "/b/", "/c/"]
    pages = {path: home(LINK) for path in paths} | {"/modern-slavery": statement()}
    inner = site(pages)

    def counting(asked: Asked) -> Reply:
        assert callable(inner)
        with lock:
            counts["now"] += 1
            counts["most"] = max(counts["most"], counts["now"])
        answer = inner(asked)
        with lock:
            counts["now"] -= 1
        return answer

    serve({"acorn.test": counting})
    memory, _ = crawl(*(f"http://acorn.test{path}" for path in paths))
    assert {visit.outcome for visit in memory.visits} == {Outcome.FOUND}
    assert counts["most"] == 1
    # The four firms share one robots.txt.
    assert [fetch.role for fetch in memory.fetches].count("robots") == 1


def test_a_spent_budget_is_a_reason_only_where_nothing_was_found(serve: Serve) -> None:
    hubs = "".join(f"<a href='/policies/{i}'>Policies</a>" for i in range(6))
    pages = {f"/policies/{i}": page("<p>Nothing here.</p>") for i in range(6)}
    serve({"many.test": site({"/": home(hubs), **pages}), "good.test": GOOD})
    memory, _ = crawl("many.test", "good.test", settings=with_budget(pages=2))
    many, good = sorted(memory.visits, key=lambda visit: visit.firm_id)
    assert (many.outcome, many.reason, many.pages) == (Outcome.COULD_NOT_LOOK, Reason.BUDGET_SPENT, 2)
    assert (good.outcome, good.reason) == (Outcome.FOUND, None)


@pytest.mark.parametrize(("kind", "outcome"), [("other", Outcome.FOUND), ("template", Outcome.NOT_FOUND)])
def test_no_part_of_a_template_is_a_statement(serve: Serve, kind: str, outcome: Outcome) -> None:
    async def judge(_target: Target, _body: bytes, _media_type: str, url: str) -> Judgement:
        return Opinion("statement", is_statement=True) if "#" in url else Opinion(kind)

    text = "<h2>Modern slavery statement of [company]</h2><p>" + "We look at our suppliers. " * 30
    serve({"acorn.test": site({"/": home(LINK), "/modern-slavery": page(text)})})
    memory, _ = crawl("acorn.test", judge=judge)
    assert memory.visits[0].outcome is outcome


def test_the_registers_own_address_is_tried(serve: Serve) -> None:
    serve({"acorn.test": site({"/": home(), "/x/y9": statement()})})
    memory, _ = crawl("acorn.test", statement_url="http://acorn.test/x/y9")
    (visit,) = memory.visits
    assert (visit.documents[0].found_by, visit.homepage_link) == ("known_url", None)


@dataclass
class Failing(Memory):
    """Fails at one of its methods, from the second call on."""

    method: str = ""
    calls: int = 0

    def _fail(self, method: str) -> None:
        if method == self.method:
            self.calls += 1
            if self.calls > 1:
                raise OSError(28, "No space left on device")

    def archive(self, url: str, status_line: str, headers: list[tuple[str, str]], body: bytes) -> ArchiveRef:
        self._fail("archive")
        return super().archive(url, status_line, headers, body)

    def fetched(self, fetch: Fetch) -> None:
        self._fail("fetched")
        super().fetched(fetch)

    def visited(self, visit: Visit) -> None:
        self._fail("visited")
        super().visited(visit)


@pytest.mark.parametrize("method", ["archive", "fetched", "visited"])
def test_a_recorder_that_fails_ends_the_crawl_with_its_error(serve: Serve, method: str) -> None:
    serve({f"{name}.test": GOOD for name in "abcd"})
    recorder = Failing(method=method)
    targets = [Target(i, name, f"{name}.test") for i, name in enumerate("abcd")]
    with pytest.raises(OSError, match="No space left on device"):
        run_crawl(targets, judge=judge_by_words, recorder=recorder, settings=replace(QUICK, firms_at_once=2))
    assert len(recorder.visits) <= 1


def test_a_fault_at_one_firm_is_said_of_that_firm_and_logged(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    async def judge(target: Target, body: bytes, media_type: str, url: str) -> Judgement:
        if "bad" in url:
            raise ZeroDivisionError("a judge's slip")
        return await judge_by_words(target, body, media_type, url)

    serve({"bad.test": GOOD, "good.test": GOOD})
    memory, summary = crawl("bad.test", "good.test", judge=judge)
    bad, good = sorted(memory.visits, key=lambda visit: visit.firm_id)
    assert (bad.outcome, bad.reason) == (Outcome.COULD_NOT_LOOK, Reason.OTHER)
    assert "a judge's slip" in bad.detail
    assert good.outcome is Outcome.FOUND
    assert summary.firms == 2
    assert "bad.test" in caplog.text


def test_an_address_that_is_none_is_said_to_be_none() -> None:
    memory, _ = crawl("http://")
    assert (memory.visits[0].reason, "not a web address" in memory.visits[0].detail) == (Reason.OTHER, True)
