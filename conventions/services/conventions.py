"""Conventions: made, changed, copied, moved from phase to phase."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from conventions.models import Convention, Phase, TeamMember
from conventions.services.placed import placements
from conventions.services.refusals import refuse_archived
from conventions.services.sessions import move_sessions
from organizations.models import User
from ui.formatting import plain_day
from ui.languages import translated

TRANSLATED = ("name", "theme", "description", "venue", "access_notes", "desk_note")
TEXTS = tuple(column for name in TRANSLATED for column in translated(name))
DEADLINES = ("registration_closes_at", "wishes_close_at", "answers_close_at")
PLACE_AND_TIME = ("town", "country", "time_zone", "starts_on", "ends_on")
EDITABLE = frozenset({*TEXTS, *TRANSLATED, *PLACE_AND_TIME, *DEADLINES, "max_wishes", "chairs"})
RESERVED_SLUGS = frozenset({"new"})  # /c/new/ is the page that makes a convention


@transaction.atomic
def create_convention(*, creator: User, slug: str, **fields: Any) -> Convention:
    """Make a convention in phase draft; its creator becomes owner and scheduler.

    `fields` are those of `EDITABLE`. Raises ValidationError `slug_reserved`, `name_missing`,
    `zone_unknown`, `ends_before_start`, `deadline_after_start`, `deadlines_out_of_order`, or a
    field's own code.
    """
    refuse_reserved(slug)
    convention = Convention(slug=slug)
    write_fields(convention, fields)
    convention.save()
    for role in (TeamMember.Role.OWNER, TeamMember.Role.SCHEDULER):
        TeamMember.objects.create(convention=convention, user=creator, role=role)
    return convention


def refuse_reserved(slug: str) -> None:
    """Refuse with `slug_reserved` an address that the site itself needs."""
    if slug in RESERVED_SLUGS:
        raise _field_error(
            "slug",
            _("This address is taken by the site itself. Choose another one."),
            "slug_reserved",
        )


@transaction.atomic
def update_convention(*, convention: Convention, **fields: Any) -> Convention:
    """Change texts, place, dates, deadlines or how many wishes each may make.

    When the first day or the zone changes, the sessions move along and keep their time on the
    hall's clocks. Raises as `create_convention` does, and `slots_in_use`,
    `session_outside_dates` or `convention_archived`.
    """
    refuse_archived(convention)
    stored = Convention.objects.select_for_update().get(pk=convention.pk)
    write_fields(convention, fields)
    # Only what was asked for: the phase may have moved on since `convention` was read.
    originals = {name for name in TRANSLATED if any(one.startswith(f"{name}_") for one in fields)}
    convention.save(update_fields=originals | fields.keys())
    days = (convention.starts_on - stored.starts_on).days
    span_changed = convention.ends_on != stored.ends_on
    if days or span_changed or convention.time_zone != stored.time_zone:
        move_sessions(convention=convention, days=days, zone_before=stored.time_zone)
    return convention


def write_fields(convention: Convention, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        if name not in EDITABLE:
            raise TypeError(f"a convention's {name!r} is not written this way")
        setattr(convention, name, value)
    if not any(getattr(convention, name) for name in translated("name")):
        raise _field_error("name_en", _("Give the name in at least one language."), "name_missing")
    convention.full_clean(exclude=["previous", "name"])
    _refuse_deadlines(convention)


def _refuse_deadlines(convention: Convention) -> None:
    zone = convention.zone
    given = [(name, getattr(convention, name)) for name in DEADLINES if getattr(convention, name)]
    for name, moment in given:
        if moment.astimezone(zone).date() > convention.starts_on:
            raise _field_error(
                name,
                _("This is after the convention itself (%(day)s). Choose an earlier day.")
                % {"day": plain_day(convention.starts_on)},
                "deadline_after_start",
            )
    for (_name, earlier), (name, later) in pairwise(given):
        if later < earlier:
            raise _field_error(
                name,
                _("Registration closes first, then wishes, then answers. Choose a later day."),
                "deadlines_out_of_order",
            )


def _field_error(name: str, message: str, code: str) -> ValidationError:
    return ValidationError({name: ValidationError(message, code=code)})


@transaction.atomic
def move_phase(*, convention: Convention, to: str) -> Convention:
    """Move to the next phase, or back to an earlier one while the day has not begun.

    Raises ValidationError `phase_unknown`, `phase_same`, `phase_fixed` (no way back once live),
    `phase_skipped` (one step forward at a time), `nothing_published`.
    """
    if to not in Phase.values:
        raise ValidationError(_("There is no such phase."), code="phase_unknown")
    stored = Convention.objects.select_for_update().get(pk=convention.pk)
    here, there = Phase(stored.phase), Phase(to)
    if here == there:
        raise ValidationError(_("The convention already stands in this phase."), code="phase_same")
    if there.number < here.number and here.number >= Phase.LIVE.number:
        raise ValidationError(
            _("Once the day has begun, no phase can be taken back."), code="phase_fixed"
        )
    if there.number > here.number + 1:
        raise ValidationError(
            _("Phases follow each other: the next one is “%(phase)s”.")
            % {"phase": list(Phase)[here.number + 1].label},
            code="phase_skipped",
        )
    if there == Phase.PUBLISHED and not placements().is_published(convention):
        raise ValidationError(
            _("No version is published yet. Publish the draft: the phase moves along."),
            code="nothing_published",
        )
    convention.phase = there
    convention.save(update_fields=["phase"])
    return convention


def suggested_slug(name: str) -> str:
    """Return a free address made of a name."""
    base = slugify(name.replace("’", " ").replace("'", " "))[:50].strip("-") or "convention"
    slug, number = base, 2
    while slug in RESERVED_SLUGS or Convention.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug
