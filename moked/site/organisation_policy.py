"""The content policy of pages that lead to the organisation's own sign-in."""

from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from moked.ui.doors import View
from moked.ui.headers import policy_for


def lets_go_to_organisation(view: View) -> View:
    """A page whose form leads to the organisation's server: the content policy must know that server."""

    @wraps(view)
    def with_policy(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for app in settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", []):
            parts = urlsplit(app["settings"]["server_url"])
            policy = policy_for(request).replace(
                "form-action 'self'", f"form-action 'self' {parts.scheme}://{parts.netloc}"
            )
            response.headers["Content-Security-Policy"] = policy
        return response

    return with_policy
