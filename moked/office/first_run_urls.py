"""Routes of the first run. The link with the token comes last: a token is never one of the words above it."""

from django.urls import path

from moked.office.views import first_run

app_name = "first_run"
urlpatterns = [
    path("", first_run.guide, name="guide"),
    path("business/", first_run.business, name="business"),
    path("mailbox/", first_run.mailbox, name="mailbox"),
    path("widget/", first_run.widget, name="widget"),
    path("try/", first_run.try_it, name="try"),
    path("arrival/", first_run.arrival, name="arrival"),
    path("skip/<slug:step>/", first_run.skip, name="skip"),
    path("<str:token>/", first_run.who, name="who"),
]
