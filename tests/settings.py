"""The product's settings over a database of the run's own, with what tests need quicker."""

import os

from tests import database

# Each process that runs tests has a database of its own; processes that tests start share theirs.
if os.environ.get("MOKED_TEST_RUN") != os.environ.get("PYTEST_XDIST_WORKER", "alone"):
    os.environ["MOKED_TEST_RUN"] = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    database.start()

from moked.site.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
