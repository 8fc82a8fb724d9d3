import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import organizations.models.region


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="CapacityUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="Stands in lists and files and stays: small letters, digits and hyphens.",
                        max_length=30,
                        unique=True,
                        verbose_name="short name",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Of many, as in “300 meals”.", max_length=40, verbose_name="name"
                    ),
                ),
                (
                    "name_fr",
                    models.CharField(
                        help_text="Of many, as in “300 meals”.",
                        max_length=40,
                        null=True,
                        verbose_name="name",
                    ),
                ),
                (
                    "name_de",
                    models.CharField(
                        help_text="Of many, as in “300 meals”.",
                        max_length=40,
                        null=True,
                        verbose_name="name",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        help_text="Of many, as in “300 meals”.",
                        max_length=40,
                        null=True,
                        verbose_name="name",
                    ),
                ),
                (
                    "name_of_one",
                    models.CharField(
                        help_text="As in “1 meal”; often the same as of many.",
                        max_length=40,
                        verbose_name="name of one",
                    ),
                ),
                (
                    "name_of_one_fr",
                    models.CharField(
                        help_text="As in “1 meal”; often the same as of many.",
                        max_length=40,
                        null=True,
                        verbose_name="name of one",
                    ),
                ),
                (
                    "name_of_one_de",
                    models.CharField(
                        help_text="As in “1 meal”; often the same as of many.",
                        max_length=40,
                        null=True,
                        verbose_name="name of one",
                    ),
                ),
                (
                    "name_of_one_en",
                    models.CharField(
                        help_text="As in “1 meal”; often the same as of many.",
                        max_length=40,
                        null=True,
                        verbose_name="name of one",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "unit of capacity",
                "verbose_name_plural": "units of capacity",
                "ordering": ("position", "code"),
            },
        ),
        migrations.CreateModel(
            name="Organization",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "country",
                    models.CharField(
                        max_length=2,
                        validators=[organizations.models.region.validate_country],
                        verbose_name="country",
                    ),
                ),
                (
                    "region_other",
                    models.CharField(
                        blank=True,
                        help_text="In your own words, where the list does not know the region.",
                        max_length=80,
                        verbose_name="another region",
                    ),
                ),
                ("town", models.CharField(blank=True, max_length=80, verbose_name="town")),
                (
                    "legal_form",
                    models.CharField(blank=True, max_length=80, verbose_name="legal form"),
                ),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        help_text="Granted by an authority, for example ESAT, SIS or Inklusionsbetrieb.",
                        max_length=80,
                        verbose_name="status",
                    ),
                ),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("social-economy", "social economy"),
                            ("committed", "committed company"),
                            ("public", "public buyer"),
                            ("support", "network or support"),
                        ],
                        max_length=20,
                        verbose_name="family",
                    ),
                ),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("micro", "under 10 people"),
                            ("small", "10 to 49 people"),
                            ("medium", "50 to 249 people"),
                            ("large", "250 people or more"),
                        ],
                        max_length=10,
                        verbose_name="size",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "description",
                    models.TextField(blank=True, max_length=2000, verbose_name="description"),
                ),
                (
                    "description_fr",
                    models.TextField(
                        blank=True, max_length=2000, null=True, verbose_name="description"
                    ),
                ),
                (
                    "description_de",
                    models.TextField(
                        blank=True, max_length=2000, null=True, verbose_name="description"
                    ),
                ),
                (
                    "description_en",
                    models.TextField(
                        blank=True, max_length=2000, null=True, verbose_name="description"
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ("name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="short name")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_fr", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_de", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "shared",
                    models.BooleanField(
                        default=True,
                        help_text="Otherwise only the convention that added it shows it.",
                        verbose_name="for every convention",
                    ),
                ),
            ],
            options={
                "verbose_name": "theme",
                "verbose_name_plural": "themes",
                "ordering": ("position", "slug"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("de", "German"), ("en", "English")],
                        default="en",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False, verbose_name="may open the operator’s admin"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="joined"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="short name")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_fr", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_de", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "shared",
                    models.BooleanField(
                        default=True,
                        help_text="Otherwise only the convention that added it shows it.",
                        verbose_name="for every convention",
                    ),
                ),
                (
                    "cpv",
                    models.CharField(
                        blank=True,
                        help_text="Eight digits each, separated by semicolons.",
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{8}(;[0-9]{8})*)?$",
                                "Write CPV codes of eight digits, separated by semicolons: 55520000;55524000.",
                                code="cpv_invalid",
                            )
                        ],
                        verbose_name="CPV codes",
                    ),
                ),
            ],
            options={
                "verbose_name": "category",
                "verbose_name_plural": "categories",
                "ordering": ("position", "slug"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cpv__regex", "^([0-9]{8}(;[0-9]{8})*)?$")),
                        name="category_cpv_eight_digits",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                        choices=[("manager", "manager"), ("member", "member")],
                        default="member",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="organizations.organization",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="Stands in lists and files and stays: small letters, digits and hyphens.",
                        max_length=40,
                        unique=True,
                        verbose_name="short name",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        max_length=2,
                        validators=[organizations.models.region.validate_country],
                        verbose_name="country",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("name_fr", models.CharField(max_length=80, null=True, verbose_name="name")),
                ("name_de", models.CharField(max_length=80, null=True, verbose_name="name")),
                ("name_en", models.CharField(max_length=80, null=True, verbose_name="name")),
                (
                    "in_greater_region",
                    models.BooleanField(
                        default=False, verbose_name="belongs to the Greater Region"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "region",
                "verbose_name_plural": "regions",
                "ordering": ("position", "code"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("country__regex", "^[A-Z]{2}$")),
                        name="region_country_two_capitals",
                    ),
                    models.UniqueConstraint(
                        fields=("code", "country"), name="region_key_with_country"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="organization",
            name="region",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="organizations",
                to="organizations.region",
                to_field="code",
                verbose_name="region",
            ),
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "category_other",
                    models.CharField(
                        blank=True,
                        help_text="In your own words, where the list does not know the category.",
                        max_length=120,
                        verbose_name="another category",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("sells", "sells"), ("buys", "buys")],
                        max_length=5,
                        verbose_name="direction",
                    ),
                ),
                (
                    "text",
                    models.CharField(blank=True, max_length=300, verbose_name="in your own words"),
                ),
                (
                    "text_fr",
                    models.CharField(
                        blank=True, max_length=300, null=True, verbose_name="in your own words"
                    ),
                ),
                (
                    "text_de",
                    models.CharField(
                        blank=True, max_length=300, null=True, verbose_name="in your own words"
                    ),
                ),
                (
                    "text_en",
                    models.CharField(
                        blank=True, max_length=300, null=True, verbose_name="in your own words"
                    ),
                ),
                (
                    "area_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("regions", "certain regions"),
                            ("greater_region", "the whole Greater Region"),
                            ("radius", "a radius around its town"),
                        ],
                        max_length=15,
                        verbose_name="area served",
                    ),
                ),
                (
                    "radius_km",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="kilometres around its town",
                    ),
                ),
                (
                    "area_note",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="more about the area"
                    ),
                ),
                (
                    "capacity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000000)],
                        verbose_name="capacity",
                    ),
                ),
                (
                    "capacity_period",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("day", "per day"),
                            ("week", "per week"),
                            ("month", "per month"),
                            ("season", "per season"),
                            ("year", "per year"),
                            ("in_all", "in all"),
                        ],
                        max_length=10,
                        verbose_name="period",
                    ),
                ),
                (
                    "capacity_free",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="free of it",
                    ),
                ),
                (
                    "capacity_confirmed_on",
                    models.DateField(blank=True, null=True, verbose_name="confirmed on"),
                ),
                (
                    "capacity_note",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="more about the capacity"
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("supplies", "supplies"),
                            ("services", "services"),
                            ("works", "works"),
                        ],
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                (
                    "intent",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("subcontract", "subcontracting"),
                            ("co_bid", "joint bid"),
                            ("co_develop", "developing together"),
                            ("site", "finding a site"),
                            ("distribute", "distribution"),
                            ("finance", "financing"),
                        ],
                        max_length=15,
                        verbose_name="also looks for partners for",
                    ),
                ),
                (
                    "keywords",
                    models.CharField(
                        blank=True,
                        help_text="Up to ten, separated by commas, in the language people search in.",
                        max_length=300,
                        verbose_name="keywords",
                    ),
                ),
                (
                    "lead_time",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(400),
                        ],
                        verbose_name="lead time",
                    ),
                ),
                (
                    "lead_time_unit",
                    models.CharField(
                        blank=True,
                        choices=[("days", "days"), ("weeks", "weeks")],
                        max_length=5,
                        verbose_name="lead time in",
                    ),
                ),
                (
                    "prefers",
                    models.CharField(
                        blank=True,
                        help_text="In partners, for example ESAT, Inklusionsbetrieb or EMAS.",
                        max_length=200,
                        verbose_name="statuses or labels it prefers",
                    ),
                ),
                (
                    "capacity_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="organizations.capacityunit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="organizations.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="organizations.organization",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "regions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="activities",
                        to="organizations.region",
                        verbose_name="regions",
                    ),
                ),
                (
                    "themes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="activities",
                        to="organizations.theme",
                        verbose_name="themes",
                    ),
                ),
            ],
            options={
                "verbose_name": "activity",
                "verbose_name_plural": "activities",
                "ordering": ("organization", "-direction", "category__position", "pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                name="user_email_unique",
                violation_error_code="email_taken",
                violation_error_message="Somebody already signs in with this e-mail address.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("user", "organization"),
                name="membership_once_per_organization",
                violation_error_code="membership_exists",
                violation_error_message="This person already acts for this organisation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("family__in", ["social-economy", "committed", "public", "support"])
                ),
                name="organization_family_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(("country__regex", "^[A-Z]{2}$")),
                name="organization_country_two_capitals",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(("region__isnull", True), ("region_other", ""), _connector="OR"),
                name="organization_region_or_another",
                violation_error_code="region_twice",
                violation_error_message="Choose a region from the list, or write another one: not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                fields=("organization", "category", "direction"),
                name="activity_once_per_category_and_direction",
                violation_error_code="activity_exists",
                violation_error_message="This category is already listed. Change its text instead.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("category_other", ""), _negated=True),
                fields=("organization", "category_other", "direction"),
                name="activity_once_per_other_category_and_direction",
                violation_error_code="activity_exists",
                violation_error_message="This category is already listed. Change its text instead.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("category__isnull", False), ("category_other", "")),
                    models.Q(
                        ("category__isnull", True), models.Q(("category_other", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="activity_category_or_another",
                violation_error_code="category_missing",
                violation_error_message="Choose a category from the list, or write another one: not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("direction__in", ("sells", "buys"))),
                name="activity_direction_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("area_kind__in", ("", "regions", "greater_region", "radius"))),
                name="activity_area_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("area_kind", "radius"), ("radius_km__gte", 1), ("radius_km__isnull", False)
                    ),
                    models.Q(
                        models.Q(("area_kind", "radius"), _negated=True),
                        ("radius_km__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="activity_radius_only_around_its_town",
                violation_error_code="radius_missing_or_alone",
                violation_error_message="Kilometres belong to a radius, and a radius needs its kilometres.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("capacity__isnull", True), ("capacity__gt", 0), _connector="OR"
                ),
                name="activity_capacity_above_nothing",
                violation_error_code="capacity_nothing",
                violation_error_message="Enter a capacity greater than 0, or leave the field empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("capacity__isnull", True),
                    models.Q(
                        ("capacity_unit__isnull", False),
                        (
                            "capacity_period__in",
                            ("day", "week", "month", "season", "year", "in_all"),
                        ),
                    ),
                    _connector="OR",
                ),
                name="activity_capacity_has_unit_and_period",
                violation_error_code="unit_missing",
                violation_error_message="Say in which unit and period the capacity is counted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("capacity__isnull", False),
                    models.Q(
                        ("capacity_confirmed_on__isnull", True),
                        ("capacity_free__isnull", True),
                        ("capacity_period", ""),
                        ("capacity_unit__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="activity_capacity_has_a_value",
                violation_error_code="capacity_missing",
                violation_error_message="Write the whole capacity as a number, or empty unit, period, what is free and when it was confirmed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("capacity_free__isnull", True),
                    models.Q(
                        ("capacity_free__gte", 0), ("capacity_free__lte", models.F("capacity"))
                    ),
                    _connector="OR",
                ),
                name="activity_free_within_capacity",
                violation_error_code="free_above_capacity",
                violation_error_message="The spare capacity is greater than the total. Correct one of the two.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("nature__in", ("", "supplies", "services", "works"))),
                name="activity_nature_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "intent__in",
                        (
                            "",
                            "subcontract",
                            "co_bid",
                            "co_develop",
                            "site",
                            "distribute",
                            "finance",
                        ),
                    )
                ),
                name="activity_intent_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lead_time__isnull", True), ("lead_time_unit", "")),
                    models.Q(
                        ("lead_time__gte", 1),
                        ("lead_time__isnull", False),
                        ("lead_time_unit__in", ("days", "weeks")),
                    ),
                    _connector="OR",
                ),
                name="activity_lead_time_has_a_unit",
                violation_error_code="lead_time_incomplete",
                violation_error_message="Enter a number and choose days or weeks, or leave both fields empty.",
            ),
        ),
    ]
