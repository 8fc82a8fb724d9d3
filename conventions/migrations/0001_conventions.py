import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import conventions.models.convention
import organizations.models.region


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organizations", "0001_organizations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Convention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        error_messages={
                            "unique": "Another convention has this address. Choose another one."
                        },
                        help_text="Stands in the links: small letters, digits and hyphens.",
                        max_length=60,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_fr", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_de", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("theme", models.CharField(blank=True, max_length=200, verbose_name="theme")),
                (
                    "theme_fr",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="theme"),
                ),
                (
                    "theme_de",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="theme"),
                ),
                (
                    "theme_en",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="theme"),
                ),
                (
                    "description",
                    models.TextField(blank=True, max_length=3000, verbose_name="description"),
                ),
                (
                    "description_fr",
                    models.TextField(
                        blank=True, max_length=3000, null=True, verbose_name="description"
                    ),
                ),
                (
                    "description_de",
                    models.TextField(
                        blank=True, max_length=3000, null=True, verbose_name="description"
                    ),
                ),
                (
                    "description_en",
                    models.TextField(
                        blank=True, max_length=3000, null=True, verbose_name="description"
                    ),
                ),
                ("venue", models.CharField(blank=True, max_length=160, verbose_name="venue")),
                (
                    "venue_fr",
                    models.CharField(blank=True, max_length=160, null=True, verbose_name="venue"),
                ),
                (
                    "venue_de",
                    models.CharField(blank=True, max_length=160, null=True, verbose_name="venue"),
                ),
                (
                    "venue_en",
                    models.CharField(blank=True, max_length=160, null=True, verbose_name="venue"),
                ),
                ("town", models.CharField(blank=True, max_length=80, verbose_name="town")),
                (
                    "country",
                    models.CharField(
                        default="FR",
                        max_length=2,
                        validators=[organizations.models.region.validate_country],
                        verbose_name="country",
                    ),
                ),
                (
                    "access_notes",
                    models.TextField(blank=True, max_length=1000, verbose_name="how to get there"),
                ),
                (
                    "access_notes_fr",
                    models.TextField(
                        blank=True, max_length=1000, null=True, verbose_name="how to get there"
                    ),
                ),
                (
                    "access_notes_de",
                    models.TextField(
                        blank=True, max_length=1000, null=True, verbose_name="how to get there"
                    ),
                ),
                (
                    "access_notes_en",
                    models.TextField(
                        blank=True, max_length=1000, null=True, verbose_name="how to get there"
                    ),
                ),
                (
                    "desk_note",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="where the welcome desk is"
                    ),
                ),
                (
                    "desk_note_fr",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        null=True,
                        verbose_name="where the welcome desk is",
                    ),
                ),
                (
                    "desk_note_de",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        null=True,
                        verbose_name="where the welcome desk is",
                    ),
                ),
                (
                    "desk_note_en",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        null=True,
                        verbose_name="where the welcome desk is",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="Europe/Paris",
                        max_length=40,
                        validators=[conventions.models.convention.validate_zone],
                        verbose_name="time zone",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("registration", "Registration"),
                            ("wishes", "Wishes"),
                            ("scheduling", "Scheduling"),
                            ("published", "Published"),
                            ("live", "Live"),
                            ("follow-up", "Follow-up"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="phase",
                    ),
                ),
                (
                    "registration_closes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="registration closes"),
                ),
                (
                    "wishes_close_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="wishes close"),
                ),
                (
                    "answers_close_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answers close"),
                ),
                (
                    "family_names",
                    models.JSONField(blank=True, default=dict, verbose_name="names of the types"),
                ),
                (
                    "chairs",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="In the whole hall: they move from table to table.",
                        validators=[django.core.validators.MaxValueValidator(5000)],
                        verbose_name="chairs",
                    ),
                ),
                (
                    "max_wishes",
                    models.PositiveSmallIntegerField(
                        default=15,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="wishes per organisation",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="following",
                        to="conventions.convention",
                        verbose_name="previous edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "convention",
                "verbose_name_plural": "conventions",
                "ordering": ("-starts_on", "slug"),
            },
        ),
        migrations.CreateModel(
            name="CategoryChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "own",
                    models.BooleanField(default=False, verbose_name="added by this convention"),
                ),
                ("hidden", models.BooleanField(default=False, verbose_name="not shown")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="organizations.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices_of_categories",
                        to="conventions.convention",
                        verbose_name="convention",
                    ),
                ),
            ],
            options={
                "verbose_name": "category of a convention",
                "verbose_name_plural": "categories of conventions",
            },
        ),
        migrations.CreateModel(
            name="Delegate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_name", models.CharField(max_length=80, verbose_name="first name")),
                ("last_name", models.CharField(max_length=80, verbose_name="last name")),
                ("function", models.CharField(blank=True, max_length=120, verbose_name="function")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("de", "German"), ("en", "English")],
                        default="en",
                        max_length=2,
                        verbose_name="language of mails and paper",
                    ),
                ),
                (
                    "meets",
                    models.BooleanField(
                        default=True,
                        help_text="Press and speakers have a badge but no meetings.",
                        verbose_name="meets",
                    ),
                ),
                ("arrives_at", models.DateTimeField(blank=True, null=True, verbose_name="arrives")),
                ("leaves_at", models.DateTimeField(blank=True, null=True, verbose_name="leaves")),
                (
                    "step_free",
                    models.BooleanField(default=False, verbose_name="needs a step-free table"),
                ),
                (
                    "max_in_a_row",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="meetings in a row, at most",
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delegates",
                        to="conventions.convention",
                        verbose_name="convention",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="delegates",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "delegate",
                "verbose_name_plural": "delegates",
                "ordering": ("last_name", "first_name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="DelegateLanguage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("fr", "French"),
                            ("de", "German"),
                            ("en", "English"),
                            ("lb", "Luxembourgish"),
                            ("nl", "Dutch"),
                            ("it", "Italian"),
                            ("es", "Spanish"),
                            ("pt", "Portuguese"),
                            ("pl", "Polish"),
                            ("fsl", "French Sign Language"),
                            ("gsg", "German Sign Language"),
                        ],
                        max_length=3,
                        verbose_name="language",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("negotiates", "negotiates"), ("follows", "follows")],
                        default="negotiates",
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="languages",
                        to="conventions.delegate",
                        verbose_name="delegate",
                    ),
                ),
            ],
            options={
                "verbose_name": "language of a delegate",
                "verbose_name_plural": "languages of delegates",
                "ordering": ("-level", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Interpreter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "max_in_a_row",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="slots in a row, at most",
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interpreters",
                        to="conventions.convention",
                        verbose_name="convention",
                    ),
                ),
            ],
            options={
                "verbose_name": "interpreter",
                "verbose_name_plural": "interpreters",
                "ordering": ("name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="InterpreterPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "first",
                    models.CharField(
                        choices=[
                            ("fr", "French"),
                            ("de", "German"),
                            ("en", "English"),
                            ("lb", "Luxembourgish"),
                            ("nl", "Dutch"),
                            ("it", "Italian"),
                            ("es", "Spanish"),
                            ("pt", "Portuguese"),
                            ("pl", "Polish"),
                            ("fsl", "French Sign Language"),
                            ("gsg", "German Sign Language"),
                        ],
                        max_length=3,
                        verbose_name="one language",
                    ),
                ),
                (
                    "second",
                    models.CharField(
                        choices=[
                            ("fr", "French"),
                            ("de", "German"),
                            ("en", "English"),
                            ("lb", "Luxembourgish"),
                            ("nl", "Dutch"),
                            ("it", "Italian"),
                            ("es", "Spanish"),
                            ("pt", "Portuguese"),
                            ("pl", "Polish"),
                            ("fsl", "French Sign Language"),
                            ("gsg", "German Sign Language"),
                        ],
                        max_length=3,
                        verbose_name="the other language",
                    ),
                ),
                (
                    "interpreter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs",
                        to="conventions.interpreter",
                        verbose_name="interpreter",
                    ),
                ),
            ],
            options={
                "verbose_name": "language pair",
                "verbose_name_plural": "language pairs",
            },
        ),
        migrations.CreateModel(
            name="Partner",
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
                            ("organizer", "organised by"),
                            ("co-organizer", "organised with"),
                            ("host", "hosted by"),
                            ("supporter", "supported by"),
                            ("funder", "funded by"),
                        ],
                        max_length=12,
                        verbose_name="part played",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "mention",
                    models.CharField(
                        blank=True,
                        help_text="The words the funder asks for. Left empty, the part played is printed.",
                        max_length=120,
                        verbose_name="mention",
                    ),
                ),
                (
                    "mention_fr",
                    models.CharField(
                        blank=True,
                        help_text="The words the funder asks for. Left empty, the part played is printed.",
                        max_length=120,
                        null=True,
                        verbose_name="mention",
                    ),
                ),
                (
                    "mention_de",
                    models.CharField(
                        blank=True,
                        help_text="The words the funder asks for. Left empty, the part played is printed.",
                        max_length=120,
                        null=True,
                        verbose_name="mention",
                    ),
                ),
                (
                    "mention_en",
                    models.CharField(
                        blank=True,
                        help_text="The words the funder asks for. Left empty, the part played is printed.",
                        max_length=120,
                        null=True,
                        verbose_name="mention",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="conventions.convention",
                        verbose_name="convention",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
                "ordering": ("position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        help_text="The organiser’s own mark for this registration, for example A012.",
                        max_length=40,
                        verbose_name="reference",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("validated", "validated"),
                            ("waiting", "waiting"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("buys", "buys"), ("sells", "sells"), ("both", "buys and sells")],
                        default="both",
                        max_length=5,
                        verbose_name="direction",
                    ),
                ),
                (
                    "min_meetings",
                    models.PositiveSmallIntegerField(default=0, verbose_name="at least, meetings"),
                ),
                (
                    "max_meetings",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200)],
                        verbose_name="at most, meetings",
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registrations",
                        to="conventions.convention",
                        verbose_name="convention",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="organizations.organization",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "registration",
                "verbose_name_plural": "registrations",
                "ordering": ("organization__name", "pk"),
            },
        ),
        migrations.AddField(
            model_name="delegate",
            name="registration",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="delegates",
                to="conventions.registration",
                verbose_name="registration",
            ),
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(editable=False, verbose_name="ends")),
                (
                    "slot_count",
                    models.PositiveSmallIntegerField(
                        default=9,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(40),
                        ],
                        verbose_name="number of slots",
                    ),
                ),
                (
                    "meeting_minutes",
                    models.PositiveSmallIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="meeting, in minutes",
                    ),
                ),
                (
                    "changeover_minutes",
                    models.DecimalField(
                        decimal_places=1,
                        default=0,
                        help_text="Between two meetings; halves are allowed. 0: included in the meeting.",
                        max_digits=3,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="changeover, in minutes",
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="conventions.convention",
                        verbose_name="convention",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "ordering": ("starts_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "after_slot",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="after slot",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(240),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="conventions.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "pause",
                "verbose_name_plural": "pauses",
                "ordering": ("session", "after_slot"),
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        verbose_name="position in its session, from 1"
                    ),
                ),
                (
                    "block",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="block between two pauses"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to="conventions.convention",
                        verbose_name="convention",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to="conventions.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "slot",
                "verbose_name_plural": "slots",
                "ordering": ("starts_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="InterpreterAbsence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "interpreter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="conventions.interpreter",
                        verbose_name="interpreter",
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interpreter_absences",
                        to="conventions.slot",
                        verbose_name="slot",
                    ),
                ),
            ],
            options={
                "verbose_name": "absence of an interpreter",
                "verbose_name_plural": "absences of interpreters",
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[("travel", "not there yet, or left"), ("declared", "declared")],
                        default="declared",
                        max_length=10,
                        verbose_name="cause",
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="conventions.convention",
                        verbose_name="convention",
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="conventions.delegate",
                        verbose_name="delegate",
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="conventions.slot",
                        verbose_name="slot",
                    ),
                ),
            ],
            options={
                "verbose_name": "absence",
                "verbose_name_plural": "absences",
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "owner"),
                            ("scheduler", "scheduler"),
                            ("desk", "desk"),
                            ("observer", "observer"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="team",
                        to="conventions.convention",
                        verbose_name="convention",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="team_roles",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "team member",
                "verbose_name_plural": "team members",
            },
        ),
        migrations.CreateModel(
            name="ThemeChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "own",
                    models.BooleanField(default=False, verbose_name="added by this convention"),
                ),
                ("hidden", models.BooleanField(default=False, verbose_name="not shown")),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices_of_themes",
                        to="conventions.convention",
                        verbose_name="convention",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="organizations.theme",
                        verbose_name="theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "theme of a convention",
                "verbose_name_plural": "themes of conventions",
            },
        ),
        migrations.CreateModel(
            name="Zone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("letter", models.CharField(max_length=2, verbose_name="letter")),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="name")),
                (
                    "name_fr",
                    models.CharField(blank=True, max_length=60, null=True, verbose_name="name"),
                ),
                (
                    "name_de",
                    models.CharField(blank=True, max_length=60, null=True, verbose_name="name"),
                ),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=60, null=True, verbose_name="name"),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="zones",
                        to="conventions.convention",
                        verbose_name="convention",
                    ),
                ),
            ],
            options={
                "verbose_name": "zone",
                "verbose_name_plural": "zones",
                "ordering": ("letter",),
            },
        ),
        migrations.CreateModel(
            name="Table",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="number",
                    ),
                ),
                ("step_free", models.BooleanField(default=False, verbose_name="step-free")),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tables",
                        to="conventions.convention",
                        verbose_name="convention",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="hosted_tables",
                        to="conventions.registration",
                        verbose_name="host",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="tables",
                        to="conventions.zone",
                        verbose_name="zone",
                    ),
                ),
            ],
            options={
                "verbose_name": "table",
                "verbose_name_plural": "tables",
                "ordering": ("number",),
            },
        ),
        migrations.AddConstraint(
            model_name="convention",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="convention_ends_after_start",
                violation_error_code="ends_before_start",
                violation_error_message="The last day is before the first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="convention",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "phase__in",
                        [
                            "draft",
                            "registration",
                            "wishes",
                            "scheduling",
                            "published",
                            "live",
                            "follow-up",
                            "archived",
                        ],
                    )
                ),
                name="convention_phase_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="convention",
            constraint=models.CheckConstraint(
                condition=models.Q(("country__regex", "^[A-Z]{2}$")),
                name="convention_country_two_capitals",
            ),
        ),
        migrations.AddConstraint(
            model_name="categorychoice",
            constraint=models.UniqueConstraint(
                fields=("convention", "category"), name="category_choice_once_per_convention"
            ),
        ),
        migrations.AddConstraint(
            model_name="categorychoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("own", True), ("hidden", True), _connector="OR"),
                name="category_choice_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegatelanguage",
            constraint=models.UniqueConstraint(
                fields=("delegate", "language"), name="delegate_language_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="interpreterpair",
            constraint=models.UniqueConstraint(
                fields=("interpreter", "first", "second"), name="interpreter_pair_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="interpreterpair",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))),
                name="interpreter_pair_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.UniqueConstraint(
                fields=("convention", "kind", "name"),
                name="partner_once_per_kind",
                violation_error_code="partner_exists",
                violation_error_message="This partner already stands in the list.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                fields=("convention", "organization"),
                name="registration_once_per_organization",
                violation_error_code="registration_exists",
                violation_error_message="This organisation is already registered.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                fields=("convention", "reference"),
                name="registration_once_per_reference",
                violation_error_code="reference_taken",
                violation_error_message="Another registration has this reference.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("max_meetings__isnull", True),
                    ("max_meetings__gte", models.F("min_meetings")),
                    _connector="OR",
                ),
                name="registration_max_not_below_min",
                violation_error_code="max_below_min",
                violation_error_message="The most meetings are fewer than the least.",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegate",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                models.F("convention"),
                condition=models.Q(("email", ""), _negated=True),
                name="delegate_once_per_email",
                violation_error_code="delegate_exists",
                violation_error_message="Somebody with this e-mail address is already a delegate.",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("arrives_at__isnull", True),
                    ("leaves_at__isnull", True),
                    ("leaves_at__gt", models.F("arrives_at")),
                    _connector="OR",
                ),
                name="delegate_leaves_after_arriving",
                violation_error_code="leaves_before_arriving",
                violation_error_message="The delegate leaves before arriving.",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="session_ends_after_start",
                violation_error_code="session_ends_before_start",
                violation_error_message="A session ends after it starts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("changeover_minutes__gte", 0),
                    ("meeting_minutes__gte", 1),
                    ("slot_count__gte", 1),
                ),
                name="session_has_slots",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                fields=("session", "after_slot"),
                name="pause_once_per_slot",
                violation_error_code="pause_exists",
                violation_error_message="There is already a pause after this slot.",
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.UniqueConstraint(
                fields=("session", "position"), name="slot_once_per_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="slot_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="interpreterabsence",
            constraint=models.UniqueConstraint(
                fields=("interpreter", "slot"), name="interpreter_absence_once_per_slot"
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.UniqueConstraint(
                fields=("delegate", "slot"), name="absence_once_per_slot"
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                fields=("convention", "user", "role"),
                name="team_member_once_per_role",
                violation_error_code="role_held",
                violation_error_message="This person already has this role.",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ("owner", "scheduler", "desk", "observer"))),
                name="team_member_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="themechoice",
            constraint=models.UniqueConstraint(
                fields=("convention", "theme"), name="theme_choice_once_per_convention"
            ),
        ),
        migrations.AddConstraint(
            model_name="themechoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("own", True), ("hidden", True), _connector="OR"),
                name="theme_choice_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="zone",
            constraint=models.UniqueConstraint(
                fields=("convention", "letter"),
                name="zone_once_per_letter",
                violation_error_code="zone_exists",
                violation_error_message="There is already a zone with this letter.",
            ),
        ),
        migrations.AddConstraint(
            model_name="table",
            constraint=models.UniqueConstraint(
                fields=("convention", "number"),
                name="table_once_per_number",
                violation_error_code="table_exists",
                violation_error_message="There is already a table with this number.",
            ),
        ),
    ]
