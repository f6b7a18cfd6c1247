"""The browser as a guest, and pages and browsers that break down: a reason for that firm, and nothing for the others."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

import pytest

from crawler.records import Outcome, Reason
from demo.web import Asked, Reply, Site, Web
from tests.conftest import PROJECT
from tests.crawler.conftest import Serve
from tests.crawler.fakes import FILLER, crawl, page, site, statement
from tests.crawler.test_browser import FOOTER, LACKING, LINK, WITH_BROWSER, app, puts, script, shell
from tests.crawler.test_run import command, environment

pytestmark = pytest.mark.skipif(LACKING is not None, reason=f"to be installed: {LACKING}")
WHOLE = app({"/": FOOTER % LINK}, q7=statement())


def test_a_page_that_hangs_costs_the_others_nothing(serve: Serve) -> None:
    serve({"hung.example": site({"/": shell("while (true) {}")}), "well.example": WHOLE})
    memory, _ = crawl("http://hung.example", "http://well.example", settings=WITH_BROWSER)
    hung, well = sorted(memory.visits, key=lambda visit: visit.firm_id)
    assert (hung.outcome, hung.reason) == (Outcome.COULD_NOT_LOOK, Reason.NEEDS_BROWSER)
    assert "did not come to rest within 30 seconds" in hung.detail
    assert well.outcome is Outcome.FOUND


def test_a_page_that_eats_all_memory_costs_the_others_nothing(serve: Serve) -> None:
    greedy = "const all = []; for (;;) all.push(new Array(1000000).fill(Math.random()))"
    serve({"greedy.example": site({"/": shell(greedy)}), "well.example": WHOLE})
    memory, _ = crawl("http://greedy.example", "http://well.example", settings=WITH_BROWSER)
    greedy_one, well = sorted(memory.visits, key=lambda visit: visit.firm_id)
    assert (greedy_one.outcome, greedy_one.reason) == (Outcome.COULD_NOT_LOOK, Reason.NEEDS_BROWSER)
    assert "broke down in the browser" in greedy_one.detail
    assert well.outcome is Outcome.FOUND


@pytest.mark.parametrize("program", ["/nowhere/chromium", "/bin/false"])
def test_a_browser_that_does_not_start_is_said_of_each_firm(serve: Serve, program: str) -> None:
    hosts = [f"firm{number}.example" for number in range(3)]
    serve(dict.fromkeys(hosts, WHOLE))
    memory, _ = crawl(*(f"http://{host}" for host in hosts), settings=replace(WITH_BROWSER, browser=program))
    assert [visit.reason for visit in memory.visits] == [Reason.NEEDS_BROWSER] * 3
    assert all(f"{program} could not be started" in visit.detail for visit in memory.visits)


def test_the_page_is_a_guest_with_our_manners(serve: Serve) -> None:
    code = (
        puts(FOOTER % LINK)
        + "document.cookie = 'a=b'; fetch('/more.json'); fetch('http://cdn.example/c.json')"
    )
    head = "<link rel='stylesheet' href='/s.css'><script src='http://cdn.example/lib.js'></script>"
    head += "<script src='http://www.googletagmanager.com/gtm.js'></script>"
    cookie = {"Set-Cookie": "seen=1; Path=/"}
    home = shell(head=head)
    web = serve(
        {
            "firm.example": site(
                {
                    "/": Reply(home.body + b"<img src='/i.png'>", headers={**home.headers, **cookie}),
                    "/app.js": script(code, **cookie),
                    "/more.json": Reply(b"{}"),
                    "/q7": statement(),
                }
            ),
            "cdn.example": site({"/lib.js": script(""), "/c.json": Reply(b"{}")}),
        }
    )
    memory, _ = crawl("http://firm.example", settings=WITH_BROWSER)
    assert memory.visits[0].outcome is Outcome.FOUND
    agents = {asked.headers.get("user-agent") for asked in web.asked}
    assert agents == {WITH_BROWSER.agent}
    assert not [asked for asked in web.asked if "cookie" in asked.headers]
    paths = [(asked.host, asked.path) for asked in web.asked]
    assert {path for host, path in paths if host == "cdn.example"} == {"/robots.txt", "/lib.js", "/c.json"}
    assert paths.index(("cdn.example", "/robots.txt")) < paths.index(("cdn.example", "/lib.js"))
    assert not {("firm.example", "/s.css"), ("firm.example", "/i.png")} & set(paths)
    assert "www.googletagmanager.com" not in {host for host, _ in paths}
    origins = {asked.path: asked.headers.get("origin") for asked in web.asked}
    assert (origins["/c.json"], origins["/more.json"]) == ("http://firm.example", None)
    # Each is recorded and archived as any other answer, the rendered page apart from them.
    roles = {(fetch.url, fetch.role) for fetch in memory.fetches}
    assert ("http://firm.example/app.js", "script") in roles
    assert "http://firm.example/more.json" in [url for url, *_ in memory.archived]
    (shown,) = memory.shown
    assert memory.archived[shown.of.offset][3] == home.body + b"<img src='/i.png'>"
    assert LINK.replace("'", '"').encode() in shown.html
    assert b"<script" not in shown.html


def test_nothing_gets_past_the_crawl(serve: Serve) -> None:
    with socket.create_server(("127.0.0.1", 0)) as inside:
        port = inside.getsockname()[1]
        tries = f"""
        const at = '127.0.0.1:{port}', ask = url => fetch(url, {{mode: 'no-cors'}}).catch(() => 0);
        new WebSocket('ws://' + at + '/'); new EventSource('http://' + at + '/');
        navigator.sendBeacon('http://' + at + '/', 'x'); ask('http://' + at + '/'); ask('http://localhost:{port}/');
        ask('http://[::ffff:127.0.0.1]:{port}/'); ask('http://cdn.example/inside.js');
        new Image().src = 'http://' + at + '/'; new Worker(URL.createObjectURL(new Blob(["fetch('http://" + at + "/')"])));
        const frame = document.createElement('iframe'); frame.src = 'http://' + at + '/'; document.body.append(frame);
        const peer = new RTCPeerConnection({{iceServers: [{{urls: 'stun:' + at}}]}}); peer.createDataChannel('x');
        peer.createOffer().then(offer => peer.setLocalDescription(offer));
        """
        head = f"<link rel='prefetch' href='http://127.0.0.1:{port}/'><link rel='preconnect' href='http://127.0.0.1:{port}'>"
        away = Reply(status=302, headers={"Location": f"http://127.0.0.1:{port}/"})
        web = serve(
            {
                "firm.example": site(
                    {"/": shell(puts(FOOTER % LINK) + tries, head=head), "/q7": statement()}
                ),
                "cdn.example": site({"/inside.js": away}),
            }
        )
        memory, _ = crawl("http://firm.example", settings=WITH_BROWSER)
        assert memory.visits[0].outcome is Outcome.FOUND, memory.visits[0].detail
        assert memory.visits[0].rendered
        inside.setblocking(False)
        with pytest.raises(BlockingIOError):
            inside.accept()
        assert {asked.host for asked in web.asked} == {"firm.example", "cdn.example"}


def test_what_a_page_may_ask_for_is_bounded(serve: Serve) -> None:
    asks = "for (let i = 0; i < 12; i++) fetch('/part' + i + '.json');"
    budgets = replace(WITH_BROWSER.budgets, parts=5)
    web = serve(
        {
            "many.example": site({"/": shell(puts(FILLER) + asks)}),
            "again.example": site(
                {
                    "/": shell(),
                    "/app.js": script(puts(FOOTER % LINK) + asks.replace("'/part'", "'/news?'")),
                    "/q7": statement(),
                }
            ),
        }
    )
    memory, _ = crawl(
        "http://many.example", "http://again.example", settings=replace(WITH_BROWSER, budgets=budgets)
    )
    many, repeated = sorted(memory.visits, key=lambda visit: visit.firm_id)
    assert (many.outcome, many.reason) == (Outcome.COULD_NOT_LOOK, Reason.BUDGET_SPENT)
    assert "5 scripts" in many.detail
    assert (repeated.outcome, repeated.rendered) == (Outcome.FOUND, True)
    assert sum(asked.path.startswith("/part") for asked in web.asked) == 5


def held(until: Event, asked_for: Event) -> Site:
    """A site whose script is asked for, and does not come."""

    def answer(asked: Asked) -> Reply:
        if asked.path == "/app.js":
            asked_for.set()
            return Reply(b"", headers={"Content-Type": "text/javascript"}, wait=until)
        if asked.path == "/":
            return shell()
        return Reply(status=404)

    return answer


@dataclass(frozen=True)
class Process:
    number: int
    parent: int
    state: str
    started: str
    command: str

    @classmethod
    def all(cls) -> Iterator[Process]:
        for folder in Path("/proc").iterdir():
            try:
                if folder.name.isdecimal():
                    fields = (folder / "stat").read_text().rpartition(")")[2].split()
                    name = (folder / "cmdline").read_text()
                    yield cls(int(folder.name), int(fields[1]), fields[0], fields[19], name)
            except OSError:
                continue  # It has ended meanwhile.


def family(number: int) -> dict[tuple[int, str], str]:
    """The processes that descend from the one of this number, known again by number and start, with their commands."""
    everyone = list(Process.all())
    found: dict[tuple[int, str], str] = {}
    parents = {number}
    while children := [
        each for each in everyone if each.parent in parents and (each.number, each.started) not in found
    ]:
        found |= {(each.number, each.started): each.command for each in children}
        parents = {each.number for each in children}
    return found


def left(of: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Which of the processes are still running when all had time to end."""
    until = time.monotonic() + 120
    while True:
        running = {(each.number, each.started) for each in Process.all() if each.state != "Z"}
        if not (still := running & set(of)) or time.monotonic() > until:
            return still
        time.sleep(0.05)


def started(web: Web, runtime: str, *websites: str, **settings: float) -> subprocess.Popen[str]:
    """A crawl with a browser, in a process of its own."""
    given = {"browser": WITH_BROWSER.browser, **settings}
    return subprocess.Popen(
        command(runtime, given, websites), env=environment(web.environment), cwd=PROJECT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("runtime", ["reactor", "reactorless"])
def test_the_browser_ends_with_the_crawl(serve: Serve, runtime: str) -> None:
    released, asked_for = Event(), Event()
    web = serve({"held.example": held(released, asked_for), "well.example": WHOLE})
    with started(web, runtime, "http://held.example", "http://well.example") as process:
        assert asked_for.wait(300)
        there = family(process.pid)
        released.set()
        output, errors = process.communicate(timeout=300)
    assert any("--type=renderer" in each for each in there.values())
    assert (process.returncode, errors) == (0, "")
    answers = [json.loads(line) for line in output.splitlines()]
    outcomes = {each["firm"]: (each["outcome"], each["reason"]) for each in answers[:2]}
    assert outcomes == {0: ("could_not_look", "needs_browser"), 1: ("found", None)}
    assert left(there) == set()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["interrupted", "killed"])
def test_the_browser_ends_with_a_crawl_that_is_stopped(serve: Serve, number: signal.Signals) -> None:
    released, asked_for = Event(), Event()
    web = serve({"held.example": held(released, asked_for)})
    with started(web, "reactor", "http://held.example") as process:
        assert asked_for.wait(300)
        there = family(process.pid)
        process.send_signal(number)
        output, errors = process.communicate(timeout=300)
    released.set()
    assert any("--type=renderer" in each for each in there.values())
    assert left(there) == set()
    # Nothing is recorded of a firm that was not looked at to the end.
    assert '"firm"' not in output
    if number is signal.SIGINT:
        assert (process.returncode, errors) == (0, "")
        assert json.loads(output)["interrupted"]


def test_pages_that_plain_http_reads_need_no_browser(serve: Serve) -> None:
    serve({"plain.example": site({"/": page(f"{FILLER}<footer>{LINK}</footer>"), "/q7": statement()})})
    memory, _ = crawl("http://plain.example", settings=replace(WITH_BROWSER, browser="/nowhere/chromium"))
    assert memory.visits[0].outcome is Outcome.FOUND
    assert not memory.visits[0].rendered
