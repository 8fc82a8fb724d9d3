"""One cell → one clean value. Raises CellError with a code where it cannot be."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db.models import TextChoices
from django.utils.translation import override

from conventions.models import Registration
from documents.lists.book import Value
from documents.text import compact
from matchmaking.spreadsheets.services import activity_cells
from matchmaking.spreadsheets.services.cell_texts import (
    OTHER,
    CellError,
    Context,
    as_text,
    plain,
    text_of,
)
from matchmaking.spreadsheets.services.moments import moment
from organizations.models import Activity, Family, Size
from ui.countries import country_codes
from ui.languages import SPOKEN_LANGUAGES, language_name, site_languages, translated

MAX_MEETINGS = 200
MAX_REGION, MAX_CATEGORY = 80, 120
# "other: text": what no list knows, on purpose.
OTHER_WORD = re.compile(r"^(other|autre|sonstige[rs]?|andere[rs]?)\s*:", re.IGNORECASE)
SEVERAL = re.compile(r"[;|\n]")
SLOTS = re.compile(r"^(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?$")
YES = frozenset(map(compact, ("yes", "y", "true", "1", "x", "oui", "o", "vrai", "ja", "j", "wahr")))
NO = frozenset(map(compact, ("no", "n", "false", "0", "non", "faux", "nein", "falsch")))


# --- Choices --------------------------------------------------------------------------------------


@cache
def _labels_of(choices: type[TextChoices]) -> dict[str, str]:
    return _named(choices.values, lambda value: str(choices(value).label))


@cache
def _country_names() -> dict[str, str]:
    """Names in every language, codes of two and three letters, plates of one → ISO code."""
    return {compact(name): code for name, code in country_codes(*site_languages()).items()}


@cache
def _language_names() -> dict[str, str]:
    return _named(SPOKEN_LANGUAGES, language_name)


def _named(values: Sequence[str], name_of: Callable[[str], str]) -> dict[str, str]:
    """Return compact name, in each language, and compact value → value."""
    found: dict[str, str] = {}
    for language in site_languages():
        with override(language):
            found |= {compact(name_of(value)): value for value in values}
    return found | {compact(value): value for value in values}


def choice_of(choices: type[TextChoices], **more: str) -> Callable[..., str]:
    """Make a reader of one of `choices`, by value or by label in any language."""

    def read(value: Value, context: Context) -> str:
        known = _labels_of(choices) | more
        try:
            return known[compact(plain(value, context))]
        except KeyError:
            shown = ", ".join(str(label) for label in choices.values)
            raise CellError("choice_invalid", choices=shown) from None

    return read


def family(value: Value, context: Context) -> str:
    """Read a type of organisation, also as the convention calls it."""
    given = {
        compact(name): code
        for code, names in context.convention.family_names.items()
        for name in names.values()
    }
    return given.get(compact(plain(value, context))) or _family(value, context)


def country(value: Value, context: Context) -> str:
    try:
        context.country = _country_names()[compact(plain(value, context))]
    except KeyError:
        raise CellError("country_unknown") from None
    return context.country


def region(value: Value, context: Context) -> str:
    """Read a region of the row's country; what the list does not know is kept as written."""
    text = plain(value, context)
    written = OTHER_WORD.sub("", text).strip()
    if not written:
        raise CellError("other_empty")
    if len(written) > MAX_REGION:
        raise CellError("too_long", count=len(written), limit=MAX_REGION)
    if code := context.regions.find(written, context.country):
        return code
    if written == text:
        context.warnings.append("region_unknown")
    return OTHER + written


def size(value: Value, context: Context) -> str:
    """Read a size's name, or the number of people."""
    text = plain(value, context)
    if not text.isdecimal():
        return choice_of(Size)(value, context)
    people = int(text[:9])
    limits = ((10, Size.MICRO), (50, Size.SMALL), (250, Size.MEDIUM))
    return next((name for limit, name in limits if people < limit), Size.LARGE).value


def categories(value: Value, context: Context) -> list[str]:
    found: list[str] = []
    for part in SEVERAL.split(plain(value, context, lines=True)):
        if not part.strip():
            continue
        written = OTHER_WORD.sub("", part.strip()).strip()
        known = context.categories.get(compact(part)) or context.categories.get(compact(written))
        if known:
            found.append(known)
        elif written == part.strip():
            raise CellError("category_unknown", part=written[:40])
        elif not written:
            raise CellError("other_empty")
        elif len(written) > MAX_CATEGORY:
            raise CellError("too_long", count=len(written), limit=MAX_CATEGORY)
        else:
            found.append(OTHER + written)
    return list(dict.fromkeys(found))


def category(value: Value, context: Context) -> str:
    """Read one category, or another one after “other:”."""
    found = categories(value, context)
    if len(found) > 1:
        raise CellError("category_one")
    return found[0] if found else ""


def reader_language(value: Value, context: Context) -> str:
    known = _language_names() | {code: code for code in site_languages()}
    code = known.get(compact(plain(value, context)), "")
    if code not in site_languages():
        raise CellError("choice_invalid", choices=", ".join(site_languages()))
    return code


def spoken_languages(value: Value, context: Context) -> list[str]:
    known = _language_names()
    found = []
    for part in re.split(r"[;,|/\n]", plain(value, context, lines=True)):
        if not part.strip():
            continue
        if compact(part) not in known:
            codes = ", ".join(SPOKEN_LANGUAGES)
            raise CellError("language_unknown", part=part.strip()[:20], choices=codes)
        found.append(known[compact(part)])
    return list(dict.fromkeys(found))


def yes_no(value: Value, context: Context) -> bool:
    if isinstance(value, bool):
        return value
    text = compact(plain(value, context)) or plain(value, context)
    if text in YES:
        return True
    if text in NO:
        return False
    raise CellError("yes_no_invalid")


# --- Numbers --------------------------------------------------------------------------------------


def whole_number(name: str, least: int, most: int) -> Callable[..., int]:
    def read(value: Value, context: Context) -> int:
        text = re.sub(r"[.,]0+$", "", plain(value, context))
        is_number = not isinstance(value, bool) and text.isdecimal() and len(text) <= 9
        if not is_number or not least <= int(text) <= most:
            raise CellError("number_invalid", name=name, least=least, most=most)
        return int(text)

    return read


def rank(value: Value, context: Context) -> int:
    """Read 1, 2 or 3."""
    text = re.sub(r"[.,]0+$", "", plain(value, context))
    if isinstance(value, bool) or text not in ("1", "2", "3"):
        raise CellError("rank_invalid")
    return int(text)


def slots(value: Value, context: Context) -> list[int]:
    """Read numbers of slots, counted from 1 over the whole convention: `1;4-5`."""
    if not context.slot_count:
        raise CellError("slot_unknown.none")
    found: set[int] = set()
    for part in re.split(r"[;,|\n]", plain(value, context, lines=True)):
        if not part.strip():
            continue
        match = SLOTS.match(part.strip())
        first = int(match.group(1)) if match else 0
        last = int(match.group(2) or first) if match else 0
        if not 1 <= first <= last <= context.slot_count:
            raise CellError("slot_unknown", most=context.slot_count)
        found.update(range(first, last + 1))
    return sorted(found)


# --- Addresses ------------------------------------------------------------------------------------


def email(value: Value, context: Context) -> str:
    """Read one e-mail address, in small letters."""
    raw = as_text(value).strip()
    text = re.sub(r"[ \u00a0\u202f\t]+", "", plain(raw, context)).removeprefix("mailto:").lower()
    if re.search(r"[\r\n]", raw):
        raise CellError("email_invalid")
    if named := re.search(r"<([^<>\s]+@[^<>\s]+)>$", text):
        raise CellError("email_invalid.named", address=named.group(1)[:100])
    if text.count("@") > 1:
        raise CellError("email_invalid.several")
    try:
        validate_email(text)
    except ValidationError:
        raise CellError("email_invalid") from None
    if len(text) > 254:
        raise CellError("too_long", count=len(text), limit=254)
    return text


def phone(value: Value, context: Context) -> str:
    text = plain(value, context).replace("\u00a0", " ")
    if isinstance(value, float) or re.match(r"^\d([.,]\d+)?e\+?\d+$", text, re.IGNORECASE):
        raise CellError("phone_scientific")
    if isinstance(value, int):
        context.warnings.append("phone_number")
    if len(text) > 30:
        raise CellError("too_long", count=len(text), limit=30)
    if not re.match(r"^\+?[\d ()./·–-]+$", text) or sum(c.isdecimal() for c in text) < 3:
        raise CellError("phone_invalid")
    return text


def website(value: Value, context: Context) -> str:
    text = plain(value, context)
    if text and "://" not in text:
        text = f"https://{text}"
    if len(text) > 200:
        raise CellError("too_long", count=len(text), limit=200)
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        raise CellError("website_invalid") from None
    return text


FAMILY_WORDS = {
    "s": Family.SOCIAL_ECONOMY.value,
    "e": Family.COMMITTED.value,
    "p": Family.PUBLIC.value,
    "n": Family.SUPPORT.value,
    "ess": Family.SOCIAL_ECONOMY.value,
    # As lists of earlier conventions have it.
    "networksupport": Family.SUPPORT.value,
    "reseauappui": Family.SUPPORT.value,
    "netzwerkunterstutzung": Family.SUPPORT.value,
}

_family = choice_of(Family, **FAMILY_WORDS)

# The short words that the import page and its samples use.
DIRECTIONS = {
    compact(word): value.value
    for value, words in (
        (Registration.Direction.BUYS, ("achète", "kauft")),
        (Registration.Direction.SELLS, ("vend", "verkauft")),
        (Registration.Direction.BOTH, ("les deux", "beides")),
    )
    for word in words
}

READERS: dict[str, Callable[..., Any]] = {
    # organisations
    **{column: text_of(2000, lines=True) for column in translated("description")},
    "reference": text_of(40),
    "name": text_of(160, name=True),
    "country": country,
    "family": family,
    "region": region,
    "town": text_of(80),
    "legal_form": text_of(80),
    "status": text_of(80),
    "size": size,
    "website": website,
    "direction": choice_of(Registration.Direction, **DIRECTIONS),
    "sells": categories,
    "buys": categories,
    "min_meetings": whole_number("min meetings", 0, MAX_MEETINGS),
    "max_meetings": whole_number("max meetings", 1, MAX_MEETINGS),
    "registration": choice_of(Registration.Status),
    # activities
    "category": category,
    "side": choice_of(Activity.Direction, **activity_cells.SIDES),
    "period": choice_of(Activity.Period, **activity_cells.PERIODS),
    "nature": choice_of(Activity.Nature, **activity_cells.NATURES),
    "intent": choice_of(Activity.Intent, **activity_cells.INTENTS),
    **activity_cells.READERS,
    # delegates
    "organization": text_of(40),
    "first_name": text_of(80, name=True),
    "last_name": text_of(80, name=True),
    "email": email,
    "function": text_of(120),
    "phone": phone,
    "language": reader_language,
    "negotiates": spoken_languages,
    "follows": spoken_languages,
    "meets": yes_no,
    "arrives": moment,
    "leaves": moment,
    "absent_slots": slots,
    "step_free": yes_no,
    # wishes
    "requester": text_of(40),
    "target": text_of(40),
    "rank": rank,
    "note": text_of(300),
}
