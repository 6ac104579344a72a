"""Websocket routes."""

from django.urls import URLPattern

SOCKETS: list[URLPattern] = []
