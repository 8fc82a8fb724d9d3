"""What a file does to the data: new, changed, unchanged, refused."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from conventions.models import Absence, Delegate, Phase, Registration
from matchmaking.spreadsheets.services import samples
from matchmaking.spreadsheets.services.columns import Kind
from matchmaking.wishes.models import Wish
from organizations.models import Activity, Membership, Organization, User
from tests.corpus import workbooks
from tests.factories import (
    DelegateFactory,
    MeetingFactory,
    OrganizationFactory,
    RegistrationFactory,
    ScheduleFactory,
    SeatFactory,
    TeamMemberFactory,
    UserFactory,
    VetoFactory,
    WishFactory,
)

pytestmark = pytest.mark.django_db

CHLOE = ["A001", "Chloé", "Martin", "chloe@mail.example"]


def places(problems):
    return [(problem.code, problem.sheet, problem.row) for problem in problems]


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_the_sample_imports_in_each_language_and_the_second_time_changes_nothing(
    load, preview, language
):
    with translation.override(language):
        content = samples.as_xlsx()

        first = load(content)
        again = preview(content)

    assert first == {kind.value: {"new": 2, "changed": 0, "unchanged": 0} for kind in Kind}
    assert again.written == dict.fromkeys(Kind, 0)
    assert not again.can_apply


def test_the_csv_samples_say_the_same_as_the_workbook(load, preview):
    load(samples.as_xlsx())

    written = [preview(samples.as_csv(kind)).written for kind in Kind]

    assert written == [{kind: 0} for kind in Kind]


def test_everything_that_is_written_is_valid(load):
    load(samples.as_xlsx())

    for model in (Organization, Registration, Delegate, Activity, Membership, Wish, User):
        for instance in model.objects.all():
            instance.full_clean(exclude=["password"])


def test_an_organisation_arrives_validated_with_its_activities(load, convention):
    load(samples.as_xlsx())

    registration = convention.registrations.get(reference="A002")

    assert registration.status == Registration.Status.VALIDATED
    assert registration.max_meetings == 10
    assert registration.organization.size == "medium"
    assert registration.organization.description_de == "Wäscherei und Verpackung."
    assert set(registration.organization.activities.values_list("direction", "category__slug")) == {
        ("sells", "laundry"),
        ("sells", "packaging"),
        ("buys", "furniture"),
    }


def test_a_changed_cell_changes_and_an_empty_cell_leaves_what_is_there(load, convention):
    load(
        workbooks.organizations(
            [*workbooks.ORGANIZATION, "Metz"], header=[*workbooks.ORGANIZATION_HEADER, "town"]
        )
    )

    done = load(
        workbooks.organizations(
            ["a001", "Ateliers du Val", "FR", "public buyer", ""],
            header=[*workbooks.ORGANIZATION_HEADER, "town"],
        )
    )

    organization = convention.registrations.get().organization
    assert done == {"organizations": {"new": 0, "changed": 1, "unchanged": 0}}
    assert (organization.family, organization.town) == ("public", "Metz")


def test_what_is_not_in_the_file_stays(load, convention):
    load(samples.as_xlsx())
    load(workbooks.organizations(["A003", "Neu", "LU", "S"]))

    assert convention.registrations.count() == 3
    assert (Delegate.objects.count(), Wish.objects.count()) == (2, 2)


def test_an_organisation_of_the_owners_other_convention_is_reused_by_name(load, convention, owner):
    there = RegistrationFactory(organization__name="Ateliers du Val")
    TeamMemberFactory(convention=there.convention, user=owner)

    load(workbooks.organizations(["A001", "ATELIERS du  Val", "FR", "S"]))

    assert convention.registrations.get().organization == there.organization


def test_somebody_elses_organisation_is_neither_changed_nor_opened(load, convention):
    """Else the name alone would open another convention's wishes to the imported delegate."""
    there = RegistrationFactory(organization__name="Ateliers du Val", organization__town="Metz")

    load(workbooks.delegates(CHLOE))

    here = convention.registrations.get().organization
    assert here != there.organization
    assert list(Membership.objects.values_list("organization", flat=True)) == [here.pk]


def test_an_organisation_registered_under_another_reference_is_told(preview, convention):
    RegistrationFactory(
        convention=convention, reference="Z9", organization__name=workbooks.ORGANIZATION[1]
    )

    problem = preview(workbooks.organizations(workbooks.ORGANIZATION)).problems[0]

    assert (problem.code, problem.text) == (
        "reference_taken",
        "This organisation is registered with the reference Z9. Use that reference.",
    )


def test_rows_that_say_the_same_twice_are_named_both(preview):
    seen = preview(
        workbooks.workbook(
            {
                "Organisations": [
                    workbooks.ORGANIZATION_HEADER,
                    workbooks.ORGANIZATION,
                    workbooks.OTHER,
                    ["a001 ", "Autre", "FR", "S"],
                    ["A004", "ateliers  du VAL", "FR", "S"],
                ],
                "Delegates": [
                    workbooks.DELEGATE_HEADER,
                    CHLOE,
                    ["A002", "Other", "Name", " CHLOE@mail.example\u00a0"],
                    ["A002", "No", "Mail", ""],
                    ["A002", "NO", "mail", ""],
                ],
                "Wishes": [
                    workbooks.WISH_HEADER,
                    ["A001", "A002", 1, ""],
                    ["A001", "a002", 2, ""],
                ],
            }
        )
    )

    assert [(p.code, p.row, p.params) for p in seen.problems] == [
        ("reference_duplicate", 4, {"first": 2, "second": 4}),
        ("organization_duplicate", 5, {"first": 2, "second": 5}),
        ("email_duplicate", 3, {"first": 2, "second": 3}),
        ("delegate_duplicate", 5, {"first": 4, "second": 5}),
        ("wish_duplicate", 3, {"first": 2, "second": 3}),
    ]
    assert seen.problems[2].text == "Rows 2 and 3 have the same e-mail."


def test_spellings_of_one_organisation_are_suggested_never_merged(preview):
    seen = preview(
        workbooks.organizations(
            ["A001", "Möbelwerk GmbH", "DE", "S"],
            ["A002", "Moebelwerk", "DE", "S"],
            ["A003", "MÖBELWERK gGmbH", "DE", "S"],
        )
    )

    assert places(seen.warnings) == [("organization_similar", "Organisations", 4)]
    assert seen.written == {Kind.ORGANIZATIONS: 3}


def test_a_reference_of_another_convention_reads_like_an_unknown_one(preview):
    RegistrationFactory(reference="Z100")

    seen = preview(
        workbooks.wishes(["A001", "Z100", 1, ""], ["A001", "Z999", 1, ""], ["Z100", "A001", 1, ""])
    )

    assert places(seen.problems) == [
        ("reference_unknown", "Wishes", 2),
        ("reference_unknown", "Wishes", 3),
        ("reference_unknown", "Wishes", 4),
    ]
    assert len({problem.text for problem in seen.problems}) == 1


def test_an_error_in_an_organisation_does_not_repeat_itself_in_the_other_sheets(preview):
    seen = preview(
        workbooks.workbook(
            {
                "Organisations": [workbooks.ORGANIZATION_HEADER, ["A001", "X", "??", "S"]],
                "Delegates": [workbooks.DELEGATE_HEADER, CHLOE],
            }
        )
    )

    assert places(seen.problems) == [("country_unknown", "Organisations", 2)]


# --- Delegates ------------------------------------------------------------------------------------


def test_a_delegate_with_an_email_can_sign_in_and_the_first_is_manager(load, convention):
    load(workbooks.delegates(CHLOE, ["A001", "Max", "Muster", "max@mail.example"]))

    organization = convention.registrations.get().organization
    assert list(
        organization.memberships.order_by("pk").values_list("user__email", "user__name", "role")
    ) == [
        ("chloe@mail.example", "Chloé Martin", "manager"),
        ("max@mail.example", "Max Muster", "member"),
    ]
    assert not User.objects.get(email="max@mail.example").has_usable_password()


def test_an_address_known_elsewhere_is_used_without_a_hint(load, preview):
    known = UserFactory(email="chloe@mail.example", name="Somebody", language="de")
    DelegateFactory(email="chloe@mail.example", user=known)
    unknown = workbooks.delegates(["A001", "Chloé", "Martin", "new@mail.example"])

    told = [
        (seen.written, places(seen.problems), places(seen.warnings))
        for seen in (preview(workbooks.delegates(CHLOE)), preview(unknown))
    ]
    load(workbooks.delegates(CHLOE))

    known.refresh_from_db()
    assert told[0] == told[1]
    assert (known.name, known.language) == ("Somebody", "de")
    assert Delegate.objects.filter(user=known).count() == 2


def test_a_delegate_without_an_email_is_found_by_name(load, convention):
    load(workbooks.delegates(["A001", "Chloé", "Martin", ""]))

    done = load(workbooks.delegates(["A001", "CHLOE", "Martin", "chloe@mail.example"]))

    delegate = convention.delegates.get()
    assert done["delegates"] == {"new": 0, "changed": 1, "unchanged": 0}
    assert (delegate.email, delegate.user.email) == ("chloe@mail.example", "chloe@mail.example")


def test_a_new_email_is_told_before_it_changes_and_two_of_one_name_are_asked_for(
    preview, convention
):
    registration = RegistrationFactory(
        convention=convention, reference="A001", organization__name="Ateliers du Val"
    )
    for email in ("one@mail.example", "two@mail.example"):
        DelegateFactory(
            registration=registration, first_name="Chloé", last_name="Martin", email=email
        )
    DelegateFactory(registration=registration, first_name="Max", last_name="Muster")

    seen = preview(workbooks.delegates(CHLOE, ["A001", "Max", "Muster", "max@mail.example"]))

    assert places(seen.problems) == [("delegate_ambiguous", "Delegates", 2)]
    assert places(seen.warnings) == [("email_changed", "Delegates", 3)]


def test_an_email_of_another_organisation_of_this_convention_is_refused(preview, convention):
    DelegateFactory(
        registration__convention=convention,
        registration__reference="B7",
        email="chloe@mail.example",
    )

    problem = preview(workbooks.delegates(CHLOE)).problems[0]

    assert (problem.code, problem.params) == ("email_taken", {"reference": "B7"})


def test_arrival_departure_and_absences_become_slots(load, convention):
    header = [*workbooks.DELEGATE_HEADER, "arrives", "leaves", "absent slots"]

    load(workbooks.delegates([*CHLOE, "14:30", "16:50", "5"], header=header))

    delegate = convention.delegates.get()
    slots = list(convention.slots.order_by("starts_at"))
    absences = {
        (slots.index(absence.slot) + 1, absence.cause)
        for absence in Absence.objects.select_related("slot")
    }
    assert delegate.arrives_at == datetime(2027, 3, 18, 13, 30, tzinfo=UTC)
    assert absences == {(1, "travel"), (2, "travel"), (5, "declared"), (9, "travel")}


def test_a_delegate_who_is_never_there_is_warned_of(preview):
    header = [*workbooks.DELEGATE_HEADER, "absent slots"]

    seen = preview(workbooks.delegates([*CHLOE, "1-9"], header=header))

    assert places(seen.warnings) == [("absent_always", "Delegates", 2)]


def test_times_in_the_wrong_order_are_refused(preview):
    header = [*workbooks.DELEGATE_HEADER, "arrives", "leaves"]

    seen = preview(workbooks.delegates([*CHLOE, "16:00", "15:00"], header=header))

    assert places(seen.problems) == [("leaves_before_arriving", "Delegates", 2)]


def test_an_absence_in_the_slot_of_a_locked_meeting_is_refused(preview, convention):
    registration = RegistrationFactory(
        convention=convention, reference="A001", organization__name="Ateliers du Val"
    )
    delegate = DelegateFactory(registration=registration, email="chloe@mail.example")
    meeting = MeetingFactory(
        schedule=ScheduleFactory(convention=convention),
        slot=convention.slots.order_by("starts_at")[2],
        locked=True,
    )
    SeatFactory(meeting=meeting, delegate=delegate)
    header = [*workbooks.DELEGATE_HEADER, "absent slots"]

    seen = preview(workbooks.delegates([*CHLOE, "2-4"], header=header))

    assert [(p.code, p.params) for p in seen.problems] == [("absence_locked", {"slot": 3})]


def test_an_organisation_with_locked_meetings_cannot_be_withdrawn(preview, convention):
    registration = RegistrationFactory(
        convention=convention, reference="A001", organization__name="Ateliers du Val"
    )
    meeting = MeetingFactory(
        schedule=ScheduleFactory(convention=convention),
        slot=convention.slots.first(),
        locked=True,
    )
    SeatFactory(meeting=meeting, delegate=DelegateFactory(registration=registration))

    seen = preview(
        workbooks.organizations(
            [*workbooks.ORGANIZATION, "withdrawn"],
            header=[*workbooks.ORGANIZATION_HEADER, "registration"],
        )
    )

    assert places(seen.problems) == [("meetings_locked", "Organisations", 2)]


def test_languages_are_added_and_negotiates_wins(load, convention):
    header = [*workbooks.DELEGATE_HEADER, "negotiates", "follows"]
    load(workbooks.delegates([*CHLOE, "", "fr;de"], header=header))

    done = load(workbooks.delegates([*CHLOE, "de", "de;en"], header=header))

    spoken = dict(convention.delegates.get().languages.values_list("language", "level"))
    assert done["delegates"] == {"new": 0, "changed": 1, "unchanged": 0}
    assert spoken == {"fr": "follows", "de": "negotiates", "en": "follows"}


def test_at_most_is_not_below_at_least_even_with_what_is_there(preview, convention):
    RegistrationFactory(
        convention=convention,
        reference="A001",
        organization__name="Ateliers du Val",
        min_meetings=5,
    )

    seen = preview(
        workbooks.organizations(
            [*workbooks.ORGANIZATION, 3], header=[*workbooks.ORGANIZATION_HEADER, "max meetings"]
        )
    )

    assert places(seen.problems) == [("max_below_min", "Organisations", 2)]


# --- Wishes ---------------------------------------------------------------------------------------


def test_a_wish_to_oneself_is_refused(codes):
    assert codes(workbooks.wishes(["A001", "a001", 1, ""])) == (["wish_self"], [])


def test_a_wish_keeps_its_answer_when_its_rank_changes(load, convention):
    load(workbooks.wishes(["A001", "A002", 3, "Wood"]))
    Wish.objects.update(answer="accepted")

    done = load(workbooks.wishes(["A001", "A002", 1, ""]))

    wish = Wish.objects.in_convention(convention).get()
    assert done["wishes"] == {"new": 0, "changed": 1, "unchanged": 0}
    assert (wish.rank, wish.note, wish.answer) == (1, "Wood", "accepted")


def test_a_veto_does_not_show_in_a_preview(preview, convention):
    """The owner who imports must not learn of a veto; it beats the wish when meetings are made."""
    first, second = (
        RegistrationFactory(convention=convention, reference=reference, organization__name=name)
        for reference, name in (("A001", "Ateliers du Val"), ("A002", "Werkstatt Saartal"))
    )
    content = workbooks.workbook({"Wishes": [workbooks.WISH_HEADER, ["A001", "A002", 1, ""]]})
    before = preview(content)

    VetoFactory(author=second, target=first)
    VetoFactory(author=first, target=second)

    assert preview(content) == before


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        (Phase.DRAFT, []),
        (Phase.WISHES, []),
        (Phase.SCHEDULING, []),
        (Phase.PUBLISHED, ["wishes_published"]),
        (Phase.LIVE, ["wishes_published"]),
    ],
)
def test_wishes_are_imported_until_meetings_are_published(codes, convention, phase, expected):
    convention.phase = phase
    convention.save()

    assert codes(workbooks.wishes(["A001", "A002", 1, ""])) == (expected, [])


def test_more_wishes_than_allowed_are_warned_of(preview, convention):
    convention.max_wishes = 1
    convention.save()
    first, second, third = (
        RegistrationFactory(
            convention=convention,
            reference=f"A00{number}",
            organization=OrganizationFactory(name=f"Org {number}"),
        )
        for number in (1, 2, 3)
    )
    WishFactory(requester=first, target=second)

    seen = preview(workbooks.workbook({"Wishes": [workbooks.WISH_HEADER, ["A001", "A003", 1, ""]]}))

    assert [warning.text for warning in seen.warnings] == [
        "More than the 1 wishes allowed: A001 (2)"
    ]
    assert third.reference == "A003"
