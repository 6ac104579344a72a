"""Routes of the shift manager's surface. Commands are POST-only verb paths."""

from django.urls import path

from moked.floor.views import emergencies, incidents, telling

app_name = "floor"
urlpatterns = [
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/new/", incidents.new_incident, name="new_incident"),
    path("incidents/<uuid:incident_id>/", incidents.incident, name="incident"),
    path("incidents/<uuid:incident_id>/edit/", incidents.edit, name="edit_incident"),
    path("incidents/<uuid:incident_id>/gather/", incidents.gather, name="gather"),
    path("incidents/<uuid:incident_id>/lessons/", incidents.lessons, name="lessons"),
    path("incidents/<uuid:incident_id>/cases/<uuid:case_id>/take-in/", incidents.put_in, name="take_in"),
    path("incidents/<uuid:incident_id>/cases/<uuid:case_id>/take-out/", incidents.put_out, name="take_out"),
    path("incidents/<uuid:incident_id>/update/", telling.update, name="update"),
    path(
        "incidents/<uuid:incident_id>/update/<uuid:incident_update_id>/to-newcomers/",
        telling.to_newcomers,
        name="to_newcomers",
    ),
    path("incidents/<uuid:incident_id>/notice/", telling.notice, name="notice"),
    path("incidents/<uuid:incident_id>/notice/take-down/", telling.take_down, name="take_down"),
    path("incidents/<uuid:incident_id>/over/", telling.over, name="over"),
    path("emergency/", emergencies.emergencies, name="emergencies"),
    path("emergency/<uuid:business_id>/switch-on/", emergencies.switch_on, name="switch_on"),
    path("emergency/<uuid:business_id>/switch-off/", emergencies.switch_off, name="switch_off"),
]
