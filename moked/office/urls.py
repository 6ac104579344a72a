"""Routes of the office: a business's short name stands in each, so every page can be kept and sent."""

from django.urls import path

from moked.office.views import answers, channels, people, roles, settings, start, structure, tray

app_name = "office"
urlpatterns = [
    path("", start.start, name="start"),
    path("<slug:slug>/", start.index, name="index"),
    path("<slug:slug>/people/", people.people, name="people"),
    path("<slug:slug>/people/invite/", people.invite, name="invite"),
    path("<slug:slug>/people/<uuid:membership_id>/", people.member, name="member"),
    path("<slug:slug>/people/<uuid:membership_id>/invite-again/", people.invite_again, name="invite_again"),
    path("<slug:slug>/roles/", roles.roles, name="roles"),
    path("<slug:slug>/roles/new/", roles.new_role, name="new_role"),
    path("<slug:slug>/roles/<uuid:role_id>/", roles.role, name="role"),
    path("<slug:slug>/roles/<uuid:role_id>/remove/", roles.remove, name="remove_role"),
    path("<slug:slug>/teams/", structure.teams, name="teams"),
    path("<slug:slug>/teams/new/", structure.new_team, name="new_team"),
    path("<slug:slug>/teams/<uuid:team_id>/", structure.team, name="team"),
    path("<slug:slug>/skills/", structure.skills, name="skills"),
    path("<slug:slug>/skills/new/", structure.new_skill, name="new_skill"),
    path("<slug:slug>/skills/<uuid:skill_id>/", structure.skill, name="skill"),
    path("<slug:slug>/skills/<uuid:skill_id>/remove/", structure.remove, name="remove_skill"),
    path("<slug:slug>/topics/", structure.topics, name="topics"),
    path("<slug:slug>/topics/new/", structure.new_topic, name="new_topic"),
    path("<slug:slug>/topics/<uuid:topic_id>/", structure.topic, name="topic"),
    path("<slug:slug>/mailboxes/", channels.mailboxes, name="mailboxes"),
    path("<slug:slug>/mailboxes/new/", channels.new_mailbox, name="new_mailbox"),
    path("<slug:slug>/mailboxes/<uuid:account_id>/", channels.mailbox, name="mailbox"),
    path("<slug:slug>/mailboxes/<uuid:account_id>/check/", channels.check, name="check_mailbox"),
    path("<slug:slug>/widgets/", channels.widgets, name="widgets"),
    path("<slug:slug>/widgets/new/", channels.new_widget, name="new_widget"),
    path("<slug:slug>/widgets/<uuid:account_id>/", channels.widget, name="widget"),
    path("<slug:slug>/answers/", answers.answers, name="answers"),
    path("<slug:slug>/answers/new/", answers.new_answer, name="new_answer"),
    path("<slug:slug>/answers/preview/", answers.preview, name="preview_answer"),
    path("<slug:slug>/answers/<uuid:answer_id>/", answers.answer, name="answer"),
    path("<slug:slug>/tray/", tray.tray, name="tray"),
    path("<slug:slug>/tray/<uuid:inbound_id>/", tray.inbound, name="inbound"),
    path("<slug:slug>/tray/<uuid:inbound_id>/retry/", tray.retry, name="retry_inbound"),
    path("<slug:slug>/tray/<uuid:inbound_id>/dismiss/", tray.dismiss, name="dismiss_inbound"),
    path("<slug:slug>/set-aside/", tray.set_aside, name="set_aside"),
    path("<slug:slug>/set-aside/<uuid:case_id>/bring-back/", tray.bring_back, name="bring_back"),
    path("<slug:slug>/settings/", settings.settings, name="settings"),
]
