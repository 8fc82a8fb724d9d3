"""The next edition: copied from `mont-saint-martin`, with two guests; wishes are open."""

import random
from datetime import date, timedelta

from django.utils import timezone

from conventions.models import Convention, Delegate, DelegateLanguage, Phase, Registration
from conventions.services.conventions import move_phase
from conventions.services.copying import copy_convention
from matchmaking.demo.content import Content, OrganizationRecord, PersonRecord
from matchmaking.demo.directory import Directory, fill_guests, screen_language
from matchmaking.demo.editions import local, texts
from matchmaking.demo.scenario import MONT_SAINT_MARTIN
from matchmaking.demo.witness import fit, speak
from matchmaking.wishes.models import Wish

SLUG = "saarbruecken"
SHOWN = "moselbogen-werkstaetten"  # whose delegate a visitor enters as, with wishes to answer
VISITED = (SHOWN, "letz-digital")  # whom a visitor enters as must be validated
MAX_WISHES = 10
WAITING = 28  # registrations not validated yet
SHOWN_MADE, SHOWN_WAITING = 4, 2
GUEST_WISHES = 3
ANSWERS = (Wish.Answer.ACCEPTED, Wish.Answer.DECLINED, Wish.Answer.PENDING, Wish.Answer.PENDING)


def make_next_edition(content: Content, today: date) -> Convention:
    """Make the convention `saarbruecken`; needs `mont-saint-martin`."""
    previous = Convention.objects.get(slug=MONT_SAINT_MARTIN.slug)
    row = content.convention(SLUG)
    # Wishes close on the Monday of the week after next: time enough to look around.
    closes = today + timedelta(days=14 - today.weekday())
    day = closes + timedelta(days=10)
    convention = copy_convention(
        previous=previous,
        slug=SLUG,
        starts_on=day,
        with_registrations=True,
        town=row.town,
        country=row.country,
        time_zone="Europe/Berlin",
        registration_closes_at=local(closes - timedelta(days=21), 18),
        wishes_close_at=local(closes, 18),
        answers_close_at=local(closes + timedelta(days=3), 18),
        max_wishes=MAX_WISHES,
        **texts(content, SLUG),
    )
    for phase in (Phase.REGISTRATION, Phase.WISHES):
        move_phase(convention=convention, to=phase)
    rng = random.Random(93)  # noqa: S311 -- a demo, not a secret
    validated = _validate(convention, content, rng)
    _wishes(convention, validated, rng)
    _guests(convention, content, validated, today)
    return convention


def _validate(
    convention: Convention, content: Content, rng: random.Random
) -> dict[int, tuple[Registration, OrganizationRecord]]:
    """Most registrations are validated, some still wait; nobody has a maximum yet."""
    rows = {row.reference: row for row in content.organizations}
    registrations = list(convention.registrations.order_by("reference"))
    keep = [r for r in registrations if rows[r.reference].slug in VISITED]
    others = [r for r in registrations if r not in keep]
    waiting = {r.pk for r in rng.sample(others, WAITING)}
    for registration in registrations:
        registration.max_meetings = None
        if registration.pk not in waiting:
            registration.status = Registration.Status.VALIDATED
    Registration.objects.bulk_update(registrations, ["max_meetings", "status"])
    return {r.pk: (r, rows[r.reference]) for r in registrations if r.pk not in waiting}


def _guests(
    convention: Convention,
    content: Content,
    validated: dict[int, tuple[Registration, OrganizationRecord]],
    today: date,
) -> None:
    """Two guests from beyond the Greater Region, with their people; each has wished already.

    One of those whom they wish to meet has answered, and two others wish to meet them.
    """
    directory = fill_guests(content, today)
    for row, organization in zip(content.guests, directory.organizations, strict=True):
        guest = Registration.objects.create(
            convention=convention,
            organization=organization,
            reference=row.reference,
            status=Registration.Status.VALIDATED,
            direction=row.direction,
        )
        for person in row.people:
            _guest(guest, row, person, directory)
        partners = sorted(
            (r for r in validated.values() if r[1].slug not in VISITED and speak(row, r[1])),
            key=lambda one: (-fit(row, one[1]), one[1].reference),
        )
        wished, wishing = partners[:GUEST_WISHES], partners[GUEST_WISHES : GUEST_WISHES + 2]
        answers = [Wish.Answer.ACCEPTED, *[Wish.Answer.PENDING] * (GUEST_WISHES - 1)]
        Wish.objects.bulk_create(
            [
                Wish(
                    convention=convention,
                    requester=guest,
                    target=partner,
                    rank=rank,
                    answer=answer,
                    answered_at=timezone.now() if answer == Wish.Answer.ACCEPTED else None,
                )
                for rank, ((partner, _row), answer) in enumerate(
                    zip(wished, answers, strict=True), start=1
                )
            ]
            + [
                Wish(convention=convention, requester=partner, target=guest, rank=Wish.Rank.GOOD)
                for partner, _row in wishing
            ]
        )


def _guest(
    registration: Registration, row: OrganizationRecord, person: PersonRecord, directory: Directory
) -> None:
    delegate = Delegate.objects.create(
        convention=registration.convention,
        registration=registration,
        user=directory.users[person.email],
        first_name=person.first_name,
        last_name=person.last_name,
        function=person.function,
        email=person.email,
        language=screen_language(row, person),
    )
    DelegateLanguage.objects.bulk_create(
        DelegateLanguage(delegate=delegate, language=code, level=level)
        for code, level in row.languages.items()
    )


def _wishes(
    convention: Convention,
    validated: dict[int, tuple[Registration, OrganizationRecord]],
    rng: random.Random,
) -> None:
    shown = next(pk for pk, (_r, row) in validated.items() if row.slug == SHOWN)
    made: dict[tuple[int, int], Wish] = {}
    for pk, (registration, row) in validated.items():
        partners = sorted(
            (other for other in validated if other != pk and speak(row, validated[other][1])),
            key=lambda other: -fit(row, validated[other][1]) * rng.uniform(0.5, 1.0),
        )
        count = SHOWN_MADE if pk == shown else rng.choice((0, 1, 2, 3, 4, 5, 6))
        for order, other in enumerate(p for p in partners if pk == shown or p != shown):
            if order == count:
                break
            made[pk, other] = Wish(
                convention=convention,
                requester=registration,
                target=validated[other][0],
                rank=1 + order * 3 // max(count, 1),
            )
    _wish_to_shown(convention, validated, shown, made)
    _answer(made, shown, rng)
    Wish.objects.bulk_create(made.values())


def _wish_to_shown(
    convention: Convention,
    validated: dict[int, tuple[Registration, OrganizationRecord]],
    shown: int,
    made: dict[tuple[int, int], Wish],
) -> None:
    """Two buyers wait for an answer of the organisation that is shown."""
    target, row = validated[shown]
    askers = sorted(
        (pk for pk in validated if pk != shown and (shown, pk) not in made),
        key=lambda pk: (-fit(validated[pk][1], row), pk),
    )
    for pk in askers[:SHOWN_WAITING]:
        made[pk, shown] = Wish(
            convention=convention, requester=validated[pk][0], target=target, rank=Wish.Rank.MUST
        )


def _answer(made: dict[tuple[int, int], Wish], shown: int, rng: random.Random) -> None:
    """Wishes that meet are accepted; of the others some are answered, the rest waits."""
    for (requester, target), wish in made.items():
        if (target, requester) in made:
            wish.answer = Wish.Answer.ACCEPTED
        elif target != shown:
            wish.answer = rng.choice(
                (
                    Wish.Answer.ACCEPTED,
                    Wish.Answer.DECLINED,
                    Wish.Answer.PENDING,
                    Wish.Answer.PENDING,
                )
            )
        if wish.answer != Wish.Answer.PENDING:
            wish.answered_at = timezone.now()
