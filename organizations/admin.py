"""The operator's admin for who exists. It never shows what wishes or schedules are about."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from modeltranslation.admin import TranslationAdmin, TranslationTabularInline

from organizations.models import Activity, Category, Membership, Organization, User


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ("user",)


class ActivityInline(TranslationTabularInline):
    model = Activity
    extra = 0


@admin.register(Organization)
class OrganizationAdmin(TranslationAdmin):
    list_display = ("name", "country", "family", "status", "town")
    list_filter = ("country", "family", "size")
    search_fields = ("name", "town", "status")
    inlines = (MembershipInline, ActivityInline)


@admin.register(Category)
class CategoryAdmin(TranslationAdmin):
    list_display = ("name", "slug", "cpv", "position")
    search_fields = ("name", "slug")


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
