"""Agendas and table plans: a schedule as a delegate, or a table, goes through it.

All of a schedule's agendas cost the same number of queries as one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import override

from conventions.models import Absence, Delegate, DelegateLanguage, Registration, Slot, Table
from conventions.services.vocabulary import activities_in
from matchmaking.agendas.services.talk import Place, Talk, place_of, talk_of
from matchmaking.scheduler import gaps_between
from matchmaking.scheduling.models import Meeting, Schedule, Seat
from matchmaking.scheduling.services.parties import Party, party_of
from matchmaking.wishes.services.profiles import BY_CATEGORY, ActivityLine, activity_line
from organizations.models import Activity
from organizations.services.activity_words import with_words

LINES_SHOWN = 2
NIGHT = timedelta(hours=8)  # between two days there is no pause


class GapKind(StrEnum):
    """Why nobody waits for the delegate: nothing planned, a pause for all, or absent."""

    BREAK = "break"
    PAUSE = "pause"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting in a delegate's agenda.

    `offers` and `seeks` are what the partner sells and buys, two lines at most: what the reader
    buys or sells where there is such (`offers_matter`, `seeks_matter`), else whatever there is.
    """

    meeting_id: int
    slot_id: int
    starts_at: datetime
    ends_at: datetime
    place: Place
    partner: Party
    talk: Talk
    offers: tuple[ActivityLine, ...]
    seeks: tuple[ActivityLine, ...]
    offers_matter: bool
    seeks_matter: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Time between two meetings of one delegate."""

    kind: GapKind
    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return round((self.ends_at - self.starts_at).total_seconds() / 60)


@dataclass(frozen=True, slots=True)
class Agenda:
    """A delegate's meetings in order, and the gaps between the first and the last."""

    delegate_id: int
    registration_id: int
    first_name: str
    last_name: str
    function: str
    organization: str
    family: str
    country: str
    language: str
    version: int
    published_at: datetime | None
    items: tuple[Entry | Gap, ...]
    breaks: int  # as grid and result sheet count them

    @property
    def name(self) -> str:
        """The delegate's full name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The meetings without the gaps."""
        return tuple(item for item in self.items if isinstance(item, Entry))

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps without the meetings."""
        return tuple(item for item in self.items if isinstance(item, Gap))

    def is_on(self, now: datetime, zone: tzinfo) -> bool:
        """Whether `now` falls on a day of this agenda, in the convention's zone."""
        today = now.astimezone(zone).date()
        return any(entry.starts_at.astimezone(zone).date() == today for entry in self.entries)

    def next_entry(self, now: datetime) -> Entry | None:
        """Return the meeting that runs at `now`, or else the next one; None after the last."""
        return next((entry for entry in self.entries if entry.ends_at > now), None)


@dataclass(frozen=True, slots=True)
class TableSlot:
    """One slot at a table; without parties it is free."""

    slot_id: int
    starts_at: datetime
    ends_at: datetime
    parties: tuple[Party, ...]
    talk: Talk | None


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A table's day; `host_id` is the registration that always sits there."""

    table_id: int
    place: Place
    host_id: int | None
    host: str
    version: int
    published_at: datetime | None
    rows: tuple[TableSlot, ...]

    @property
    def meeting_count(self) -> int:
        """How many meetings the table carries."""
        return sum(bool(row.parties) for row in self.rows)


def agenda_of(delegate: Delegate, schedule: Schedule) -> Agenda:
    """Return one delegate's agenda in the active language (seven queries).

    The delegate's registration and organisation should be loaded.
    """
    own = Seat.objects.filter(schedule=schedule, delegate=delegate)
    meetings = Meeting.objects.filter(schedule=schedule, pk__in=own.values("meeting"))
    return _Loaded(schedule, meetings, [delegate]).agenda(delegate)


def agendas_of(schedule: Schedule) -> list[Agenda]:
    """Return the agendas of all who meet, by last name, each in its delegate's own language.

    People without a meeting have an empty agenda. Eight queries, however many they are.
    """
    delegates = list(
        Delegate.objects.filter(convention=schedule.convention_id)
        .meeting()
        .select_related("registration__organization")
        .order_by("last_name", "first_name", "pk")
    )
    loaded = _Loaded(schedule, Meeting.objects.filter(schedule=schedule), delegates)
    agendas = []
    for delegate in delegates:
        with override(delegate.language):
            agendas.append(loaded.agenda(delegate))
    return agendas


def table_plans_of(schedule: Schedule) -> list[TablePlan]:
    """Return the plan of every table, free slots included, in the active language.

    Seven queries, however many tables there are.
    """
    loaded = _Loaded(schedule, Meeting.objects.filter(schedule=schedule), ())
    at = {(meeting.table_id, meeting.slot_id): meeting for meeting in loaded.meetings}
    tables = (
        Table.objects.filter(convention=schedule.convention_id)
        .select_related("zone", "host__organization")
        .order_by("number")
    )
    return [
        TablePlan(
            table_id=table.pk,
            place=place_of(table),
            host_id=table.host_id,
            host=table.host.organization.name if table.host else "",
            version=schedule.version,
            published_at=schedule.frozen_at,
            rows=tuple(loaded.row(slot, at.get((table.pk, slot.pk))) for slot in loaded.slots),
        )
        for table in tables
    ]


class _Loaded:
    """The rows around some meetings of one schedule, fetched once."""

    def __init__(
        self, schedule: Schedule, meetings: "QuerySet[Meeting]", delegates: Collection[Delegate]
    ) -> None:
        self.schedule = schedule
        self.slots = list(
            Slot.objects.filter(convention=schedule.convention_id).order_by("starts_at", "pk")
        )
        self.meetings = list(
            meetings.select_related("table__zone", "interpreter").order_by("slot__starts_at", "pk")
        )
        seats = list(
            Seat.objects.filter(meeting__in=meetings.values("pk"))
            .select_related("delegate", "registration__organization")
            .order_by("pk")
        )
        people = {seat.delegate_id for seat in seats} | {delegate.pk for delegate in delegates}
        spoken = _spoken(people)
        self.parties: dict[int, list[Party]] = defaultdict(list)
        self.at: dict[int, dict[int, Meeting]] = defaultdict(dict)
        by_id = {meeting.pk: meeting for meeting in self.meetings}
        for seat in seats:
            self.parties[seat.meeting_id].append(party_of(seat, spoken[seat.delegate_id]))
            self.at[seat.delegate_id][seat.slot_id] = by_id[seat.meeting_id]
        registrations = [delegate.registration for delegate in delegates]
        self.trade = _trade([*(seat.registration for seat in seats), *registrations])
        self.away: dict[int, set[int]] = defaultdict(set)
        absences = Absence.objects.filter(delegate__in=[delegate.pk for delegate in delegates])
        for delegate_id, slot_id in absences.values_list("delegate_id", "slot_id"):
            self.away[delegate_id].add(slot_id)

    def agenda(self, delegate: Delegate) -> Agenda:
        """Return a delegate's agenda in the active language."""
        organization = delegate.registration.organization
        return Agenda(
            delegate_id=delegate.pk,
            registration_id=delegate.registration_id,
            first_name=delegate.first_name,
            last_name=delegate.last_name,
            function=delegate.function,
            organization=organization.name,
            family=organization.family,
            country=organization.country,
            language=delegate.language,
            version=self.schedule.version,
            published_at=self.schedule.frozen_at,
            items=tuple(self._items(delegate)),
            breaks=self._breaks(delegate),
        )

    def _breaks(self, delegate: Delegate) -> int:
        at, away = self.at[delegate.pk], self.away[delegate.pk]
        return len(
            gaps_between(
                [place for place, slot in enumerate(self.slots) if slot.pk in at],
                {place for place, slot in enumerate(self.slots) if slot.pk in away},
            )
        )

    def _items(self, delegate: Delegate) -> list[Entry | Gap]:
        """Return the meetings, and what lies between the first and the last of them."""
        at = self.at[delegate.pk]
        busy = [position for position, slot in enumerate(self.slots) if slot.pk in at]
        if not busy:
            return []
        items: list[Entry | Gap] = []
        before: Slot | None = None
        for slot in self.slots[busy[0] : busy[-1] + 1]:
            if before and before.block != slot.block and slot.starts_at - before.ends_at < NIGHT:
                items.append(Gap(GapKind.PAUSE, before.ends_at, slot.starts_at))
            if meeting := at.get(slot.pk):
                items.append(self._entry(delegate, slot, meeting))
            else:
                away = slot.pk in self.away[delegate.pk]
                _add_gap(items, GapKind.AWAY if away else GapKind.BREAK, slot)
            before = slot
        return items

    def _entry(self, delegate: Delegate, slot: Slot, meeting: Meeting) -> Entry:
        parties = self.parties[meeting.pk]
        own = next(party for party in parties if party.delegate_id == delegate.pk)
        partner = next(party for party in parties if party.delegate_id != delegate.pk)
        ours, theirs = self.trade[own.registration_id], self.trade[partner.registration_id]
        offers, offers_matter = _lines(theirs.sells, ours.buys)
        seeks, seeks_matter = _lines(theirs.buys, ours.sells)
        return Entry(
            meeting_id=meeting.pk,
            slot_id=slot.pk,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            place=place_of(meeting.table),
            partner=partner,
            talk=talk_of(own, partner, _interpreter(meeting)),
            offers=offers,
            seeks=seeks,
            offers_matter=offers_matter,
            seeks_matter=seeks_matter,
        )

    def row(self, slot: Slot, meeting: Meeting | None) -> TableSlot:
        """Return a table's slot, in the active language."""
        parties = tuple(self.parties[meeting.pk]) if meeting else ()
        talk = talk_of(parties[0], parties[1], _interpreter(meeting)) if meeting else None
        return TableSlot(slot.pk, slot.starts_at, slot.ends_at, parties, talk)


@dataclass(frozen=True, slots=True)
class _Trade:
    """What a registration sells and buys, by key of the category."""

    sells: Mapping[int, Activity]
    buys: Mapping[int, Activity]


def _interpreter(meeting: Meeting) -> str:
    return meeting.interpreter.name if meeting.interpreter else ""


def _spoken(delegate_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """Return each person's languages with their levels, the negotiated ones first."""
    spoken: dict[int, dict[str, str]] = defaultdict(dict)
    rows = DelegateLanguage.objects.filter(delegate__in=delegate_ids).order_by("-level", "pk")
    for delegate_id, language, level in rows.values_list("delegate_id", "language", "level"):
        spoken[delegate_id][language] = level
    return spoken


def _trade(registrations: Iterable[Registration]) -> dict[int, _Trade]:
    """Return what each registration trades in at this convention (two queries)."""
    known = {registration.pk: registration for registration in registrations}
    if not known:
        return {}
    convention = next(iter(known.values())).convention_id
    activities = defaultdict(list)
    organizations = {registration.organization_id for registration in known.values()}
    found = activities_in(convention).filter(organization__in=organizations)
    for activity in with_words(found).order_by(*BY_CATEGORY):
        activities[activity.organization_id].append(activity)

    def of(registration: Registration, direction: Activity.Direction) -> dict[int, Activity]:
        if registration.direction not in (Registration.Direction.BOTH, direction):
            return {}
        own = activities[registration.organization_id]
        return {a.category_key: a for a in own if a.direction == direction}

    sells, buys = Activity.Direction.SELLS, Activity.Direction.BUYS
    return {key: _Trade(of(row, sells), of(row, buys)) for key, row in known.items()}


def _lines(
    theirs: Mapping[int, Activity], ours: Mapping[int, Activity]
) -> tuple[tuple[ActivityLine, ...], bool]:
    """Return what the partner names, only what concerns us where anything does."""
    shared = [activity for category, activity in theirs.items() if category in ours]
    shown = shared or list(theirs.values())
    return tuple(activity_line(activity) for activity in shown[:LINES_SHOWN]), bool(shared)


def _add_gap(items: list[Entry | Gap], kind: GapKind, slot: Slot) -> None:
    """Append an empty slot, as one gap with the empty slots just before it."""
    last = items[-1]
    if isinstance(last, Gap) and last.kind == kind:
        items[-1] = Gap(kind, last.starts_at, slot.ends_at)
    else:
        items.append(Gap(kind, slot.starts_at, slot.ends_at))
