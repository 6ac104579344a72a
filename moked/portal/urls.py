"""Addresses of the customer's pages. Mails carry the first one: it never changes."""

from django.urls import path

from moked.portal.views import (
    agreement,
    case,
    diagnosis,
    files,
    identify,
    letterbox,
    links,
    statements,
    summary,
    survey,
)

app_name = "portal"
urlpatterns = [
    path("c/<str:token>/", case.show_case, name="case"),
    path("c/<str:token>/message/", case.post_message, name="say"),
    path("c/<str:token>/solved/", case.post_solved, name="solved"),
    path("c/<str:token>/not-yet/", case.post_not_yet, name="not_yet"),
    path("c/<str:token>/summary/", summary.show_summary, name="summary"),
    path("c/<str:token>/summary.pdf", summary.download_summary, name="summary_pdf"),
    path("c/<str:token>/survey/", survey.survey, name="survey"),
    path("c/<str:token>/survey/later/", survey.post_survey_later, name="survey_later"),
    path("c/<str:token>/new-link/", links.post_new_link, name="new_link"),
    path("c/<str:token>/file/<uuid:attachment_id>/", files.show_file, name="file"),
    path("c/<str:token>/diagnosis/<uuid:diagnosis_id>/answer/", diagnosis.post_answer, name="answer_step"),
    path("c/<str:token>/diagnosis/<uuid:diagnosis_id>/agree/", diagnosis.post_agree, name="agree_finding"),
    path("c/<str:token>/diagnosis/<uuid:diagnosis_id>/not-quite/", diagnosis.post_not_quite, name="question_finding"),
    path("c/<str:token>/code/", identify.show_code, name="code"),
    path("c/<str:token>/code/confirm/", identify.post_code, name="confirm_code"),
    path("c/<str:token>/cases/", identify.show_cases, name="cases"),
    path("c/<str:token>/cases/<uuid:case_id>/", identify.show_other_case, name="other_case"),
    path("c/<str:token>/details/", identify.show_details, name="details"),
    path("a/<str:token>/", agreement.show_agreement, name="agreement"),
    path("a/<str:token>/document/", agreement.show_document, name="agreement_document"),
    path("a/<str:token>/code/", agreement.post_code_request, name="agreement_code"),
    path("a/<str:token>/answer/", agreement.post_answer, name="answer_agreement"),
    path("demo/letterbox/", letterbox.show_letterbox, name="letterbox"),
    path("demo/letterbox/new/", letterbox.write_mail, name="write_mail"),
    path("demo/letterbox/letter/<uuid:letter_id>/", letterbox.show_letter, name="letter"),
    path("demo/letterbox/letter/<uuid:letter_id>/body/", letterbox.show_letter_body, name="letter_body"),
    path(
        "demo/letterbox/letter/<uuid:letter_id>/files/<int:number>/",
        letterbox.show_letter_file,
        name="letter_file",
    ),
    path("demo/letterbox/letter/<uuid:letter_id>/answer/", letterbox.post_answer, name="answer_letter"),
    path("demo/letterbox/of/<str:address>/", letterbox.show_mailbox, name="mailbox"),
    path("accessibility/", statements.show_accessibility, name="accessibility"),
    path("accessibility/<slug:slug>/", statements.show_accessibility, name="accessibility"),
    path("privacy/", statements.show_privacy, name="privacy"),
    path("privacy/<slug:slug>/", statements.show_privacy, name="privacy"),
]
