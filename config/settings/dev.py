"""A laptop and the demo: everything embedded, nothing to start besides."""

from config.settings.base import *  # noqa: F403
from config.settings.base import env

SECRET_KEY = env.str("SECRET_KEY", default="a-laptop-has-no-secrets-" + "0123456789" * 4)
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
STYLEGUIDE = True
