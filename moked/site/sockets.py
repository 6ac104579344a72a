"""Websocket routes. A staff socket comes from our own pages only; a chat checks the sites its widget may stand on."""

from channels.auth import AuthMiddlewareStack
from channels.security.websocket import AllowedHostsOriginValidator
from django.urls import URLPattern, path

from moked.channels.chat.consumer import ChatConsumer
from moked.portal.live import CaseConsumer
from moked.workspace.live import StaffConsumer

SOCKETS: list[URLPattern] = [
    path("chat/<str:key>/", ChatConsumer.as_asgi()),
    path("c/<str:token>/live/", AllowedHostsOriginValidator(CaseConsumer.as_asgi())),
    path("live/", AllowedHostsOriginValidator(AuthMiddlewareStack(StaffConsumer.as_asgi()))),
]
