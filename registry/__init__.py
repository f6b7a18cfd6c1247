"""The register, its history and its queries. The only package that speaks SQL."""

from registry.assessments import Recheck
from registry.cases import CHANNELS, REASONS, STEPS, CaseError, CaseEvent, Contact, DueCase, Event
from registry.crawls import Crawl, CrawlRequest, CrawlTarget
from registry.errors import AmbiguousFirmError, RegistryError, UnknownFirmError
from registry.firms import Firm, Loaded
from registry.history import FirmHistory, Judged
from registry.register import Registry, open_registry
from registry.statuses import SORTS, STATUSES, FirmStatus, StatusFilter
from registry.suspicion import Suspicion
from registry.tables import Table

__all__ = [
    "CHANNELS",
    "REASONS",
    "SORTS",
    "STATUSES",
    "STEPS",
    "AmbiguousFirmError",
    "CaseError",
    "CaseEvent",
    "Contact",
    "Crawl",
    "CrawlRequest",
    "CrawlTarget",
    "DueCase",
    "Event",
    "Firm",
    "FirmHistory",
    "FirmStatus",
    "Judged",
    "Loaded",
    "Recheck",
    "Registry",
    "RegistryError",
    "StatusFilter",
    "Suspicion",
    "Table",
    "UnknownFirmError",
    "open_registry",
]
