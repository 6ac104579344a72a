"""What a visitor's page fetches over HTTP: the widget's script, what it should look like, files both ways."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from moked.businesses.models import Business, Language
from moked.businesses.scope import in_scope, in_whole_installation
from moked.businesses.selectors import notices_now
from moked.cases.domain.pictures import FALLBACK_TYPE, picture_type
from moked.cases.errors import FileTooLarge
from moked.cases.files import IncomingFile, read_file
from moked.channels.chat.access import check_origin, find_widget, open_file_token, open_session
from moked.channels.chat.said import Said, receive_said
from moked.channels.models import ChatWidget
from moked.lib.errors import Invalid, MokedError, NotFound
from moked.lib.limits import Limit, demand
from moked.ui.doors import PAGES, client_address, public
from moked.ui.middleware import tell_when_again

WIDGET = "built/widget.js"
# Long enough to spare a busy site, short enough that a new version arrives the same hour.
WIDGET_SECONDS = 900
CONFIG_SECONDS = 120
# A picture from a phone; the installation's own limit may be lower.
LARGEST_FILE = 10 * 1024 * 1024
VISITOR_FILES = Limit("chat_visitor_files", 20, timedelta(minutes=10))
ADDRESS_FILES = Limit("chat_address_files", 200, timedelta(minutes=10))
# Form fields and boundaries around the file.
FORM_ROOM = 4096
BEARER = re.compile(r"Bearer (\S+)")
DEMO_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; font-src 'self'; "
    "connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'"
)
View = Callable[..., HttpResponse]


def on_allowed_sites(*methods: str) -> Callable[[View], View]:
    """Lets pages of the widget's sites call the view, and nobody else's: CORS, its preflight, errors as JSON."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, key: str, **kwargs: Any) -> HttpResponse:
            origin = request.headers.get("Origin", "")
            try:
                widget = find_widget(key)
                # A fetch from our own pages carries no Origin.
                check_origin(widget, origin or settings.PUBLIC_URL)
            except MokedError as error:
                return as_json(error)
            if request.method == "OPTIONS":
                response = HttpResponse(status=204)
            elif request.method in methods:
                response = _answer(view, request, widget, **kwargs)
            else:
                response = HttpResponseNotAllowed([*methods, "OPTIONS"])
            _allow_site(response, origin, methods)
            return response

        return csrf_exempt(guarded)

    return decorate


def _answer(view: View, request: HttpRequest, widget: ChatWidget, **kwargs: Any) -> HttpResponse:
    try:
        with in_scope([widget.business_id]):
            return view(request, widget, **kwargs)
    except MokedError as error:
        return as_json(error)


def as_json(error: MokedError) -> HttpResponse:
    """An error as the widget reads it."""
    response = JsonResponse({"error": error.code}, status=error.status)
    tell_when_again(response, error)
    return response


def _allow_site(response: HttpResponse, origin: str, methods: tuple[str, ...]) -> None:
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
    response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
    response.headers["Access-Control-Max-Age"] = "600"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Vary"] = "Origin"


@public("the script every site loads that carries the widget", limit=PAGES)
@require_safe
def widget_script(request: HttpRequest) -> HttpResponse:
    """The built widget under an address that never changes."""
    path = finders.find(WIDGET)
    if not isinstance(path, str) or not Path(path).is_file():
        raise NotFound
    response = HttpResponse(Path(path).read_bytes(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={WIDGET_SECONDS}, stale-while-revalidate=86400"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@public("what a widget is called and how it greets; nothing about anybody", limit=PAGES)
@on_allowed_sites("GET")
def widget_config(request: HttpRequest, widget: ChatWidget) -> HttpResponse:
    """Title, notices and greeting in the page's language, for the button on the site; no socket is opened before
    somebody needs it. Without words of the business in that language the widget has its own."""
    asked = request.GET.get("language", widget.account.language).partition("-")[0].lower()
    language = asked if asked in Language else Language.ENGLISH.value
    response = JsonResponse(
        {
            "title": widget.account.name,
            "notices": notices_now(widget.business_id, language),
            "greeting": widget.greetings.get(language, ""),
            "language": language,
            "largest_file": min(LARGEST_FILE, settings.ATTACHMENT_LIMIT),
        }
    )
    response.headers["Cache-Control"] = f"public, max-age={CONFIG_SECONDS}"
    return response


@public("the visitor's token is checked before the file is read", limit=PAGES)
@on_allowed_sites("POST")
def upload_file(request: HttpRequest, widget: ChatWidget) -> HttpResponse:
    """A file as a message of the visitor's: form fields `id` (the page's own) and `file`; gives the receipt."""
    largest = min(LARGEST_FILE, settings.ATTACHMENT_LIMIT)
    if int(request.headers.get("Content-Length") or 0) > largest + FORM_ROOM:
        raise FileTooLarge
    bearer = BEARER.fullmatch(request.headers.get("Authorization", ""))
    session = open_session(widget, bearer[1] if bearer else "")
    demand(VISITOR_FILES, str(session.pk))
    demand(ADDRESS_FILES, client_address(request))
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile) or upload.size is None or upload.size > largest:
        raise FileTooLarge if isinstance(upload, UploadedFile) else Invalid
    try:
        client_id = UUID(request.POST.get("id", ""))
    except ValueError as error:
        raise Invalid from error
    file = IncomingFile(upload.name or "", (upload.content_type or "").lower(), upload.read())
    receipt = receive_said(session_id=session.pk, said=Said(client_id=client_id, file=file))
    return JsonResponse(
        {"id": str(client_id), "message": str(receipt.message_id or ""), "at": receipt.at.isoformat()}, status=201
    )


@public("the address is signed, and given only to whoever sees the message", limit=PAGES)
@require_safe
def show_file(request: HttpRequest, token: str) -> HttpResponse:
    """A file of a conversation, inert: pictures may be shown, everything else is saved; nothing in it can run."""
    attachment = open_file_token(token)
    with in_scope([attachment.business_id]):
        try:
            content = read_file(attachment.file)
        except FileNotFoundError as error:
            raise NotFound from error
    shown_as = picture_type(content)
    response = HttpResponse(content, content_type=shown_as or FALLBACK_TYPE)
    response.headers["Content-Disposition"] = (
        content_disposition_header(not shown_as, attachment.name) or "attachment"
    )
    response.headers["Content-Length"] = str(len(content))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@public("the site of an invented business", limit=PAGES)
@require_safe
def demo_site(request: HttpRequest, slug: str) -> HttpResponse:
    """The small site of a demo business, with the widget on it as on any site. Real businesses have their own."""
    business = Business.objects.filter(slug=slug, is_demo=True).first()
    if business is None:
        raise NotFound
    with in_whole_installation("the key of a widget is public"):
        widget = ChatWidget.objects.filter(business=business, account__is_active=True).first()
    language = "en" if request.GET.get("language") == "en" else "he"
    response = render(
        request,
        f"portal/chat/demo_site.{language}.html",
        {"name": business.name, "key": widget.key if widget else "", "slug": slug},
    )
    response.headers["Content-Security-Policy"] = DEMO_POLICY
    return response
