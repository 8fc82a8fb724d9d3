"""Saying that a registration will not meet another. Nobody learns of it but its author."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conventions.models import Registration
from matchmaking.wishes.models import Veto, Wish
from matchmaking.wishes.services.wishes import (
    lock_convention,
    refuse_after_answers,
    unknown_organization,
)


@transaction.atomic
def place_veto(*, author: Registration, target: Registration) -> Veto:
    """Record that `author` will not meet `target`; placing it twice changes nothing.

    The author's own wish to the target goes, and the target's is declined. Refuses with
    `answers_closed`, `veto_self`, `wish_unknown`.
    """
    refuse_after_answers(lock_convention(author))
    if target.pk == author.pk:
        raise ValidationError(_("An organisation cannot refuse to meet itself."), code="veto_self")
    known = Registration.objects.validated().filter(pk=target.pk, convention=author.convention_id)
    if not known.exists():
        raise unknown_organization()
    Wish.objects.made_by(author).filter(target=target).delete()
    Wish.objects.made_by(target).received_by(author).update(
        answer=Wish.Answer.DECLINED, answered_at=timezone.now()
    )
    veto, _created = Veto.objects.get_or_create(
        author=author, target=target, defaults={"convention_id": author.convention_id}
    )
    return veto


@transaction.atomic
def lift_veto(*, author: Registration, target: Registration) -> bool:
    """Take a veto back; says whether there was one. Refuses with `answers_closed`.

    A wish it declined stays declined until the author answers it anew.
    """
    refuse_after_answers(lock_convention(author))
    deleted, _rows = Veto.objects.placed_by(author).filter(target=target).delete()
    return bool(deleted)
