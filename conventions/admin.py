"""The operator's admin for what happens: what an owner sets up, and who is on the team.

Nothing of who wishes to meet whom is registered here, nor of how a schedule looks. Nor is anything
deleted here: the page that asks would list the wishes, vetoes and meetings that go along.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
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


class KeptAdmin(admin.ModelAdmin):
    """Rows that are withdrawn or archived on the organiser's pages, and never deleted here."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class TeamInline(admin.TabularInline):
    model = TeamMember
    extra = 0
    autocomplete_fields = ("user",)


class PartnerInline(TranslationTabularInline):
    model = Partner
    extra = 0


@admin.register(Convention)
class ConventionAdmin(KeptAdmin, TranslationAdmin):
    """Sessions, slots and tables are set up on the organiser's own pages, by their services."""

    list_display = ("name", "slug", "starts_on", "phase")
    list_filter = ("phase",)
    search_fields = ("name", "slug")
    # The phase moves by its own rules, on the organiser's overview.
    readonly_fields = ("phase",)
    inlines = (TeamInline, PartnerInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Leave the days and the zone of a convention to the page that moves its sessions along."""
        moves_sessions = ("starts_on", "ends_on", "time_zone") if obj else ()
        return (*self.readonly_fields, *moves_sessions)


@admin.register(Registration)
class RegistrationAdmin(KeptAdmin):
    list_display = ("organization", "convention", "reference", "status", "direction")
    list_filter = ("convention", "status", "direction")
    search_fields = ("organization__name", "reference")
    autocomplete_fields = ("organization",)
    list_select_related = ("organization", "convention")


class LanguageInline(admin.TabularInline):
    model = DelegateLanguage
    extra = 0


@admin.register(Delegate)
class DelegateAdmin(KeptAdmin):
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
class InterpreterAdmin(KeptAdmin):
    list_display = ("name", "convention", "max_in_a_row")
    list_filter = ("convention",)
    search_fields = ("name",)
    inlines = (PairInline, InterpreterAbsenceInline)
