"""The four types of organisation, as a convention calls them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from conventions.services.copying import copy_convention
from conventions.services.families import set_family_names
from tests.factories import RegistrationFactory
from ui import families
from ui.templatetags.ui import family_mark, family_name

pytestmark = pytest.mark.django_db

NAMES = {"committed": {"fr": "Entreprise partenaire", "de": "", "en": ""}}


def test_a_convention_calls_a_type_its_own_way_where_it_said_so(hall):
    set_family_names(convention=hall, names=NAMES)

    with families.override(hall.family_names):
        with override("fr"):
            assert family_name("committed") == "Entreprise partenaire"
            assert 'aria-label="Entreprise partenaire"' in family_mark("committed")
        with override("de"):
            assert family_name("committed") == "engagiertes Unternehmen"
    with override("fr"):
        assert family_name("committed") == "entreprise engagée"


def test_its_pages_say_so_and_nobody_elses(owner, hall, client):
    RegistrationFactory(convention=hall, organization__family="committed")
    set_family_names(convention=hall, names={"committed": {"en": "partner firm"}})

    page = owner.get(reverse("organizer:registrations", args=["hall"])).content.decode()

    assert page.count("partner firm") == 3  # the filter, the mark and its title
    assert family_name("committed") == "committed company"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ({"club": {"en": "Club"}}, "family_unknown"),
        ({"public": {"en": "x" * 41}}, "family_name_long"),
        ({"public": {"en": "Buyer"}, "support": {"en": "buyer"}}, "family_names_alike"),
    ],
)
def test_an_unknown_type_or_two_of_one_name_are_refused(hall, names, code):
    with pytest.raises(ValidationError) as error:
        set_family_names(convention=hall, names=names)

    assert error.value.code == code


def test_the_organiser_names_them_on_a_page(owner, hall):
    address = reverse("organizer:types", args=["hall"])

    response = owner.post(address, {"committed_fr": " Entreprise  partenaire "})

    hall.refresh_from_db()
    assert response.status_code == 302
    assert hall.family_names == {"committed": {"fr": "Entreprise partenaire"}}
    assert owner.get(address).context["form"]["committed_fr"].value() == "Entreprise partenaire"


def test_the_next_edition_keeps_the_names(hall):
    set_family_names(convention=hall, names=NAMES)

    copy = copy_convention(previous=hall, slug="next", starts_on=hall.starts_on)

    assert copy.family_names == {"committed": {"fr": "Entreprise partenaire"}}


def test_the_page_of_types_takes_a_fixed_number_of_queries(owner, hall, django_assert_num_queries):
    with django_assert_num_queries(5):
        owner.get(reverse("organizer:types", args=["hall"]))
