"""Regions: a table in three languages, which the operator and imports extend."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from organizations.models import Organization, Region
from organizations.seeds import seed
from organizations.services.regions import add_region, adopt_region, known_regions
from tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db

NAMES = {"fr": "Carinthie", "de": "Kärnten", "en": "Carinthia"}


def test_the_platform_knows_the_greater_region_and_the_countries_around_it():
    assert Counter(Region.objects.values_list("country", flat=True)) == {
        "FR": 22, "LU": 1, "BE": 12, "DE": 16, "NL": 12, "CH": 26
    }  # fmt: skip
    assert set(Region.objects.in_greater_region().values_list("code", flat=True)) == {
        "meurthe-et-moselle", "moselle", "vosges", "meuse", "grand-est", "luxembourg",
        "province-de-luxembourg", "liege", "namur", "ostbelgien", "hainaut", "brabant-wallon",
        "saarland", "rheinland-pfalz",
    }  # fmt: skip


def test_each_region_has_a_name_of_its_own_in_each_language():
    for language in ("fr", "de", "en"):
        names = Region.objects.values_list(f"name_{language}", flat=True)
        assert len(set(filter(None, names))) == 89


def test_seeding_again_adds_what_is_missing_and_leaves_what_was_changed():
    Region.objects.filter(code="moselle").update(name_de="Departement Mosel")
    Region.objects.filter(code="zug").delete()

    seed()

    assert Region.objects.get(code="moselle").name_de == "Departement Mosel"
    assert Region.objects.get(code="zug").name_fr == "Canton de Zoug"
    assert Region.objects.count() == 89


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("Lüttich", "BE", "liege"),
        ("Province de Liège", "BE", "liege"),
        ("luxembourg", "BE", "province-de-luxembourg"),
        ("Luxemburg", "LU", "luxembourg"),
        ("Luxembourg", "", None),
        ("Province de Luxembourg", "", "province-de-luxembourg"),
        ("Limburg", "NL", "limburg-nl"),
        ("Genf", "CH", "geneve"),
        ("Noord-Brabant", "NL", "noord-brabant"),
        ("PROVENCE ALPES COTE D'AZUR", "FR", "provence-alpes-cote-d-azur"),
        ("Bavaria", "FR", None),
        ("Bavaria", "DE", "bayern"),
        ("", "FR", None),
    ],
)
def test_a_region_is_recognised_in_each_language_within_its_country(text, country, code):
    assert known_regions().find(text, country) == code


def test_the_operator_adds_a_region():
    region = add_region(country="AT", names=NAMES)

    assert (region.code, region.position, region.in_greater_region) == ("carinthie", 90, False)
    assert (region.name_fr, region.name_de, region.name_en) == tuple(NAMES.values())


def test_a_name_in_one_language_stands_in_all():
    region = add_region(country="AT", names={"de": "Tirol"})

    assert (region.name_fr, region.name_de, region.name_en) == ("Tirol", "Tirol", "Tirol")


@pytest.mark.parametrize(
    ("country", "names", "code"),
    [
        ("AT", {}, "name_missing"),
        ("FR", {"de": "Vosges"}, "region_exists"),
        ("XX", {"de": "Tirol"}, "country_unknown"),
    ],
)
def test_a_region_without_a_name_or_country_or_there_already_is_refused(country, names, code):
    with pytest.raises(ValidationError) as error:
        add_region(country=country, names=names)

    codes = [one.code for one in error.value.update_error_dict({}).popitem()[1]]
    assert codes == [code]


def test_what_organisations_wrote_becomes_a_region_of_all_that_wrote_it():
    written = [
        OrganizationFactory(country="AT", region_other=text) for text in ("Kärnten", "KÄRNTEN")
    ]
    other = OrganizationFactory(country="AT", region_other="Tirol")
    abroad = OrganizationFactory(country="SI", region_other="Kärnten")

    region = adopt_region(organization=written[0])

    assert (region.code, region.country, region.name_fr) == ("karnten", "AT", "Kärnten")
    found = {o.pk: (o.region_id, o.region_other) for o in Organization.objects.all()}
    assert [found[one.pk] for one in (*written, other, abroad)] == [
        ("karnten", ""), ("karnten", ""), (None, "Tirol"), (None, "Kärnten")
    ]  # fmt: skip


def test_what_the_list_has_come_to_know_is_not_added_twice():
    organization = OrganizationFactory(country="AT", region_other="Carinthia")
    add_region(country="AT", names=NAMES)

    assert adopt_region(organization=organization).code == "carinthie"
    organization.refresh_from_db()
    assert (organization.region.name_de, organization.region_other) == ("Kärnten", "")


@pytest.mark.parametrize("text", ["", "!!!", " — "])
def test_nothing_written_is_nothing_to_adopt(text):
    organization = OrganizationFactory(country="AT", region_other=text)

    with pytest.raises(ValidationError) as error:
        adopt_region(organization=organization)

    assert error.value.code == "nothing_written"
    assert not Region.objects.filter(country="AT").exists()


def test_a_region_has_a_name_that_can_be_told():
    with pytest.raises(ValidationError) as error:
        add_region(country="AT", names={"fr": "!!!"})

    assert error.value.code == "name_missing"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"region_id": "moselle", "region_other": "Mosel"}, "organization_region_or_another"),
        ({"country": "fr"}, "organization_country_two_capitals"),
        ({"country": "F1"}, "organization_country_two_capitals"),
    ],
)
def test_the_database_refuses(fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        OrganizationFactory(**fields)


def test_postgresql_refuses_a_region_of_another_country():
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has this fence")
    OrganizationFactory(country="LU", region_id="moselle")
    with pytest.raises(IntegrityError, match="organization_region_of_its_country"):
        connection.check_constraints()
