from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conventions.models import Convention


class MatchRules(models.Model):
    """A convention's rules of play: what silence means, what a meeting is worth, what runs aim at.

    `services.rules.rules_of` gives those of a convention, stored or not.
    """

    class Objective(models.TextChoices):
        """What the scheduler looks at first."""

        AS_MANY = "as_many", _("as many meetings as possible")
        MOST_WANTED = "most_wanted", _("the most wanted meetings first")

    class Silence(models.TextChoices):
        """What a wish without an answer becomes when answers close."""

        EXPIRED = "expired", _("expires: no meeting")
        ACCEPTED = "accepted", _("counts as accepted")

    convention = models.OneToOneField(
        Convention, on_delete=models.CASCADE, primary_key=True, related_name="match_rules"
    )
    silence = models.CharField(
        _("a wish without an answer"), max_length=10, choices=Silence, default=Silence.EXPIRED
    )
    objective = models.CharField(
        _("what comes first"), max_length=12, choices=Objective, default=Objective.AS_MANY
    )
    run_seconds = models.PositiveSmallIntegerField(
        _("seconds for a run"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
    )
    value_reciprocal = models.PositiveSmallIntegerField(_("value: both wish it"), default=8)
    value_accepted = models.PositiveSmallIntegerField(_("value: one wish, accepted"), default=4)
    value_proposal = models.PositiveSmallIntegerField(_("value: organiser’s proposal"), default=2)
    value_rank_1 = models.PositiveSmallIntegerField(_("added for a wish of rank 1"), default=2)
    value_rank_2 = models.PositiveSmallIntegerField(_("added for a wish of rank 2"), default=1)

    class Meta:
        verbose_name = _("rules of play")
        verbose_name_plural = _("rules of play")
        constraints = (
            models.CheckConstraint(
                condition=Q(run_seconds__gte=1, run_seconds__lte=600),
                name="match_rules_run_seconds_sensible",
            ),
            models.CheckConstraint(
                condition=Q(silence__in=("expired", "accepted")), name="match_rules_silence_known"
            ),
            models.CheckConstraint(
                condition=Q(objective__in=("as_many", "most_wanted")),
                name="match_rules_objective_known",
            ),
        )

    def __str__(self) -> str:
        return f"rules of {self.convention_id}"
