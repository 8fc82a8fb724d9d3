"""The operator's admin for what happens: what an owner sets up, and who is on the team.

Nothing of who wishes to meet whom is registered here, nor of how a schedule looks.
"""

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin, TranslationTabularInline

from conventions.models import (
    Convention,
    Delegate,
    DelegateLanguage,
    Interpreter,
    InterpreterAbsence,
    InterpreterPair,
    Partner,
    Registration,
    TeamMember,
)


class TeamInline(admin.TabularInline):
    model = TeamMember
    extra = 0
    autocomplete_fields = ("user",)


class PartnerInline(TranslationTabularInline):
    model = Partner
    extra = 0


@admin.register(Convention)
class ConventionAdmin(TranslationAdmin):
    """Sessions, slots and tables are set up on the organiser's own pages, by their services."""

    list_display = ("name", "slug", "starts_on", "phase")
    list_filter = ("phase",)
    search_fields = ("name", "slug")
    # The phase moves by its own rules, on the organiser's overview.
    readonly_fields = ("phase",)
    inlines = (TeamInline, PartnerInline)


@admin.register(Registration)
class RegistrationAdmin(admin.ModelAdmin):
    list_display = ("organization", "convention", "reference", "status", "direction")
    list_filter = ("convention", "status", "direction")
    search_fields = ("organization__name", "reference")
    autocomplete_fields = ("organization",)
    list_select_related = ("organization", "convention")


class LanguageInline(admin.TabularInline):
    model = DelegateLanguage
    extra = 0


@admin.register(Delegate)
class DelegateAdmin(admin.ModelAdmin):
    list_display = ("last_name", "first_name", "registration", "convention", "meets")
    list_filter = ("convention", "meets")
    search_fields = ("last_name", "first_name", "email")
    autocomplete_fields = ("registration", "user")
    list_select_related = ("registration__organization", "convention")
    # Arrival and departure carry absences with them: they are set on the organiser's pages.
    readonly_fields = ("arrives_at", "leaves_at")
    inlines = (LanguageInline,)


class PairInline(admin.TabularInline):
    model = InterpreterPair
    extra = 0


class InterpreterAbsenceInline(admin.TabularInline):
    model = InterpreterAbsence
    extra = 0


@admin.register(Interpreter)
class InterpreterAdmin(admin.ModelAdmin):
    list_display = ("name", "convention", "max_in_a_row")
    list_filter = ("convention",)
    search_fields = ("name",)
    inlines = (PairInline, InterpreterAbsenceInline)
