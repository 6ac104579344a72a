"""The web process: pages over HTTP, live screens and chat over websockets."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moked.site.settings")

from django.core.asgi import get_asgi_application

http = get_asgi_application()

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter

from moked.site.sockets import SOCKETS

application = ProtocolTypeRouter({"http": http, "websocket": AuthMiddlewareStack(URLRouter(SOCKETS))})
