"""Addresses of the chat widget. Sites carry the first one in their pages: it never changes."""

from django.urls import path

from moked.portal.chat import views

urlpatterns = [
    path("chat/widget.js", views.widget_script, name="chat_widget_script"),
    path("chat/file/<str:token>/", views.show_file, name="chat_file"),
    path("chat/<str:key>/config.json", views.widget_config, name="chat_widget_config"),
    path("chat/<str:key>/files/", views.upload_file, name="chat_upload"),
    path("demo/site/<slug:slug>/", views.demo_site, name="demo_site"),
]
