"""Run as a program: crawl the web sites given, and print what came of each as one line of JSON.

The first argument says whether to run on Twisted's reactor, as users do, or without; the second is the CrawlSettings'
other fields as JSON. Twisted's reactor runs once in a process, so tests of it need one of their own.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import replace

from crawler.records import Target, Visit
from crawler.run import run_crawl
from tests.crawler.fakes import QUICK, Memory, judge_by_words
from tests.memory import peak


class Telling(Memory):
    """Prints each visit as soon as it is recorded."""

    def visited(self, visit: Visit) -> None:
        answer = {
            "firm": visit.firm_id,
            "outcome": visit.outcome,
            "reason": visit.reason,
            "detail": visit.detail,
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def main() -> None:
    runtime, settings, *websites = sys.argv[1:]
    quick = replace(QUICK, reactorless=runtime == "reactorless", **json.loads(settings))
    targets = [Target(i, f"Firm {i}", website) for i, website in enumerate(websites)]
    summary = run_crawl(targets, judge=judge_by_words, recorder=Telling(), settings=quick)
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "firms": summary.firms,
        "interrupted": summary.interrupted,
        "memory": peak(),
        "processor": used.ru_utime + used.ru_stime,
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
