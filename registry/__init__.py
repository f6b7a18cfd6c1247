"""The register, its history and its queries. The only package that speaks SQL."""

from registry.areas import AreaDecision
from registry.assessments import Recheck
from registry.cases import CHANNELS, REASONS, STALE_AFTER_DAYS, STEPS, CaseError, CaseEvent, Event
from registry.contacts import Contact
from registry.crawls import Crawl, CrawlRequest, Plan, PlannedFirm
from registry.digest import Change
from registry.errors import AmbiguousFirmError, RegistryError, UnknownFirmError
from registry.firms import Firm
from registry.groups import GroupStatement
from registry.history import FirmHistory, Judged
from registry.letters import Letter
from registry.loading import Loaded
from registry.overview import Answered, Overview, Stood, quarter_start
from registry.register import Registry, open_registry
from registry.reviews import Answer, Decision
from registry.scopes import SCOPES, Parent, ScopeDecision, ScopeView
from registry.statuses import SORTS, STATUS_KEYS, STATUSES, FirmStatus, StatusFilter
from registry.verdicts import AREAS, MANDATORY, NOT_LOOKED, STATEMENT_FOUND, VERDICTS, Reviewed
from registry.versions import SharedText, Version, names_left_in

__all__ = [
    "AREAS",
    "CHANNELS",
    "MANDATORY",
    "NOT_LOOKED",
    "REASONS",
    "SCOPES",
    "SORTS",
    "STALE_AFTER_DAYS",
    "STATEMENT_FOUND",
    "STATUSES",
    "STATUS_KEYS",
    "STEPS",
    "VERDICTS",
    "AmbiguousFirmError",
    "Answer",
    "Answered",
    "AreaDecision",
    "CaseError",
    "CaseEvent",
    "Change",
    "Contact",
    "Crawl",
    "CrawlRequest",
    "Decision",
    "Event",
    "Firm",
    "FirmHistory",
    "FirmStatus",
    "GroupStatement",
    "Judged",
    "Letter",
    "Loaded",
    "Overview",
    "Parent",
    "Plan",
    "PlannedFirm",
    "Recheck",
    "Registry",
    "RegistryError",
    "Reviewed",
    "ScopeDecision",
    "ScopeView",
    "SharedText",
    "StatusFilter",
    "Stood",
    "UnknownFirmError",
    "Version",
    "names_left_in",
    "open_registry",
    "quarter_start",
]
