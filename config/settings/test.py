"""The tests: the same as a laptop, but quick and strict."""

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, LOGGING, TEMPLATES, VAR_DIR, env

SECRET_KEY = env.str("SECRET_KEY", default="tests-have-no-secrets-" + "0123456789" * 4)
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

# Argon2 is slow on purpose; a test signs in hundreds of people.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class UnknownTemplateVariable(str):
    """Fails the page that prints a variable nobody gave it; Django would print nothing."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, variable: object) -> str:
        raise NameError(f"unknown template variable: {variable}")


# Our templates only: allauth's and the admin's own lean on missing variables.
STRICT_TEMPLATE_VARIABLES = UnknownTemplateVariable("%s")
