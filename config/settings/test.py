"""The tests: the same as a laptop, but quick and strict."""

from config.settings.base import *  # noqa: F403
from config.settings.base import env

SECRET_KEY = env.str("SECRET_KEY", default="tests-have-no-secrets-" + "0123456789" * 4)
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

# Argon2 is slow on purpose; a test signs in hundreds of people.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
