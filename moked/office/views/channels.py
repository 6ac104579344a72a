"""Mailboxes and chat widgets of a business."""

from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moked.businesses.models import Topic
from moked.channels.accounts import change_mailbox, change_widget, create_mailbox, create_widget
from moked.channels.accounts.check import check_mailbox
from moked.channels.models import Account, ChatWidget, Mailbox
from moked.lib.errors import NotFound
from moked.office.editing import group, is_saved, show_form
from moked.office.forms.channels import AccountChoices, MailboxForm, WidgetForm
from moked.office.frame import Office, office_page
from moked.office.history import history_of
from moked.office.pages.channels import CheckPanel, MailboxPage, WidgetPage, check_lines
from moked.office.pages.common import EditPage, FieldGroup, ListPage, Mark, Row
from moked.office.paging import page_by_key
from moked.office.sections import MAILBOXES, WIDGETS
from moked.staff.models import Team
from moked.ui.doors import StaffRequest


@office_page(MAILBOXES)
@require_GET
def mailboxes(request: StaffRequest, office: Office) -> HttpResponse:
    """The mailboxes, each with how its fetching goes."""
    words = request.GET.get("q", "").strip()
    rows = Mailbox.objects.filter(business=office.business, address__icontains=words).select_related("account")
    found = page_by_key(rows, by="address", after=request.GET.get("after", ""))
    page = ListPage(
        frame=office.frame,
        title=_("Mailboxes"),
        lead=_("Where mail comes in and goes out"),
        icon="mail",
        rows=tuple(
            Row(box.address, office.url("mailbox", box.pk), _road_words(box), _marks(box)) for box in found.rows
        ),
        words=words,
        next_key=found.next_key,
        new_url=office.url("new_mailbox"),
        new_label=_("New mailbox"),
        empty_title=_("No mailbox yet"),
        empty_lead=_("With the first one, mail from customers becomes cases."),
    )
    return render(request, "office/list.html", {"page": page, "shell": office.frame.shell})


@office_page(MAILBOXES)
@require_http_methods(["GET", "POST"])
def new_mailbox(request: StaffRequest, office: Office) -> HttpResponse:
    """A further mailbox; after saving one tries its connections."""
    form = MailboxForm(request.POST or None, offered=_choices(office), initial={"name": office.business.name})
    created: list[Account] = []

    def save() -> None:
        created.append(
            create_mailbox(
                actor=request.actor, business_id=office.business.pk, facts=form.facts(), mailbox=form.columns()
            )
        )

    if is_saved(request, form, save, _("Saved. Try the connection now.")):
        return redirect(office.url("mailbox", created[0].pk))
    return show_form(request, _mailbox_edit(office, form, _("New mailbox")))


@office_page(MAILBOXES)
@require_http_methods(["GET", "POST"])
def mailbox(request: StaffRequest, office: Office, account_id: UUID) -> HttpResponse:
    """A mailbox's address and roads."""
    box = _get_mailbox(office, account_id)
    form = MailboxForm(request.POST or None, offered=_choices(office, box.account), account=box.account, mailbox=box)

    def save() -> None:
        change_mailbox(
            actor=request.actor,
            business_id=office.business.pk,
            account_id=account_id,
            facts=form.facts(),
            mailbox=form.columns(),
        )

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("mailbox", account_id))
    keeps = box.outgoing == Mailbox.Outgoing.LETTERBOX and not office.business.is_demo
    page = MailboxPage(
        edit=_mailbox_edit(office, form, box.address, box),
        check=CheckPanel(office.url("check_mailbox", account_id)),
        letterbox_url=reverse("portal:letterbox") if keeps else "",
    )
    context = {
        "page": page.edit,
        "check": page.check,
        "letterbox_url": page.letterbox_url,
        "shell": office.frame.shell,
    }
    return render(request, "office/mailbox.html", context, status=422 if form.errors else 200)


@office_page(MAILBOXES)
@require_POST
def check(request: StaffRequest, office: Office, account_id: UUID) -> HttpResponse:
    """Tries both connections of a mailbox as it is saved; gives the panel with the results."""
    box = _get_mailbox(office, account_id)
    panel = CheckPanel(office.url("check_mailbox", account_id), check_lines(check_mailbox(box)))
    return render(request, "office/mailbox.html#check", {"check": panel})


@office_page(WIDGETS)
@require_GET
def widgets(request: StaffRequest, office: Office) -> HttpResponse:
    """The chat widgets."""
    words = request.GET.get("q", "").strip()
    rows = ChatWidget.objects.filter(business=office.business, account__name__icontains=words)
    found = page_by_key(rows.select_related("account"), by="account__name", after=request.GET.get("after", ""))
    page = ListPage(
        frame=office.frame,
        title=_("Chat widgets"),
        lead=_("A chat on your own site, by one line"),
        icon="chat",
        rows=tuple(
            Row(
                widget.account.name,
                office.url("widget", widget.pk),
                ", ".join(widget.allowed_origins) or _("every site"),
                () if widget.account.is_active else (Mark(_("not in use"), "line"),),
            )
            for widget in found.rows
        ),
        words=words,
        next_key=found.next_key,
        new_url=office.url("new_widget"),
        new_label=_("New chat widget"),
        empty_title=_("No chat widget yet"),
        empty_lead=_("With one, visitors of your site can write at once."),
    )
    return render(request, "office/list.html", {"page": page, "shell": office.frame.shell})


@office_page(WIDGETS)
@require_http_methods(["GET", "POST"])
def new_widget(request: StaffRequest, office: Office) -> HttpResponse:
    """A further chat widget; after saving one copies its line."""
    form = WidgetForm(request.POST or None, offered=_choices(office), initial={"name": office.business.name})
    created: list[Account] = []

    def save() -> None:
        created.append(
            create_widget(
                actor=request.actor, business_id=office.business.pk, facts=form.facts(), widget=form.columns()
            )
        )

    if is_saved(request, form, save, _("Saved. Copy the line into your site.")):
        return redirect(office.url("widget", created[0].pk))
    return show_form(request, _widget_edit(office, form, _("New chat widget")))


@office_page(WIDGETS)
@require_http_methods(["GET", "POST"])
def widget(request: StaffRequest, office: Office, account_id: UUID) -> HttpResponse:
    """A chat widget, and the line that brings it to a site."""
    row = ChatWidget.objects.select_related("account").filter(business=office.business, pk=account_id).first()
    if row is None:
        raise NotFound
    form = WidgetForm(request.POST or None, offered=_choices(office, row.account), account=row.account, widget=row)

    def save() -> None:
        change_widget(
            actor=request.actor,
            business_id=office.business.pk,
            account_id=account_id,
            facts=form.facts(),
            widget=form.columns(),
        )

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("widget", account_id))
    page = WidgetPage(_widget_edit(office, form, row.account.name, row), script_tag(row.key))
    context = {"page": page.edit, "script_tag": page.script_tag, "shell": office.frame.shell}
    return render(request, "office/widget.html", context, status=422 if form.errors else 200)


def script_tag(key: str) -> str:
    """The line that brings a chat widget to a page of any site."""
    return f'<script src="{settings.PUBLIC_URL}{reverse("chat_widget_script")}" data-widget="{key}" async></script>'


def _get_mailbox(office: Office, account_id: UUID) -> Mailbox:
    box = Mailbox.objects.select_related("account").filter(business=office.business, pk=account_id).first()
    if box is None:
        raise NotFound
    return box


def _choices(office: Office, account: Account | None = None) -> AccountChoices:
    """What is in use, and what is chosen already though it no longer is."""
    topics = Q(is_active=True) | Q(pk=account.topic_id if account else None)
    teams = Q(is_active=True) | Q(pk=account.team_id if account else None)
    return AccountChoices(
        topics=tuple(Topic.objects.filter(topics, business=office.business)),
        teams=tuple(Team.objects.filter(teams, business=office.business)),
    )


def _road_words(box: Mailbox) -> str:
    return f"{box.get_incoming_display()} · {box.get_outgoing_display()}"


def _marks(box: Mailbox) -> tuple[Mark, ...]:
    if not box.account.is_active:
        return (Mark(_("not in use"), "line"),)
    return (Mark(_("fetching fails"), "error"),) if box.fetch_error else ()


def _mailbox_edit(office: Office, form: MailboxForm, title: str, box: Mailbox | None = None) -> EditPage:
    groups: tuple[FieldGroup, ...] = (
        group(form, "", "address", "name", "language", "topic", "team", kind="pairs"),
        group(form, "", "acknowledge", "is_active"),
        group(form, _("Coming in"), "incoming"),
        group(
            form,
            _("Fetching by IMAP"),
            *("imap_host", "imap_port", "imap_user", "imap_password", "imap_folder", "imap_done_folder"),
            "imap_use_tls",
            kind="pairs",
            shown_for="imap",
        ),
        group(form, "", "authentication_host"),
        group(form, _("Going out"), "outgoing"),
        group(
            form,
            _("Sending by SMTP"),
            *("smtp_host", "smtp_port", "smtp_user", "smtp_password", "smtp_use_tls"),
            kind="pairs",
            shown_for="smtp",
        ),
        group(
            form,
            _("Sending by a provider"),
            *("provider", "provider_key"),
            kind="pairs",
            shown_for="provider",
        ),
        group(
            form,
            "",
            "provider_second_key",
            "provider_project",
            "provider_domain",
            "provider_address",
            shown_for="provider",
        ),
    )
    return EditPage(
        frame=office.frame,
        title=title,
        lead=_("Fetching failed: %(problem)s") % {"problem": box.fetch_error} if box and box.fetch_error else "",
        back_url=office.url("mailboxes"),
        back_label=_("Mailboxes"),
        form=form,
        groups=groups,
        save_label=_("Save"),
        history=history_of(box.account, box) if box else (),
    )


def _widget_edit(office: Office, form: WidgetForm, title: str, row: ChatWidget | None = None) -> EditPage:
    return EditPage(
        frame=office.frame,
        title=title,
        lead="",
        back_url=office.url("widgets"),
        back_label=_("Chat widgets"),
        form=form,
        groups=(
            group(form, "", "name", "language", "topic", "team", kind="pairs"),
            group(
                form,
                _("Greeting"),
                *form.greeting_fields,
                lead=_(
                    "The first words a visitor sees, in their language. Where none stand, we greet neutrally in it."
                ),
                kind="pairs",
            ),
            group(form, "", "allowed_origins", "is_active"),
        ),
        save_label=_("Save"),
        history=history_of(row.account, row) if row else (),
    )
