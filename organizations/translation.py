from modeltranslation.translator import TranslationOptions, register

from organizations.models import Activity, CapacityUnit, Category, Organization, Region, Theme


@register(Organization)
class OrganizationTranslation(TranslationOptions):
    fields = ("description",)


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name",)


@register(Theme)
class ThemeTranslation(TranslationOptions):
    fields = ("name",)


@register(Activity)
class ActivityTranslation(TranslationOptions):
    fields = ("text",)


@register(Region)
class RegionTranslation(TranslationOptions):
    fields = ("name",)


@register(CapacityUnit)
class CapacityUnitTranslation(TranslationOptions):
    fields = ("name", "name_of_one")
