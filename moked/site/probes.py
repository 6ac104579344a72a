"""For machines that watch: whether this process answers, whether it can serve, and its figures.

No session, nothing secret, nothing of any person or customer.
"""

import hmac
import os
import time
from dataclasses import dataclass, field

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from moked.lib import measures, realtime
from moked.lib.errors import NotFound
from moked.site.doctor.database import unapplied_migrations
from moked.site.figures import write_figures
from moked.ui.doors import probe

CONNECT_SECONDS = 3
LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


@dataclass
class _Known:
    """That the schema is there stays true once seen. The last answer is given again for a moment, so that no flood of
    questions becomes a flood of connections."""

    is_migrated: bool = False
    reasons: list[str] = field(default_factory=list)
    until: float = 0.0


_known = _Known()


@probe("says only that the process answers")
@require_safe
def show_live(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok"})


@probe("says in codes whether the process can serve")
@require_safe
def show_ready(request: HttpRequest) -> HttpResponse:
    """200, or 503 with the reasons: `database`, `migrations`, `listener`."""
    reasons = not_ready()
    return JsonResponse(
        {"status": "not_ready" if reasons else "ok", "reasons": reasons}, status=503 if reasons else 200
    )


def not_ready() -> list[str]:
    """Why this web process cannot serve, as codes; looked at once a second at most."""
    if time.monotonic() >= _known.until:
        _known.reasons = _look()
        _known.until = time.monotonic() + 1.0
    return _known.reasons


def _look() -> list[str]:
    reasons = []
    try:
        # First a connection of its own: a pool without a database makes everybody wait.
        dsn = realtime.dsn_from(settings.DATABASES["default"])
        with psycopg.connect(dsn, connect_timeout=CONNECT_SECONDS, autocommit=True) as link:
            if not _known.is_migrated:
                _known.is_migrated = not unapplied_migrations(link)
            if not _known.is_migrated:
                reasons.append("migrations")
        # Then as pages ask: the pool may still be out of connections when the database is back.
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (psycopg.Error, DatabaseError):
        reasons.append("database")
    if not realtime.is_listening():
        reasons.append("listener")
    return reasons


@probe("asks for MOKED_METRICS_TOKEN, or answers this machine only")
@require_safe
def show_metrics(request: HttpRequest) -> HttpResponse:
    """This process's counters and the installation's figures, in Prometheus' format. Raises NotFound for others."""
    if not _may_read(request):
        raise NotFound
    return HttpResponse(measures.written() + write_figures(), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    token = os.environ.get("MOKED_METRICS_TOKEN", "")
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    # Whatever came through a proxy came from somewhere else.
    is_direct = not any(request.META.get(name) for name in FORWARDED)
    return is_direct and request.META.get("REMOTE_ADDR") in LOOPBACK


urlpatterns: list[URLPattern] = [
    path("health/live", show_live, name="health_live"),
    path("health/ready", show_ready, name="health_ready"),
    path("metrics", show_metrics, name="metrics"),
]
