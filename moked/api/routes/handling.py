"""More of what a desk does with a case: its weight and system, the time a law sets, and what leaves by itself."""

from uuid import UUID

from ninja import Router

from moked.api.gate import ApiRequest, needs
from moked.api.schemas.cases import CaseOut, LinkOut, MatterIn, PauseIn, RevokedOut, WeighIn
from moked.cases.links import revoke_links, show_link
from moked.cases.selectors import cases_with_people
from moked.cases.services.moving import take_move_back
from moked.cases.services.pausing import pause_automatics, resume_automatics
from moked.cases.services.weighing import set_matter, weigh_case
from moked.staff.token_scopes import TokenScope

router = Router(tags=["cases"])
WRITE = needs(TokenScope.WRITE_CASES)
ONE = "/cases/{uuid:case_id}"


def _case(case_id: UUID) -> CaseOut:
    return CaseOut.of(cases_with_people().get(pk=case_id))


@router.post(
    f"{ONE}/weigh", response=CaseOut, auth=WRITE, operation_id="weigh_case", summary="Say how critical it is"
)
def weigh(request: ApiRequest, case_id: UUID, body: WeighIn) -> CaseOut:
    """Says which system a case is about and how critical it is; its open clocks follow."""
    weigh_case(actor=request.actor, case_id=case_id, system_id=body.system_id, criticality=body.criticality or "")
    return _case(case_id)


@router.post(
    f"{ONE}/matter", response=CaseOut, auth=WRITE, operation_id="set_matter", summary="Say that a law sets a time"
)
def matter(request: ApiRequest, case_id: UUID, body: MatterIn) -> CaseOut:
    """Says that a law sets a time for this case: a complaint, a cancellation, a regulator's enquiry."""
    set_matter(
        actor=request.actor,
        case_id=case_id,
        matter=body.matter or "",
        since=body.since,
        by_registered=body.by_registered,
    )
    return _case(case_id)


@router.post(
    f"{ONE}/pause-automatics",
    response=CaseOut,
    auth=WRITE,
    operation_id="pause_automatics",
    summary="Pause automatic messages",
)
def pause(request: ApiRequest, case_id: UUID, body: PauseIn) -> CaseOut:
    """Until a moment, neither updates nor reminders leave by themselves for this case."""
    pause_automatics(actor=request.actor, case_id=case_id, until=body.until, reason=body.reason)
    return _case(case_id)


@router.post(
    f"{ONE}/resume-automatics",
    response=CaseOut,
    auth=WRITE,
    operation_id="resume_automatics",
    summary="Let automatic messages leave again",
)
def resume(request: ApiRequest, case_id: UUID) -> CaseOut:
    """Updates and reminders leave by themselves again."""
    resume_automatics(actor=request.actor, case_id=case_id)
    return _case(case_id)


@router.post(
    f"{ONE}/take-move-back",
    response=CaseOut,
    auth=WRITE,
    operation_id="take_case_move_back",
    summary="Move a case back",
)
def move_back(request: ApiRequest, case_id: UUID) -> CaseOut:
    """Takes the latest move to another customer back."""
    take_move_back(actor=request.actor, case_id=case_id)
    return _case(case_id)


@router.post(
    f"{ONE}/link",
    response=LinkOut,
    auth=needs(TokenScope.SHARE_LINKS),
    operation_id="show_link",
    summary="The address of the customer's page",
)
def link(request: ApiRequest, case_id: UUID) -> LinkOut:
    """The customer's own way to their case, to hand on to them: whoever has it reads the case and may close it, so it
    takes a scope of its own. The journal keeps that the token saw it."""
    return LinkOut(url=show_link(actor=request.actor, case_id=case_id))


@router.post(
    f"{ONE}/revoke-links",
    response=RevokedOut,
    auth=WRITE,
    operation_id="revoke_links",
    summary="Revoke the customer's links",
)
def revoke(request: ApiRequest, case_id: UUID) -> RevokedOut:
    """Makes every link to the case useless, for example after one was forwarded. The next answer brings a new one."""
    return RevokedOut(count=revoke_links(actor=request.actor, case_id=case_id))
