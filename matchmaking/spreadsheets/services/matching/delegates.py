"""Delegates: by organisation and e-mail, else by name."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from conventions.models import Absence, Delegate, DelegateLanguage, Registration
from conventions.services.attendance import misses
from documents.text import compact
from matchmaking.scheduling.models import Schedule, Seat
from matchmaking.spreadsheets.services.checking import CleanRow
from matchmaking.spreadsheets.services.columns import COLUMNS, Kind
from matchmaking.spreadsheets.services.matching.changes import (
    Changes,
    DelegateStep,
    changed_fields,
    key_of,
    refuse_twice,
)
from ui.languages import site_languages

# What a list can say of a person, in the order of its columns.
DELEGATE_FIELDS = tuple(c.key for c in COLUMNS[Kind.DELEGATES] if c.key in Delegate.PERSON)


@dataclass
class Known:
    """The delegates who are there, and which of them a row has found already."""

    by_email: dict[str, Delegate] = field(default_factory=dict)
    by_name: dict[tuple[int, str], list[Delegate]] = field(
        default_factory=lambda: defaultdict(list)
    )
    languages: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    absences: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    locked: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def _known_delegates(changes: Changes) -> Known:
    known = Known()
    convention = changes.convention
    for delegate in convention.delegates.select_related("registration"):
        if delegate.email:
            known.by_email[delegate.email.lower()] = delegate
        known.by_name[delegate.registration_id, compact(delegate.full_name)].append(delegate)
    for pk, language, level in DelegateLanguage.objects.filter(
        delegate__convention=convention
    ).values_list("delegate", "language", "level"):
        known.languages[pk][language] = level
    numbers = {slot.pk: number for number, slot in enumerate(changes.slots, 1)}
    for pk, slot in Absence.objects.filter(convention=convention).values_list("delegate", "slot"):
        known.absences[pk].add(numbers[slot])
    for pk, slot in Seat.objects.filter(
        convention=convention, schedule__version=Schedule.DRAFT, meeting__locked=True
    ).values_list("delegate", "slot"):
        known.locked[pk].add(numbers[slot])
    return known


def match_delegates(changes: Changes, registrations: dict[str, Registration]) -> None:
    rows = changes.cleaned.rows.get(Kind.DELEGATES, [])
    if not rows:
        return
    known = _known_delegates(changes)
    spared = {key_of(reference) for reference in changes.cleaned.spared}
    emails: dict[str, CleanRow] = {}
    names: dict[tuple[str, str, str], CleanRow] = {}
    # E-mail first: a person found so is no longer there to be found by name.
    claimed = {
        delegate.pk
        for row in rows
        if (delegate := known.by_email.get(row.get("email", ""))) is not None
    }
    for row in rows:
        reference = key_of(row["organization"])
        registration = registrations.get(reference)
        if registration is None:
            if reference not in spared:
                changes.refuse("reference_unknown", Kind.DELEGATES, row, "organization")
            continue
        email = row.get("email", "")
        if email and (first := emails.setdefault(email, row)) is not row:
            refuse_twice(changes, "email_duplicate", Kind.DELEGATES, first, row, "email")
            continue
        # Two people may share a name when their e-mails tell them apart.
        name = (reference, compact(f"{row['first_name']} {row['last_name']}"), email)
        if (first := names.setdefault(name, row)) is not row:
            refuse_twice(changes, "delegate_duplicate", Kind.DELEGATES, first, row, "last_name")
            continue
        _delegate(changes, row, registration, known, claimed)


def _delegate(
    changes: Changes, row: CleanRow, registration: Registration, known: Known, claimed: set[int]
) -> None:
    delegate = known.by_email.get(row.get("email", ""))
    if delegate is not None and delegate.registration_id != registration.pk:
        changes.refuse(
            "email_taken", Kind.DELEGATES, row, "email",
            reference=delegate.registration.reference,
        )  # fmt: skip
        return
    if delegate is None and registration.pk:
        name = compact(f"{row['first_name']} {row['last_name']}")
        there = [d for d in known.by_name[registration.pk, name] if d.pk not in claimed]
        if len(there) > 1:
            changes.refuse("delegate_ambiguous", Kind.DELEGATES, row, "last_name")
            return
        delegate = there[0] if there else None
        if delegate is not None:
            claimed.add(delegate.pk)
            if delegate.email and row.get("email"):
                changes.warn("email_changed", Kind.DELEGATES, row, "email")
    step = _delegate_step(changes, row, registration, delegate, known)
    _check_presence(changes, row, step, known)
    if not step.delegate.email:
        changes.warn("no_email", Kind.DELEGATES, row, "last_name")
    changes.delegates.append(step)


def _delegate_step(
    changes: Changes,
    row: CleanRow,
    registration: Registration,
    delegate: Delegate | None,
    known: Known,
) -> DelegateStep:
    is_new = delegate is None
    if delegate is None:
        delegate = Delegate(convention=changes.convention, registration=registration)
        spoken = row.get("negotiates", []) + row.get("follows", [])
        reads = next((code for code in spoken if code in site_languages()), "")
        if reads:
            delegate.language = reads
    label = f"{row['first_name']} {row['last_name']}"
    step = DelegateStep(row["row"], label, is_new, delegate=delegate, registration=registration)
    step.fields = changed_fields(delegate, row, [(key, key) for key in DELEGATE_FIELDS])
    moments: dict[str, Any] = {
        key: datetime.fromisoformat(row[key]) for key in ("arrives", "leaves") if key in row
    }
    travel = changed_fields(delegate, moments, [("arrives", "arrives_at"), ("leaves", "leaves_at")])
    step.travel_changed = bool(travel)
    step.fields += travel
    step.delegate_changed = bool(step.fields)
    _languages(step, row, known)
    named = set(row.get("absent_slots", []))
    if any(number > len(changes.slots) for number in named):  # slots went since the file was read
        changes.refuse("slot_unknown", Kind.DELEGATES, row, "absent_slots", most=len(changes.slots))
    absences = named - known.absences.get(delegate.pk or 0, set())
    step.absences = sorted(absences)
    if absences:
        step.fields.append("absent_slots")
    return step


def _languages(step: DelegateStep, row: CleanRow, known: Known) -> None:
    """Who negotiates in a language also follows it, so `negotiates` wins."""
    there = known.languages.get(step.delegate.pk or 0, {})
    for key in ("follows", "negotiates"):
        for language in row.get(key, []):
            if key == "follows" and language in row.get("negotiates", []):
                continue
            if there.get(language) != key:
                step.languages[language] = key
                if key not in step.fields:
                    step.fields.append(key)


def _check_presence(changes: Changes, row: CleanRow, step: DelegateStep, known: Known) -> None:
    delegate = step.delegate
    if delegate.arrives_at and delegate.leaves_at and delegate.leaves_at <= delegate.arrives_at:
        changes.refuse("leaves_before_arriving", Kind.DELEGATES, row, "leaves")
        return
    travel = {
        number
        for number, slot in enumerate(changes.slots, 1)
        if step.travel_changed
        and misses(slot, arrives_at=delegate.arrives_at, leaves_at=delegate.leaves_at)
    }
    added = set(step.absences) | travel
    if clash := sorted(added & known.locked.get(delegate.pk or 0, set())):
        column = "absent_slots" if clash[0] in step.absences else "arrives"
        changes.refuse("absence_locked", Kind.DELEGATES, row, column, slot=clash[0])
    absent = added | known.absences.get(delegate.pk or 0, set())
    if delegate.meets and changes.slots and len(absent) == len(changes.slots):
        changes.warn("absent_always", Kind.DELEGATES, row, "absent_slots")
