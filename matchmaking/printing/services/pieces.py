"""What stands on paper: one agenda for each delegate, one schedule for each table.

Each sheet is markup in one language; `documents.pdf` makes pages of it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from conventions.models import Convention, Delegate, DelegateLanguage, Table
from documents.pdf import Sheet
from matchmaking.agendas.services.agendas import (
    Agenda,
    Entry,
    Gap,
    TablePlan,
    agenda_of,
    agendas_of,
    table_plans_of,
)
from matchmaking.agendas.services.talk import TalkKind, spoken_words, talk_words
from matchmaking.scheduling.models import Schedule
from matchmaking.wishes.services.profiles import ActivityLine
from matchmaking.wishes.services.suggestions import SENTENCES
from ui import families
from ui.drawing.hall_strip import HallZone, hall_strip
from ui.languages import (
    site_languages,
)

ROOMY = 7  # rows on an agenda up to which each may say two reasons


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A meeting or a gap of an agenda with its words; `day` where another day begins."""

    item: Entry | Gap
    is_meeting: bool
    kind: str
    talk: str
    interpreter: str
    understood: bool
    reasons: tuple[str, ...]
    day: datetime | None


class Press:
    """What all sheets of one printing share: the version, the time, the hall, the partners."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.convention = schedule.convention
        self.printed_at = timezone.now()
        self.partners = list(self.convention.partners.all())
        tables = Table.objects.filter(convention=self.convention).select_related("zone")
        self.tables = list(tables.order_by("zone__letter", "number"))
        self.sessions = list(self.convention.sessions.order_by("starts_at"))
        self.latest_end = max((session.ends_at for session in self.sessions), default=None)

    def title(self, document: str) -> str:
        """Return the title of a file with all agendas or all table schedules."""
        words = (
            _("Agendas, %(convention)s, version %(version)s")
            if document == "agendas"
            else _("Table schedules, %(convention)s, version %(version)s")
        )
        return words % {"convention": self.convention.name, "version": self.schedule.version}

    def agendas(self, delegate: Delegate | None = None) -> list["AgendaOrder"]:
        """Return the agendas to print, by last name: those of all who meet, or of one delegate."""
        found = _agenda(delegate, self.schedule) if delegate else agendas_of(self.schedule)
        spoken = _spoken([agenda.delegate_id for agenda in found])
        return [
            AgendaOrder(self, agenda, spoken.get(agenda.delegate_id, {}))
            for agenda in found
            if agenda.entries
        ]

    def plans(self, language: str) -> list["PlanOrder"]:
        """Return the table schedules to print, by number."""
        with override(language):
            return [PlanOrder(self, plan, language) for plan in table_plans_of(self.schedule)]

    def hall(self, marked: Set[int]) -> list[HallZone]:
        """Return the strip of all tables by zone, in the active language."""
        zones: dict[str, list[int]] = {}
        for table in self.tables:
            zones.setdefault(str(table.zone or ""), []).append(table.number)
        return hall_strip(zones, marked)

    def common(self, *, path: str) -> dict[str, object]:
        """Return what every sheet's template knows, in the active language."""
        return {
            "convention": self.convention,
            "zone": self.convention.time_zone,
            "version": self.schedule.version,
            "printed_at": self.printed_at,
            "starts_at": self.sessions[0].starts_at if self.sessions else None,
            "ends_at": self.latest_end,
            "url": f"{settings.SITE_URL}{path}",
            "funders": [p for p in self.partners if p.kind == "funder"],
            "others": [p for p in self.partners if p.kind != "funder"],
        }


@dataclass(frozen=True, slots=True)
class AgendaOrder:
    """One delegate's agenda, ready to be set."""

    press: Press
    agenda: Agenda
    spoken: Mapping[str, str]

    @property
    def name(self) -> str:
        """Whose sheet it is."""
        return self.agenda.name

    @property
    def language(self) -> str:
        """The language of the sheet: the delegate's own."""
        return self.agenda.language

    def title(self) -> str:
        """Return the title of a file with this agenda alone."""
        with override(self.language):
            return _("Agenda of %(name)s, %(convention)s, version %(version)s") % {
                "name": self.name,
                "convention": self.press.convention.name,
                "version": self.press.schedule.version,
            }

    def sheet(self, title: str = "") -> Sheet:
        """Return the agenda in the delegate's language; raises whatever its contents raise."""
        agenda, press = self.agenda, self.press
        with override(agenda.language), families.override(press.convention.family_names):
            path = reverse(
                "participant:agenda_of", args=[press.convention.slug, agenda.delegate_id]
            )
            minutes = {_minutes(entry) for entry in agenda.entries}
            changeover = any(session.changeover_minutes for session in press.sessions)
            context = press.common(path=path) | {
                "title": title or self.title(),
                "agenda": agenda,
                "spoken": spoken_words(self.spoken),
                "meeting_minutes": minutes.pop() if len(minutes) == 1 else 0,
                "breaks": agenda.breaks,
                "changeover_included": not changeover,
                "dense": len(agenda.items) > ROOMY,
                "rows": list(_rows(agenda, press.convention)),
                "hall": press.hall({entry.place.number for entry in agenda.entries}),
            }
            html = render_to_string("printing/print/agenda.html", context)
        return Sheet(agenda.name, agenda.language, html)


@dataclass(frozen=True, slots=True)
class PlanOrder:
    """One table's schedule, ready to be set in the language of whoever asked."""

    press: Press
    plan: TablePlan
    language: str

    @property
    def name(self) -> str:
        """Whose sheet it is."""
        with override(self.language):
            return _("Table %(number)s") % {"number": self.plan.place.number}

    def title(self) -> str:
        """Return the title of a file with this schedule alone."""
        return self.name

    def sheet(self, title: str = "") -> Sheet:
        """Return the table's schedule; raises whatever its contents raise."""
        plan, press = self.plan, self.press
        with override(self.language), families.override(press.convention.family_names):
            path = reverse("organizer:grid", args=[press.convention.slug])
            context = press.common(path=path) | {
                "title": title or self.title(),
                "plan": plan,
                "free": sum(not row.parties for row in plan.rows),
                "table_words": _in_all(_table, self.language),
                "free_words": _in_all(_free, self.language),
                "rows": list(_plan_rows(plan, press.convention)),
            }
            html = render_to_string("printing/print/table_schedule.html", context)
        return Sheet(self.name, self.language, html)


Order = AgendaOrder | PlanOrder


# --- words ---------------------------------------------------------------------------------------


def reasons_of(entry: Entry, limit: int) -> tuple[str, ...]:
    """Return why they meet: need and offer, what concerns the reader first, else what there is.

    Where there is room, also where and how much of it the partner offers.
    """
    told = [SENTENCES["buys"](line.category) for line in entry.seeks if entry.seeks_matter]
    told += [SENTENCES["sells"](line.category) for line in entry.offers if entry.offers_matter]
    if not told:
        told = [SENTENCES["only_buys"](line.category) for line in entry.seeks[:1]]
        told += [SENTENCES["only_sells"](line.category) for line in entry.offers[:1]]
    return tuple(told[:limit])


def _where_and_how_much(line: ActivityLine) -> str:
    return " · ".join(filter(None, (line.area, line.capacity)))


def _rows(agenda: Agenda, convention: Convention) -> Iterator[AgendaRow]:
    limit = 2 if len(agenda.items) <= ROOMY else 1
    days = {item.starts_at.astimezone(convention.zone).date() for item in agenda.items}
    before = None
    for item in agenda.items:
        today = item.starts_at.astimezone(convention.zone).date()
        new_day = item.starts_at if len(days) > 1 and today != before else None
        before = today
        if isinstance(item, Gap):
            yield AgendaRow(item, False, str(item.kind), "", "", True, (), new_day)
            continue
        yield AgendaRow(
            item=item,
            is_meeting=True,
            kind="meeting",
            talk=talk_words(item.talk, item.partner.languages),
            interpreter=item.talk.interpreter,
            understood=item.talk.kind != TalkKind.NONE,
            reasons=reasons_of(item, limit),
            day=new_day,
        )


def _plan_rows(plan: TablePlan, convention: Convention) -> Iterator[dict[str, object]]:
    """Yield the slots of a table; the host of a fixed table stands first and light."""
    days = {row.starts_at.astimezone(convention.zone).date() for row in plan.rows}
    before = None
    for row in plan.rows:
        today = row.starts_at.astimezone(convention.zone).date()
        parties = sorted(row.parties, key=lambda party: party.registration_id != plan.host_id)
        yield {
            "starts_at": row.starts_at,
            "parties": parties,
            "hosted": any(party.registration_id == plan.host_id for party in parties),
            "interpreter": row.talk.interpreter if row.talk else "",
            "day": row.starts_at if len(days) > 1 and today != before else None,
        }
        before = today


def _minutes(entry: Entry) -> int:
    return round((entry.ends_at - entry.starts_at).total_seconds() / 60)


def _table() -> str:
    return _("Table")


def _free() -> str:
    return pgettext("a table’s slot", "free")


def _in_all(word: Callable[[], str], language: str) -> list[str]:
    """Return a word in the reader's language and then in the others, each form once."""
    words = []
    for code in dict.fromkeys((language, *site_languages())):
        with override(code):
            words.append(word())
    return list(dict.fromkeys(words))


def _agenda(delegate: Delegate, schedule: Schedule) -> list[Agenda]:
    """Return the agenda of a delegate who still meets, in the delegate's own language."""
    people = Delegate.objects.filter(pk=delegate.pk).meeting()
    with override(delegate.language):
        return [
            agenda_of(person, schedule)
            for person in people.select_related("registration__organization")
        ]


def _spoken(delegate_ids: Collection[int]) -> dict[int, dict[str, str]]:
    rows = DelegateLanguage.objects.filter(delegate__in=delegate_ids)
    spoken: dict[int, dict[str, str]] = {}
    for delegate, language, level in rows.values_list("delegate_id", "language", "level"):
        spoken.setdefault(delegate, {})[language] = level
    return spoken
