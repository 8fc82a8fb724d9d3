"""The demo's content adds up to the tables of the first convention."""

import csv
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from matchmaking.demo import content as demo
from matchmaking.demo.content import Content, ContentError, OrganizationRecord, email_local, load

pytestmark = pytest.mark.once

CATEGORIES = {
    "catering", "cleaning", "communication", "construction", "consulting", "digital", "energy",
    "events", "facility", "food-local", "furniture", "green-spaces", "laundry", "logistics",
    "mobility", "office", "packaging", "personal-services", "printing", "reuse",
    "subcontracting", "textile", "training-hr", "waste",
}  # fmt: skip
SPOKEN = ("fr", "de", "lb", "en", "nl")


@pytest.fixture(scope="module")
def content() -> Content:
    return load()


@pytest.fixture(scope="module")
def rows(content: Content) -> tuple[OrganizationRecord, ...]:
    return content.organizations


def test_there_are_93_organisations_numbered_without_a_gap(rows):
    assert [row.reference for row in rows] == [f"A{number:03}" for number in range(1, 94)]


def test_the_next_edition_has_two_guests_numbered_after_them(content):
    assert [(row.reference, row.country, row.town) for row in content.guests] == [
        ("A094", "NL", "Utrecht"),
        ("A095", "FR", "Lille"),
    ]


def test_country_and_family_follow_the_table(rows):
    counted = Counter((row.country, row.family) for row in rows)
    assert {
        country: [counted[country, family] for family in demo.FAMILIES]
        for country in demo.COUNTRIES
    } == {"FR": [31, 9, 6, 1], "LU": [11, 9, 3, 1], "BE": [8, 4, 1, 1], "DE": [4, 2, 1, 1]}


def test_regions_follow_the_table(rows):
    assert Counter(row.region for row in rows) == {
        "meurthe-et-moselle": 22,
        "moselle": 13,
        "vosges": 5,
        "meuse": 4,
        "grand-est": 3,
        "luxembourg": 24,
        "province-de-luxembourg": 6,
        "liege": 4,
        "namur": 2,
        "ostbelgien": 2,
        "saarland": 5,
        "rheinland-pfalz": 3,
    }


def test_a_region_is_called_what_its_inhabitants_call_it(rows):
    names = {row.region: row.region_name for row in rows}
    assert names["meurthe-et-moselle"] == "Meurthe-et-Moselle"
    assert names["saarland"] == "Saarland"
    assert names["ostbelgien"] == "Deutschsprachige Gemeinschaft"


def test_kinds_of_social_enterprises_follow_the_table(rows):
    assert Counter((r.country, r.kind) for r in rows if r.family == "social-economy") == {
        ("FR", "esat"): 5,
        ("FR", "ea"): 4,
        ("FR", "ei"): 5,
        ("FR", "aci"): 3,
        ("FR", "etti"): 1,
        ("FR", "ai"): 1,
        ("FR", "scop"): 4,
        ("FR", "scic"): 3,
        ("FR", "association"): 3,
        ("FR", "mutual"): 1,
        ("FR", "territorial-pole"): 1,
        ("LU", "sis"): 4,
        ("LU", "sheltered-workshop"): 3,
        ("LU", "association"): 3,
        ("LU", "cooperative"): 1,
        ("BE", "eta"): 2,
        ("BE", "ei"): 2,
        ("BE", "idess"): 1,
        ("BE", "cooperative"): 2,
        ("BE", "cisp"): 1,
        ("DE", "inklusionsbetrieb"): 2,
        ("DE", "wfbm"): 1,
        ("DE", "cooperative"): 1,
    }


def test_a_kind_that_an_authority_grants_says_so(rows):
    by_law = {"association", "mutual", "territorial-pole", "cooperative"}
    for row in rows:
        if row.family == "social-economy" and row.kind not in by_law:
            assert row.status, row.name


def test_public_buyers_follow_the_table(rows):
    assert Counter((r.country, r.kind) for r in rows if r.family == "public") == {
        ("FR", "commune"): 4,
        ("FR", "department"): 1,
        ("FR", "hospital"): 1,
        ("LU", "commune"): 2,
        ("LU", "public-institution"): 1,
        ("BE", "public-body"): 1,
        ("DE", "landkreis"): 1,
    }


def test_committed_companies_follow_the_table(rows):
    committed = [row for row in rows if row.family == "committed"]
    assert Counter(row.size for row in committed) == {
        "micro": 5,
        "small": 9,
        "medium": 7,
        "large": 3,
    }
    labels = [label for row in committed for label in row.labels]
    assert Counter(label.name for label in labels) == {
        "ESR": 3,
        "B Corp": 2,
        "RFAR": 1,
        "EMAS": 1,
        "EcoVadis": 1,
    }
    assert [label.name for label in labels if label.expired] == ["EcoVadis"]
    assert sum(len(row.labels) for row in rows) == 8


def test_languages_follow_the_table(rows):
    counted = Counter((row.country, code) for row in rows for code in row.languages)
    assert {
        country: {code: counted[country, code] for code in SPOKEN if counted[country, code]}
        for country in demo.COUNTRIES
    } == {
        "FR": {"fr": 47, "de": 9, "en": 21},
        "LU": {"fr": 24, "de": 24, "lb": 14, "en": 12},
        "BE": {"fr": 12, "de": 2, "en": 5, "nl": 3},
        "DE": {"fr": 4, "de": 8, "en": 6},
    }


def test_about_one_fitting_pair_in_thirty_needs_an_interpreter(rows):
    fitting = [pair for pair in combinations(rows, 2) if _fit(*pair)]
    assert len(fitting) == 941
    assert sum(not _understand(*pair) for pair in fitting) == 28


def test_a_pair_without_a_common_language_is_served_by_french_and_german(rows):
    for one, other in combinations(rows, 2):
        if not _understand(one, other):
            spoken = {*one.languages, *other.languages}
            assert {"fr", "de"} <= spoken, (one.name, other.name)


def test_fitting_pairs_cross_borders(rows):
    fitting = [pair for pair in combinations(rows, 2) if _fit(*pair)]
    assert sum(one.country != other.country for one, other in fitting) == 604


def test_directions_follow_the_table(rows):
    assert Counter(row.direction for row in rows) == {"sells": 38, "buys": 15, "both": 40}


def test_everybody_sells_one_to_three_and_buys_two_to_eight_categories(rows):
    for row in rows:
        assert len(row.sells) in (range(1, 4) if row.direction != "buys" else {0}), row.name
        assert len(row.buys) in (range(2, 9) if row.direction != "sells" else {0}), row.name


def test_every_category_has_two_sellers_and_two_buyers(rows):
    sellers, buyers = _sellers_and_buyers(rows)
    assert set(sellers) == set(buyers) == CATEGORIES
    assert min(sellers.values()) >= 2
    assert min(buyers.values()) >= 2


def test_demand_exceeds_offer_in_two_categories(rows):
    sellers, buyers = _sellers_and_buyers(rows)
    assert {c for c in CATEGORIES if buyers[c] > sellers[c]} == {"food-local", "laundry"}


def test_every_category_is_traded_across_a_border(rows):
    for category in CATEGORIES:
        sellers = {r.country for r in rows if category in {a.category for a in r.sells}}
        buyers = {r.country for r in rows if category in {a.category for a in r.buys}}
        assert len(sellers | buyers) > 1, category


def test_everybody_brings_two_people_and_ten_bring_four(rows):
    assert Counter(len(row.people) for row in rows) == {2: 83, 4: 10}


def test_thirty_organisations_describe_themselves_in_a_second_language(rows):
    assert Counter(len(row.description) for row in rows) == {1: 63, 2: 18, 3: 12}


def test_descriptions_have_two_or_three_sentences(rows):
    for row in rows:
        for text in row.description.values():
            assert len(re.findall(r"[.!?](?:\s|$)", text)) in (2, 3), (row.name, text)


def test_texts_fit_their_columns(content, rows):
    for row in rows:
        assert max(len(text) for text in row.description.values()) <= 2000
        for activity in row.activities:
            assert len(activity.text) <= 300
            assert max(len(activity.area_note), len(activity.capacity_note)) <= 120
            assert activity.text
            assert activity.area_kind or activity.area_note
    assert max(len(note.text) for note in content.notes) <= 300


def test_most_activities_say_where_and_how_much_in_fields(rows):
    sold = [activity for row in rows for activity in row.sells]

    assert Counter(activity.area_kind for activity in sold) == {
        "regions": 89, "greater_region": 24, "radius": 18, "": 25
    }  # fmt: skip
    assert sum(activity.capacity is not None for activity in sold) == 120
    assert sum(activity.free is not None for activity in sold) == 20


def test_addresses_lie_under_example_only(content, rows):
    addresses = [person.email for row in rows for person in row.people]
    addresses += [row.email for row in (*content.team, *content.interpreters)]
    hosts = [row.website for row in (*rows, *content.partners)]
    assert all(re.fullmatch(r"[a-z0-9.-]+@[a-z0-9-]+\.example", a) for a in addresses)
    assert all(re.fullmatch(r"https://[a-z0-9-]+\.example/", host) for host in hosts)


def test_no_text_carries_a_phone_number_or_a_typewriter_apostrophe():
    for path in [*demo.DATA.rglob("*.toml"), *demo.DATA.rglob("*.csv")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\+\d|\b0\d[\s.]?\d\d[\s.]?\d\d", text), path.name
        assert "'" not in text, path.name


def test_names_of_people_become_plain_addresses():
    assert email_local("Lena", "Groß") == "lena.gross"
    assert email_local("Anke", "Schröder") == "anke.schroeder"
    assert email_local("Élodie", "Marchal") == "elodie.marchal"
    assert email_local("Gökhan", "Yıldız") == "goekhan.yildiz"
    assert email_local("Yassine", "El Idrissi") == "yassine.el-idrissi"


def test_the_people_of_the_tour_are_there(content):
    people = {person.name: row.name for row in content.organizations for person in row.people}
    assert people["Élodie Marchal"] == "Ateliers du Val d’Aubry"
    assert people["Jana Kessler"] == "Moselbogen Werkstätten"
    assert people["Malte Kaiser"] == "Landkreis Hochwald-Süd"
    assert people["Dr Samia Lenoir"] == "Hôpital de Bellerive"
    assert people["Zoé Klein"] == "Holzwierk Éisleck"
    assert [(row.name, row.role, row.language) for row in content.team] == [
        ("Nora Feltgen", "owner", "fr"),
        ("Jonas Reiland", "scheduler", "de"),
        ("Tess Wagner", "desk", "de"),
        ("Paul Lambrecht", "observer", "en"),
    ]


def test_two_interpreters_speak_french_and_german_and_one_signs(content):
    assert [row.pairs for row in content.interpreters] == [
        (("fr", "de"),),
        (("fr", "de"),),
        (("fr", "fsl"),),
    ]


def test_conventions_zones_and_partners_have_three_languages(content):
    assert [row.slug for row in content.conventions] == [
        "mont-saint-martin",
        "comfortable",
        "saarbruecken",
    ]
    texts = [
        getattr(row, field)
        for row in content.conventions
        for field in ("name", "theme", "description", "venue", "access_notes")
    ]
    texts += [row.name for row in content.zones]
    texts += [row.mention for row in content.partners]
    texts += [row.name for row in content.regions]
    assert {tuple(text) for text in texts} == {("fr", "de", "en")}
    assert all(all(text.values()) for text in texts)
    assert [row.name["en"] for row in content.zones] == ["Entrance", "Glass hall", "Stage"]
    assert [row.name for row in content.partners if row.kind == "funder"] == [
        "Fonds Exemple",
        "Région Haute-Orme",
    ]


def test_wish_notes_speak_of_every_category(content):
    assert Counter(note.language for note in content.notes) == {"fr": 41, "de": 27, "en": 9}
    assert {note.category for note in content.notes} == CATEGORIES


def test_a_broken_file_is_refused_with_its_row(tmp_path: Path):
    _copy(tmp_path, "be.toml", 'region = "namur"', 'region = "saarland"')
    with pytest.raises(ContentError, match=r"A075 Trame Neuve: region saarland is not in BE"):
        load(tmp_path)


def test_a_category_sold_and_bought_is_refused(tmp_path: Path):
    _copy(tmp_path, "fr.toml", 'category = "furniture"', 'category = "laundry"')
    with pytest.raises(ContentError, match=r"A001 .*: a category stands twice"):
        load(tmp_path)


def test_a_slug_given_twice_is_refused(tmp_path: Path):
    _copy(tmp_path, "lu.toml", 'slug = "letz-digital"', 'slug = "botterblumm"')
    with pytest.raises(ContentError, match=r"slug given twice: botterblumm"):
        load(tmp_path)


def test_categories_are_the_ones_of_the_directory():
    path = Path(demo.__file__).parents[2] / "organizations" / "data" / "categories.csv"
    with path.open(encoding="utf-8", newline="") as file:
        assert {row["slug"] for row in csv.DictReader(file)} == CATEGORIES


def _copy(target: Path, name: str, old: str, new: str) -> None:
    """Copy the data to `target` with the first `old` of one country's file replaced."""
    for path in demo.DATA.rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        if path.name == name:
            assert old in text
            text = text.replace(old, new, 1)
        copy = target / path.relative_to(demo.DATA)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(text, encoding="utf-8")


def _sellers_and_buyers(rows) -> tuple[Counter[str], Counter[str]]:
    sellers = Counter(activity.category for row in rows for activity in row.sells)
    buyers = Counter(activity.category for row in rows for activity in row.buys)
    return sellers, buyers


def _fit(one: OrganizationRecord, other: OrganizationRecord) -> bool:
    return any(
        {a.category for a in seller.sells} & {a.category for a in buyer.buys}
        for seller, buyer in ((one, other), (other, one))
    )


def _understand(one: OrganizationRecord, other: OrganizationRecord) -> bool:
    """A language both know and at least one negotiates."""
    return any(
        "negotiates" in (one.languages[code], other.languages[code])
        for code in one.languages.keys() & other.languages.keys()
    )
