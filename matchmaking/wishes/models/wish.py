from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conventions.models import Convention, Registration
from ui.names import RANK_NAMES


class PairingKind(models.TextChoices):
    """What a pairing is made of."""

    RECIPROCAL = "reciprocal", _("both wish it")
    ACCEPTED = "accepted", _("one wish, accepted")
    PROPOSAL = "proposal", _("organiser’s proposal")


class WishQuerySet(models.QuerySet["Wish"]):
    """Every sentence starts with a scope: wishes are secret."""

    def in_convention(self, convention: Convention) -> "WishQuerySet":
        return self.filter(convention=convention)

    def made_by(self, registration: Registration) -> "WishQuerySet":
        return self.filter(requester=registration)

    def received_by(self, registration: Registration) -> "WishQuerySet":
        return self.filter(target=registration)

    def validly_asked(self) -> "WishQuerySet":
        """Those whose requester still takes part."""
        return self.filter(requester__status=Registration.Status.VALIDATED)

    def waiting(self) -> "WishQuerySet":
        return self.filter(answer=Wish.Answer.PENDING)


class Wish(models.Model):
    """Directed: the requester would like to meet the target."""

    class Rank(models.IntegerChoices):
        MUST = 1, RANK_NAMES[1]
        GOOD = 2, RANK_NAMES[2]
        NICE = 3, RANK_NAMES[3]

    class Answer(models.TextChoices):
        PENDING = "pending", _("pending")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("expired")

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="wishes")
    requester = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="wishes_made"
    )
    target = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="wishes_received"
    )
    rank = models.PositiveSmallIntegerField(_("rank"), choices=Rank, default=Rank.GOOD)
    note = models.CharField(_("note"), max_length=300, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, default=Answer.PENDING)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering = ("rank", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("requester", "target"),
                name="wish_once_per_ordered_pair",
                violation_error_code="wish_duplicate",
                violation_error_message=_(
                    "This wish already stands in the list. Change its rank instead."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(requester=F("target")),
                name="wish_never_to_oneself",
                violation_error_code="wish_self",
                violation_error_message=_("An organisation cannot wish to meet itself."),
            ),
            models.CheckConstraint(
                condition=Q(rank__in=(1, 2, 3)),
                name="wish_rank_known",
                violation_error_code="rank_invalid",
                violation_error_message=_("A rank is 1 (must), 2 (good) or 3 (nice)."),
            ),
            models.CheckConstraint(
                condition=Q(answer__in=("pending", "accepted", "declined", "expired")),
                name="wish_answer_known",
            ),
        )

    def __str__(self) -> str:
        # Never the names: this text may end in a log.
        return f"wish {self.pk}"


class VetoQuerySet(models.QuerySet["Veto"]):
    def in_convention(self, convention: Convention) -> "VetoQuerySet":
        return self.filter(convention=convention)

    def placed_by(self, registration: Registration) -> "VetoQuerySet":
        return self.filter(author=registration)


class Veto(models.Model):
    """The author will not meet the target. Beats everything; only the author sees it."""

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="vetoes")
    author = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="vetoes_placed")
    target = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="vetoes_received"
    )

    objects = VetoQuerySet.as_manager()

    class Meta:
        verbose_name = _("veto")
        verbose_name_plural = _("vetoes")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("author", "target"),
                name="veto_once_per_ordered_pair",
                violation_error_code="veto_duplicate",
                violation_error_message=_("This organisation is already on your list."),
            ),
            models.CheckConstraint(
                condition=~Q(author=F("target")),
                name="veto_never_against_oneself",
                violation_error_code="veto_self",
                violation_error_message=_("An organisation cannot refuse to meet itself."),
            ),
        )

    def __str__(self) -> str:
        return f"veto {self.pk}"


class Proposal(models.Model):
    """A meeting that the organiser adds, between two registrations in no direction."""

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="proposals")
    first = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("first", "second"),
                name="proposal_once_per_pair",
                violation_error_code="proposal_duplicate",
                violation_error_message=_("This meeting is already proposed."),
            ),
            # Without direction: the lower key stands first, so a pair is stored once.
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="proposal_in_order",
                violation_error_code="proposal_self",
                violation_error_message=_("A proposal needs two different organisations."),
            ),
        )

    def __str__(self) -> str:
        return f"proposal {self.pk}"
