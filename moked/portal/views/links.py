"""Old links: a fresh one goes to the address the old one was for, and to no other."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from moked.businesses.scope import in_whole_installation
from moked.cases.links import request_link
from moked.lib.limits import Limit
from moked.portal.door import link_over
from moked.ui.doors import public

FRESH_LINKS = Limit("fresh_links", 20, timedelta(minutes=10))


@public(
    "the answer is the same whatever was asked; a fresh link goes only to the old one's own address",
    limit=FRESH_LINKS,
)
@require_POST
def post_new_link(request: HttpRequest, token: str) -> HttpResponse:
    """Asks for a fresh link. The answer says nothing about whether there was a case or an address."""
    with in_whole_installation("the old token says whose it was"):
        request_link(token=token, address=request.POST.get("address", "")[:254])
    return link_over(request, token, is_asked=True)
