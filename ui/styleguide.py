"""The living page of the design system: every part, in its states. Not in production."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from ui.charts import Bar
from ui.icons import ICONS
from ui.line import Stop
from ui.names import FAMILY_NAMES

COLOURS = [
    "paper",
    "canvas",
    "sunken",
    "line",
    "edge",
    "ink-3",
    "ink-2",
    "ink",
    "accent",
    "accent-strong",
    "accent-soft",
    "signal",
    "signal-soft",
    "signal-ink",
    "ok",
    "ok-soft",
    "bad",
    "bad-soft",
]
HALL = 70


class SampleForm(forms.Form):
    """Every kind of field, once."""

    name = forms.CharField(label=gettext_lazy("Name of the convention"))
    tables = forms.IntegerField(
        label=gettext_lazy("Tables"),
        min_value=1,
        max_value=200,
        help_text=gettext_lazy("10 to 20 % more than meetings ÷ slots"),
    )
    closing = forms.CharField(label=gettext_lazy("Wishes close on"))
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=[("Europe/Paris", "Europe/Paris"), ("Europe/Berlin", "Europe/Berlin")],
    )
    direction = forms.MultipleChoiceField(
        label=gettext_lazy("Direction"),
        choices=[("sells", gettext_lazy("sells")), ("buys", gettext_lazy("buys"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Level"),
        choices=[("n", gettext_lazy("negotiates")), ("f", gettext_lazy("follows"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea, required=False)
    meets = forms.BooleanField(label=gettext_lazy("Has meetings of their own"), required=False)

    def clean_closing(self) -> str:
        """Refuse always: the guide shows how an error looks."""
        raise forms.ValidationError(
            _("After the convention itself (18 March). Choose a day up to 8 March."),
            code="too_late",
        )


def _upright_stops() -> list[Stop]:
    return [
        Stop(_("Profile"), "done", _("one activity missing"), _("done")),
        Stop(_("Delegates"), "done", _("2 people"), _("done")),
        Stop(_("Wishes"), "now", _("4 of 10 wishes"), _("in 7 days")),
        Stop(_("Answers"), "next", _("2 received wishes wait"), _("in 10 days")),
        Stop(_("Agenda"), "later", "", _("in 11 days")),
    ]


def _run_stops() -> list[Stop]:
    return [
        Stop(_("Check"), "done", "0.1 s"),
        Stop(_("Choose pairings"), "done", "2.3 s"),
        Stop(_("Place in slots"), "done", "0.5 s"),
        Stop(_("Fewer breaks"), "now", "38 s"),
        Stop(_("Referee"), "later", _("last check")),
    ]


def _ceiling_bars() -> list[Bar]:
    hours = ["14:00", "14:20", "14:40", "15:00", "15:20", "15:40", "16:00", "16:20", "16:40"]
    people = {0: 65, 1: 69, 8: 67}
    return [
        Bar(hour, people[index], _("people"), kind="warn")
        if index in people
        else Bar(hour, 70, _("tables"), kind="soft")
        for index, hour in enumerate(hours)
    ]


def _badges() -> list[tuple[str, str, str]]:
    return [
        (_("Running"), "now", "clock"),
        (_("Validated"), "ok", "check"),
        (_("Expires in 9 days"), "warn", "attention"),
        (_("Impossible, 109 short"), "bad", "cross"),
        (_("Swap possible"), "info", "swap"),
        (_("Draft"), "draft", ""),
        (_("Locked"), "", "padlock"),
        (_("Interpreter"), "", "bubbles"),
        (_("Step-free"), "", "wheelchair"),
        (_("Not saved"), "warn", "waves-struck"),
    ]


def _cell_states() -> list[tuple[str, str]]:
    return [
        ("placed", _("placed")),
        ("marked", _("the person searched for")),
        ("locked", _("locked")),
        ("interpreted", _("with an interpreter")),
        ("free", _("free table")),
        ("fits", _("target, fits")),
        ("not", _("target, does not fit")),
        ("swap", _("target, by a swap")),
        ("lifted", _("place it was lifted from")),
    ]


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every part in its states."""
    form = SampleForm(
        {"name": "", "tables": 70, "closing": "20 March 2027", "level": "n", "meets": True}
    )
    phases = ["Draft", "Registration", "Wishes", "Scheduling", "Published", "Live", "Follow-up"]
    return render(
        request,
        "ui/public/styleguide.html",
        {
            "themes": ["light", "dark"],
            "colours": COLOURS,
            "icons": list(ICONS),
            "ranks": [1, 2, 3],
            "badges": _badges(),
            "cell_states": _cell_states(),
            "first": {"country": "FR", "name": "Hôpital de Bellerive"},
            "second": {"country": "LU", "name": "Energie-Genossenschaft Köllertal eG"},
            "due": _("in 7 days"),
            "closing_words": _("Wishes close on Monday 8 March at 18:00, Paris time."),
            "families": FAMILY_NAMES.items(),
            "countries": ["FR", "LU", "BE", "DE"],
            "form": form,
            "plain_form": SampleForm(),
            "phases": [(name, name) for name in phases],
            "upright_stops": _upright_stops(),
            "run_stops": _run_stops(),
            "breaks": [Bar(_("none"), 91), Bar("1", 44), Bar("2", 7), Bar(_("3 or more"), 0)],
            "ceiling": _ceiling_bars(),
            "curve_points": [(0, 91), (6, 84), (12, 78), (18, 71), (26, 66), (38, 58)],
            "page": Paginator(range(HALL), 5).page(6),
            "closing": timezone.now() + timedelta(days=7),
            "sample_day": datetime(2027, 3, 18, 13, 0, tzinfo=UTC),
        },
    )
