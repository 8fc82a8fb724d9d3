"""The draft and the published versions: replaced whole, locked in part, frozen once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from conventions.models import Convention, Delegate, Phase, Registration
from conventions.services.conventions import move_phase
from conventions.services.refusals import refuse_archived
from jobs.models import Job
from matchmaking.scheduler import data
from matchmaking.scheduling.models import Meeting, Run, Schedule, Seat, Unplaced
from matchmaking.scheduling.services.draft_checks import check_draft
from matchmaking.scheduling.services.scheduler_input import BuiltProblem, placements
from matchmaking.wishes.services.pairings import Pairing
from organizations.models import User

BATCH = 1000
PUBLISHING_PHASES = (Phase.SCHEDULING, Phase.PUBLISHED, Phase.LIVE)


def draft_of(convention: Convention) -> Schedule | None:
    """Return the working draft; None before the first run."""
    return Schedule.objects.drafts().filter(convention=convention).first()


def published_of(convention: Convention) -> Schedule | None:
    """Return the version that holds now; None before the first publication."""
    return Schedule.objects.published().filter(convention=convention).first()


# --- the draft -----------------------------------------------------------------------------------


@transaction.atomic
def apply_schedule(
    *, convention: Convention, run: Run, built: BuiltProblem, schedule: data.Schedule
) -> Schedule:
    """Replace the draft by what the scheduler answered to `built`, all of it or nothing."""
    draft, _made = Schedule.objects.get_or_create(convention=convention, version=Schedule.DRAFT)
    draft = Schedule.objects.select_for_update().get(pk=draft.pk)
    locked = {meeting.id for meeting in built.problem.meetings if meeting.locked}
    for rows in (Seat, Meeting, Unplaced):
        rows._default_manager.filter(schedule=draft).delete()
    rows_and_seats = [
        (
            Meeting(
                convention=convention,
                schedule=draft,
                slot_id=placed.slot,
                table_id=placed.table,
                interpreter_id=placed.interpreter,
                locked=placed.id in locked,
                kind=built.pairings[placed.id].kind,
                value=built.pairings[placed.id].value,
            ),
            placed.delegates,
        )
        for placed in sorted(schedule.meetings, key=lambda placed: placed.id)
    ]
    _store(draft, rows_and_seats)
    reasons = {
        built.pairings[left.id].pair: (built.pairings[left.id], left.reason, _lever(left.lever))
        for left in schedule.unplaced
    } | {pairing.pair: _nobody_comes(pairing, built) for pairing in built.without_people}
    Unplaced.objects.bulk_create(
        (
            Unplaced(
                convention=convention,
                schedule=draft,
                first_id=pairing.first_id,
                second_id=pairing.second_id,
                kind=pairing.kind,
                value=pairing.value,
                reason=reason,
                lever=lever,
            )
            for _pair, (pairing, reason, lever) in sorted(reasons.items())
        ),
        batch_size=BATCH,
    )
    draft.run, draft.input_hash, draft.made_at = run, built.input_hash, timezone.now()
    draft.revision += 1
    draft.save()
    return draft


def _store(schedule: Schedule, rows_and_seats: Iterable[tuple[Meeting, Mapping[int, int]]]) -> None:
    """Insert meetings and their seats; a seat maps a registration to its delegate."""
    pairs = list(rows_and_seats)
    meetings = Meeting.objects.bulk_create((row for row, _seats in pairs), batch_size=BATCH)
    Seat.objects.bulk_create(
        (
            Seat(
                convention_id=schedule.convention_id,
                schedule=schedule,
                meeting=meeting,
                slot_id=meeting.slot_id,
                registration_id=party,
                delegate_id=person,
            )
            for meeting, (_row, seats) in zip(meetings, pairs, strict=True)
            for party, person in sorted(seats.items())
        ),
        batch_size=BATCH,
    )


def _lever(lever: data.Lever | None) -> dict[str, object] | None:
    return {"kind": lever.kind, **lever.ids} if lever else None


def _nobody_comes(
    pairing: Pairing, built: BuiltProblem
) -> tuple[Pairing, str, dict[str, object] | None]:
    """Say why a pairing of a registration without people has no meeting."""
    with_people = {party.id for party in built.problem.parties}
    party = next(party for party in pairing.pair if party not in with_people)
    return pairing, Unplaced.Reason.NO_COMMON_SLOT, {"kind": "delegate", "party": party}


def refuse_while_running(convention: Convention) -> None:
    """Raise `run_active`: what a person changes in the draft now, the run would overwrite."""
    if Run.objects.filter(convention=convention, state__in=Job.ACTIVE).exists():
        raise ValidationError(
            _("A run is under way and will replace the draft. Wait for it, or stop it first."),
            code="run_active",
        )


def next_revision(*, draft: Schedule, revision: int) -> int:
    """Count one change of the draft, made by somebody who saw `revision` (inside a transaction).

    Returns the new revision; raises ValidationError `not_a_draft` or `draft_moved_on`.
    """
    if not draft.is_draft:
        raise ValidationError(
            _("A published version never changes. Change the draft and publish it again."),
            code="not_a_draft",
        )
    if not Schedule.objects.filter(pk=draft.pk, revision=revision).update(
        revision=F("revision") + 1
    ):
        raise ValidationError(
            _("Somebody else changed the draft in the meantime. Reload the page and try again."),
            code="draft_moved_on",
        )
    return revision + 1


def lock_meeting(*, meeting: Meeting, revision: int) -> int:
    """Have the scheduler keep `meeting` where it is; returns the draft's revision.

    Raises ValidationError `convention_archived`, `run_active`, `not_a_draft` or `draft_moved_on`.
    """
    return _set_locked(meeting, True, revision)


def unlock_meeting(*, meeting: Meeting, revision: int) -> int:
    """Let the scheduler move `meeting` again; returns and raises as `lock_meeting`."""
    return _set_locked(meeting, False, revision)


@transaction.atomic
def _set_locked(meeting: Meeting, locked: bool, revision: int) -> int:
    refuse_archived(meeting.convention)
    refuse_while_running(meeting.convention)
    if meeting.schedule.is_draft and meeting.locked == locked:  # a second click
        return meeting.schedule.revision
    revision = next_revision(draft=meeting.schedule, revision=revision)
    Meeting.objects.filter(pk=meeting.pk).update(locked=locked)
    meeting.locked = locked
    return revision


# --- publishing ----------------------------------------------------------------------------------


@transaction.atomic
def publish(*, convention: Convention, by: User | None, confirmed: bool = False) -> Schedule:
    """Freeze the draft as the next version; the phase moves from scheduling to published.

    `confirmed`: publish even though data changed since the draft was made. Raises
    ValidationError `publish_closed`, `nothing_to_publish`, `run_active`, `nothing_new`,
    `draft_faulty`, `draft_outdated` or `version_exists`.
    """
    convention = Convention.objects.select_for_update().get(pk=convention.pk)
    if convention.phase not in PUBLISHING_PHASES:
        raise ValidationError(
            _("In this phase nothing is published. Move the convention to “Scheduling” first."),
            code="publish_closed",
        )
    draft = draft_of(convention)
    if draft is None or not draft.meetings.exists():
        raise ValidationError(
            _("There is no meeting to publish yet. Start a run first."), code="nothing_to_publish"
        )
    refuse_while_running(convention)
    latest = published_of(convention)
    if says_the_same(draft, latest):
        raise ValidationError(
            _("Version %(number)s already says the same. Change the draft first.")
            % {"number": latest.version if latest else 0},
            code="nothing_new",
        )
    state = check_draft(convention, draft)
    if state.faults:
        raise ValidationError(
            _("Some meetings of the draft can no longer be held. Run the scheduler again."),
            code="draft_faulty",
        )
    if state.outdated and not confirmed:
        raise ValidationError(
            _(
                "Wishes, people or tables have changed since this draft was made. "
                "Run the scheduler again, or confirm that you publish it as it is."
            ),
            code="draft_outdated",
        )
    version = _frozen_copy(convention, draft, latest, by)
    if convention.phase == Phase.SCHEDULING:
        move_phase(convention=convention, to=Phase.PUBLISHED)
    return version


def says_the_same(draft: Schedule, latest: Schedule | None) -> bool:
    """Whether the draft has not changed since `latest` was made of it."""
    return latest is not None and latest.revision == draft.revision


def _frozen_copy(
    convention: Convention, draft: Schedule, latest: Schedule | None, by: User | None
) -> Schedule:
    """Copy the draft to the next version, whole, and only then freeze it."""
    try:
        with transaction.atomic():
            version = Schedule.objects.create(
                convention=convention,
                version=latest.version + 1 if latest else 1,
                run=draft.run,
                input_hash=draft.input_hash,
                revision=draft.revision,
            )
    except IntegrityError:
        raise ValidationError(
            _("Somebody else has just published this version. Reload the page."),
            code="version_exists",
        ) from None
    copied = [
        (_copy_of(meeting, version), placement.delegates)
        for meeting, placement in placements(draft.meetings.all())
    ]
    _store(version, copied)
    Unplaced.objects.bulk_create(
        (_copy_of(row, version) for row in draft.unplaced.order_by("pk")), batch_size=BATCH
    )
    version.published_by, version.frozen_at = by, timezone.now()
    version.save(update_fields=["published_by", "frozen_at"])
    return version


def _copy_of[Row: (Meeting, Unplaced)](row: Row, version: Schedule) -> Row:
    """Return an unsaved copy of `row` in another schedule."""
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    return type(row)(**fields | {"schedule_id": version.pk})


# --- what changes for whom -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a delegate's agenda."""

    starts_at: datetime
    table_number: int
    partner: Registration
    person: Delegate


@dataclass(frozen=True, slots=True)
class Move:
    """A meeting with the same partner, at another time, table or with another person."""

    before: Entry
    after: Entry


@dataclass(frozen=True, slots=True)
class DelegateChange:
    """How one delegate's agenda differs between two schedules."""

    delegate: Delegate
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    moved: tuple[Move, ...]


def changes_between(old: Schedule | None, new: Schedule) -> list[DelegateChange]:
    """Return the delegates whose agenda differs, by name, and how; `old` None: nobody had one."""
    before, people = _agendas(old) if old else ({}, {})
    after, new_people = _agendas(new)
    people |= new_people
    found = []
    for number in before.keys() | after.keys():
        was, becomes = before.get(number, {}), after.get(number, {})
        change = DelegateChange(
            delegate=people[number],
            added=tuple(becomes[key] for key in becomes if key not in was),
            removed=tuple(was[key] for key in was if key not in becomes),
            moved=tuple(
                Move(was[key], becomes[key])
                for key in becomes
                if key in was and was[key] != becomes[key]
            ),
        )
        if change.added or change.removed or change.moved:
            found.append(change)
    return sorted(found, key=lambda c: (c.delegate.last_name, c.delegate.first_name, c.delegate.pk))


def _agendas(schedule: Schedule) -> tuple[dict[int, dict[int, Entry]], dict[int, Delegate]]:
    """Return each delegate's entries by partner, in the order of time, and the delegates."""
    meetings = (
        schedule.meetings.select_related("slot", "table")
        .order_by("slot__starts_at", "pk")
        .prefetch_related(
            "seats__delegate__registration__organization", "seats__registration__organization"
        )
    )
    agendas: dict[int, dict[int, Entry]] = {}
    people: dict[int, Delegate] = {}
    for meeting in meetings:
        seats = list(meeting.seats.all())
        for mine, theirs in zip(seats, reversed(seats), strict=True):
            people[mine.delegate_id] = mine.delegate
            agendas.setdefault(mine.delegate_id, {})[theirs.registration_id] = Entry(
                meeting.slot.starts_at, meeting.table.number, theirs.registration, theirs.delegate
            )
    return agendas, people
