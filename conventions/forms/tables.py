"""Zones and single tables."""

from typing import Any

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from conventions.models import Convention, Registration, Table, Zone
from conventions.services.tables import save_zone, set_table
from ui.forms import offer
from ui.languages import language_name, site_languages, translated
from ui.refusals import attempt


class ZoneForm(forms.Form):
    """A zone: its letter, its name in each language, its first and last table."""

    letter = forms.CharField(label=_("Letter"), max_length=2)
    first_table = forms.IntegerField(label=_("First table"), min_value=1, required=False)
    last_table = forms.IntegerField(label=_("Last table"), min_value=1, required=False)

    def __init__(
        self, *args: Any, convention: Convention, zone: Zone | None = None, **kwargs: Any
    ) -> None:
        self.convention, self.zone = convention, zone
        if zone is not None:
            numbers = sorted(zone.tables.values_list("number", flat=True))
            initial: dict[str, Any] = {name: getattr(zone, name) for name in translated("name")}
            initial |= {"letter": zone.letter}
            if numbers:
                initial |= {"first_table": numbers[0], "last_table": numbers[-1]}
            kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        for code in site_languages():
            self.fields[f"name_{code}"] = forms.CharField(
                label=language_name(code, alone=True),
                max_length=60,
                required=False,
                widget=forms.TextInput(attrs={"lang": code}),
            )

    @property
    def names(self) -> list[forms.BoundField]:
        return [self[name] for name in translated("name")]

    def save(self) -> Zone | None:
        data = self.cleaned_data
        return attempt(
            self,
            lambda: save_zone(
                convention=self.convention,
                zone=self.zone,
                letter=data["letter"],
                names={code: data[f"name_{code}"] for code in site_languages()},
                first_table=data["first_table"],
                last_table=data["last_table"],
            ),
        )


class TableForm(forms.Form):
    """Where a table stands, whether it is step-free, who hosts it."""

    zone: "forms.ModelChoiceField[Zone]" = forms.ModelChoiceField(
        Zone.objects.none(), label=_("Zone"), required=False, empty_label=_("no zone")
    )
    step_free = forms.BooleanField(label=_("Step-free"), required=False)
    host = forms.ModelChoiceField(
        Registration.objects.none(),
        label=_("Host"),
        required=False,
        empty_label=_("no host"),
        help_text=_(
            "Always sits there. Only organisations with a single delegate who meets can host."
        ),
    )

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        self.table = table
        kwargs.setdefault(
            "initial",
            {"zone": table.zone_id, "step_free": table.step_free, "host": table.host_id},
        )
        super().__init__(*args, **kwargs)
        offer(self, "zone", Zone.objects.filter(convention=table.convention))
        offer(self, "host", possible_hosts(table.convention))

    def save(self) -> Table | None:
        return attempt(self, lambda: set_table(table=self.table, **self.cleaned_data))


def possible_hosts(convention: Convention) -> Any:
    """Return the registrations that may host: validated, at most one delegate who meets."""
    who_meet = Count("delegates", filter=Q(delegates__meets=True))
    return (
        Registration.objects.in_convention(convention)
        .validated()
        .select_related("organization")
        .annotate(who_meet=who_meet)
        .filter(who_meet__lte=1)
        .order_by("organization__name")
    )
