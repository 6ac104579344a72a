"""The operator's admin: the configuration of the whole installation, over every business.

Apps register what stands in it in their `admin.py`, on the base moked.lib.service_admin.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite

from moked.businesses.scope import in_whole_installation


class OperatorSite(UnfoldAdminSite):  # type: ignore[misc]
    """The admin, seeing every business: the operator looks after the installation, not after customers."""

    site_title = _("Moked")
    site_header = _("Operator of the installation")
    index_title = _("Configuration")
    site_url = "/"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # Signing in is the same for everybody, second factor included.
        self.login = secure_admin_login(super().login)

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Callable[..., HttpResponse]:
        guarded = super().admin_view(view, cacheable)

        def in_installation(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            with in_whole_installation("the operator looks after every business"):
                response: HttpResponse = guarded(request, *args, **kwargs)
                # Admin pages are lazy templates, and their queries belong inside.
                if hasattr(response, "render"):
                    response.render()
                return response

        return in_installation
