"""The participants' pages, as people use them, with and without scripts."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from conventions.models import Convention, Phase, Registration
from matchmaking.scheduling.models import Schedule
from matchmaking.wishes.models import Veto, Wish
from organizations.models import Membership
from tests.factories import (
    ConventionFactory,
    DelegateFactory,
    MeetingFactory,
    MembershipFactory,
    RegistrationFactory,
    ScheduleFactory,
    SeatFactory,
    SessionFactory,
    SlotFactory,
    UserFactory,
    VetoFactory,
    WishFactory,
)
from tests.factories.clients import signed_in
from tests.factories.conventions import START

pytestmark = pytest.mark.django_db


@pytest.fixture
def convention() -> Convention:
    return ConventionFactory(
        slug="here",
        phase=Phase.WISHES,
        max_wishes=2,
        wishes_close_at=timezone.now() + timedelta(days=7),
        answers_close_at=timezone.now() + timedelta(days=10),
    )


@pytest.fixture
def ours(convention) -> Registration:
    return RegistrationFactory(convention=convention, organization__name="Ours")


@pytest.fixture
def theirs(convention) -> Registration:
    return RegistrationFactory(convention=convention, organization__name="Theirs")


def client_for(registration: Registration, role: str = Membership.Role.MANAGER) -> Client:
    membership = MembershipFactory(organization=registration.organization, role=role)
    return signed_in(membership.user)


def publish(schedule: Schedule) -> None:
    """Freeze a schedule: what the service does last."""
    Schedule.objects.filter(pk=schedule.pk).update(version=1, frozen_at=START - timedelta(days=5))


def test_a_wish_is_made_from_the_card_without_a_script(ours, theirs) -> None:
    client = client_for(ours)
    page = "/c/here/my/catalogue/?country=FR"

    answer = client.post(
        f"/c/here/my/wishes/{theirs.pk}/", {"rank": 1, "next": f"{page}#card-{theirs.pk}"}
    )

    assert (answer.status_code, answer["Location"]) == (302, f"{page}#card-{theirs.pk}")
    assert list(Wish.objects.values_list("target", "rank", "note")) == [(theirs.pk, 1, "")]


def test_the_catalogue_opens_with_the_wishes(ours, theirs) -> None:
    client = client_for(ours)
    Convention.objects.update(phase=Phase.REGISTRATION)

    page = client.get("/c/here/my/catalogue/").content.decode()
    card = client.post(
        f"/c/here/my/wishes/{theirs.pk}/",
        {"rank": 2},
        headers={"HX-Request": "true", "HX-Target": f"card-{theirs.pk}"},
    )

    assert "The catalogue is not open yet" in page
    assert (card.status_code, "Theirs" in page) == (404, False)


def test_what_was_chosen_can_be_taken_back_when_the_other_one_has_left(ours, theirs) -> None:
    client, gone = client_for(ours), RegistrationFactory(convention=ours.convention)
    WishFactory(requester=ours, target=theirs)
    VetoFactory(author=ours, target=gone)
    Registration.objects.exclude(pk=ours.pk).update(status="withdrawn")

    answers = [
        client.post(f"/c/here/my/wishes/{theirs.pk}/withdraw/"),
        client.post(f"/c/here/my/not-meeting/{gone.pk}/lift/"),
        client.post(f"/c/here/my/wishes/{gone.pk}/withdraw/"),
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 404]
    assert (Wish.objects.count(), Veto.objects.count()) == (0, 0)


def test_a_way_back_to_another_site_is_not_taken(ours, theirs) -> None:
    answer = client_for(ours).post(
        f"/c/here/my/wishes/{theirs.pk}/", {"rank": 1, "next": "https://evil.example/"}
    )

    assert answer["Location"] == "/c/here/my/wishes/"


def test_a_script_gets_the_card_and_the_list_beside_it(ours, theirs) -> None:
    answer = client_for(ours).post(
        f"/c/here/my/wishes/{theirs.pk}/",
        {"rank": 2},
        headers={"HX-Request": "true", "HX-Target": f"card-{theirs.pk}"},
    )

    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.strip().startswith("<article")
    assert text.count("hx-swap-oob") == 1
    assert "1 of 2" in text


def test_a_refusal_comes_back_with_its_words(ours, theirs, convention) -> None:
    for target in RegistrationFactory.create_batch(2, convention=convention):
        WishFactory(requester=ours, target=target)
    client = client_for(ours)

    with_script = client.post(
        f"/c/here/my/wishes/{theirs.pk}/",
        {"rank": 2},
        headers={"HX-Request": "true", "HX-Target": f"card-{theirs.pk}"},
    )
    without = client.post(f"/c/here/my/wishes/{theirs.pk}/", {"rank": 2}, follow=True)

    words = "You have made all your 2 wishes. Withdraw one to make another."
    assert with_script.status_code == 422
    assert words in with_script.content.decode()
    assert words in without.content.decode()


def test_a_note_saves_itself_and_keeps_the_rank(ours, theirs) -> None:
    WishFactory(requester=ours, target=theirs, rank=3)
    client = client_for(ours)
    url = f"/c/here/my/wishes/{theirs.pk}/"

    saved = client.post(url, {"note": "Linge"}, headers={"HX-Request": "true"})
    too_long = client.post(url, {"note": "x" * 301}, headers={"HX-Request": "true"})

    assert (saved.status_code, too_long.status_code) == (204, 422)
    assert list(Wish.objects.values_list("rank", "note")) == [(3, "Linge")]


def test_after_the_deadline_nothing_can_be_pressed_and_nothing_is_written(ours, theirs) -> None:
    client = client_for(ours)
    Convention.objects.update(wishes_close_at=timezone.now())

    page = client.get("/c/here/my/catalogue/").content.decode()
    answer = client.post(f"/c/here/my/wishes/{theirs.pk}/", {"rank": 1}, follow=True)

    assert 'name="rank"' not in page
    assert "Wishes are closed." in answer.content.decode()
    assert not Wish.objects.exists()


@pytest.mark.parametrize("path", ["wishes/{}/", "wishes/{}/withdraw/"])
def test_a_foreign_key_is_no_target(ours, path: str) -> None:
    client = client_for(ours)
    stranger = RegistrationFactory()
    hidden = RegistrationFactory(convention=ours.convention, status="refused")

    codes = {
        client.post("/c/here/my/" + path.format(pk), {"rank": 1}).status_code
        for pk in (stranger.pk, hidden.pk, ours.pk, 999_999)
    }

    assert codes == {404}
    assert not Wish.objects.exists()


def test_a_foreign_key_is_nobody_to_refuse(ours) -> None:
    client = client_for(ours)
    hidden = RegistrationFactory(convention=ours.convention, status="refused")

    answers = [
        client.post("/c/here/my/not-meeting/", {"target": pk}, follow=True).content.decode()
        for pk in (RegistrationFactory().pk, hidden.pk, ours.pk, 999_999)
    ]

    assert ["Choose an organisation first." in answer for answer in answers] == [True] * 4
    assert not Veto.objects.exists()


def test_a_plain_member_reads_but_does_not_write(ours, theirs) -> None:
    client = client_for(ours, Membership.Role.MEMBER)

    assert client.get("/c/here/my/catalogue/").status_code == 200
    assert client.post(f"/c/here/my/wishes/{theirs.pk}/", {"rank": 1}).status_code == 403
    assert not Wish.objects.exists()


def test_a_former_colleague_is_gone_between_two_clicks(ours, theirs) -> None:
    client = client_for(ours)
    assert client.get("/c/here/my/wishes/").status_code == 200

    Membership.objects.all().delete()

    assert client.post(f"/c/here/my/wishes/{theirs.pk}/", {"rank": 1}).status_code == 404
    assert not Wish.objects.exists()


def test_several_wishes_are_answered_at_once(ours, convention) -> None:
    others = RegistrationFactory.create_batch(3, convention=convention)
    wishes = [WishFactory(requester=other, target=ours) for other in others]

    answer = client_for(ours).post(
        "/c/here/my/answers/",
        {"wish": [wish.pk for wish in wishes[:2]], "answer": "accepted"},
        follow=True,
    )

    assert "2 wishes accepted." in answer.content.decode()
    assert sorted(Wish.objects.values_list("answer", flat=True)) == [
        "accepted",
        "accepted",
        "pending",
    ]


def test_somebody_else_s_wish_cannot_be_answered(ours, theirs) -> None:
    foreign = WishFactory(requester__convention=ours.convention, target=theirs)

    client_for(ours).post("/c/here/my/answers/", {"wish": foreign.pk, "answer": "accepted"})

    foreign.refresh_from_db()
    assert foreign.answer == "pending"


def test_a_veto_is_placed_and_lifted(ours, theirs) -> None:
    client = client_for(ours)

    client.post("/c/here/my/not-meeting/", {"target": theirs.pk})
    assert list(Veto.objects.values_list("author", "target")) == [(ours.pk, theirs.pk)]
    client.post(f"/c/here/my/not-meeting/{theirs.pk}/lift/")

    assert not Veto.objects.exists()


def test_home_says_what_is_left(ours, theirs) -> None:
    WishFactory(requester=ours, target=theirs)
    WishFactory(requester=theirs, target=ours)

    text = client_for(ours).get("/c/here/my/").content.decode()

    assert "1 of 2 wishes" in text
    assert "Add 1 wish" in text
    assert "in 7 days" in text
    assert "1 received wish waits" in text


def test_agendas_are_read_by_the_organisation_and_its_delegates_alone(ours, theirs) -> None:
    person, colleague = UserFactory(), UserFactory()
    own = DelegateFactory(registration=ours, user=person, last_name="Zola")
    other = DelegateFactory(registration=ours, user=colleague, last_name="Arp")
    foreign = DelegateFactory(registration=theirs)
    client = signed_in(person)

    assert client.get("/c/here/my/agenda/").context["delegate"] == own
    assert client.get(f"/c/here/my/agenda/{other.pk}/").context["delegate"] == other
    assert client.get(f"/c/here/my/agenda/{foreign.pk}/").status_code == 404
    assert client_for(ours).get("/c/here/my/agenda/").context["delegate"] == other


def test_a_delegate_without_membership_sees_the_agenda_only(ours) -> None:
    delegate = DelegateFactory(registration=ours, user=UserFactory())
    client = signed_in(delegate.user)

    codes = [client.get(f"/c/here/my/{page}").status_code for page in ("", "catalogue/", "wishes/")]
    text = client.get("/c/here/my/agenda/").content.decode()

    assert codes == [404, 404, 404]
    assert "/c/here/my/catalogue/" not in text


@pytest.fixture
def published(ours, theirs) -> Schedule:
    schedule = ScheduleFactory(convention=ours.convention)
    session = SessionFactory(convention=ours.convention, slot_count=2)
    people = [
        DelegateFactory(registration=registration, user=UserFactory())
        for registration in (ours, theirs)
    ]
    for _ in range(2):
        meeting = MeetingFactory(schedule=schedule, slot=SlotFactory(session=session))
        for delegate in people:
            SeatFactory(meeting=meeting, delegate=delegate)
    publish(schedule)
    return schedule


def test_the_draft_is_never_shown(ours, theirs, published) -> None:
    draft = ScheduleFactory(convention=ours.convention)
    meeting = MeetingFactory(schedule=draft, slot=published.convention.slots.first())
    own = ours.delegates.get()
    SeatFactory(meeting=meeting, delegate=own)

    agenda = signed_in(own.user).get("/c/here/my/agenda/").context["agenda"]

    assert (agenda.version, len(agenda.entries)) == (1, 2)


@pytest.mark.parametrize(
    ("moment", "slot"),
    [
        (START - timedelta(days=1), None),
        (START - timedelta(minutes=7), 0),
        (START + timedelta(minutes=19), 0),
        (START + timedelta(minutes=20), 1),
        (START + timedelta(minutes=40), None),
    ],
)
def test_on_the_day_the_next_meeting_stands_first(ours, published, moment, slot) -> None:
    with time_machine.travel(moment, tick=False):
        client = signed_in(ours.delegates.get().user)
        following = client.get("/c/here/my/agenda/").context["next"]

    slots = list(published.convention.slots.order_by("starts_at"))
    assert (following.slot_id if following else None) == (None if slot is None else slots[slot].pk)


def test_before_anything_is_published_the_page_says_what_comes(ours) -> None:
    delegate = DelegateFactory(registration=ours, user=UserFactory())

    text = signed_in(delegate.user).get("/c/here/my/agenda/").content.decode()

    assert "Your agenda comes here" in text


@pytest.mark.parametrize("others", [1, 3])
@pytest.mark.parametrize(
    ("page", "queries"), [("", 24), ("catalogue/", 18), ("wishes/", 20), ("agenda/", 7)]
)
def test_pages_cost_the_same_for_one_row_and_for_three(
    ours, page: str, queries: int, others: int, django_assert_num_queries
) -> None:
    client = client_for(ours)
    DelegateFactory(registration=ours)
    for other in RegistrationFactory.create_batch(others, convention=ours.convention):
        DelegateFactory(registration=other)
        WishFactory(requester=ours, target=other)
        WishFactory(requester=other, target=ours)

    with django_assert_num_queries(queries):
        assert client.get(f"/c/here/my/{page}").status_code == 200
