"""Cookies of an installation over TLS, read from the settings of a process of its own."""

import os
import subprocess
import sys

SCRIPT = """
from moked.site import settings as s
assert s.SESSION_COOKIE_NAME == "__Host-moked_session" and s.CSRF_COOKIE_NAME == "__Host-moked_csrf"
assert s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.IS_SECURE
assert not hasattr(s, "SESSION_COOKIE_DOMAIN") and not hasattr(s, "SESSION_COOKIE_PATH")
"""


def test_binds_them_to_the_host_and_to_tls() -> None:
    environment = {**os.environ, "MOKED_PUBLIC_URL": "https://service.example.test"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
