"""The agreement at the customer's: read by the link of a mail, approved or not after a code to the same address."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypedDict
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from moked.agreements.access import open_party
from moked.agreements.models import Agreement, Party
from moked.agreements.services import PartyActor, approve_agreement, refuse_agreement
from moked.businesses.scope import in_scope, in_whole_installation
from moked.customers.errors import CodeExpired, CodeWrong
from moked.customers.models import Identification
from moked.customers.services import confirm_identification
from moked.lib.errors import Invalid, MokedError, NotFound
from moked.lib.limits import demand
from moked.portal.door import GUESSES, chosen_language, keep_to_its_reader, link_over, remember_language
from moked.portal.errors import ForCustomerOnly, TooManyCodes
from moked.portal.forms import CodeForm
from moked.portal.identification import open_codes, send_code_to
from moked.portal.pages.agreement import agreement_page
from moked.portal.views.identify import CODE_REQUESTS, CODE_TRIES
from moked.staff.actors import PersonActor
from moked.ui.doors import CUSTOMER_PAGES, client_address, public

PartyView = Callable[..., HttpResponse]


def by_party_link(view: PartyView) -> PartyView:
    """Opens the agreement for `view(request, party, token)`, in its business's scope and zone."""

    @public("the token of the address is checked before anything is read", limit=CUSTOMER_PAGES)
    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            with in_whole_installation("a link's token says whose it is"):
                party = open_party(token)
        except NotFound:
            demand(GUESSES, client_address(request))
            return link_over(request, token, template="portal/agreement_over.html", path=f"/a/{token}/")
        business = party.agreement.customer.business
        language = chosen_language(request) or party.agreement.language
        with in_scope([business.pk]), translation.override(language), timezone.override(business.time_zone):
            try:
                response = view(request, party, token, **kwargs)
            except MokedError as error:
                response = render(request, "ui/error.html", {"error": error}, status=error.status)
        keep_to_its_reader(response, language)
        remember_language(request, response, path=f"/a/{token}/")
        return response

    return opened


@by_party_link
@require_safe
def show_agreement(request: HttpRequest, party: Party, token: str) -> HttpResponse:
    """What was agreed, and, for whoever may, the way to approve it."""
    return _page(request, party, token, CodeForm())


@by_party_link
@require_safe
def show_document(request: HttpRequest, party: Party, token: str) -> HttpResponse:
    """The document as it was sent."""
    document = Agreement.objects.values_list("document", flat=True).get(pk=party.agreement_id)
    response = HttpResponse(bytes(document or b""), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="agreement-{party.agreement.number}.pdf"'
    return response


@by_party_link
@require_POST
def post_code_request(request: HttpRequest, party: Party, token: str) -> HttpResponse:
    """Sends a code to the address the agreement was sent to."""
    _check_theirs(request, party)
    demand(CODE_REQUESTS, client_address(request))
    remark = request.POST.get("remark", "")
    if party.may_approve and party.agreement.state == Agreement.State.SENT and party.contact_point:
        risk = Identification.Risk.BINDING
        try:
            is_sent = send_code_to(party.contact_point, actor=_actor(party), risk=risk, about_id=party.agreement_id)
        except TooManyCodes as error:
            return _page(request, party, token, CodeForm(), remark, str(error))
        if not is_sent:
            return _page(request, party, token, CodeForm(), remark, _why_not_sent())
    if remark.strip():
        # What was written so far stands in the form again.
        return _page(request, party, token, CodeForm(), remark)
    return HttpResponseRedirect(reverse("portal:agreement", args=[token]) + "#answer", status=303)


def _why_not_sent() -> str:
    return gettext("A code was sent to this address a moment ago. In a minute another one can be sent.")


@by_party_link
@require_POST
def post_answer(request: HttpRequest, party: Party, token: str) -> HttpResponse:
    """Approves, or says what should be different, with the code that was sent."""
    _check_theirs(request, party)
    form, remark = CodeForm(request.POST), request.POST.get("remark", "")
    is_approval = request.POST.get("answer") == "approve"
    if not is_approval and not remark.strip():
        return _page(request, party, token, form, remark, gettext("Say in a few words what should be different."))
    if not form.is_valid():
        return _page(request, party, token, form, remark)
    demand(CODE_TRIES, str(party.pk))
    facts: _Facts = {"actor": _actor(party), "party_id": party.pk, "came_from": client_address(request)}
    try:
        proof = _confirm(party, form.cleaned_data["code"].replace(" ", "").replace("-", ""))
        if is_approval:
            approve_agreement(**facts, identification_id=proof.pk)
        else:
            refuse_agreement(**facts, identification_id=proof.pk, remark=remark)
    except (CodeWrong, CodeExpired) as error:
        form.add_error("code", str(error))
        return _page(request, party, token, form, remark)
    except Invalid as error:
        return _page(request, party, token, form, remark, str(error))
    return HttpResponseRedirect(reverse("portal:agreement", args=[token]), status=303)


class _Facts(TypedDict):
    """Who answers for which party, and where they came from."""

    actor: PartyActor
    party_id: UUID
    came_from: str


def _confirm(party: Party, code: str) -> Identification:
    """Compares with the latest code that was sent for this agreement. Raises CodeWrong, CodeExpired."""
    assert party.contact_point is not None, "the link was opened by it"
    latest = open_codes(party.contact_point, party.agreement_id).order_by("-created_at").first()
    if latest is None:
        raise CodeExpired
    return confirm_identification(actor=_actor(party), identification_id=latest.pk, case_id=None, code=code)


def _actor(party: Party) -> PartyActor:
    assert party.contact_point_id is not None, "the link was opened by it"
    return PartyActor(party.contact_point_id)


def _check_theirs(request: HttpRequest, party: Party) -> None:
    """The customer's word counts because nobody of ours can give it; see `for_customer_only`."""
    actor: PersonActor | None = getattr(request, "actor", None)
    business = party.agreement.customer.business
    if actor is not None and business.pk in actor.businesses and not business.is_demo:
        raise ForCustomerOnly


def _page(
    request: HttpRequest, party: Party, token: str, form: CodeForm, remark: str = "", error: str = ""
) -> HttpResponse:
    assert party.contact_point is not None, "the link was opened by it"
    if form.errors:
        # The form stands far below what was agreed: the browser goes there and reads the field with its error.
        form.fields["code"].widget.attrs["autofocus"] = True
    codes = open_codes(party.contact_point, party.agreement_id).filter(expires_at__gt=timezone.now())
    latest = codes.order_by("-created_at").first()
    sent_at = latest.created_at if latest else None
    page = agreement_page(party, token, form, code_sent_at=sent_at, remark=remark, error=error)
    status = 422 if error or form.errors else 200
    return render(request, "portal/agreement.html", {"page": page, "portal": page.frame}, status=status)
