"""Websocket routes. A staff socket comes from our own pages only; a chat checks the sites its widget may stand on."""

from channels.auth import AuthMiddlewareStack
from channels.security.websocket import AllowedHostsOriginValidator
from django.urls import URLPattern, path

from moked.workspace.live import StaffConsumer

SOCKETS: list[URLPattern] = [
    path("live/", AllowedHostsOriginValidator(AuthMiddlewareStack(StaffConsumer.as_asgi()))),
]
