from modeltranslation.translator import TranslationOptions, register

from conventions.models import Convention, Partner, Zone


@register(Convention)
class ConventionTranslation(TranslationOptions):
    fields = ("name", "theme", "description", "venue", "access_notes", "desk_note")


@register(Partner)
class PartnerTranslation(TranslationOptions):
    fields = ("mention",)


@register(Zone)
class ZoneTranslation(TranslationOptions):
    fields = ("name",)
