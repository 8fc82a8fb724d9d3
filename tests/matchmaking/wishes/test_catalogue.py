"""The catalogue: what it finds, in which order and why, and what it never holds."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from conventions.models import Convention, InterpreterPair, Registration
from conventions.services.vocabulary import choose_words
from matchmaking.wishes.models import Wish
from matchmaking.wishes.services.catalogue import MAX_PAGE_SIZE, Card, Catalogue, Filters
from matchmaking.wishes.services.profiles import ActivityLine, PersonLine, Profile
from matchmaking.wishes.services.suggestions import POINTS, names_of_regions, score_of
from organizations.models import CapacityUnit, Category, Region
from tests.factories import (
    ActivityFactory,
    ConventionFactory,
    DelegateFactory,
    DelegateLanguageFactory,
    InterpreterFactory,
    MeetingFactory,
    OwnCategoryFactory,
    RegistrationFactory,
    ScheduleFactory,
    SeatFactory,
    SessionFactory,
    SlotFactory,
    VetoFactory,
    WishFactory,
)

pytestmark = pytest.mark.django_db


def speak(registration: Registration, *languages: str) -> None:
    delegate = DelegateFactory(registration=registration)
    for language in languages:
        DelegateLanguageFactory(delegate=delegate, language=language)


def trade(registration: Registration, direction: str, category, **fields) -> None:
    ActivityFactory(
        organization=registration.organization, direction=direction, category=category, **fields
    )


def serve(registration: Registration, category, *regions: str, **fields) -> None:
    """Let a registration sell in certain regions."""
    activity = ActivityFactory(
        organization=registration.organization, category=category, area_kind="regions", **fields
    )
    activity.regions.set(Region.objects.filter(code__in=regions))


def search(registration: Registration, words: str = "", **chosen: str) -> list[str]:
    """Return the names that a search finds, in their order."""
    filters = Filters.of(words, lambda group: [chosen[group]] if group in chosen else [])
    return [card.profile.name for card in Catalogue(registration).page(filters).cards]


@pytest.fixture
def laundry() -> Category:
    return Category.objects.get(slug="laundry")


@pytest.fixture
def catering() -> Category:
    return Category.objects.get(slug="catering")


def test_only_the_other_validated_registrations_of_the_convention_are_there(ours, theirs) -> None:
    RegistrationFactory()
    for status in ("pending", "waiting", "refused", "withdrawn"):
        RegistrationFactory(convention=ours.convention, status=status)

    assert search(ours) == ["Theirs"]


@pytest.mark.parametrize("phase", ["draft", "registration"])
def test_before_the_phase_of_wishes_nobody_is_there(ours, theirs, phase: str) -> None:
    ours.convention.phase = phase

    assert (search(ours), Catalogue(ours).card(theirs.pk), Catalogue(ours).names()) == (
        [],
        None,
        [],
    )


def test_a_card_holds_what_peers_may_see_and_nothing_else() -> None:
    assert {f.name for f in fields(Card)} == {"profile", "reasons", "topic", "wish", "vetoed"}
    assert {f.name for f in fields(Profile)} == {
        "registration_id",
        "organization_id",
        "name",
        "country",
        "region",
        "region_name",
        "town",
        "status",
        "family",
        "description",
        "sells",
        "buys",
        "people",
        "words",
    }
    assert {f.name for f in fields(PersonLine)} == {"name", "function", "languages"}
    assert {f.name for f in fields(ActivityLine)} == {
        "category_id",
        "category",
        "text",
        "area",
        "capacity",
        "facts",
        "area_kind",
        "regions",
        "area_note",
    }


@pytest.mark.parametrize(
    "words", ["laundry", "BLANCHISSERIE", "Wäscherei", "wascherei", "linge théâtre", "theirs"]
)
def test_the_search_finds_across_languages_accents_and_cases(
    ours, theirs, laundry, words: str
) -> None:
    trade(theirs, "sells", laundry, text_fr="Nappes pour le théâtre")
    RegistrationFactory(convention=ours.convention)

    assert search(ours, words) == ["Theirs"]


def test_all_words_must_be_there(ours, theirs, laundry) -> None:
    trade(theirs, "sells", laundry)

    assert search(ours, "laundry catering") == []


def test_each_group_of_filters_narrows(ours, theirs, laundry) -> None:
    trade(ours, "sells", laundry)
    trade(theirs, "buys", laundry)
    speak(theirs, "de")
    RegistrationFactory(
        convention=ours.convention, organization__name="Other", organization__country="BE"
    )

    assert search(ours, direction="seeks") == ["Theirs"]
    assert search(ours, direction="offers") == []
    assert search(ours, category="laundry") == ["Theirs"]
    assert search(ours, language="de") == ["Theirs"]
    assert search(ours, country="BE") == ["Other"]
    assert search(ours, family="public") == []
    assert search(ours, country="unknown") == search(ours, country="XX") == []


def test_a_choice_counts_what_the_other_groups_leave(ours, theirs) -> None:
    RegistrationFactory(
        convention=ours.convention, organization__country="BE", organization__family="public"
    )
    chosen = Filters.of("", lambda group: ["BE"] if group == "country" else [])

    choices = Catalogue(ours).page(chosen).choices

    assert [(c.value, c.count, c.chosen) for c in choices["country"]] == [
        ("FR", 1, False),
        ("BE", 1, True),
    ]
    assert [(c.value, c.count) for c in choices["family"]] == [("public", 1)]


def test_the_most_fitting_come_first_with_their_reasons(ours, theirs, laundry, catering) -> None:
    speak(ours, "fr", "de")
    speak(theirs, "de")
    trade(ours, "buys", catering)
    trade(ours, "sells", laundry)
    serve(theirs, catering, "moselle", "luxembourg")
    trade(theirs, "buys", laundry)
    ours.organization.region_id = "moselle"
    ours.organization.save()
    theirs.organization.country = "DE"
    theirs.organization.save()
    RegistrationFactory(convention=ours.convention, organization__name="Aaa")

    catalogue = Catalogue(ours)

    assert search(ours) == ["Theirs", "Aaa"]
    card = catalogue.card(theirs.pk)
    assert [reason.text for reason in card.reasons] == [
        "sells catering and restaurant services, which you buy",
        "buys laundry and linen care, which you sell",
        "works where you are: Moselle, Luxembourg",
        "speaks German",
        "comes from Germany",
    ]
    assert card.topic == "Catering and restaurant services"
    assert score_of(catalogue.rows[theirs.pk].terms) == 40 + 15 + 10 + 10 + 10


def area_terms(registration: Registration, other: Registration) -> list[str]:
    terms = Catalogue(registration).rows[other.pk].terms
    return [term.value for term in terms if term.kind == "area"]


@pytest.mark.parametrize(
    ("ours_is_in", "served", "words"),
    [
        ("saarland", ("saarland", "moselle"), ["Moselle, Saarland"]),
        ("meurthe-et-moselle", ("moselle",), []),
        (None, ("moselle",), []),
    ],
)
def test_an_area_is_ours_when_our_region_is_among_those_served(
    ours, theirs, catering, ours_is_in: str | None, served: tuple[str, ...], words: list[str]
) -> None:
    ours.organization.region_id = ours_is_in
    ours.organization.save()
    serve(theirs, catering, *served)

    assert area_terms(ours, theirs) == words


@pytest.mark.parametrize(
    ("ours_is_in", "words"),
    [("saarland", ["the whole Greater Region"]), ("bayern", []), (None, [])],
)
def test_the_greater_region_is_ours_when_our_region_belongs_to_it(
    ours, theirs, catering, ours_is_in: str | None, words: list[str]
) -> None:
    ours.organization.region_id = ours_is_in
    ours.organization.save()
    trade(theirs, "sells", catering, area_kind="greater_region")

    assert area_terms(ours, theirs) == words


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("Sarre et Moselle", ["Sarre et Moselle"]),
        ("SAARLAND", ["SAARLAND"]),
        ("partout en Grande Région", ["partout en Grande Région"]),
        ("Meurthe-et-Moselle", []),
        ("saarland-wide", ["saarland-wide"]),
        ("", []),
    ],
)
def test_only_where_nothing_else_is_said_an_area_is_read_in_whatever_language_it_is_named(
    ours, theirs, catering, note: str, words: list[str]
) -> None:
    ours.organization.country, ours.organization.region_id = "DE", "saarland"
    ours.organization.save()
    trade(theirs, "sells", catering, area_note=note)

    assert area_terms(ours, theirs) == words


@pytest.mark.parametrize(
    "fields",
    [{"area_kind": "radius", "radius_km": 80}, {"area_kind": "regions"}],
)
def test_words_beside_an_area_add_no_region_to_it(ours, theirs, catering, fields) -> None:
    ours.organization.region_id = "saarland"
    ours.organization.save()
    trade(theirs, "sells", catering, area_note="Saarland, Grande Région", **fields)

    assert area_terms(ours, theirs) == []


def test_a_card_says_area_and_capacity_in_the_reader_s_language(ours, theirs, catering) -> None:
    serve(
        theirs,
        catering,
        "saarland",
        capacity=1200,
        capacity_free=300,
        capacity_unit=CapacityUnit.objects.get(code="meals"),
        capacity_period="day",
        keywords="cold chain",
    )

    with override("de"):
        (line,) = Catalogue(ours).card(theirs.pk).profile.sells.values()

    assert (line.area, line.capacity) == ("Saarland", "1.200 Mahlzeiten am Tag, davon 300 frei")
    assert search(ours, "cold chain") == search(ours, "Sarre") == ["Theirs"]


@pytest.mark.parametrize(
    ("area", "regions"),
    [
        ("Meurthe-et-Moselle", {"meurthe-et-moselle"}),
        ("Provinz Lüttich, Province de Luxembourg", {"liege", "province-de-luxembourg"}),
        ("Luxembourg, Grand Est", {"luxembourg", "grand-est"}),
        ("Rhénanie-Palatinat", {"rheinland-pfalz"}),
        ("Paris", set()),
        ("Belgisch-Limburg und Utrecht", {"limburg-be", "utrecht"}),
    ],
)
def test_a_long_name_of_a_region_does_not_name_a_shorter_one(area: str, regions: set[str]) -> None:
    assert names_of_regions(Region.objects.all()).named_in(area) == regions


@pytest.mark.parametrize("words", ["Sarre", "saarland"])
def test_a_region_is_searched_and_named_in_each_language(ours, theirs, words: str) -> None:
    theirs.organization.country, theirs.organization.region_id = "DE", "saarland"
    theirs.organization.save()

    assert search(ours, words) == ["Theirs"]
    with override("fr"):
        assert Catalogue(ours).card(theirs.pk).profile.region_name == "Sarre"


def published(convention: Convention, *meetings: tuple[Registration, Registration]) -> None:
    """Publish the next version, with these meetings alone."""
    schedule = ScheduleFactory(
        convention=convention, version=convention.schedules.filter(version__gt=0).count() + 1
    )
    session = SessionFactory(convention=convention)
    for pair in meetings:
        meeting = MeetingFactory(schedule=schedule, slot=SlotFactory(session=session))
        for registration in pair:
            SeatFactory(meeting=meeting, delegate=DelegateFactory(registration=registration))
    schedule.frozen_at = timezone.now()
    schedule.save()


@pytest.mark.parametrize(("days", "met"), [(-1, [("met", "2026")]), (0, []), (1, [])])
@time_machine.travel(datetime(2026, 10, 8, 10, 0, tzinfo=UTC), tick=False)
def test_people_have_met_once_the_other_convention_is_over(ours, theirs, days: int, met) -> None:
    day = date(2026, 10, 8) + timedelta(days=days)
    earlier = ConventionFactory(starts_on=day, ends_on=day)
    one, two = (
        RegistrationFactory(convention=earlier, organization=registration.organization)
        for registration in (ours, theirs)
    )
    published(earlier, (one, two))

    terms = Catalogue(ours).rows[theirs.pk].terms

    assert [(term.kind, term.value) for term in terms if term.kind == "met"] == met


def test_a_meeting_that_a_later_version_dropped_never_took_place(ours, theirs) -> None:
    earlier = ConventionFactory(starts_on=date(2025, 3, 18), ends_on=date(2025, 3, 18))
    one, two = (
        RegistrationFactory(convention=earlier, organization=registration.organization)
        for registration in (ours, theirs)
    )
    published(earlier, (one, two))
    published(earlier)

    assert [t.kind for t in Catalogue(ours).rows[theirs.pk].terms] == ["no_language"]


def test_a_seller_is_not_searched_for_what_it_once_bought(ours, theirs, laundry) -> None:
    trade(theirs, "buys", laundry)
    Registration.objects.filter(pk=theirs.pk).update(direction="sells")

    assert search(ours, category="laundry") == []


def test_an_interpreter_counts_a_little(ours, theirs) -> None:
    speak(ours, "fr")
    speak(theirs, "de")

    def language_term():
        (term,) = Catalogue(ours).rows[theirs.pk].terms
        return term.kind, term.points

    assert language_term() == ("no_language", 0)
    interpreter = InterpreterFactory(convention=ours.convention)
    InterpreterPair.objects.create(interpreter=interpreter, first="de", second="fr")
    assert language_term() == ("interpreter", POINTS["interpreter"])


def test_german_sentences_keep_their_capitals(ours, theirs, catering) -> None:
    trade(ours, "buys", catering)
    trade(theirs, "sells", catering)

    with override("de"):
        (reason, *_others) = Catalogue(ours).card(theirs.pk).reasons

    assert "Gastronomie" in reason.text


def test_own_wish_and_own_veto_stand_on_the_card(ours, theirs) -> None:
    WishFactory(requester=ours, target=theirs, rank=1, note="Linge")

    card = Catalogue(ours).card(theirs.pk)

    assert (card.wish.rank, card.wish.note, card.vetoed) == (1, "Linge", False)
    VetoFactory(author=ours, target=theirs)
    assert Catalogue(ours).card(theirs.pk).vetoed is True


def test_whom_nobody_will_meet_is_in_the_catalogue_as_before(ours, theirs) -> None:
    before = Catalogue(ours).page(Filters()).cards

    VetoFactory(author=theirs, target=ours)
    Wish.objects.create(
        convention=ours.convention, requester=theirs, target=ours, rank=1, note="secret"
    )

    assert Catalogue(ours).page(Filters()).cards == before


def test_a_page_has_fifty_cards_at_most(ours) -> None:
    RegistrationFactory.create_batch(MAX_PAGE_SIZE + 1, convention=ours.convention)

    found = Catalogue(ours).page(Filters(), size=10**6)

    assert (len(found.cards), found.found, found.page.paginator.num_pages) == (50, 51, 2)


@pytest.mark.parametrize("others", [1, 3])
def test_a_catalogue_costs_eleven_queries(
    ours, laundry, others: int, django_assert_num_queries
) -> None:
    speak(ours, "fr")
    for other in RegistrationFactory.create_batch(others, convention=ours.convention):
        speak(other, "fr", "de")
        trade(other, "sells", laundry)
        WishFactory(requester=ours, target=other)

    with django_assert_num_queries(11):
        assert Catalogue(ours).page(Filters()).found == others


def test_a_category_that_is_hidden_or_another_conventions_own_is_not_shown(
    ours, theirs, laundry, catering
) -> None:
    foreign = OwnCategoryFactory().category
    for category in (laundry, catering, foreign):
        trade(theirs, "sells", category)
    ActivityFactory(
        organization=theirs.organization, category=None, category_other="Honig", direction="sells"
    )
    choose_words(convention=ours.convention, kind="categories", shown=[laundry.pk])

    found = Catalogue(ours)

    lines = found.card(theirs.pk).profile.sells.values()
    assert [line.category for line in lines] == [laundry.name, "Honig"]
    assert [c.value for c in found.page(Filters()).choices["category"]] == [laundry.slug]
    assert (search(ours, "honig"), search(ours, foreign.name)) == (["Theirs"], [])


def test_a_guest_from_further_comes_from_another_country(ours, theirs) -> None:
    theirs.organization.country = "NL"
    theirs.organization.save()
    speak(ours, "nl")
    speak(theirs, "nl")

    reasons = Catalogue(ours).card(theirs.pk).reasons

    assert [reason.text for reason in reasons] == [
        "speaks Dutch",
        "comes from another country: Netherlands",
    ]
