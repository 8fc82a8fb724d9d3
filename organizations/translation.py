from modeltranslation.translator import TranslationOptions, register

from organizations.models import Activity, Category, Organization


@register(Organization)
class OrganizationTranslation(TranslationOptions):
    fields = ("description",)


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name",)


@register(Activity)
class ActivityTranslation(TranslationOptions):
    fields = ("text",)
