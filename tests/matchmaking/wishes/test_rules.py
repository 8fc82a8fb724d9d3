"""The rules of play, and the one rule of consent: answer, silence, moment."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from conventions.models import Convention, Phase
from conventions.services.copying import copy_convention
from matchmaking.wishes.models import MatchRules, Wish
from matchmaking.wishes.services.demand import demand_of
from matchmaking.wishes.services.pairings import pairings_of
from matchmaking.wishes.services.rules import has_consent, rules_of, set_rules
from matchmaking.wishes.services.wishlist import State, made_wishes
from tests.factories import (
    ConventionFactory,
    RegistrationFactory,
    TeamMemberFactory,
    WishFactory,
)

pytestmark = pytest.mark.django_db
CLOSE = datetime(2027, 3, 8, 17, 0, tzinfo=UTC)
BEFORE, AFTER = CLOSE - timedelta(minutes=1), CLOSE
YES, NO, SILENT = Wish.Answer.ACCEPTED, Wish.Answer.DECLINED, Wish.Answer.PENDING


def test_a_convention_without_rules_plays_by_the_usual_ones():
    rules = rules_of(ConventionFactory())

    assert (rules.silence, rules.objective, rules.value_reciprocal, rules.run_seconds) == (
        "expired",
        "as_many",
        8,
        30,
    )


def test_what_is_not_named_stays():
    convention = ConventionFactory(max_wishes=9)
    set_rules(convention=convention, silence="accepted")

    set_rules(convention=convention, value_rank_1=5)

    stored = MatchRules.objects.get(convention=convention)
    assert (stored.silence, stored.value_rank_1, convention.max_wishes) == ("accepted", 5, 9)


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ({"run_seconds": 601}, "max_value"),
        ({"silence": "perhaps"}, "invalid_choice"),
        ({"objective": "luck"}, "invalid_choice"),
        ({"max_wishes": 0}, "min_value"),
    ],
)
def test_rules_that_cannot_be_are_refused_and_nothing_is_written(rules, code):
    convention = ConventionFactory()

    with pytest.raises(ValidationError) as error:
        set_rules(convention=convention, **rules)

    codes = {e.code for errors in error.value.error_dict.values() for e in errors}
    assert (codes, MatchRules.objects.count()) == ({code}, 0)


def test_an_archived_convention_keeps_its_rules():
    with pytest.raises(ValidationError) as error:
        set_rules(convention=ConventionFactory(phase=Phase.ARCHIVED), silence="accepted")

    assert error.value.code == "convention_archived"


def test_the_page_saves_them(client: Client):
    convention = ConventionFactory(slug="hall")
    client.force_login(TeamMemberFactory(convention=convention).user)
    page = "/c/hall/organize/settings/rules/"
    initial = client.get(page).context["form"].initial

    client.post(page, initial | {"max_wishes": 7, "silence": "accepted"})

    stored = Convention.objects.get(pk=convention.pk)
    assert (stored.max_wishes, stored.match_rules.silence) == (7, "accepted")


def test_the_next_edition_plays_by_the_rules_of_the_last_one():
    previous = ConventionFactory()
    set_rules(convention=previous, silence="accepted", value_proposal=3)

    made = copy_convention(
        previous=previous, slug="next", starts_on=previous.starts_on + timedelta(days=364)
    )

    rules = MatchRules.objects.get(convention=made)
    assert (rules.silence, rules.value_proposal) == ("accepted", 3)


@pytest.mark.parametrize(
    ("silence", "answer", "phase", "now", "agreed"),
    [
        ("expired", YES, Phase.WISHES, BEFORE, True),
        ("expired", SILENT, Phase.WISHES, AFTER, False),
        ("expired", SILENT, Phase.SCHEDULING, AFTER, False),
        ("accepted", SILENT, Phase.WISHES, BEFORE, False),
        ("accepted", SILENT, Phase.WISHES, AFTER, True),
        ("accepted", SILENT, Phase.SCHEDULING, BEFORE, True),
        ("accepted", SILENT, Phase.REGISTRATION, AFTER, False),
        ("accepted", NO, Phase.SCHEDULING, AFTER, False),
        ("accepted", Wish.Answer.EXPIRED, Phase.SCHEDULING, AFTER, False),
    ],
)
def test_consent_is_an_answer_or_silence_once_nobody_can_answer(
    silence, answer, phase, now, agreed, time_machine
):
    convention = ConventionFactory(phase=phase, answers_close_at=CLOSE)
    set_rules(convention=convention, silence=silence)
    ours, theirs = RegistrationFactory.create_batch(2, convention=convention)
    WishFactory(requester=ours, target=theirs, answer=answer)
    time_machine.move_to(now, tick=False)

    listed = made_wishes(ours).wishes[0].state == State.AGREED

    assert has_consent(answer, convention) is agreed
    # The wish list, the pairings and the demand page say the same at the same moment.
    assert listed is agreed
    assert bool(pairings_of(convention)) is agreed
    assert demand_of(convention).pairings == int(agreed)
