"""Entity tags: the same representation has the same tag, and a change can say which one it means."""

import json
import re
from copy import copy
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import Resolver404, resolve

from moked.agreements.models import Agreement
from moked.api.problems import TagDiffers
from moked.businesses.models import Topic
from moked.calendars.models import ServiceCalendar
from moked.cases.access import locked_cases
from moked.cases.incident_models import Incident
from moked.cases.models import Case, Message, Task
from moked.customers.models import Customer, MergeSuggestion, Segment, System
from moked.diagnosis.models import Diagnosis
from moked.insights.models import ReferenceCustomer
from moked.knowledge.models import AnswerBlock
from moked.lib.errors import NotFound
from moked.promises.models import Commitment, Emergency, Escalation, Ladder, ServicePackage
from moked.staff.models import Skill, Team
from moked.updates.models import Update
from moked.webhooks.models import Endpoint

# The addresses of things that a path leads through, one within the other.
RESOURCE = re.compile(r"/[a-z-]+/[0-9a-f-]{36}(?=/|$)")
TAG = re.compile(r'(?:W/)?"[^"]*"')
# What is locked before its tag is compared, so that nobody changes it between the comparison and the change.
ROWS: dict[str, type[models.Model]] = {
    "case_id": Case,
    "message_id": Message,
    "customer_id": Customer,
    "system_id": System,
    "suggestion_id": MergeSuggestion,
    "task_id": Task,
    "commitment_id": Commitment,
    "escalation_id": Escalation,
    "diagnosis_id": Diagnosis,
    "update_id": Update,
    "incident_id": Incident,
    "team_id": Team,
    "skill_id": Skill,
    "topic_id": Topic,
    "calendar_id": ServiceCalendar,
    "package_id": ServicePackage,
    "segment_id": Segment,
    "agreement_id": Agreement,
    "ladder_id": Ladder,
    "emergency_id": Emergency,
    "reference_id": ReferenceCustomer,
    "answer_id": AnswerBlock,
    "endpoint_id": Endpoint,
}
# The case of a row, which is locked first, as everybody does: two who lock in two orders may wait for each other for
# ever. A message is locked before its case by everybody, so here too.
CASES: dict[type[models.Model], F | Coalesce] = {
    Task: F("case_id"),
    Commitment: F("case_id"),
    Escalation: F("case_id"),
    Update: F("case_id"),
    Diagnosis: Coalesce("case__canonical_id", "case_id"),
}


def tag_response(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Puts the tag on a good answer; 304 without a body when the caller has it already."""
    if response.status_code != 200:
        return response
    if not response.streaming and "ETag" not in response.headers:
        response.headers["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
    tag = response.headers.get("ETag", "")
    response.headers.setdefault("Cache-Control", "private, no-cache")
    held = request.headers.get("If-None-Match", "")
    if tag and (held.strip() == "*" or tag in [each.removeprefix("W/") for each in TAG.findall(held)]):
        # Not `response.close()`: it says that the whole request has ended, and gives the connection back.
        for close in response._resource_closers:  # type: ignore[attr-defined]  # unknown to the stubs
            close()
        unchanged = HttpResponseNotModified()
        for name in ("ETag", "Cache-Control", "Link"):
            if name in response.headers:
                unchanged.headers[name] = response.headers[name]
        return unchanged
    return response


def check_tag(request: HttpRequest, kwargs: dict[str, object]) -> None:
    """Compares If-Match with what stands now, the row locked until the transaction ends. Raises TagDiffers."""
    wanted = request.headers.get("If-Match")
    if wanted is None:
        return
    for name, model in ROWS.items():
        if name in kwargs:
            _lock(model, kwargs[name])
    now = _standing_above(request)
    if now is None or not (wanted.strip() == "*" or now in TAG.findall(wanted)):
        raise TagDiffers


def _lock(model: type[models.Model], key: Any) -> None:
    rows = model._default_manager.filter(pk=key)
    if model is Case:
        list(locked_cases().filter(pk=key).values("pk"))
        return
    if model in CASES:
        list(locked_cases().filter(pk__in=list(rows.values_list(CASES[model], flat=True))).values("pk"))
    list(rows.select_for_update(of=("self",)).values("pk"))


def _standing_above(request: HttpRequest) -> str | None:
    """The tag of the nearest thing that the path is about: of a webhook's delivery rather than of the webhook."""
    ends = [found.end() for found in RESOURCE.finditer(request.path)]
    tags = (_standing(request, request.path[:end]) for end in reversed(ends))
    return next((tag for tag in tags if tag is not None), None)


def tell_where(request: HttpRequest, response: HttpResponse, template: str) -> None:
    """Says of a write's answer where what it shows is read, and its tag there, so that nobody need read it again.

    Nothing of it is said where the token may not read it."""
    shown = json.loads(response.content)
    address = template.format(**shown)
    tag = _standing(request, address)
    if tag is None:
        return
    response.headers["Content-Location" if response.status_code == 200 else "Location"] = address
    response.headers["ETag"] = tag


def _standing(request: HttpRequest, path: str) -> str | None:
    """The tag of what the path shows now, or None when it shows nothing."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    asking = copy(request)
    asking.method, asking.path, asking.path_info = "GET", path, path
    try:
        response = match.func.ungated(asking, **match.kwargs)  # type: ignore[attr-defined]
    except NotFound:
        # An address that only leads to actions, such as a case of an incident.
        return None
    return tag_response(asking, response).headers["ETag"] if response.status_code == 200 else None
