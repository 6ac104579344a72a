"""The doors: mailboxes and chat widgets, what came through them, and what leaves by them."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Language, Scoped, Topic
from moked.cases.models import Case, Message
from moked.customers.models import ContactPoint
from moked.lib.ids import new_id
from moked.staff.models import Team


@pghistory.track()
class Account(Scoped):
    """A mailbox or a chat widget of a business."""

    class Kind(models.TextChoices):
        MAIL = "mail", _("mailbox")
        CHAT = "chat", _("chat widget")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices, editable=False)
    name = models.CharField(_("name"), max_length=80, help_text=_("Customers see it as the sender or the title."))
    language = models.CharField(_("language"), max_length=8, choices=Language.choices, default=Language.HEBREW)
    topic = models.ForeignKey(
        Topic,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("topic"),
        help_text=_("What a new case from here is about, until somebody says otherwise."),
    )
    team = models.ForeignKey(
        Team,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("team"),
        help_text=_("Who gets what comes in here; empty: everybody with the skills."),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    def __str__(self) -> str:
        return self.name


@pghistory.track(
    exclude=[
        # Secrets, and what every fetch writes.
        *("imap_password", "smtp_password", "provider_settings"),
        *("last_fetched_at", "next_fetch_at", "fetch_error", "fetch_failures"),
    ]
)
class Mailbox(Scoped):
    """How mail reaches an account and leaves it. Passwords are kept encrypted."""

    class Incoming(models.TextChoices):
        DELIVERED = "delivered", _("delivered to us by SMTP or LMTP")
        IMAP = "imap", _("fetched from a mailbox by IMAP")

    class Outgoing(models.TextChoices):
        LETTERBOX = "letterbox", _("the built-in letterbox: customers receive nothing")
        SMTP = "smtp", _("an SMTP server")
        PROVIDER = "provider", _("a mail provider")

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="mailbox")
    address = models.EmailField(_("address"), unique=True)
    incoming = models.CharField(
        _("incoming mail"), max_length=12, choices=Incoming.choices, default=Incoming.DELIVERED
    )
    imap_host = models.CharField(_("IMAP server"), max_length=200, blank=True)
    imap_port = models.PositiveIntegerField(_("port"), default=993)
    imap_user = models.CharField(_("user name"), max_length=200, blank=True)
    imap_password = models.TextField(_("password"), blank=True)
    imap_use_tls = models.BooleanField(_("encrypted connection"), default=True)
    imap_folder = models.CharField(_("folder"), max_length=120, default="INBOX")
    imap_done_folder = models.CharField(
        _("folder for fetched mail"),
        max_length=120,
        default="Moked",
        help_text=_("A mail moves here once it is stored safely; it is made when missing."),
    )
    # The authserv-id (RFC 8601) of the server in front of us; empty: no finding about a sender is believed.
    authentication_host = models.CharField(_("server that verifies senders"), max_length=200, blank=True)
    outgoing = models.CharField(_("outgoing mail"), max_length=12, choices=Outgoing.choices, default=Outgoing.SMTP)
    smtp_host = models.CharField(_("SMTP server"), max_length=200, blank=True)
    smtp_port = models.PositiveIntegerField(_("port"), default=587)
    smtp_user = models.CharField(_("user name"), max_length=200, blank=True)
    smtp_password = models.TextField(_("password"), blank=True)
    smtp_use_tls = models.BooleanField(_("encrypted connection"), default=True)
    # The name of a django-anymail backend, its settings encrypted as JSON.
    provider = models.CharField(_("provider"), max_length=40, blank=True)
    provider_settings = models.TextField(blank=True)
    acknowledge = models.BooleanField(
        _("acknowledge new cases"),
        default=True,
        help_text=_("Whoever writes about something new gets its number and a link at once."),
    )
    last_fetched_at = models.DateTimeField(null=True, editable=False)
    fetch_error = models.CharField(max_length=300, blank=True, editable=False)
    # Failures in a row put the next try off.
    fetch_failures = models.PositiveSmallIntegerField(default=0, editable=False)
    next_fetch_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [
            # The worker's look.
            models.Index(fields=["next_fetch_at"], condition=Q(incoming="imap"), name="mailbox_to_fetch"),
        ]


@pghistory.track()
class ChatWidget(Scoped):
    """A chat on the business's own site, opened by one script tag."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="widget")
    key = models.CharField(max_length=32, unique=True, editable=False)
    # Language -> text.
    greetings = models.JSONField(_("greeting"), default=dict, blank=True)
    allowed_origins = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("sites it may stand on"),
        default=list,
        blank=True,
        help_text=_("One address a line, for example https://www.example.co.il; empty: everywhere."),
    )


class Inbound(Scoped):
    """Something received. It is stored before it is acknowledged, and stays until it became a message."""

    class State(models.TextChoices):
        RECEIVED = "received", _("waiting")
        DONE = "done", _("processed")
        NEEDS_A_LOOK = "needs_a_look", _("needs a look")
        DISMISSED = "dismissed", _("looked at and dismissed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    # What makes a repeat harmless: the provider's id, or a hash of the bytes where there is none.
    provider_id = models.CharField(max_length=250)
    raw = models.BinaryField()
    # Envelope facts of the transport: sender, recipients, address of the peer.
    envelope = models.JSONField(default=dict)
    received_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    # A code and its facts; the sentence is made when shown.
    problem = models.CharField(max_length=200, blank=True)
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "provider_id"], name="inbound_once")]
        indexes = [
            # The ones to process, oldest first.
            models.Index(fields=["next_attempt_at"], condition=Q(state="received"), name="inbound_due"),
            # The tray of those that need a look.
            models.Index(fields=["business", "-received_at"], condition=Q(state="needs_a_look"), name="inbound_tray"),
        ]


class MailReference(Scoped):
    """The Message-ID of a mail we received or sent, so that answers find their case."""

    id = models.BigAutoField(primary_key=True)
    mail_id = models.CharField(max_length=250)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        # Threading: which case a Message-ID belongs to.
        constraints = [models.UniqueConstraint(fields=["business", "mail_id"], name="mail_reference_once")]


class Delivery(Scoped):
    """One message on its way to one contact point. Sent at most once, with a receipt for each step."""

    class State(models.TextChoices):
        QUEUED = "queued", _("on its way")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        UNKNOWN = "unknown", _("the server's answer was lost")
        FAILED = "failed", _("could not be delivered")
        BOUNCED = "bounced", _("came back")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="deliveries")
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    contact_point = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, related_name="+")
    # Our own Message-ID for mail; the same at every attempt, so that a repeat can be recognised.
    provider_id = models.CharField(max_length=250, unique=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "contact_point"], name="delivery_once")]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(state__in=["queued", "sending"]), name="delivery_due"
            ),
        ]


class Letter(Scoped):
    """A mail that ended in the built-in letterbox, where the demonstration's customers read and answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    to = models.EmailField()
    raw = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["to", "-at"], name="letter_of_address")]


class ChatSession(Scoped):
    """A visitor's conversation in a widget, from opening it until they leave."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    contact_point = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="chat_sessions")
    started_at = models.DateTimeField(default=timezone.now)
    # Kept fresh while a socket is open; older than the grace means the visitor left.
    seen_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)
    # The visitor ended it; its token opens nothing any more.
    ended_at = models.DateTimeField(null=True)
    # Where answers of this conversation go when the visitor left. Typed by anybody, proven by nobody: it is not a
    # contact point of the visitor's customer.
    answer_address = models.EmailField(blank=True)
    visitor_name = models.CharField(max_length=80, blank=True)
    page = models.CharField(max_length=300, blank=True)
    # The language of the page the widget stands on, which greeted the visitor; empty where that did not say.
    language = models.CharField(max_length=8, choices=Language.choices, blank=True, default="", db_default="")

    class Meta:
        indexes = [
            # Visitors who may have left, for the worker.
            models.Index(fields=["seen_at"], condition=Q(left_at__isnull=True), name="chat_session_alive"),
        ]

    @property
    def spoken(self) -> str:
        """The language of whoever has not written a word yet."""
        return self.language or self.account.language

    @property
    def visitor(self) -> str:
        """The visitor, as the journal names whoever did something."""
        return f"contact:{self.contact_point_id}"
