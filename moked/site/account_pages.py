"""One's own account: who I am, how screens look, how I sign in."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moked.businesses.models import Business
from moked.lib.errors import Invalid
from moked.site.forms import ProfileForm
from moked.site.second_factor import FACTORS
from moked.staff.models import Person, Theme
from moked.staff.services import change_profile
from moked.ui.doors import PAGES, StaffRequest, public, signed_in

YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class ProfilePage:
    """One's own account. `passkeys` and `sessions` are counts."""

    form: ProfileForm
    email: str
    has_password: bool
    has_app: bool
    passkeys: int
    sessions: int


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: StaffRequest) -> HttpResponse:
    """The person's own details, and the ways to all that guards the account."""
    form = ProfileForm(request.POST or None, instance=Person.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        change_profile(person=request.user, facts=form.cleaned_data)
        with translation.override(request.user.language):
            messages.success(request, _("Your account was saved."))
        return redirect("profile")
    kinds = list(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    page = ProfilePage(
        form=form,
        email=request.user.email,
        has_password=request.user.has_usable_password(),
        has_app=Authenticator.Type.TOTP in kinds,
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        sessions=UserSession.objects.filter(user=request.user).count(),
    )
    return render(request, "site/profile.html", {"page": page}, status=422 if form.errors else 200)


@signed_in
@require_GET
def second_factor(request: StaffRequest) -> HttpResponse:
    """Where a person without a second factor chooses one."""
    is_protected = Authenticator.objects.filter(user=request.user, type__in=FACTORS).exists()
    return redirect("mfa_index") if is_protected else render(request, "site/second_factor.html")


@signed_in
@require_GET
def arrive(request: StaffRequest) -> HttpResponse:
    """Where signing in leads: to the guide while the installation is empty, else to the desk."""
    is_empty = request.user.is_superuser and not Business.objects.exists()
    return redirect("first_run:guide") if is_empty else redirect("/")


@public("everybody may choose the language of screens", limit=PAGES)
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keeps the language in a cookie, and with the person when somebody is signed in; then goes back."""
    language = request.POST.get("language", "")
    if not check_for_language(language) or language not in dict(settings.LANGUAGES):
        raise Invalid
    if isinstance(request.user, Person):
        change_profile(person=request.user, facts={"language": language})
    response = HttpResponseRedirect(_way_back(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=settings.IS_SECURE
    )
    return response


@signed_in
@require_POST
def choose_look(request: StaffRequest) -> HttpResponse:
    """Keeps the light or dark look with the person."""
    theme = request.POST.get("theme", "")
    if theme not in Theme.values:
        raise Invalid
    change_profile(person=request.user, facts={"theme": theme})
    return HttpResponse(status=204)


def _way_back(request: HttpRequest) -> str:
    came_from = request.POST.get("next") or request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if is_ours else reverse("account_login")
