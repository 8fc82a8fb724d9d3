"""The categories come with the database."""

import pytest

from organizations.models import Category

pytestmark = pytest.mark.django_db


def test_there_are_24_categories_in_three_languages_with_cpv_codes():
    catering = Category.objects.get(slug="catering")

    assert Category.objects.filter(position__gte=1, position__lte=24).count() == 24
    assert (catering.name_fr, catering.name_de, catering.name_en, catering.cpv) == (
        "Restauration et traiteur",
        "Gastronomie und Catering",
        "Catering and restaurant services",
        "55300000;55520000;55524000",
    )


def test_every_cpv_code_has_eight_digits():
    codes = [code for row in Category.objects.all() for code in row.cpv.split(";")]

    assert [code for code in codes if not (len(code) == 8 and code.isdigit())] == []
