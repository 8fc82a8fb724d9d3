"""The parts of the design system that a template asks for by name.

Loaded everywhere (a template needs no `load`). `templates/components/README.md` lists each part
with its parameters; `/styleguide/` shows each in its states.
"""

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from itertools import count
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ui import charts, formatting, languages, names
from ui.drawing import qr
from ui.icons import FAMILY_SHAPES, ICONS
from ui.line import Stop

register = template.Library()
Zone = str | tzinfo | None

LEVEL_NAMES = {
    "negotiates": gettext_lazy("%(language)s, negotiates"),
    "follows": gettext_lazy("%(language)s, follows"),
}

# --- Icons and marks ------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon; with `label` it has a name, without it is hidden from screen readers."""
    shape = format_html('<path d="{}"/>', ICONS[name])
    if not label:
        return format_html(
            '<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" '
            'stroke="currentColor" stroke-width="2" aria-hidden="true">{}</svg>',
            shape,
        )
    return format_html(
        '<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" '
        'stroke="currentColor" stroke-width="2" role="img" aria-label="{}">'
        "<title>{}</title>{}</svg>",
        label,
        label,
        shape,
    )


@register.simple_tag
def family_mark(code: str, decorative: bool = False) -> SafeString:
    """Draw a family's shape and letter; `decorative` where its name stands beside it."""
    name = names.family_name(code)
    said = (
        SafeString('aria-hidden="true"')
        if decorative
        else format_html('role="img" aria-label="{}"', name)
    )
    title = "" if decorative else format_html("<title>{}</title>", name)
    return format_html(
        '<svg class="family" viewBox="0 0 24 24" width="20" height="20" fill="currentColor" '
        'fill-rule="evenodd" {}>{}<path d="{}"/></svg>',
        said,
        title,
        FAMILY_SHAPES[str(code)],
    )


@register.simple_tag
def country_mark(code: str, size: str = "", decorative: bool = False) -> SafeString:
    """Draw the oval of the car plate; size `small` for dense rows."""
    letters = str(code).upper()
    name = formatting.country_name(letters)
    said = (
        SafeString('aria-hidden="true"')
        if decorative
        else format_html('role="img" aria-label="{}" title="{}"', name, name)
    )
    return format_html('<span class="plate {}" {}>{}</span>', size, said, letters)


@register.simple_tag
def rank_mark(rank: int, chosen: bool = True, decorative: bool = False) -> SafeString:
    """Draw a wish's rank: 1 filled, 2 thick ring, 3 dashed ring; unchosen: thin grey ring."""
    said = (
        SafeString('aria-hidden="true"')
        if decorative
        else format_html('role="img" aria-label="{}"', f"{int(rank)}: {names.rank_name(rank)}")
    )
    return format_html(
        '<span class="rank" data-rank="{}" {}>{}</span>', int(rank) if chosen else "", said, rank
    )


@register.simple_tag
def language_mark(code: str, level: str = "negotiates", decorative: bool = False) -> SafeString:
    """Draw a boxed language code: solid for who negotiates in it, dashed for who follows."""
    name = str(LEVEL_NAMES[str(level)]) % {"language": languages.language_name(code, alone=True)}
    said = (
        SafeString('aria-hidden="true"')
        if decorative
        else format_html('role="img" aria-label="{}" title="{}"', name, name)
    )
    return format_html('<span class="lang" data-level="{}" {}>{}</span>', level, said, code)


@register.simple_tag
def table_mark(number: int | str, size: str = "", state: str = "") -> SafeString:
    """Draw a table's number in its frame.

    `size`: empty = word above number · `row` = number in a row's frame · `hero` = the one number
    of a screen. `state`: `now` (filled) or `past` (thin); no number (a dash) is a pause.
    """
    return format_html(
        '<span class="table-mark {}" data-state="{}"><span class="word">{}</span> '
        '<span class="number">{}</span></span>',
        size,
        state,
        _("Table"),
        number,
    )


@register.simple_tag
def qr_code(text: str, label: str) -> SafeString:
    """Draw `text` as a QR code; the page's CSS says how large."""
    return qr.qr_code(text, label)


@register.simple_tag
def badge(text: str, kind: str = "", icon_name: str = "") -> SafeString:
    """Draw a state: icon and word. Kinds: now, ok, warn, bad, info, draft, empty = neutral."""
    drawn = icon(icon_name) if icon_name else ""
    return format_html('<span class="badge {}">{}<span>{}</span></span>', kind, drawn, text)


@register.simple_tag
def meter(value: float, maximum: float, label: str = "") -> SafeString:
    """Draw a thin bar of `value` out of `maximum`; the number stands beside it in words."""
    share = round(100 * min(1.0, value / maximum), 2) if maximum else 0
    said = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"')
    )
    return format_html(
        '<svg class="meter" width="100%" height="8" {}><rect class="track" width="100%" '
        'height="8" rx="2"/><rect class="fill" width="{}%" height="8" rx="2"/></svg>',
        said,
        share,
    )


# --- Parts that render a component's template -----------------------------------------------------


@register.inclusion_tag("components/line.html")
def line(stops: Iterable[Any], label: str = "", upright: bool = False) -> dict[str, object]:
    """Draw the line from stops (`Stop`, or anything with its attributes)."""
    return {"stops": list(stops), "label": label or _("Progress"), "upright": upright}


@register.inclusion_tag("components/line.html")
def phase_line(
    choices: Iterable[tuple[str, str]], current: str, label: str = ""
) -> dict[str, object]:
    """Draw the line of a choice field: everything before `current` is done."""
    pairs = list(choices)
    here = [value for value, _name in pairs].index(str(current))
    states = ["done"] * here + ["now"] + ["later"] * (len(pairs) - here - 1)
    stops = [
        Stop(name=str(name), state=state)
        for (_value, name), state in zip(pairs, states, strict=True)
    ]
    return {"stops": stops, "label": label or _("Phase"), "upright": False}


@register.simple_tag
def field(bound: BoundField, suffix: str = "", hide_label: bool = False) -> SafeString:
    """Render a form's field with label above, help and errors below. `suffix` stands inside."""
    context = {"field": bound, "suffix": suffix, "hide_label": hide_label}
    return SafeString(render_to_string("django/forms/field.html", context))


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: Any) -> dict[str, object]:
    """List a form's errors above it, each linking to its field; nothing without errors."""
    fields = [(bound, bound.errors) for bound in form if bound.errors]
    return {"form": form, "fields": fields, "general": form.non_field_errors()}


@register.inclusion_tag("components/person.html")
def person(name: str, note: str = "", chosen: bool = False) -> dict[str, object]:
    """Draw a person: initials in a circle, name, and a line under it."""
    return {"name": name, "note": note, "chosen": chosen}


@register.simple_tag
def avatar(name: str, label: str = "") -> SafeString:
    """Draw initials in a sunken circle; silent where the name stands beside it."""
    said = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"')
    )
    return format_html('<span class="avatar" {}>{}</span>', said, formatting.initials(name))


_chart_numbers = count(1)


@register.inclusion_tag("components/bars.html")
def bars(
    items: Iterable[charts.Bar],
    label: str,
    limit: float | None = None,
    limit_label: str = "",
    floor: float = 0,
    height: int = 160,
) -> dict[str, object]:
    """Draw a bar per item with its value on it; a dotted line marks `limit`."""
    chart = charts.bar_chart(items, limit=limit, floor=floor, height=height)
    return {
        "chart": chart,
        "label": label,
        "limit": limit,
        "limit_label": limit_label,
        "pattern": f"hatch-{next(_chart_numbers)}",
    }


@register.inclusion_tag("components/curve.html")
def curve(
    points: Iterable[tuple[float, float]],
    label: str,
    span: float,
    bound: float | None = None,
    bound_label: str = "",
) -> dict[str, object]:
    """Draw a value that only gets better: (seconds, value) steps until `span` seconds."""
    values = list(points)
    return {
        "curve": charts.step_curve(values, span=span, bound=bound),
        "first": values[0][1] if values else None,
        "last": values[-1][1] if values else None,
        "bound": bound,
        "bound_label": bound_label,
        "label": label,
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> dict[str, object]:
    """Draw previous, pages and next; the other filters of the address stay."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    query.pop("page", None)
    paginator = page.paginator
    return {
        "page": page,
        "gap": paginator.ELLIPSIS,
        "numbers": list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "query": query.urlencode(),
    }


@register.simple_tag(takes_context=True)
def current(context: template.Context, *addresses: str) -> SafeString:
    """Write aria-current="page" when the request answers to one of these URL names."""
    request: HttpRequest | None = context.get("request")
    match = request.resolver_match if request else None
    here = match is not None and match.view_name in addresses
    return SafeString('aria-current="page"' if here else "")


@register.simple_tag(takes_context=True)
def under(context: template.Context, name: str, *args: object) -> SafeString:
    """Write aria-current on the entry that leads here ("page") or above here ("true")."""
    address = reverse(name, args=args)
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    if path == address:
        return SafeString('aria-current="page"')
    return SafeString('aria-current="true"' if path.startswith(address) else "")


@register.simple_tag(takes_context=True)
def may(context: template.Context, permission: str, convention: Any) -> bool:
    """Whether the person at the screen holds `permission` in `convention`."""
    request: HttpRequest | None = context.get("request")
    return request is not None and request.user.has_perm(permission, convention)


# --- Filters --------------------------------------------------------------------------------------


@register.filter
def number(value: float) -> str:
    """1,180 · 1 180 · 1.180."""
    return formatting.number(value)


@register.filter
def decimal(value: float, digits: int = 1) -> str:
    """Return a number with a fixed count of decimals: 12.7 · 12,7."""
    return formatting.number(value, "#,##0" + ("." + "0" * int(digits) if int(digits) else ""))


@register.filter
def percent(ratio: float, digits: int = 0) -> str:
    """Return a ratio (0.84) as 84 %."""
    return formatting.percent(ratio, int(digits))


@register.filter
def country_name(code: str) -> str:
    """Return a country's name in the reader's language."""
    return formatting.country_name(code)


@register.filter
def language_name(code: str) -> str:
    """Return a language's name as a sentence of the reader's language has it."""
    return languages.language_name(code)


@register.filter
def family_name(code: str) -> str:
    """Return the name of a type of organisation in the reader's language."""
    return names.family_name(code)


@register.filter
def rank_name(rank: int) -> str:
    """Return a rank's word: must, good, nice."""
    return names.rank_name(rank)


@register.filter
def initials(name: str) -> str:
    """ÉM for Élodie Marchal."""
    return formatting.initials(name)


@register.filter
def clock(moment: datetime, zone: Zone = None) -> str:
    """Return HH:MM in `zone`, a zone or its name."""
    return formatting.clock(moment, zone)


@register.filter
def day(moment: date | datetime, zone: Zone = None) -> str:
    """Thursday 18 March 2027."""
    return formatting.long_day(moment, zone)


@register.filter
def weekday(moment: date | datetime, zone: Zone = None) -> str:
    """Thursday 18 March."""
    return formatting.weekday(moment, zone)


@register.filter
def short_day(moment: date | datetime, zone: Zone = None) -> str:
    """Thu 18 March."""
    return formatting.short_day(moment, zone)


@register.filter
def remaining(moment: datetime, zone: Zone = None) -> str:
    """In 7 days · tomorrow · 2 days ago."""
    return formatting.remaining(moment, zone)


@register.filter
def deadline(moment: datetime, zone: Zone = None) -> str:
    """Monday 8 March at 18:00, in 7 days."""
    return formatting.deadline(moment, zone)
