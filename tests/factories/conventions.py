from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from conventions.models import (
    Absence,
    CategoryChoice,
    Convention,
    Delegate,
    DelegateLanguage,
    Interpreter,
    Partner,
    Registration,
    Session,
    Slot,
    Table,
    TeamMember,
    ThemeChoice,
    Zone,
)
from tests.factories.organizations import (
    CategoryFactory,
    OrganizationFactory,
    ThemeFactory,
    UserFactory,
)

DAY = date(2027, 3, 18)
START = datetime(2027, 3, 18, 13, 0, tzinfo=UTC)  # 14:00 in Paris


class ConventionFactory(DjangoModelFactory):
    class Meta:
        model = Convention

    slug = factory.Sequence(lambda n: f"convention-{n}")
    name_en = "Business convention"
    name_fr = "Rencontres d’affaires"
    name_de = "Kooperationsbörse"
    starts_on = DAY
    ends_on = DAY
    chairs = 100


class TeamMemberFactory(DjangoModelFactory):
    class Meta:
        model = TeamMember

    convention = factory.SubFactory(ConventionFactory)
    user = factory.SubFactory(UserFactory)
    role = TeamMember.Role.OWNER


class OwnCategoryFactory(DjangoModelFactory):
    """A category that its convention has added."""

    class Meta:
        model = CategoryChoice

    convention = factory.SubFactory(ConventionFactory)
    category = factory.SubFactory(CategoryFactory, shared=False)
    own = True


class OwnThemeFactory(DjangoModelFactory):
    """A theme that its convention has added."""

    class Meta:
        model = ThemeChoice

    convention = factory.SubFactory(ConventionFactory)
    theme = factory.SubFactory(ThemeFactory, shared=False)
    own = True


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner

    convention = factory.SubFactory(ConventionFactory)
    kind = Partner.Kind.FUNDER
    name = factory.Sequence(lambda n: f"Fonds {n}")


class SessionFactory(DjangoModelFactory):
    """A session row alone; `SlotFactory` or the service adds slots."""

    class Meta:
        model = Session

    convention = factory.SubFactory(ConventionFactory)
    starts_at = START
    slot_count = 9
    meeting_minutes = 20
    changeover_minutes = 0
    ends_at = factory.LazyAttribute(
        lambda s: (
            s.starts_at
            + timedelta(minutes=s.slot_count * (s.meeting_minutes + float(s.changeover_minutes)))
        )
    )


class SlotFactory(DjangoModelFactory):
    """The slots of one session follow each other without a gap, in the order they are made."""

    class Meta:
        model = Slot

    session = factory.SubFactory(SessionFactory)
    convention = factory.SelfAttribute("session.convention")
    position = factory.LazyAttribute(lambda s: s.session.slots.count() + 1)
    starts_at = factory.LazyAttribute(
        lambda s: (
            s.session.starts_at + timedelta(minutes=(s.position - 1) * s.session.meeting_minutes)
        )
    )
    ends_at = factory.LazyAttribute(
        lambda s: s.starts_at + timedelta(minutes=s.session.meeting_minutes)
    )


class ZoneFactory(DjangoModelFactory):
    class Meta:
        model = Zone

    convention = factory.SubFactory(ConventionFactory)
    letter = factory.Sequence(lambda n: chr(ord("A") + n % 26))


class TableFactory(DjangoModelFactory):
    class Meta:
        model = Table

    convention = factory.SubFactory(ConventionFactory)
    number = factory.LazyAttribute(lambda t: t.convention.tables.count() + 1)


class RegistrationFactory(DjangoModelFactory):
    class Meta:
        model = Registration

    convention = factory.SubFactory(ConventionFactory)
    organization = factory.SubFactory(OrganizationFactory)
    reference = factory.Sequence(lambda n: f"A{n:03}")
    status = Registration.Status.VALIDATED


class DelegateFactory(DjangoModelFactory):
    class Meta:
        model = Delegate

    registration = factory.SubFactory(RegistrationFactory)
    convention = factory.SelfAttribute("registration.convention")
    first_name = "Chloé"
    last_name = factory.Sequence(lambda n: f"Martin {n}")
    email = factory.Sequence(lambda n: f"delegate{n}@mail.example")


class DelegateLanguageFactory(DjangoModelFactory):
    class Meta:
        model = DelegateLanguage

    delegate = factory.SubFactory(DelegateFactory)
    language = "fr"


class AbsenceFactory(DjangoModelFactory):
    class Meta:
        model = Absence

    delegate = factory.SubFactory(DelegateFactory)
    convention = factory.SelfAttribute("delegate.convention")
    slot = factory.SubFactory(
        SlotFactory, session__convention=factory.SelfAttribute("...convention")
    )


class InterpreterFactory(DjangoModelFactory):
    class Meta:
        model = Interpreter

    convention = factory.SubFactory(ConventionFactory)
    name = factory.Sequence(lambda n: f"Interpreter {n}")
