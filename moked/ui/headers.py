"""What every answer says to the browser beside its content. The outermost layer, so that error pages say it too."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; font-src 'self'; "
    "connect-src 'self'{sockets}; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'; object-src 'none'"
)
# The operator's admin is a library's: its scripts evaluate text and set styles.
OPERATOR_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; "
    "object-src 'none'"
)
# What no page of ours asks a browser for. Passkeys are asked for by our own pages.
PERMISSIONS = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(self), "
    "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self), usb=()"
)
TWO_YEARS = 2 * 365 * 24 * 3600


class HeadersMiddleware:
    """Adds them where the view did not set its own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_static = request.path.startswith(settings.STATIC_URL)
        wanted = {
            "Content-Security-Policy": policy_for(request),
            "Permissions-Policy": PERMISSIONS,
            "Cross-Origin-Opener-Policy": "same-origin",
            # The widget loads its fonts from here into other sites' pages; those are the same for everybody.
            "Cross-Origin-Resource-Policy": "cross-origin" if is_static else "same-origin",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            # Other sites learn nothing of our addresses, which may carry a customer's token.
            "Referrer-Policy": "same-origin",
        }
        if not is_static:
            # Pages are somebody's: neither a shared cache nor the back button of the next person keeps them.
            wanted["Cache-Control"] = "no-store"
        if settings.IS_SECURE:
            wanted["Strict-Transport-Security"] = f"max-age={TWO_YEARS}; includeSubDomains"
        for name, value in wanted.items():
            response.headers.setdefault(name, value)
        return response


def policy_for(request: HttpRequest) -> str:
    """The policy of a page: everything comes from us, nothing stands in the line."""
    if request.path.startswith("/operator/"):
        return OPERATOR_POLICY
    try:
        # Not every browser counts websockets of the page's own host as 'self'.
        host = request.get_host()
    except DisallowedHost:
        return POLICY.format(sockets="")
    return POLICY.format(sockets=f" {'wss' if request.is_secure() else 'ws'}://{host}")
