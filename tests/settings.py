"""The product's settings over a database of the run's own, with what tests need quicker."""

import os

from tests import database

if "MOKED_TEST_RUN" not in os.environ:
    os.environ["MOKED_TEST_RUN"] = "1"
    database.start()

from moked.site.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
