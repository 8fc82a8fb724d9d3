"""The operator's admin for who exists. It never shows what wishes or schedules are about."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from organizations.models import (
    Activity,
    CapacityUnit,
    Category,
    Membership,
    Organization,
    Region,
    Theme,
    User,
)
from organizations.services.regions import adopt_region
from ui.countries import country_choices


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ("user",)


class ActivityInline(TranslationStackedInline):
    model = Activity
    extra = 0
    autocomplete_fields = ("regions", "themes")


class OrganizationForm(forms.ModelForm):
    """An organisation whose region lies in its country."""

    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=country_choices)

    def clean(self) -> dict[str, Any] | None:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        region, country = cleaned.get("region"), cleaned.get("country")
        if region and country and region.country != country:
            self.add_error("region", _("This region lies in another country."))
        return cleaned


class WroteRegion(admin.SimpleListFilter):
    """Organisations whose region the list does not know, for the operator to add it."""

    title = gettext_lazy("another region")
    parameter_name = "another_region"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("written by the organisation"))]

    def queryset(
        self, request: HttpRequest, queryset: "QuerySet[Organization]"
    ) -> "QuerySet[Organization]":
        return queryset.exclude(region_other="") if self.value() == "yes" else queryset


@admin.register(Organization)
class OrganizationAdmin(TranslationAdmin):
    form = OrganizationForm
    list_display = ("name", "country", "region", "region_other", "family", "status", "town")
    list_filter = (WroteRegion, "family", "size", "country")
    list_select_related = ("region",)
    search_fields = ("name", "town", "status", "region_other")
    autocomplete_fields = ("region",)
    inlines = (MembershipInline, ActivityInline)
    actions = ("adopt_regions",)

    @admin.action(description=gettext_lazy("Make regions of what was written"))
    def adopt_regions(self, request: HttpRequest, queryset: "QuerySet[Organization]") -> None:
        """Turn each chosen organisation's own words into a region of the list."""
        adopted = set()
        for pk in queryset.values_list("pk", flat=True):
            organization = Organization.objects.get(pk=pk)  # one before may have changed it
            if organization.region_id:
                continue
            try:
                adopted.add(adopt_region(organization=organization).code)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
        if adopted:
            count = len(adopted)
            messages.success(
                request,
                ngettext("%(count)d region taken over.", "%(count)d regions taken over.", count)
                % {"count": count},
            )


class RegionForm(forms.ModelForm):
    """A region; its short name stays once it is given."""

    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=country_choices)


@admin.register(Region)
class RegionAdmin(TranslationAdmin):
    form = RegionForm
    list_display = ("name", "code", "country", "in_greater_region", "position")
    list_filter = ("in_greater_region", "country")
    search_fields = ("name_en", "name_fr", "name_de", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep the code and the country of a region, which organisations refer to."""
        return ("code", "country") if obj else ()


@admin.register(Category)
class CategoryAdmin(TranslationAdmin):
    """The operator shares here what a convention has added."""

    list_display = ("name", "slug", "cpv", "shared", "position")
    list_filter = ("shared",)
    list_editable = ("shared",)
    search_fields = ("name_en", "name_fr", "name_de", "slug")


@admin.register(Theme)
class ThemeAdmin(TranslationAdmin):
    """The operator shares here what a convention has added."""

    list_display = ("name", "slug", "shared", "position")
    list_filter = ("shared",)
    list_editable = ("shared",)
    search_fields = ("name_en", "name_fr", "name_de", "slug")


@admin.register(CapacityUnit)
class CapacityUnitAdmin(TranslationAdmin):
    list_display = ("name", "name_of_one", "code", "position")
    search_fields = ("name_en", "name_fr", "name_de", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep the code of a unit, which lists and files refer to."""
        return ("code",) if obj else ()


class UserForm(forms.ModelForm):
    """A user without a password: people sign in with a code sent to their mailbox."""

    class Meta:
        model = User
        fields = ("email", "name", "language", "is_active", "is_staff", "is_superuser")

    def save(self, commit: bool = True) -> User:
        user: User = super().save(commit=False)
        user.email = User.objects.normalize_email(user.email)
        if not user.pk:
            user.set_unusable_password()
        if commit:
            user.save()
        return user


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    form = UserForm
    list_display = ("email", "name", "language", "is_active", "is_staff")
    list_filter = ("language", "is_active", "is_staff")
    search_fields = ("email", "name")
    ordering = ("email",)
    readonly_fields = ("date_joined", "last_login")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: people are made inactive; what they published keeps saying so."""
        return False
