"""Making, ranking, withdrawing and answering wishes.

Who may call these is decided by the views; when, by the convention's deadlines and the server's
clock, read inside the transaction.
"""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conventions.models import Convention, Registration
from matchmaking.wishes.models import Veto, Wish

NOTE_LENGTH = 300
ANSWERS = (Wish.Answer.ACCEPTED, Wish.Answer.DECLINED)


@transaction.atomic
def submit_wish(
    *, requester: Registration, target: Registration, rank: int | None, note: str | None = None
) -> Wish:
    """Record that `requester` wants to meet `target`, or change rank and note of that wish.

    `rank` None keeps the rank, `note` None the note of the wish there is. Wishing somebody who
    wished you accepts their wish. Refuses with `wishes_closed`, `wish_self`, `wish_unknown`,
    `wish_vetoed`, `too_many_wishes`, `rank_invalid`, `note_too_long`.
    """
    convention = lock_convention(requester)
    _refuse_after_wishes(convention)
    if rank is not None:
        _check_rank(rank)
    _check_note(note)
    target = _target(requester, target)
    if Veto.objects.placed_by(requester).filter(target=target).exists():
        raise ValidationError(
            _(
                "You asked not to meet %(name)s. Take the name off that list first, "
                "then make the wish."
            ),
            code="wish_vetoed",
            params={"name": target.organization.name},
        )
    wish = Wish.objects.made_by(requester).filter(target=target).first()
    if wish is None:
        _check_rank(rank)
        wish = _new_wish(convention, requester, target)
    wish.rank = wish.rank if rank is None else rank
    wish.note = wish.note if note is None else note.strip()
    wish.changed_at = timezone.now()
    wish.save()
    return wish


def lock_convention(registration: Registration) -> Convention:
    """Return the convention as it stands now; the registration's writes wait for each other."""
    Registration.objects.select_for_update().get(pk=registration.pk)
    return Convention.objects.get(pk=registration.convention_id)


def _refuse_after_wishes(convention: Convention) -> None:
    if not convention.accepts_wishes():
        raise ValidationError(
            _("Wishes are closed. Ask the organiser if a meeting is missing."),
            code="wishes_closed",
        )


def refuse_after_answers(convention: Convention) -> None:
    """Refuse with `answers_closed` once received wishes can no longer be answered."""
    if not convention.accepts_answers():
        raise ValidationError(
            _("Answers are closed. Tell the organiser if something has changed."),
            code="answers_closed",
        )


def _check_rank(rank: int | None) -> None:
    if rank not in Wish.Rank.values:
        raise ValidationError(_("A rank is 1 (must), 2 (good) or 3 (nice)."), code="rank_invalid")


def _check_note(note: str | None) -> None:
    if note is not None and len(note.strip()) > NOTE_LENGTH:
        raise ValidationError(
            _("The note is too long: at most %(length)d characters."),
            code="note_too_long",
            params={"length": NOTE_LENGTH},
        )


def _target(requester: Registration, target: Registration) -> Registration:
    """Return `target` as it stands now; one that is not validated does not exist for others."""
    if target.pk == requester.pk:
        raise ValidationError(_("An organisation cannot wish to meet itself."), code="wish_self")
    found = (
        Registration.objects.validated()
        .filter(pk=target.pk, convention=requester.convention_id)
        .select_related("organization")
        .first()
    )
    if found is None:
        raise unknown_organization()
    return found


def unknown_organization() -> ValidationError:
    """Return the refusal of an organisation that is not there, whatever the reason."""
    return ValidationError(
        _("This organisation does not take part. Choose one from the catalogue."),
        code="wish_unknown",
    )


def _new_wish(convention: Convention, requester: Registration, target: Registration) -> Wish:
    """Return an unsaved wish with the answer that other rows already give it."""
    if Wish.objects.made_by(requester).count() >= convention.max_wishes:
        raise ValidationError(
            _("You have made all your %(count)d wishes. Withdraw one to make another."),
            code="too_many_wishes",
            params={"count": convention.max_wishes},
        )
    wish = Wish(convention=convention, requester=requester, target=target)
    if Veto.objects.placed_by(target).filter(target=requester).exists():
        # Never told: to the requester it reads like any wish that did not come about.
        _set_answer(wish, Wish.Answer.DECLINED)
    elif received := Wish.objects.received_by(requester).filter(requester=target).first():
        _set_answer(received, Wish.Answer.ACCEPTED)
        received.save(update_fields=["answer", "answered_at"])
        _set_answer(wish, Wish.Answer.ACCEPTED)
    return wish


def _set_answer(wish: Wish, answer: Wish.Answer) -> None:
    wish.answer = answer
    wish.answered_at = None if answer == Wish.Answer.PENDING else timezone.now()


@transaction.atomic
def withdraw_wish(*, requester: Registration, target: Registration) -> bool:
    """Take a wish back; says whether there was one. Refuses with `wishes_closed`.

    A wish of the other side stays and waits for an answer again: it was accepted by this one.
    """
    _refuse_after_wishes(lock_convention(requester))
    deleted, _rows = Wish.objects.made_by(requester).filter(target=target).delete()
    if deleted:
        Wish.objects.made_by(target).received_by(requester).filter(
            answer=Wish.Answer.ACCEPTED
        ).update(answer=Wish.Answer.PENDING, answered_at=None)
    return bool(deleted)


@transaction.atomic
def answer_wishes(*, target: Registration, wish_ids: Collection[int], answer: str) -> int:
    """Accept or decline wishes that `target` has received; returns how many.

    An answer can be changed until answers close. Nothing is written unless all can be. Refuses
    with `answers_closed`, `answer_invalid`, `wish_unknown`, `wish_vetoed`, `answer_reciprocal`.
    """
    refuse_after_answers(lock_convention(target))
    if answer not in ANSWERS:
        raise ValidationError(_("Answer with “accept” or “decline”."), code="answer_invalid")
    wishes = Wish.objects.received_by(target).filter(pk__in=wish_ids)
    if wishes.count() != len(set(wish_ids)):
        raise ValidationError(
            _("This wish is no longer there. Reload the page."), code="wish_unknown"
        )
    requesters = list(wishes.values_list("requester_id", flat=True))
    if answer == Wish.Answer.ACCEPTED:
        _refuse_vetoed(target, requesters)
    else:
        _refuse_own_wish(target, requesters)
    return wishes.update(answer=answer, answered_at=timezone.now())


def _refuse_vetoed(target: Registration, requesters: list[int]) -> None:
    vetoes = Veto.objects.placed_by(target).filter(target__in=requesters)
    if veto := vetoes.select_related("target__organization").first():
        raise ValidationError(
            _("You asked not to meet %(name)s. Take the name off that list first."),
            code="wish_vetoed",
            params={"name": veto.target.organization.name},
        )


def _refuse_own_wish(target: Registration, requesters: list[int]) -> None:
    own = Wish.objects.made_by(target).filter(target__in=requesters)
    if wish := own.select_related("target__organization").first():
        raise ValidationError(
            _("You wish to meet %(name)s yourselves. Withdraw your own wish first."),
            code="answer_reciprocal",
            params={"name": wish.target.organization.name},
        )
