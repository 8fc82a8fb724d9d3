"""Regions: what they are called, which one a text names, and how a new one comes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from documents.text import folded
from organizations.models import Organization, Region
from ui.languages import site_languages, translated

# Who writes "Bern" means the canton, who writes "Provincie Utrecht" the province.
GENERIC = re.compile(
    r"^(canton|kanton|province|provincie|provinz|provincia|region|land|bundesland|departement"
    r"|department)\b( (of|de|du|des|d|von))?\b"
)


def region_names(region: Region | None) -> tuple[str, ...]:
    """Return what a region is called in each language of the site; nothing for no region."""
    if region is None:
        return ()
    names = [getattr(region, column) for column in translated("name")]
    return tuple(dict.fromkeys(filter(None, names)))


def plain(text: str) -> str:
    """Return `text` in small letters without accents or punctuation, for comparing."""
    return re.sub(r"[\W_]+", " ", folded(text)).strip()


def _keys(name: str) -> tuple[str, ...]:
    """Return a whole name and the same without what sort of region it is, for comparing."""
    whole = plain(name)
    return tuple(filter(None, dict.fromkeys((whole, GENERIC.sub("", whole).strip()))))


@dataclass(frozen=True, slots=True)
class KnownRegions:
    """The regions by name, in every language: (country, name) → code."""

    codes: Mapping[str, Mapping[str, str]]
    # Full names and short names, of any country.
    full: Mapping[str, str] = field(default_factory=dict)

    def named(self, text: str) -> str | None:
        """Return the code of the region that `text` names, where a full name goes first.

        Who serves "Luxembourg" serves the country, and not the Belgian province.
        """
        return self.full.get(plain(text)) or self.find(text)

    def find(self, text: str, country: str = "") -> str | None:
        """Return the code of the region that `text` names in `country`; anywhere without one."""
        lists = [self.codes.get(country, {})] if country else list(self.codes.values())
        for key in _keys(text):
            found = {names[key] for names in lists if key in names}
            if found:
                return found.pop() if len(found) == 1 else None
        return None


def known_regions(regions: Iterable[Region] | None = None) -> KnownRegions:
    """Return all regions for finding one by its name or code (one query)."""
    codes: dict[str, dict[str, str]] = defaultdict(dict)
    rows = list(Region.objects.all() if regions is None else regions)
    for region in rows:
        short = region.code.removesuffix(f"-{region.country.lower()}")
        for name in (short, *region_names(region)):
            for key in _keys(name):
                codes[region.country].setdefault(key, region.code)
    full: dict[str, str] = {}
    for region in rows:  # a full name or code wins over another one's shortened one
        for name in (region.code, *region_names(region)):
            codes[region.country][plain(name)] = region.code
            full.setdefault(plain(name), region.code)
    return KnownRegions(codes, full)


@transaction.atomic
def add_region(
    *, country: str, names: Mapping[str, str], in_greater_region: bool = False
) -> Region:
    """Add a region at the end of the list; `names` by language, one of them at least.

    Raises ValidationError `name_missing`, `country_unknown` or `region_exists`.
    """
    given = {code: names.get(code, "").strip() for code in site_languages()}
    first = next(filter(plain, given.values()), "")
    if not first:
        raise ValidationError(_("Give the name in at least one language."), code="name_missing")
    known = known_regions(Region.objects.of_country(country))
    if any(known.find(name, country) for name in given.values() if name):
        raise ValidationError(
            _("A region of this country is called so already. Choose it from the list."),
            code="region_exists",
        )
    region = Region(
        country=country,
        code=_free_code(first, country),
        in_greater_region=in_greater_region,
        position=(Region.objects.aggregate(last=Max("position"))["last"] or 0) + 1,
        **{f"name_{code}": name or first for code, name in given.items()},
    )
    region.full_clean(exclude=["name"])
    region.save()
    return region


def _free_code(name: str, country: str) -> str:
    base = slugify(name)[:30] or country.lower()
    taken = set(Region.objects.filter(code__startswith=base).values_list("code", flat=True))
    tries = (base, f"{base}-{country.lower()}", *(f"{base}-{number}" for number in range(2, 100)))
    return next(code for code in tries if code not in taken)


@transaction.atomic
def adopt_region(*, organization: Organization) -> Region:
    """Turn what an organisation wrote for its region into a region of its country.

    Every organisation of that country that wrote the same gets it; where the list has come to
    know the region meanwhile, that one is taken. Raises ValidationError `nothing_written`.
    """
    text = organization.region_other.strip()
    if not _keys(text):  # "!!!" names nothing either
        raise ValidationError(
            _("“%(name)s” has written no region of its own.") % {"name": organization.name},
            code="nothing_written",
        )
    country = organization.country
    code = known_regions(Region.objects.of_country(country)).find(text, country)
    region = (
        Region.objects.get(code=code)
        if code
        else add_region(country=country, names=dict.fromkeys(site_languages(), text))
    )
    alike = [
        row
        for row in Organization.objects.select_for_update()
        .filter(country=country, region=None)
        .exclude(region_other="")
        .order_by("pk")
        if set(_keys(row.region_other)) & set(_keys(text))
    ]
    for row in alike:
        row.region, row.region_other = region, ""
    Organization.objects.bulk_update(alike, ["region", "region_other"], batch_size=500)
    return region
