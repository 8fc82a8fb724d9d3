"""What a convention calls the four families of organisations."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from conventions.models import Convention
from conventions.services.refusals import refuse_archived
from organizations.models import Family

MAX_NAME = 40


@transaction.atomic
def set_family_names(
    *, convention: Convention, names: Mapping[str, Mapping[str, str]]
) -> Convention:
    """Call the families as `names` says, family → language → name; an empty one is the platform's.

    Raises ValidationError `family_unknown`, `family_name_long`, `family_names_alike` or
    `convention_archived`.
    """
    refuse_archived(convention)
    if set(names) - set(Family.values):
        raise ValidationError(_("There is no such type of organisation."), code="family_unknown")
    kept: dict[str, dict[str, str]] = {}
    for family, by_language in names.items():
        given = {code: " ".join(name.split()) for code, name in by_language.items() if name.strip()}
        if any(len(name) > MAX_NAME for name in given.values()):
            raise ValidationError(
                _("A name of a type has at most %(most)d characters. Shorten it.")
                % {"most": MAX_NAME},
                code="family_name_long",
            )
        if given:
            kept[family] = given
    _refuse_alike(kept)
    convention.family_names = kept
    convention.save(update_fields=["family_names"])
    return convention


def _refuse_alike(names: Mapping[str, Mapping[str, str]]) -> None:
    seen: set[tuple[str, str]] = set()
    for by_language in names.values():
        for code, name in by_language.items():
            if (code, name.casefold()) in seen:
                raise ValidationError(
                    _("Two types are called “%(name)s”. Give each a name of its own.")
                    % {"name": name},
                    code="family_names_alike",
                )
            seen.add((code, name.casefold()))
