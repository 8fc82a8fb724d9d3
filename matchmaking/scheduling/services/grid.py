"""The grid of one schedule: who meets whom, when, at which table, in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from conventions.models import Absence, Convention, Delegate, Registration, Slot, Table
from matchmaking.scheduler import gaps_between
from matchmaking.scheduling.models import Meeting, Schedule, Seat
from matchmaking.scheduling.services.parties import Party, party_of
from ui.drawing.hall_grid import HallGrid, Place, hall_grid
from ui.formatting import clock


@dataclass(frozen=True, slots=True)
class Placed:
    """A meeting in its cell; `parties` has the marked one's partner first."""

    id: int
    slot_id: int
    table: int
    step_free: bool
    parties: tuple[Party, ...]
    locked: bool
    interpreter: str
    marked: bool

    @property
    def state(self) -> str:
        if self.marked:
            return "marked"
        return "locked" if self.locked else "interpreted" if self.interpreter else "placed"


@dataclass(frozen=True, slots=True)
class GridSlot:
    """A column: its time, and how many of the tables it uses."""

    id: int
    starts_at: datetime
    ends_at: datetime
    used: int
    tables: int

    @property
    def free(self) -> int:
        return self.tables - self.used


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table's row: one cell per slot, None where the table is free."""

    number: int
    step_free: bool
    host: str
    cells: tuple[Placed | None, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A delegate's row; a cell is a meeting, None (free) or the word `absent`."""

    delegate_id: int
    name: str
    organization: str
    registration_id: int
    country: str
    family: str
    cells: tuple[Placed | str | None, ...]
    meetings: int
    breaks: int

    @property
    def key(self) -> str:
        return f"d{self.delegate_id}"


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """A registration's row; a cell holds the meetings of all its delegates."""

    registration_id: int
    name: str
    country: str
    family: str
    cells: tuple[tuple[Placed, ...], ...]
    meetings: int
    at_most: int | None

    @property
    def key(self) -> str:
        return f"r{self.registration_id}"


@dataclass(frozen=True, slots=True)
class Grid:
    """Everything a page of the grid shows. A *place* is a table in a slot."""

    slots: tuple[GridSlot, ...]
    tables: tuple[TableRow, ...]
    placed: tuple[Placed, ...]

    @property
    def meetings(self) -> int:
        return len(self.placed)

    @property
    def agenda_entries(self) -> int:
        return sum(len(meeting.parties) for meeting in self.placed)

    @property
    def free_places(self) -> int:
        return len(self.slots) * len(self.tables) - len(self.placed)

    @property
    def marked_tables(self) -> tuple[TableRow, ...]:
        """The tables of the marked person or organisation, in the order of their day."""
        by_number = {row.number: row for row in self.tables}
        order = {slot.id: place for place, slot in enumerate(self.slots)}
        marked = sorted((m for m in self.placed if m.marked), key=lambda m: order[m.slot_id])
        return tuple(by_number[number] for number in dict.fromkeys(m.table for m in marked))


def grid_of(
    schedule: Schedule, *, person: Delegate | None = None, party: Registration | None = None
) -> Grid:
    """Return the grid of `schedule`, with the meetings of `person` or of `party` marked."""
    tables = list(
        Table.objects.filter(convention=schedule.convention_id).select_related("host__organization")
    )
    slots = list(Slot.objects.filter(convention=schedule.convention_id).order_by("starts_at"))
    placed = _placed(schedule, person, party)
    cells = {(meeting.slot_id, meeting.table): meeting for meeting in placed}
    used = Counter(meeting.slot_id for meeting in placed)
    return Grid(
        slots=tuple(
            GridSlot(slot.pk, slot.starts_at, slot.ends_at, used[slot.pk], len(tables))
            for slot in slots
        ),
        tables=tuple(
            TableRow(
                number=table.number,
                step_free=table.step_free,
                host=table.host.organization.name if table.host else "",
                cells=tuple(cells.get((slot.pk, table.number)) for slot in slots),
            )
            for table in tables
        ),
        placed=placed,
    )


def _placed(
    schedule: Schedule, person: Delegate | None, party: Registration | None
) -> tuple[Placed, ...]:
    seats: dict[int, list[Seat]] = defaultdict(list)
    for seat in (
        Seat.objects.filter(schedule=schedule)
        .select_related("registration__organization", "delegate")
        .order_by("pk")
    ):
        seats[seat.meeting_id].append(seat)
    meetings = (
        Meeting.objects.filter(schedule=schedule)
        .select_related("table", "interpreter", "slot")
        .order_by("slot__starts_at", "table__number")
    )
    return tuple(_cell(meeting, seats[meeting.pk], person, party) for meeting in meetings)


def _cell(
    meeting: Meeting,
    seats: Sequence[Seat],
    person: Delegate | None,
    party: Registration | None,
) -> Placed:
    def is_marked(seat: Seat) -> bool:
        return bool(
            (person and seat.delegate_id == person.pk)
            or (party and seat.registration_id == party.pk)
        )

    return Placed(
        id=meeting.pk,
        slot_id=meeting.slot_id,
        table=meeting.table.number,
        step_free=meeting.table.step_free,
        # The partner stands on the first line: that is what the marked one looks for.
        parties=tuple(party_of(seat) for seat in sorted(seats, key=is_marked)),
        locked=meeting.locked,
        interpreter=meeting.interpreter.name if meeting.interpreter else "",
        marked=any(is_marked(seat) for seat in seats),
    )


def draw_hall(grid: Grid, zone: ZoneInfo) -> HallGrid:
    """Return the picture of a grid, its times on the clocks of `zone`."""
    return hall_grid(
        [row.number for row in grid.tables],
        [clock(slot.starts_at, zone) for slot in grid.slots],
        (
            Place(column, line, locked=cell.locked, marked=cell.marked)
            for column, row in enumerate(grid.tables)
            for line, cell in enumerate(row.cells)
            if cell is not None
        ),
    )


def person_rows(schedule: Schedule, grid: Grid) -> tuple[PersonRow, ...]:
    """Return one row per delegate who meets, by name."""
    held = _by(grid.placed, "delegate_id")
    absences: dict[int, set[int]] = defaultdict(set)
    for delegate_id, slot_id in Absence.objects.filter(
        convention=schedule.convention_id
    ).values_list("delegate_id", "slot_id"):
        absences[delegate_id].add(slot_id)
    delegates = (
        Delegate.objects.filter(convention=schedule.convention_id, meets=True)
        .filter(registration__status=Registration.Status.VALIDATED)
        .select_related("registration__organization")
        .order_by("last_name", "first_name", "pk")
    )
    return tuple(
        _person_row(delegate, held.get(delegate.pk, {}), absences[delegate.pk], grid.slots)
        for delegate in delegates
    )


def _person_row(
    delegate: Delegate,
    held: dict[int, list[Placed]],
    absent: set[int],
    slots: Sequence[GridSlot],
) -> PersonRow:
    cells: list[Placed | str | None] = []
    for slot in slots:
        if meetings := held.get(slot.id):
            cells.append(meetings[0])
        else:
            cells.append("absent" if slot.id in absent else None)
    organization = delegate.registration.organization
    return PersonRow(
        delegate_id=delegate.pk,
        name=delegate.full_name,
        organization=organization.name,
        registration_id=delegate.registration_id,
        country=organization.country,
        family=organization.family,
        cells=tuple(cells),
        meetings=sum(isinstance(cell, Placed) for cell in cells),
        breaks=count_breaks(cells),
    )


def count_breaks(cells: Iterable[Placed | str | None]) -> int:
    """Count the breaks in a person's row of cells: meetings, a word for absence, or nothing."""
    row = list(cells)
    busy = [place for place, cell in enumerate(row) if isinstance(cell, Placed)]
    away = {place for place, cell in enumerate(row) if isinstance(cell, str)}
    return len(gaps_between(busy, away))


def organization_rows(schedule: Schedule, grid: Grid) -> tuple[OrganizationRow, ...]:
    """Return one row per validated registration, by name."""
    held = _by(grid.placed, "registration_id")
    registrations = (
        Registration.objects.filter(convention=schedule.convention_id)
        .validated()
        .select_related("organization")
        .order_by("organization__name", "pk")
    )
    rows = []
    for registration in registrations:
        mine = held.get(registration.pk, {})
        rows.append(
            OrganizationRow(
                registration_id=registration.pk,
                name=registration.organization.name,
                country=registration.organization.country,
                family=registration.organization.family,
                cells=tuple(tuple(mine.get(slot.id, ())) for slot in grid.slots),
                meetings=sum(len(meetings) for meetings in mine.values()),
                at_most=registration.max_meetings,
            )
        )
    return tuple(rows)


def _by(placed: Iterable[Placed], key: str) -> dict[int, dict[int, list[Placed]]]:
    """Meetings by delegate or registration, then by slot, the partner first."""
    held: dict[int, dict[int, list[Placed]]] = defaultdict(lambda: defaultdict(list))
    for meeting in placed:
        for own in meeting.parties:
            others = tuple(party for party in meeting.parties if party is not own)
            turned = Placed(
                id=meeting.id,
                slot_id=meeting.slot_id,
                table=meeting.table,
                step_free=meeting.step_free,
                parties=(*others, own),
                locked=meeting.locked,
                interpreter=meeting.interpreter,
                marked=meeting.marked,
            )
            held[getattr(own, key)][meeting.slot_id].append(turned)
    return held


def schedules_to_see(convention: Convention, *, with_draft: bool) -> list[Schedule]:
    """Return what a person may look at: the draft first, if they may see it, then versions."""
    known = Schedule.objects.filter(convention=convention).order_by("version")
    drafts = [schedule for schedule in known if schedule.is_draft and with_draft]
    versions = [schedule for schedule in known if schedule.frozen_at is not None]
    return [*drafts, *reversed(versions)]
