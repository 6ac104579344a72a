"""Every row of configuration or access is in the audit, or stands here with the reason why not."""

import pytest
from django.apps import apps
from pghistory.models import Event

from moked.staff.models import Person

# What customers and work write, kept by the journal; and what processes note for themselves.
WORK = "facts of daily work: the journal keeps them"
PROCESS = "kept by processes for themselves"
EXEMPT = {
    "journal.journalentry": "the journal itself, append-only",
    "journal.accessentry": "a log itself",
    **dict.fromkeys(
        [
            *("cases.case", "cases.message", "cases.storedfile", "cases.attachment", "cases.caselink"),
            *("cases.caseclosing", "cases.draft", "cases.casesearch"),
            *("customers.customer", "customers.system", "customers.organisationcontact", "customers.contactpoint"),
            *("customers.identification", "customers.customermerge", "customers.identityhint"),
            *("customers.customerkey", "customers.mergesuggestion"),
            *("cases.casemerge", "cases.casemove", "cases.joindismissal"),
            *("cases.incidentcase", "cases.incidentupdate", "cases.incidentletter"),
            *(
                "contact_channels.inbound",
                "contact_channels.mailreference",
                "contact_channels.delivery",
                "contact_channels.letter",
            ),
            "contact_channels.chatsession",
            # What a token or an endpoint did; they themselves are tracked.
            *("api.keptanswer", "webhooks.delivery", "webhooks.attempt"),
            *("promises.clock", "promises.clockstep", "promises.escalation", "promises.escalatedto"),
            *("flows.walk", "agreements.agreement", "agreements.party", "agreements.agreementmail"),
            *("diagnosis.diagnosis", "diagnosis.steptaken", "diagnosis.evidence", "diagnosis.finding"),
            *(
                "promises.commitment",
                "promises.noticedpromise",
                "updates.updatewatch",
                "updates.update",
                "updates.statusquestion",
            ),
            "cases.task",
            *("routing.workitem", "routing.offer", "staff.notice", "surveys.surveyresponse"),
            *("promises.estimate", "promises.estimatewatch", "promises.estimatemodel"),
        ],
        WORK,
    ),
    **dict.fromkeys(
        [
            "routing.routerlease",
            "routing.routerlogentry",
            "staff.presence",
            "api.requestcount",
            "webhooks.feed",
            "promises.clockretarget",
            "promises.formerpromise",
            "insights.monthfigures",
        ],
        PROCESS,
    ),
}


def _tracked() -> set[str]:
    return {
        model.pgh_tracked_model._meta.label_lower  # type: ignore[attr-defined]
        for model in apps.get_models()
        if issubclass(model, Event) and hasattr(model, "pgh_tracked_model")
    }


def _ours() -> list[str]:
    return [
        model._meta.label_lower
        for model in apps.get_models()
        if model.__module__.startswith("moked.") and not issubclass(model, Event)
    ]


@pytest.mark.parametrize("label", _ours())
def test_knows_every_model(label: str) -> None:
    assert (label in _tracked()) != (label in EXEMPT), f"{label}: track it, or say in EXEMPT why not"


@pytest.mark.parametrize("label", sorted(_tracked()))
def test_keeps_additions_changes_and_removals(label: str) -> None:
    model = apps.get_model(label)
    names = {trigger.name for trigger in model._meta.triggers}  # type: ignore[attr-defined]
    assert {"insert_insert", "update_update", "delete_delete"} <= names, label


def test_keeps_no_secret() -> None:
    columns = {field.name for field in Person.pgh_event_model._meta.fields}  # type: ignore[attr-defined]
    mailbox = {field.name for field in apps.get_model("contact_channels.Mailbox").pgh_event_model._meta.fields}
    assert not columns & {"password", "last_login"}
    assert not mailbox & {"imap_password", "smtp_password", "provider_settings"}
