"""Service agreements: what was settled with a customer at an alignment meeting, version by version."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Language, Scoped
from moked.customers.models import ContactPoint, Customer
from moked.flows.models import Walk
from moked.lib.ids import new_id
from moked.staff.models import Person


class Agreement(Scoped):
    """One version. What it says is the walk's answers until it is sent; from then on the document, byte for byte."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        SENT = "sent", _("waits for the customer's approval")
        APPROVED = "approved", _("approved, takes effect on its date")
        IN_FORCE = "in_force", _("in force")
        REFUSED = "refused", _("not approved")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REPLACED = "replaced", _("replaced by a later version")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="agreements")
    number = models.PositiveIntegerField()
    walk = models.OneToOneField(Walk, on_delete=models.PROTECT, related_name="+")
    # Who leads it: told of the answer, and reminded of the renewal.
    owner = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=8, choices=Language.choices, blank=True)
    effective_from = models.DateField(null=True)
    renew_on = models.DateField(null=True)
    # Language -> sections as they were sent, for pages and to compare; see pages of the document.
    content = models.JSONField(default=dict)
    document = models.BinaryField(null=True)
    # SHA-256 of the document, in hexadecimal.
    document_hash = models.CharField(max_length=64, blank=True)
    # Who answered, when, from which network address, after proving their address by which identification.
    answered_by = models.ForeignKey("Party", null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_from = models.CharField(max_length=64, blank=True)
    identification_id = models.UUIDField(null=True)
    remark = models.TextField(blank=True)
    in_force_at = models.DateTimeField(null=True)
    # Since when it cannot take effect although its day has come; it is tried again.
    failed_at = models.DateTimeField(null=True)
    # When it takes effect; after that, when its owner is reminded of the renewal.
    next_check_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "number"], name="agreement_number_once"),
            models.UniqueConstraint(fields=["customer"], condition=Q(state="draft"), name="agreement_drafted_once"),
            models.UniqueConstraint(
                fields=["customer"], condition=Q(state="in_force"), name="agreement_in_force_once"
            ),
        ]
        indexes = [
            # The sweep.
            models.Index(fields=["next_check_at"], condition=Q(next_check_at__isnull=False), name="agreement_due"),
            # The API's list: all versions of a business, the latest first, by key.
            models.Index(fields=["business", "-made_at", "-id"], name="agreement_by_time"),
        ]


class Party(Scoped):
    """Somebody to whom an agreement was sent, as they were named in it."""

    class Side(models.TextChoices):
        OURS = "ours", _("our side")
        THEIRS = "theirs", _("the customer's side")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    side = models.CharField(max_length=6, choices=Side.choices)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    address = models.EmailField()
    may_approve = models.BooleanField(default=False)
    # Of the customer's side: where the code goes that proves the address.
    contact_point = models.ForeignKey(ContactPoint, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "address"], name="party_once")]


class AgreementMail(Scoped):
    """A mail about an agreement to one of its parties. Sent at most once."""

    class About(models.TextChoices):
        SENT = "sent", _("for approval")
        APPROVED = "approved", _("approved")

    class State(models.TextChoices):
        QUEUED = "queued", _("on its way")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        UNKNOWN = "unknown", _("the server's answer was lost")
        FAILED = "failed", _("could not be delivered")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="mails")
    about = models.CharField(max_length=8, choices=About.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    # When it is tried; while it is being sent, when whoever sends it is given up as lost.
    next_attempt_at = models.DateTimeField(null=True, default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "about"], name="agreement_mail_once")]
        indexes = [
            # What is due to leave.
            models.Index(
                fields=["next_attempt_at"], condition=Q(next_attempt_at__isnull=False), name="agreement_mail_due"
            )
        ]
