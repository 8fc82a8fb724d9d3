"""The tests: the same as a laptop, but quick, strict, and beside every other test run."""

import os
import tempfile
from pathlib import Path

# Each test run has its own database file and its own broker folder, so that two runs, or a run
# and the demo, never meet. The worker a test starts is told both by its environment.
_SCRATCH = Path(tempfile.gettempdir()) / f"entente-test-{os.getpid()}"
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_SCRATCH}.sqlite3")
os.environ.setdefault("BROKER_DIR", f"{_SCRATCH}-broker")

from config.settings.base import *  # noqa: E402, F403 -- after the environment is set
from config.settings.base import (  # noqa: E402
    CACHES,
    CELERY_BROKER_TRANSPORT_OPTIONS,
    DATABASES,
    env,
)

SECRET_KEY = env.str("SECRET_KEY", default="tests-have-no-secrets-" + "0123456789" * 4)
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

# Argon2 is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    # A connection kept by a stopped live server would keep the test database from being dropped.
    DATABASES["default"]["CONN_MAX_AGE"] = 0

# Parallel test processes share one Redis and one folder, but no queue and no cache.
if _process := os.environ.get("PYTEST_XDIST_WORKER"):
    if CACHES["default"]["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
        _server, _, _number = CACHES["default"]["LOCATION"].rpartition("/")
        CACHES["default"]["LOCATION"] = f"{_server}/{int(_number) + int(_process[2:])}"
    CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] = f"{_process}."
    for _key in ("data_folder_in", "data_folder_out", "control_folder"):
        if _key in CELERY_BROKER_TRANSPORT_OPTIONS:
            _folder = Path(CELERY_BROKER_TRANSPORT_OPTIONS[_key]) / _process
            _folder.mkdir(parents=True, exist_ok=True)
            CELERY_BROKER_TRANSPORT_OPTIONS[_key] = str(_folder)
STYLEGUIDE = True

# A file is looked for when it is asked for: each test has a client of its own, and would pay for
# reading about all files at its start.
WHITENOISE_AUTOREFRESH = True
