"""Ready answers of a business."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moked.businesses.models import Language, Topic
from moked.knowledge.addressing import has_choices, words_for
from moked.knowledge.models import AnswerBlock
from moked.knowledge.placeholders import PLACEHOLDERS, fill_with_examples
from moked.knowledge.services import change_answer_block, create_answer_block
from moked.lib.richtext import html_from_text
from moked.office.editing import group, is_saved
from moked.office.forms.answers import AnswerForm
from moked.office.frame import Office, office_page
from moked.office.history import history_of
from moked.office.pages.common import EditPage, ListPage, Mark, Row
from moked.office.paging import page_by_key
from moked.office.sections import ANSWERS
from moked.staff.access import get_row
from moked.staff.models import FormOfAddress
from moked.ui.doors import StaffRequest


@dataclass(frozen=True)
class Version:
    """The same answer in another language: there already, or to be written."""

    language: str
    url: str
    exists: bool


@dataclass(frozen=True)
class Placeholder:
    """A blank that fills itself: as it is written, and what stands there."""

    written: str
    meaning: str


@dataclass(frozen=True)
class Preview:
    """The text as one reader gets it; without `to` everybody gets the same."""

    to: str
    html: SafeString


@dataclass(frozen=True)
class AnswerPage:
    edit: EditPage
    versions: tuple[Version, ...]
    placeholders: tuple[Placeholder, ...]
    preview_url: str
    previews: tuple[Preview, ...]


@office_page(ANSWERS)
@require_GET
def answers(request: StaffRequest, office: Office) -> HttpResponse:
    """The ready answers, by title; searched in their text too."""
    words = request.GET.get("q", "").strip()
    rows = AnswerBlock.objects.filter(business=office.business).select_related("topic")
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(body__icontains=word) | Q(shortcut__icontains=word))
    found = page_by_key(rows, by="title", after=request.GET.get("after", ""))
    page = ListPage(
        frame=office.frame,
        title=_("Ready answers"),
        lead=_("A start that agents make their own"),
        icon="book",
        rows=tuple(_row(office, answer) for answer in found.rows),
        words=words,
        next_key=found.next_key,
        new_url=office.url("new_answer"),
        new_label=_("New ready answer"),
        empty_title=_("No ready answers yet"),
        empty_lead=_("Begin with what your team writes every day."),
    )
    return render(request, "office/list.html", {"page": page, "shell": office.frame.shell})


@office_page(ANSWERS)
@require_http_methods(["GET", "POST"])
def new_answer(request: StaffRequest, office: Office) -> HttpResponse:
    """A further ready answer; as a version of another one it begins with its shortcut and topic."""
    names = ("title", "shortcut", "language", "topic")
    initial = {name: request.GET[name] for name in names if name in request.GET}
    form = AnswerForm(
        request.POST or None, topics=_topics(office), initial={"language": office.business.language, **initial}
    )

    def save() -> None:
        create_answer_block(actor=request.actor, business_id=office.business.pk, facts=form.facts())

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("answers"))
    return _show(request, office, form, _("New ready answer"))


@office_page(ANSWERS)
@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, office: Office, answer_id: UUID) -> HttpResponse:
    """A ready answer, with its versions in other languages and how it looks to a customer."""
    row = get_row(
        AnswerBlock, actor=request.actor, business_id=office.business.pk, row_id=answer_id, to=ANSWERS.permission
    )
    form = AnswerForm(request.POST or None, topics=_topics(office, row.topic_id), answer=row)

    def save() -> None:
        change_answer_block(
            actor=request.actor, business_id=office.business.pk, answer_id=answer_id, facts=form.facts()
        )

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("answers"))
    return _show(request, office, form, row.title, row)


@office_page(ANSWERS)
@require_POST
def preview(request: StaffRequest, office: Office) -> HttpResponse:
    """How the text being written looks to a customer, its blanks filled with examples."""
    shown = _shown(office, request.POST.get("body", ""), request.POST.get("language", ""))
    return render(
        request, "office/answer.html#preview", {"previews": shown, "preview_url": office.url("preview_answer")}
    )


def _show(
    request: StaffRequest, office: Office, form: AnswerForm, title: str, row: AnswerBlock | None = None
) -> HttpResponse:
    edit = EditPage(
        frame=office.frame,
        title=title,
        lead="",
        back_url=office.url("answers"),
        back_label=_("Ready answers"),
        form=form,
        groups=(
            group(form, "", "title", "shortcut", "language", "topic", kind="pairs"),
            group(form, "", "body", "is_active"),
        ),
        save_label=_("Save"),
        history=history_of(row) if row else (),
    )
    page = AnswerPage(
        edit=edit,
        versions=_versions(office, row) if row else (),
        placeholders=tuple(
            Placeholder(f"{{{{ {name} }}}}", str(words)) for name, (words, _e) in PLACEHOLDERS.items()
        ),
        preview_url=office.url("preview_answer"),
        previews=_shown(office, str(form["body"].value() or ""), str(form["language"].value() or "")),
    )
    context = {"page": page.edit, "answer": page, "shell": office.frame.shell}
    context |= {"previews": page.previews, "preview_url": page.preview_url}
    return render(request, "office/answer.html", context, status=422 if form.errors else 200)


def _shown(office: Office, text: str, language: str) -> tuple[Preview, ...]:
    """What each gets: one text, or three where the words follow the form of address."""
    examples_in = language if language in dict(settings.LANGUAGES) else office.business.language

    def shown(form: str) -> SafeString:
        words = words_for(text, form)
        filled = fill_with_examples(words, business_name=office.business.name, language=examples_in)
        # html_from_text escapes what people wrote.
        return mark_safe(html_from_text(filled))  # noqa: S308

    if not text.strip():
        return ()
    if not has_choices(text):
        return (Preview("", shown(FormOfAddress.NEUTRAL)),)
    readers = ((FormOfAddress.FEMININE, _("To her")), (FormOfAddress.MASCULINE, _("To him")))
    return tuple(Preview(to, shown(form)) for form, to in (*readers, (FormOfAddress.NEUTRAL, _("To anybody else"))))


def _versions(office: Office, row: AnswerBlock) -> tuple[Version, ...]:
    if not row.shortcut:
        return ()
    same = AnswerBlock.objects.filter(business=office.business, shortcut=row.shortcut).exclude(pk=row.pk)
    there = dict(same.values_list("language", "pk"))
    known = urlencode({"shortcut": row.shortcut, "topic": row.topic_id or "", "title": row.title})
    new = f"{office.url('new_answer')}?{known}"
    return tuple(
        Version(
            str(language.label),
            office.url("answer", there[language.value]) if language.value in there else f"{new}&language={language}",
            language.value in there,
        )
        for language in Language
        if language.value != row.language
    )


def _topics(office: Office, chosen: UUID | None = None) -> list[Topic]:
    return list(Topic.objects.filter(Q(is_active=True) | Q(pk=chosen), business=office.business))


def _row(office: Office, answer: AnswerBlock) -> Row:
    detail = " · ".join(
        part
        for part in (
            answer.get_language_display(),
            # Isolated, so that the slash stays before the letters within Hebrew.
            f"\u2066/{answer.shortcut}\u2069" if answer.shortcut else "",
            answer.topic.name if answer.topic else "",
        )
        if part
    )
    marks = () if answer.is_active else (Mark(_("not in use"), "line"),)
    return Row(answer.title, office.url("answer", answer.pk), detail, marks)
