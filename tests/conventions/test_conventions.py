"""Conventions: made, changed, copied, moved from phase to phase."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from conventions.models import Convention, Phase, Registration, Table
from conventions.services.conventions import (
    create_convention,
    move_phase,
    suggested_slug,
    update_convention,
)
from conventions.services.copying import copy_convention
from conventions.services.sessions import save_session
from conventions.services.tables import set_tables
from matchmaking.scheduling.models import Schedule
from matchmaking.wishes.models import Veto, Wish
from tests.conventions.words import codes, wall
from tests.factories.conventions import (
    AbsenceFactory,
    ConventionFactory,
    DelegateFactory,
    DelegateLanguageFactory,
    PartnerFactory,
    RegistrationFactory,
    TeamMemberFactory,
    ZoneFactory,
)
from tests.factories.matchmaking import (
    MeetingFactory,
    ScheduleFactory,
    VetoFactory,
    WishFactory,
)
from tests.factories.organizations import UserFactory

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 18)
AT_14 = wall(2027, 3, 18, 14)


def values(**fields):
    return {
        "slug": "halle-2027",
        "name_fr": "Rencontres",
        "starts_on": DAY,
        "ends_on": DAY,
    } | fields


@pytest.fixture
def convention():
    convention = ConventionFactory(starts_on=DAY, ends_on=DAY)
    save_session(convention=convention, starts=AT_14, slot_count=3, pauses={1: 10})
    return convention


def test_who_makes_a_convention_owns_and_schedules_it():
    creator = UserFactory()

    convention = create_convention(creator=creator, **values())

    assert (convention.phase, convention.name_fr) == (Phase.DRAFT, "Rencontres")
    assert list(convention.team.order_by("role").values_list("user", "role")) == [
        (creator.pk, "owner"), (creator.pk, "scheduler")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"slug": "new"}, "slug_reserved"),
        ({"slug": "taken"}, "unique"),
        ({"slug": "two words"}, "invalid"),
        ({"name_fr": ""}, "name_missing"),
        ({"time_zone": "Europe/Atlantis"}, "zone_unknown"),
        ({"ends_on": date(2027, 3, 17)}, "ends_before_start"),
        ({"wishes_close_at": datetime(2027, 3, 20, tzinfo=UTC)}, "deadline_after_start"),
        (
            {
                "wishes_close_at": datetime(2027, 3, 8, tzinfo=UTC),
                "answers_close_at": datetime(2027, 3, 7, tzinfo=UTC),
            },
            "deadlines_out_of_order",
        ),
        ({"max_wishes": 101}, "max_value"),
    ],
)
def test_a_convention_that_cannot_be_is_refused(fields, code):
    ConventionFactory(slug="taken")

    with pytest.raises(ValidationError) as error:
        create_convention(creator=UserFactory(), **values(**fields))

    assert codes(error.value) == [code]


def test_phase_and_address_are_not_written_with_the_rest(convention):
    for name in ("phase", "slug", "previous"):
        with pytest.raises(TypeError):
            update_convention(convention=convention, **{name: "live"})


def test_the_sessions_move_along_with_the_first_day(convention):
    update_convention(convention=convention, starts_on=date(2027, 4, 15), ends_on=date(2027, 4, 15))

    # 14:00 stays 14:00, although the clocks have changed in between.
    assert convention.slots.first().starts_at == datetime(2027, 4, 15, 12, tzinfo=UTC)


def test_the_sessions_keep_the_halls_time_when_the_zone_changes(convention):
    update_convention(convention=convention, time_zone="Europe/London")

    assert convention.slots.first().starts_at == datetime(2027, 3, 18, 14, tzinfo=UTC)


def test_the_days_stay_while_the_slots_hold_meetings(convention):
    slot = convention.slots.first()
    MeetingFactory(schedule__convention=convention, slot=slot)

    with pytest.raises(ValidationError) as error:
        update_convention(
            convention=convention, starts_on=date(2027, 4, 15), ends_on=date(2027, 4, 15)
        )

    assert codes(error.value) == ["slots_in_use"]
    convention.refresh_from_db()
    assert convention.starts_on == DAY


def test_days_that_leave_a_session_outside_are_refused():
    convention = ConventionFactory(starts_on=DAY, ends_on=date(2027, 3, 19))
    save_session(convention=convention, starts=wall(2027, 3, 19, 9), slot_count=1)

    with pytest.raises(ValidationError) as error:
        update_convention(convention=convention, ends_on=DAY)

    assert codes(error.value) == ["session_outside_dates"]


def test_phases_follow_each_other_and_go_back_until_the_day(convention):
    for phase in (Phase.REGISTRATION, Phase.WISHES, Phase.SCHEDULING):
        move_phase(convention=convention, to=phase)
    move_phase(convention=convention, to=Phase.REGISTRATION)

    convention.refresh_from_db()
    assert convention.phase == Phase.REGISTRATION


@pytest.mark.parametrize(
    ("here", "there", "code"),
    [
        (Phase.DRAFT, "party", "phase_unknown"),
        (Phase.DRAFT, Phase.DRAFT, "phase_same"),
        (Phase.DRAFT, Phase.WISHES, "phase_skipped"),
        (Phase.SCHEDULING, Phase.PUBLISHED, "nothing_published"),
        (Phase.LIVE, Phase.PUBLISHED, "phase_fixed"),
        (Phase.ARCHIVED, Phase.LIVE, "phase_fixed"),
    ],
)
def test_a_phase_out_of_order_is_refused(here, there, code):
    convention = ConventionFactory(phase=here)

    with pytest.raises(ValidationError) as error:
        move_phase(convention=convention, to=there)

    assert codes(error.value) == [code]
    convention.refresh_from_db()
    assert convention.phase == here


def test_a_published_version_opens_the_phase_published():
    convention = ConventionFactory(phase=Phase.SCHEDULING)
    ScheduleFactory(convention=convention, version=1, frozen_at=datetime(2027, 3, 13, tzinfo=UTC))

    move_phase(convention=convention, to=Phase.PUBLISHED)

    assert convention.phase == Phase.PUBLISHED


def next_edition(previous, **fields):
    return copy_convention(previous=previous, slug="next", starts_on=date(2028, 3, 16), **fields)


def test_the_next_edition_takes_over_rules_hall_partners_and_team(convention):
    update_convention(
        convention=convention,
        max_wishes=7,
        chairs=40,
        wishes_close_at=datetime(2027, 3, 8, 17, tzinfo=UTC),
    )
    set_tables(convention=convention, count=2)
    zone = ZoneFactory(convention=convention, letter="A", name_fr="Entrée")
    convention.tables.filter(number=2).update(zone=zone, step_free=True)
    PartnerFactory(convention=convention, name="Fonds Exemple", mention_fr="Financé par le Fonds")
    member = TeamMemberFactory(convention=convention, role="desk")

    copy = next_edition(convention, name_fr="Rencontres 2028")

    assert (copy.previous, copy.phase, copy.name_fr) == (
        convention, Phase.DRAFT, "Rencontres 2028"
    )  # fmt: skip
    assert (copy.max_wishes, copy.chairs) == (7, 40)
    assert copy.wishes_close_at == datetime(2028, 3, 6, 17, tzinfo=UTC)
    assert [slot.starts_at for slot in copy.slots.all()][:2] == [
        datetime(2028, 3, 16, 13, 0, tzinfo=UTC), datetime(2028, 3, 16, 13, 30, tzinfo=UTC)
    ]  # fmt: skip
    table = Table.objects.get(convention=copy, number=2)
    assert (table.zone.name_fr, table.zone.convention, table.step_free) == ("Entrée", copy, True)
    assert [(partner.name, partner.mention_fr) for partner in copy.partners.all()] == [
        ("Fonds Exemple", "Financé par le Fonds")
    ]
    assert list(copy.team.values_list("user", "role")) == [(member.user.pk, "desk")]
    assert copy.registrations.count() == 0


def test_registrations_come_along_pending_with_their_people_and_no_secrets(convention):
    registration = RegistrationFactory(convention=convention, max_meetings=5)
    refused = RegistrationFactory(convention=convention, status=Registration.Status.REFUSED)
    delegate = DelegateFactory(registration=registration, first_name="Élodie")
    DelegateLanguageFactory(delegate=delegate, language="de", level="follows")
    AbsenceFactory(delegate=delegate, slot=convention.slots.first())
    WishFactory(requester=registration, target=refused)
    VetoFactory(author=registration, target=refused)
    convention.refresh_from_db()

    copy = next_edition(convention, with_registrations=True)

    fresh = copy.registrations.get()
    assert (fresh.organization, fresh.status, fresh.max_meetings) == (
        registration.organization, Registration.Status.PENDING, 5
    )  # fmt: skip
    person = fresh.delegates.get()
    assert (person.first_name, person.convention) == ("Élodie", copy)
    assert list(person.languages.values_list("language", "level")) == [("de", "follows")]
    assert [
        copy.absences.count(),
        Wish.objects.in_convention(copy).count(),
        Veto.objects.in_convention(copy).count(),
        Schedule.objects.filter(convention=copy).count(),
    ] == [0, 0, 0, 0]


def test_a_free_address_is_suggested():
    ConventionFactory(slug="rencontres-2028")

    assert suggested_slug("Rencontres 2028") == "rencontres-2028-2"
    assert suggested_slug("Rencontres d’Épinal") == "rencontres-d-epinal"


def test_saving_settings_does_not_take_back_a_phase_that_was_moved_meanwhile():
    convention = ConventionFactory(phase=Phase.WISHES)
    Convention.objects.filter(pk=convention.pk).update(phase=Phase.SCHEDULING)

    update_convention(convention=convention, name_fr="Rencontres", town="Metz")

    stored = Convention.objects.get(pk=convention.pk)
    assert (stored.phase, stored.name_fr, stored.town) == (Phase.SCHEDULING, "Rencontres", "Metz")
