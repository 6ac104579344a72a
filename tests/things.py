"""One thing of each kind that a business may have, by the names that routes give their keys."""

from datetime import time, timedelta
from uuid import UUID

from django.utils import timezone

from moked.agreements.models import Agreement
from moked.businesses.models import Business, PublicNotice
from moked.businesses.scope import in_scope
from moked.calendars.models import ServiceCalendar
from moked.cases import services as cases
from moked.cases.files import IncomingFile
from moked.cases.incident_models import Incident, IncidentCase, IncidentUpdate
from moked.cases.models import Case, Message, Task
from moked.channels.models import Delivery, Inbound, Letter
from moked.customers.models import ContactPoint, Identification, MergeSuggestion, OrganisationContact, Segment, System
from moked.flows.services import publish_flow, start_walk
from moked.insights.models import ReferenceCustomer
from moked.knowledge.models import AnswerBlock
from moked.promises.models import (
    Commitment,
    Emergency,
    EscalatedTo,
    Escalation,
    Ladder,
    Rung,
    ServicePackage,
    ServiceProfile,
)
from moked.routing.models import Offer, WorkItem
from moked.staff.models import DutyLine, Membership, Notice, Person, Role, Skill
from moked.staff.permissions import ADMINISTRATOR
from moked.staff.services.tokens import create_token
from moked.surveys.models import SurveyResponse
from moked.updates.models import Update
from moked.webhooks.models import Delivery as WebhookDelivery
from moked.webhooks.services import create_endpoint, look_up
from tests import builders
from tests.diagnosis.walking import things_of_diagnosis


def things_of(business: Business, mark: str = "") -> dict[str, UUID]:
    """The keys of one thing of each kind; `mark` stands in every word of theirs."""
    colleague = builders.a_person(business, **({"first_name": mark} if mark else {}))
    case = builders.a_case(
        business,
        contact_point=builders.a_contact_point(business, name=f"לקוחה {mark}"),
        subject=f"עניין {mark}",
        text=f"סיפור {mark}",
        assignee=colleague,
    )
    now = timezone.now()
    other = builders.a_case(business, contact_point=case.contact_point)
    with in_scope([business.pk]):
        message = cases.receive_message(
            actor=builders.contact_actor(case),
            case=case,
            contact_point=case.contact_point,  # type: ignore[arg-type]
            channel=case.channel,
            text=f"עוד משהו {mark}",
            files=[IncomingFile(f"a{mark}.txt", "text/plain", f"hello {mark}".encode())],
        )
        SurveyResponse.objects.create(business=business, case=case, ease=4, comment=f"תודה {mark}", answered_at=now)
        item = WorkItem.objects.get(case=case)
        return {
            "case_id": case.pk,
            "other_id": other.pk,
            "message_id": message.pk,
            "attachment_id": message.attachments.get().pk,
            "customer_id": case.customer_id,
            "contact_point_id": case.contact_point_id,  # type: ignore[dict-item]
            "item_id": item.pk,
            "offer_id": Offer.objects.create(
                business=business, item=item, person=colleague, offered_at=now, expires_at=now + timedelta(minutes=1)
            ).pk,
            "identification_id": Identification.objects.create(
                business=business,
                customer=case.customer,
                case_id=case.pk,
                risk=Identification.Risk.PERSONAL,
                method=Identification.Method.CODE,
                expires_at=now + timedelta(hours=1),
            ).pk,
            "notice_id": Notice.objects.create(
                business=business, person=colleague, kind="mention", case_id=case.pk
            ).pk,
            "update_id": Update.objects.create(
                business=business, case=case, why="change", text=f"עדכון {mark}", language="he", leave_at=now
            ).pk,
            "commitment_id": Commitment.objects.create(
                business=business,
                case=case,
                owner=colleague,
                kind=Commitment.Kind.CALL,
                what=f"אתקשר {mark}",
                due_at=now + timedelta(hours=1),
            ).pk,
            **_incident(business, case, mark),
            "task_id": Task.objects.create(
                business=business, case=case, owner=colleague, what=f"לבדוק {mark}", due_at=now + timedelta(hours=1)
            ).pk,
            "reference_id": ReferenceCustomer.objects.create(
                business=business, customer=case.customer, owner=colleague, review_on=now.date(), plan=f"לשמור {mark}"
            ).pk,
            "segment_id": Segment.objects.create(business=business, name=f"קבוצה {mark}").pk,
            "contact_id": OrganisationContact.objects.create(
                business=business, organisation=case.customer, person=other.customer, title=f"תפקיד {mark}"
            ).pk,
            "person_id": colleague.pk,
            **_calls(business, case, colleague, mark),
            "membership_id": Membership.objects.filter(person=colleague).get().pk,
            "system_id": System.objects.create(business=business, customer=case.customer, name=f"מרכזייה {mark}").pk,
            "suggestion_id": _suggestion(business, case.customer_id, mark),
            **things_of_diagnosis(business, case, colleague, mark),
            "profile_id": ServiceProfile.objects.create(
                business=business,
                holder="person",
                customer=case.customer,
                effective_from=now.date(),
                manner=f"בקצרה {mark}",
            ).pk,
            "agreement_id": _agreement(business, case.customer_id, colleague, mark),
            **_structure(business, mark),
            **_roads(business, message, case.contact_point, mark),  # type: ignore[arg-type]
        }


def _incident(business: Business, case: Case, mark: str) -> dict[str, UUID]:
    incident = Incident.objects.create(
        business=business, title=f"תקלה {mark}", words=f"מילים {mark}", began_at=timezone.now(), lessons=f"לקח {mark}"
    )
    IncidentCase.objects.create(business=business, incident=incident, case=case)
    update = IncidentUpdate.objects.create(business=business, incident=incident, texts={"he": f"עדכון {mark}"})
    PublicNotice.objects.create(business=business, about_id=incident.pk, texts={"he": f"הודעה {mark}"})
    return {"incident_id": incident.pk, "incident_update_id": update.pk}


def _suggestion(business: Business, customer_id: UUID, mark: str) -> UUID:
    double = builders.a_contact_point(business, name=f"לקוחה {mark}")
    first, second = sorted((customer_id, double.customer_id))
    found = MergeSuggestion.objects.filter(first=first, second=second).first()
    return (
        found
        or MergeSuggestion.objects.create(
            business=business, first_id=first, second_id=second, confidence=1, score=4, reasons=["same_name"]
        )
    ).pk


def _agreement(business: Business, customer_id: UUID, owner: Person, mark: str) -> UUID:
    step = {
        "code": "business",
        "title": {"he": mark or "צעד"},
        "fields": [{"code": "x", "kind": "text", "label": {"he": "x"}}],
    }
    version = publish_flow(actor="system:test", business_id=business.pk, code="alignment", document={"steps": [step]})
    walk = start_walk(actor="system:test", version=version, answers={"x": mark})
    return Agreement.objects.create(
        business=business, customer_id=customer_id, number=1, walk=walk, owner=owner, remark=mark
    ).pk


def _calls(business: Business, case: Case, called: Person, mark: str) -> dict[str, UUID]:
    ladder = Ladder.objects.create(business=business, name=f"סולם {mark}")
    answer_within = timedelta(minutes=10)
    Rung.objects.create(
        business=business, ladder=ladder, position=1, at_share=50, person=called, answer_within=answer_within
    )
    call = Escalation.objects.create(
        business=business, case=case, position=1, sort="professional", trigger="silent", fired_at=timezone.now()
    )
    EscalatedTo.objects.create(business=business, escalation=call, person=called)
    return {"ladder_id": ladder.pk, "escalation_id": call.pk}


def _structure(business: Business, mark: str) -> dict[str, UUID]:
    answer = AnswerBlock.objects.create(business=business, title=f"נוסח {mark}", body=f"שלום {mark}")
    week = {"timezone": business.time_zone, "week": {"sun": [["08:00", "13:00"]]}}
    calendar = ServiceCalendar.objects.create(business=business, name=f"שעות {mark}", document=week)
    team = builders.a_team(business, f"צוות {mark}")
    on_duty = builders.a_person(business, **({"first_name": mark} if mark else {}))
    duty = DutyLine.objects.create(
        business=business, team=team, person=on_duty, weekday=0, starts=time(8), ends=time(16)
    )
    package = ServicePackage.objects.create(business=business, name=f"חבילה {mark}", calendar=calendar)
    emergency = Emergency.objects.create(
        business=business, package=package, reason=f"סופה {mark}", off_at=timezone.now()
    )
    return {
        "business_id": business.pk,
        "emergency_id": emergency.pk,
        "duty_id": duty.pk,
        "topic_id": builders.a_topic(business, f"נושא {mark}").pk,
        "team_id": team.pk,
        "skill_id": Skill.objects.create(business=business, name=f"מיומנות {mark}").pk,
        "role_id": Role.objects.filter(business=business)[0].pk,
        "answer_id": answer.pk,
        "calendar_id": calendar.pk,
        "package_id": package.pk,
        "block_id": answer.pk,
    }


def _roads(business: Business, message: Message, contact_point: ContactPoint, mark: str) -> dict[str, UUID]:
    admin = builders.actor_of(builders.a_person(business, permissions=list(ADMINISTRATOR)))
    mail, chat = builders.mail_account(business), builders.chat_account(business)
    address = look_up("https://8.8.8.8/hook")
    endpoint = create_endpoint(
        actor=admin, business_id=business.pk, address=address, facts={"name": f"a shop {mark}"}
    )
    raw = f"From: x@y.test\nSubject: {mark}\n\n{mark}".encode()
    token = create_token(
        actor=admin, business_id=business.pk, name=f"a machine {mark}", scopes=["read:staff"], expires_at=None
    )
    return {
        "account_id": mail.pk,
        "mailbox_id": mail.pk,
        "widget_id": chat.pk,
        "endpoint_id": endpoint.pk,
        "token_id": token.token.pk,
        "webhook_delivery_id": WebhookDelivery.objects.create(
            business=business, endpoint=endpoint, event_type="case_opened", payload={"mark": mark}, state="failed"
        ).pk,
        "inbound_id": Inbound.objects.create(
            business=business, account=mail, provider_id="x", raw=raw, state=Inbound.State.NEEDS_A_LOOK
        ).pk,
        "delivery_id": Delivery.objects.create(
            business=business,
            message=message,
            contact_point=contact_point,
            provider_id=f"{message.pk}@x.test",
            state=Delivery.State.FAILED,
        ).pk,
        "letter_id": Letter.objects.create(business=business, to="guessed@customers.test", raw=raw).pk,
    }
