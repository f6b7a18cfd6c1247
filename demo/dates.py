"""The dates on the demo's pages, all reckoned from today so that the demo never grows old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SETTLED = timedelta(days=92)
"""A year is reported on once it ended this long ago: time for the board to meet, well within the six months that
the guidance gives."""

BOARD_MEETS = timedelta(days=68)


def long(day: date) -> str:
    """'5 June 2026'."""
    return f"{day.day} {day:%B %Y}"


def weekday(day: date) -> date:
    """`day`, or the Monday after it when it falls on a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def last_year_end(today: date, month: int, day: int) -> date:
    """The newest end of a financial year (each year on `month`, `day`) that is `SETTLED` before `today`."""
    end = date(today.year, month, day)
    while end + SETTLED >= today:
        end = end.replace(year=end.year - 1)
    return end


@dataclass(frozen=True, slots=True)
class FinancialYear:
    """A financial year that ended on `end`, and when its statement was approved and signed."""

    end: date

    @property
    def start(self) -> date:
        """The day after the year before ended."""
        return self.before.end + timedelta(days=1)

    @property
    def before(self) -> FinancialYear:
        """The financial year before this one."""
        return FinancialYear(self.end.replace(year=self.end.year - 1))

    @property
    def after(self) -> FinancialYear:
        """The financial year after this one."""
        return FinancialYear(self.end.replace(year=self.end.year + 1))

    @property
    def label(self) -> str:
        """'2025/26', or '2025' for a calendar year."""
        if self.start.year == self.end.year:
            return str(self.end.year)
        return f"{self.start.year}/{self.end.year % 100:02}"

    @property
    def approved(self) -> date:
        """The day the board met: a weekday, after the year's end and before `SETTLED` has passed."""
        return weekday(self.end + BOARD_MEETS)

    @property
    def signed(self) -> date:
        """The working day after the board met."""
        return weekday(self.approved + timedelta(days=1))

    @property
    def middle(self) -> date:
        """A day about the middle of the year."""
        return self.start + timedelta(days=170)

    def words(self) -> dict[str, str]:
        """What the templates call these dates."""
        return {
            "year_start_long": long(self.start),
            "year_end_long": long(self.end),
            "year_end_year": str(self.end.year),
            "year_label": self.label,
            "last_year_label": self.before.label,
            "next_year_label": self.after.label,
            "next_year_end_long": long(self.after.end),
            "mid_year_month": f"{self.middle:%B %Y}",
            "approved_on": long(self.approved),
            "approved_iso": self.approved.isoformat(),
            "signed_on": long(self.signed),
        }
