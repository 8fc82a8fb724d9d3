"""What a registered organisation sells or buys: in which words, where, how much, when."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import fields_for_model
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from conventions.forms.fields import DayField, SeenForm
from conventions.models import Registration
from conventions.services.activities import write_activity
from conventions.services.search import key_in
from conventions.services.vocabulary import categories_of, themes_of
from organizations.models import Activity, CapacityUnit, Category, Region, Theme
from organizations.models.activity import MAX_CAPACITY
from ui.countries import in_order
from ui.formatting import country_name, read_number
from ui.refusals import attempt

TEXTS = tuple((f"text_{code}", code, name) for code, name in settings.LANGUAGES)
PLAIN = (
    "category_other", "area_kind", "radius_km", "area_note", "capacity", "capacity_period",
    "capacity_free", "capacity_note", "nature", "intent", "keywords", "lead_time",
    "lead_time_unit", "prefers",
)  # fmt: skip


class KeysField(forms.ModelMultipleChoiceField):
    """Rows to tick; what can be no key is refused before a database chokes on it."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if key_in(str(key)) is None:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(key)[:20]},
                )
        return super().clean(value)


class AmountField(forms.Field):
    """A number as people of each country write it, with two decimals at most."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    default_error_messages = {
        "invalid": _("Write a number, for example 1200 or 2.5, up to 1,000,000,000."),
    }

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        found = read_number(str(value)[:40])
        if found is None or found > MAX_CAPACITY:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def prepare_value(self, value: Any) -> Any:
        """Show 1200 for the 1200.00 that the database keeps."""
        if not isinstance(value, Decimal):
            return value
        whole = value == value.to_integral()
        return number_format(int(value) if whole else value.normalize(), use_l10n=True)


@dataclass(frozen=True, slots=True)
class Box:
    """One region to tick."""

    key: int
    name: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Regions under one heading; `open` where one of them is ticked."""

    name: str
    boxes: tuple[Box, ...]

    @property
    def open(self) -> bool:
        """Whether one of its regions is ticked."""
        return any(box.ticked for box in self.boxes)


class ActivityForm(SeenForm):
    """One activity; what goes together is for the service to say."""

    direction = forms.ChoiceField(
        label=_("Offers or seeks"), choices=Activity.Direction.choices, widget=forms.RadioSelect
    )
    category: "forms.ModelChoiceField[Category]" = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("Category"),
        required=False,
        empty_label=_("another one, written below"),
    )
    regions = KeysField(
        Region.objects.all(), label=_("Regions"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    capacity_unit: "forms.ModelChoiceField[CapacityUnit]" = forms.ModelChoiceField(
        CapacityUnit.objects.all(), label=_("Unit"), required=False, empty_label=_("choose")
    )
    capacity_confirmed_on = DayField(label=_("Confirmed on"), required=False)
    themes = KeysField(
        Theme.objects.none(), label=_("Themes"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        registration: Registration,
        activity: Activity | None = None,
        **kwargs: Any,
    ) -> None:
        self.registration, self.activity = registration, activity
        kwargs.setdefault("initial", self._stored())
        super().__init__(*args, **kwargs)
        convention = registration.convention
        shown = categories_of(convention)
        if activity and activity.category_id:  # hidden meanwhile, and still what it is about
            shown = Category.objects.filter(Q(pk__in=shown) | Q(pk=activity.category_id))
        self.fields["category"].queryset = shown  # type: ignore[attr-defined]
        self.fields["themes"].queryset = themes_of(convention)  # type: ignore[attr-defined]
        self.fields |= fields_for_model(Activity, fields=PLAIN)
        self.fields["area_kind"] = forms.ChoiceField(
            label=_("Area served"),
            choices=[("", _("not said")), *Activity.AreaKind.choices],
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields["capacity"] = AmountField(label=_("Whole capacity"), required=False)
        self.fields["capacity_free"] = AmountField(label=_("Spare capacity"), required=False)
        for name, code, language in TEXTS:
            self.fields[name] = forms.CharField(
                label=language,
                max_length=300,
                required=False,
                widget=forms.Textarea(attrs={"lang": code, "rows": 3}),
            )

    def _stored(self) -> dict[str, Any]:
        activity = self.activity
        if activity is None:
            sells = self.registration.direction != Registration.Direction.BUYS
            side = Activity.Direction.SELLS if sells else Activity.Direction.BUYS
            return {"direction": side, "area_kind": ""}
        values = {name: getattr(activity, name) for name in PLAIN}
        values |= {name: getattr(activity, name) or "" for name, _code, _language in TEXTS}
        return values | {
            "direction": activity.direction,
            "category": activity.category_id,
            "capacity_unit": activity.capacity_unit_id,
            "capacity_confirmed_on": activity.capacity_confirmed_on,
            "regions": sorted(region.pk for region in activity.regions.all()),
            "themes": sorted(theme.pk for theme in activity.themes.all()),
        }

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self[name] for name, _code, _language in TEXTS]

    @property
    def region_groups(self) -> list[Group]:
        """The regions to tick: those of the Greater Region, then the others by country."""
        ticked = {str(key) for key in self["regions"].value() or ()}
        rows = list(Region.objects.all())
        near = [region for region in rows if region.in_greater_region]
        groups = [(str(_("Greater Region")), near)]
        for country in in_order({region.country for region in rows}):
            others = [r for r in rows if r.country == country and not r.in_greater_region]
            if others:
                groups.append((country_name(country), others))
        return [
            Group(name, tuple(Box(r.pk, r.name, str(r.pk) in ticked) for r in regions))
            for name, regions in groups
        ]

    def save(self) -> Activity | None:
        """Store the activity, or say at its fields why not."""
        data = self.cleaned_data
        themes = list(data.pop("themes"))
        if self.activity:  # those that this convention does not show stay
            shown = {theme.pk for theme in themes_of(self.registration.convention)}
            themes += [theme for theme in self.activity.themes.all() if theme.pk not in shown]
        return attempt(
            self,
            lambda: write_activity(
                registration=self.registration, activity=self.activity, themes=themes, **data
            ),
        )
