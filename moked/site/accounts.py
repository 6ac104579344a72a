"""Routes of signing in and of one's own account. Each of allauth's pages that is reachable stands here with its
door; what stands here as closed answers that it does not exist, though allauth must know its address."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as organisation
from allauth.socialaccount.providers.openid_connect import views as openid
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path

from moked.site import account_pages, session_pages
from moked.site.organisation_policy import lets_go_to_organisation
from moked.ui.doors import PAGES, SIGNING_IN, public, signed_in


@public("it answers that there is no such page", limit=PAGES)
def closed(request: HttpRequest) -> HttpResponse:
    """People are made by administrators, and addresses by the organisation."""
    raise Http404


STRANGER = public("whoever signs in is not known yet", limit=SIGNING_IN)
FORGOT = public("whoever forgot the password cannot sign in; the link carries its own proof", limit=SIGNING_IN)
STAGE = public("between password and second factor nobody is signed in; allauth keeps the stage", limit=SIGNING_IN)

urlpatterns = [
    path("login/", STRANGER(lets_go_to_organisation(account.login)), name="account_login"),
    path("logout/", public("leaving needs no permission", limit=PAGES)(account.logout), name="account_logout"),
    path("inactive/", STRANGER(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", signed_in(account.password_change), name="account_change_password"),
    path("password/set/", signed_in(account.password_set), name="account_set_password"),
    path("password/reset/", FORGOT(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", FORGOT(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        FORGOT(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        FORGOT(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    # The second factor.
    path("2fa/", signed_in(factors.index), name="mfa_index"),
    path("2fa/authenticate/", STAGE(factors.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", signed_in(factors.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/app/activate/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/app/deactivate/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        signed_in(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        signed_in(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("2fa/passkeys/", signed_in(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("2fa/passkeys/add/", signed_in(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "2fa/passkeys/reauthenticate/",
        signed_in(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("2fa/passkeys/<int:pk>/remove/", signed_in(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("2fa/passkeys/<int:pk>/edit/", signed_in(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("2fa/passkeys/login/", STRANGER(webauthn.login_webauthn), name="mfa_login_webauthn"),
    # The organisation's account.
    path("organisation/cancelled/", STRANGER(organisation.login_cancelled), name="socialaccount_login_cancelled"),
    path("organisation/error/", STRANGER(organisation.login_error), name="socialaccount_login_error"),
    path(
        "organisation/<slug:provider_id>/login/",
        STRANGER(lets_go_to_organisation(openid.login)),
        name="openid_connect_login",
    ),
    path(
        "organisation/<slug:provider_id>/login/callback/", STRANGER(openid.callback), name="openid_connect_callback"
    ),
    # Our own pages. Allauth knows the first by this name.
    path("sessions/", session_pages.show_sessions, name="usersessions_list"),
    path("sessions/end-others/", session_pages.end_others, name="end_other_sessions"),
    path("sessions/<int:session_id>/end/", session_pages.end_one, name="end_session"),
    path("me/", account_pages.profile, name="profile"),
    path("second-factor/", account_pages.second_factor, name="second_factor"),
    path("arrive/", account_pages.arrive, name="arrive"),
    path("language/", account_pages.choose_language, name="set_language"),
    path("look/", account_pages.choose_look, name="choose_look"),
    # Closed.
    path("signup/", closed, name="account_signup"),
    path("email/", closed, name="account_email"),
    path("confirm-email/", closed, name="account_email_verification_sent"),
    path("organisation/signup/", closed, name="socialaccount_signup"),
    path("organisation/connections/", closed, name="socialaccount_connections"),
]
