import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import matchmaking.printing.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("conventions", "0001_conventions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportUpload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="uploaded"
                    ),
                ),
                ("file_name", models.CharField(max_length=120, verbose_name="file")),
                ("rows", models.JSONField(default=dict, verbose_name="rows")),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="applied")),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imports",
                        to="conventions.convention",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="MatchRules",
            fields=[
                (
                    "convention",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="match_rules",
                        serialize=False,
                        to="conventions.convention",
                    ),
                ),
                (
                    "silence",
                    models.CharField(
                        choices=[
                            ("expired", "expires: no meeting"),
                            ("accepted", "counts as accepted"),
                        ],
                        default="expired",
                        max_length=10,
                        verbose_name="a wish without an answer",
                    ),
                ),
                (
                    "objective",
                    models.CharField(
                        choices=[
                            ("as_many", "as many meetings as possible"),
                            ("most_wanted", "the most wanted meetings first"),
                        ],
                        default="as_many",
                        max_length=12,
                        verbose_name="what comes first",
                    ),
                ),
                (
                    "run_seconds",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="seconds for a run",
                    ),
                ),
                (
                    "value_reciprocal",
                    models.PositiveSmallIntegerField(default=8, verbose_name="value: both wish it"),
                ),
                (
                    "value_accepted",
                    models.PositiveSmallIntegerField(
                        default=4, verbose_name="value: one wish, accepted"
                    ),
                ),
                (
                    "value_proposal",
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="value: organiser’s proposal"
                    ),
                ),
                (
                    "value_rank_1",
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="added for a wish of rank 1"
                    ),
                ),
                (
                    "value_rank_2",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="added for a wish of rank 2"
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of play",
                "verbose_name_plural": "rules of play",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("run_seconds__gte", 1), ("run_seconds__lte", 600)),
                        name="match_rules_run_seconds_sensible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("silence__in", ("expired", "accepted"))),
                        name="match_rules_silence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("objective__in", ("as_many", "most_wanted"))),
                        name="match_rules_objective_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting for a worker"),
                            ("running", "Running"),
                            ("succeeded", "Finished"),
                            ("stopped", "Stopped"),
                            ("infeasible", "Impossible"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField(default=0, verbose_name="attempt")),
                (
                    "cancel_requested",
                    models.BooleanField(default=False, verbose_name="asked to stop"),
                ),
                ("error_code", models.CharField(blank=True, max_length=40, verbose_name="error")),
                ("queued_at", models.DateTimeField(verbose_name="queued")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
                (
                    "heartbeat_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last sign of life"),
                ),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished"),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "objective",
                    models.CharField(
                        choices=[
                            ("as_many", "as many meetings as possible"),
                            ("most_wanted", "the most wanted meetings first"),
                            ("few_changes", "as few changes as possible"),
                        ],
                        max_length=12,
                        verbose_name="what comes first",
                    ),
                ),
                (
                    "seconds",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="time limit, in seconds",
                    ),
                ),
                ("seed", models.PositiveIntegerField(default=1, verbose_name="random seed")),
                (
                    "input_hash",
                    models.CharField(blank=True, max_length=64, verbose_name="input hash"),
                ),
                ("progress", models.JSONField(blank=True, default=dict, verbose_name="progress")),
                ("incumbent", models.JSONField(blank=True, null=True, verbose_name="best so far")),
                ("result", models.JSONField(blank=True, null=True, verbose_name="result")),
                ("log", models.TextField(blank=True, verbose_name="log")),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="runs",
                        to="conventions.convention",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "run",
                "verbose_name_plural": "runs",
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, verbose_name="version")),
                (
                    "input_hash",
                    models.CharField(blank=True, max_length=64, verbose_name="input hash"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="revision")),
                (
                    "frozen_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="published"),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="schedules",
                        to="conventions.convention",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="schedules",
                        to="matchmaking.run",
                    ),
                ),
            ],
            options={
                "verbose_name": "schedule",
                "verbose_name_plural": "schedules",
                "ordering": ("convention", "-version"),
            },
        ),
        migrations.CreateModel(
            name="PrintJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting for a worker"),
                            ("running", "Running"),
                            ("succeeded", "Finished"),
                            ("stopped", "Stopped"),
                            ("infeasible", "Impossible"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField(default=0, verbose_name="attempt")),
                (
                    "cancel_requested",
                    models.BooleanField(default=False, verbose_name="asked to stop"),
                ),
                ("error_code", models.CharField(blank=True, max_length=40, verbose_name="error")),
                ("queued_at", models.DateTimeField(verbose_name="queued")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
                (
                    "heartbeat_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last sign of life"),
                ),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished"),
                ),
                (
                    "document",
                    models.CharField(
                        choices=[("agendas", "All agendas"), ("tables", "All table schedules")],
                        max_length=10,
                        verbose_name="document",
                    ),
                ),
                ("language", models.CharField(default="fr", max_length=2, verbose_name="language")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="sheets done")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="sheets in all")),
                (
                    "left_out",
                    models.JSONField(blank=True, default=list, verbose_name="sheets left out"),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        upload_to=matchmaking.printing.models.print_path,
                        verbose_name="file",
                    ),
                ),
                (
                    "expires_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="kept until"),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="print_jobs",
                        to="conventions.convention",
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="print_jobs",
                        to="conventions.delegate",
                        verbose_name="delegate",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="print_jobs",
                        to="matchmaking.schedule",
                    ),
                ),
            ],
            options={
                "verbose_name": "print job",
                "verbose_name_plural": "print jobs",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("locked", models.BooleanField(default=False, verbose_name="locked")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reciprocal", "both wish it"),
                            ("accepted", "one wish, accepted"),
                            ("proposal", "organiser’s proposal"),
                        ],
                        max_length=10,
                        verbose_name="made of",
                    ),
                ),
                ("value", models.PositiveIntegerField(default=0, verbose_name="value")),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="conventions.convention",
                    ),
                ),
                (
                    "interpreter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="conventions.interpreter",
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="conventions.slot",
                    ),
                ),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="conventions.table",
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="matchmaking.schedule",
                    ),
                ),
            ],
            options={
                "verbose_name": "meeting",
                "verbose_name_plural": "meetings",
                "ordering": ("slot__starts_at", "table__number"),
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="conventions.convention",
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="conventions.delegate",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="matchmaking.meeting",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="conventions.registration",
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="matchmaking.schedule",
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="conventions.slot",
                    ),
                ),
            ],
            options={
                "verbose_name": "seat",
                "verbose_name_plural": "seats",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Unplaced",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reciprocal", "both wish it"),
                            ("accepted", "one wish, accepted"),
                            ("proposal", "organiser’s proposal"),
                        ],
                        max_length=10,
                        verbose_name="made of",
                    ),
                ),
                ("value", models.PositiveIntegerField(default=0, verbose_name="value")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("no_common_slot", "No slot in which both are there"),
                            ("no_common_language", "No shared language, no interpreter free"),
                            ("party_full", "Organisation’s maximum reached"),
                            ("locked_out", "Locked meetings stand in its way"),
                            ("delegate_busy", "No slot in which both are free"),
                            ("no_table", "No table or chair free"),
                            ("outranked", "Other meetings were worth more"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("lever", models.JSONField(blank=True, null=True, verbose_name="lever")),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unplaced",
                        to="conventions.convention",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conventions.registration",
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unplaced",
                        to="matchmaking.schedule",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conventions.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "unplaced pairing",
                "verbose_name_plural": "unplaced pairings",
                "ordering": ("-value", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Veto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vetoes_placed",
                        to="conventions.registration",
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vetoes",
                        to="conventions.convention",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vetoes_received",
                        to="conventions.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "veto",
                "verbose_name_plural": "vetoes",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "must"), (2, "good"), (3, "nice")],
                        default=2,
                        verbose_name="rank",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("expired", "expired"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed"),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="conventions.convention",
                    ),
                ),
                (
                    "requester",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes_made",
                        to="conventions.registration",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes_received",
                        to="conventions.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "wish",
                "verbose_name_plural": "wishes",
                "ordering": ("rank", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="conventions.convention",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conventions.registration",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conventions.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("first", "second"),
                        name="proposal_once_per_pair",
                        violation_error_code="proposal_duplicate",
                        violation_error_message="This meeting is already proposed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="proposal_in_order",
                        violation_error_code="proposal_self",
                        violation_error_message="A proposal needs two different organisations.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("queued", "running"))),
                fields=("convention",),
                name="run_one_active_per_convention",
                violation_error_code="run_active",
                violation_error_message="A run is already under way. Wait for it, or stop it first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(
                fields=("convention", "number"), name="run_once_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ("queued", "running", "succeeded", "stopped", "infeasible", "failed"),
                    )
                ),
                name="run_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("version", 0)),
                fields=("convention",),
                name="schedule_one_draft_per_convention",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.UniqueConstraint(
                fields=("convention", "version"),
                name="schedule_once_per_version",
                violation_error_code="version_exists",
                violation_error_message="Somebody else has just published this version. Reload the page.",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("version__gt", 0), ("frozen_at__isnull", True), _connector="OR"
                ),
                name="schedule_draft_never_frozen",
            ),
        ),
        migrations.AddConstraint(
            model_name="printjob",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("delegate__isnull", True), ("state__in", ("queued", "running"))
                ),
                fields=("convention", "document"),
                name="print_one_active_per_document",
                violation_error_code="print_active",
                violation_error_message="This document is already being printed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="printjob",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("delegate__isnull", False), ("state__in", ("queued", "running"))
                ),
                fields=("delegate", "document"),
                name="print_one_active_per_delegate",
                violation_error_code="print_active",
                violation_error_message="This document is already being printed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="printjob",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("document", "agendas"), ("delegate__isnull", True), _connector="OR"
                ),
                name="print_delegate_only_agenda",
            ),
        ),
        migrations.AddConstraint(
            model_name="printjob",
            constraint=models.CheckConstraint(
                condition=models.Q(("document__in", ("agendas", "tables"))),
                name="print_document_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                fields=("schedule", "slot", "table"),
                name="meeting_one_per_table_and_slot",
                violation_error_code="table_taken",
                violation_error_message="Another meeting has this table in this slot.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("interpreter__isnull", False)),
                fields=("schedule", "slot", "interpreter"),
                name="meeting_one_per_interpreter_and_slot",
                violation_error_code="interpreter_busy",
                violation_error_message="The interpreter is at another table in this slot.",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("schedule", "slot", "delegate"),
                name="seat_one_per_delegate_and_slot",
                violation_error_code="delegate_busy",
                violation_error_message="This person sits at another table in this slot.",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("meeting", "registration"), name="seat_one_per_registration_in_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="unplaced",
            constraint=models.UniqueConstraint(
                fields=("schedule", "first", "second"), name="unplaced_once_per_pair"
            ),
        ),
        migrations.AddConstraint(
            model_name="unplaced",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="unplaced_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="veto",
            constraint=models.UniqueConstraint(
                fields=("author", "target"),
                name="veto_once_per_ordered_pair",
                violation_error_code="veto_duplicate",
                violation_error_message="This organisation is already on your list.",
            ),
        ),
        migrations.AddConstraint(
            model_name="veto",
            constraint=models.CheckConstraint(
                condition=models.Q(("author", models.F("target")), _negated=True),
                name="veto_never_against_oneself",
                violation_error_code="veto_self",
                violation_error_message="An organisation cannot refuse to meet itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=models.UniqueConstraint(
                fields=("requester", "target"),
                name="wish_once_per_ordered_pair",
                violation_error_code="wish_duplicate",
                violation_error_message="This wish already stands in the list. Change its rank instead.",
            ),
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=models.CheckConstraint(
                condition=models.Q(("requester", models.F("target")), _negated=True),
                name="wish_never_to_oneself",
                violation_error_code="wish_self",
                violation_error_message="An organisation cannot wish to meet itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=models.CheckConstraint(
                condition=models.Q(("rank__in", (1, 2, 3))),
                name="wish_rank_known",
                violation_error_code="rank_invalid",
                violation_error_message="A rank is 1 (must), 2 (good) or 3 (nice).",
            ),
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ("pending", "accepted", "declined", "expired"))),
                name="wish_answer_known",
            ),
        ),
    ]
