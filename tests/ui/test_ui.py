"""The parts say in words what they show in shape."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from organizations.models import Family
from ui.icons import FAMILY_SHAPES, ICONS
from ui.names import FAMILY_NAMES
from ui.templatetags import ui

pytestmark = pytest.mark.once


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context)).strip()


@pytest.mark.parametrize("name", sorted(ICONS))
def test_an_icon_without_a_name_is_silent(name: str) -> None:
    drawn = ui.icon(name)

    assert drawn.count('aria-hidden="true"') == 1
    assert drawn.count("<title>") == 0


def test_an_icon_with_a_name_says_it() -> None:
    assert ui.icon("padlock", "locked").count('role="img" aria-label="locked"') == 1


def test_an_unknown_icon_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(KeyError):
        ui.icon("unicorn")


def test_every_family_has_a_shape_and_a_name() -> None:
    assert set(FAMILY_NAMES) == set(FAMILY_SHAPES) == set(Family.values)


def test_marks_have_names_in_the_readers_language() -> None:
    with translation.override("de"):
        assert 'aria-label="öffentlicher Auftraggeber"' in ui.family_mark("public")
        assert 'aria-label="Belgien"' in ui.country_mark("BE")
        assert 'aria-label="1: unbedingt"' in ui.rank_mark(1)
        assert 'aria-label="Französisch, versteht"' in ui.language_mark("fr", "follows")
        assert '<span class="word">Tisch</span>' in ui.table_mark(12)


@pytest.mark.parametrize(
    "mark",
    [
        ui.family_mark("public", decorative=True),
        ui.country_mark("BE", decorative=True),
        ui.rank_mark(1, decorative=True),
        ui.language_mark("fr", decorative=True),
    ],
)
def test_a_mark_beside_its_name_is_silent(mark: str) -> None:
    assert (mark.count("aria-hidden"), mark.count("aria-label")) == (1, 0)


def test_what_people_wrote_is_escaped() -> None:
    assert "<script>" not in ui.badge("<script>") + ui.avatar("<script> x", "<script>")
    assert "<script>" not in ui.country_mark("<script>")


def test_a_meter_never_runs_over_and_survives_zero() -> None:
    assert 'width="100.0%"' in ui.meter(300, 200)
    assert 'width="0%"' in ui.meter(3, 0)


def test_the_line_says_which_stop_is_now() -> None:
    html = rendered("{% phase_line choices 'b' %}", choices=[("a", "A"), ("b", "B"), ("c", "C")])

    assert [html.count(f'data-state="{state}"') for state in ("done", "now", "later")] == [1, 1, 1]
    assert html.count('aria-current="step"') == 1


class Sample(forms.Form):
    tables = forms.IntegerField(label="Tables", help_text="of 80")
    note = forms.CharField(label="Note", required=False)


def test_a_field_ties_its_help_and_its_error_to_the_control() -> None:
    html = str(ui.field(Sample({"tables": "many"})["tables"]))

    assert 'aria-describedby="id_tables_helptext id_tables_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_tables_helptext"' in html
    assert 'id="id_tables_error"' in html
    assert "data-stepper" in html


def test_a_form_lists_its_errors_once_above_its_fields() -> None:
    html = str(Sample({"tables": ""}))

    assert html.count('role="alert"') == 1
    assert html.count('href="#id_tables"') == 1
    assert html.index('role="alert"') < html.index("<label")
    assert html.count("(optional)") == 1


def test_pages_keep_the_other_filters_of_the_address(rf: RequestFactory) -> None:
    html = rendered(
        "{% pagination page %}",
        request=rf.get("/", {"country": "LU", "page": "2"}),
        page=Paginator(range(30), 10).page(2),
    )

    assert 'href="?country=LU&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1


def test_one_page_needs_no_pages(rf: RequestFactory) -> None:
    page = Paginator(range(3), 10).page(1)

    assert rendered("{% pagination page %}", request=rf.get("/"), page=page) == ""


def test_a_decimal_in_a_chart_has_a_point_in_every_language() -> None:
    with translation.override("fr"):
        html = rendered("{% curve points 'Breaks' 60 %}", points=[(0, 91), (13, 84)])

    assert 'x2="21.667%"' in html


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/sign-in/", 'aria-current="page"'),
        ("/sign-in/code/", 'aria-current="true"'),
        ("/sign-out/", ""),
    ],
)
def test_an_entry_is_current_on_its_page_and_below(
    rf: RequestFactory, path: str, expected: str
) -> None:
    assert rendered("{% under 'account_login' %}", request=rf.get(path)) == expected
