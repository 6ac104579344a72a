"""Whom we serve, and by which addresses we know them."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Criticality, Language, Scoped
from moked.lib.ids import new_id
from moked.staff.models import ApiToken, FormOfAddress, Person


@pghistory.track()
class Segment(Scoped):
    """Customers who are served alike, in the business's own words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="segment_name_once")]

    def __str__(self) -> str:
        return self.name


class Customer(Scoped):
    """A person or an organisation we serve.

    Merging moves no rows: a merged customer points to its canonical one, and un-merging clears the pointer.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.PERSON)
    name = models.CharField(_("name"), max_length=160)
    language = models.CharField(_("language"), max_length=8, choices=Language.choices, blank=True)
    form_of_address = models.CharField(
        _("form of address"), max_length=1, choices=FormOfAddress.choices, default=FormOfAddress.NEUTRAL
    )
    about = models.CharField(
        _("about"), max_length=200, blank=True, help_text=_("A line for colleagues, for example a title.")
    )
    segment = models.ForeignKey(
        Segment,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="customers",
        verbose_name=_("segment"),
    )
    canonical = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            # The customers page: by name within a business.
            models.Index(fields=["business", "name", "id"], name="customer_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def known_as(self) -> "Customer":
        """The one this customer is read through. Needs `canonical` loaded."""
        return self.canonical or self


class System(Scoped):
    """Something a customer has that we serve, and how much hangs on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="systems")
    name = models.CharField(_("name"), max_length=120)
    criticality = models.CharField(
        _("criticality"), max_length=8, choices=Criticality.choices, default=Criticality.NORMAL
    )
    is_active = models.BooleanField(_("in use"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["customer", "name"], name="system_name_once")]

    def __str__(self) -> str:
        return self.name


class OrganisationContact(Scoped):
    """A person who speaks for an organisation, and whether they may be told and may decide."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="organisations")
    title = models.CharField(_("title"), max_length=80, blank=True)
    is_authorised = models.BooleanField(
        _("authorised contact"),
        default=False,
        help_text=_("May be told about the organisation's account and decide for it."),
    )
    # In the business's own words, for colleagues.
    decides = models.CharField(_("what they may decide"), max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="organisation_contact_once")]


class ContactPoint(Scoped):
    """An address, a number or a channel id of a customer. Verified only by what they proved."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("phone")
        CHAT = "chat", _("chat visitor")

    class Tie(models.TextChoices):
        """How we know that the address is this customer's, which proving the address alone does not show."""

        FOUNDING = "founding", _("we know the customer by it")
        ADDED = "added", _("added by a colleague")
        CONFIRMED = "confirmed", _("confirmed by a colleague")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # As the customer writes it; `normal` is what is compared.
    shown = models.CharField(max_length=254)
    normal = models.CharField(max_length=254)
    verified_at = models.DateTimeField(null=True)
    # 'received': mail came from it and passed; 'code': a code sent to it came back; 'staff': a colleague vouched.
    verified_by = models.CharField(max_length=12, blank=True)
    tie = models.CharField(max_length=12, choices=Tie.choices, default=Tie.FOUNDING)
    undeliverable_since = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "kind", "normal"], name="contact_point_once")]

    def __str__(self) -> str:
        return self.shown

    @property
    def is_tied(self) -> bool:
        """Whether whoever holds the address is this customer; of an address only added we cannot say it."""
        return self.tie != self.Tie.ADDED


class Identification(Scoped):
    """One attempt to make sure who the customer is, before telling them something of a given risk."""

    class Risk(models.IntegerChoices):
        GENERAL = 1, _("general question: nothing personal is told")
        PERSONAL = 2, _("personal details or the account's state")
        BINDING = 3, _("money, changes and cancellations")

    class Method(models.TextChoices):
        CODE = "code", _("a code sent to a known address")
        AUTHORISED = "authorised", _("authorised contact of the organisation")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identifications")
    case_id = models.UUIDField(null=True)
    # What else it was asked for, such as an agreement: it counts for nothing besides.
    about_id = models.UUIDField(null=True)
    contact_point = models.ForeignKey(ContactPoint, null=True, on_delete=models.SET_NULL, related_name="+")
    risk = models.PositiveSmallIntegerField(choices=Risk.choices)
    method = models.CharField(max_length=12, choices=Method.choices)
    # One of the two asked for it; none: a page of the customer's own. A code is said only where it was asked for.
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_by_token = models.ForeignKey(
        ApiToken, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    code_hash = models.CharField(max_length=128, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        # The customer panel: the latest identification.
        indexes = [models.Index(fields=["customer", "-created_at"], name="identification_latest")]


class CustomerMerge(Scoped):
    """One time somebody said that two customers are one. Rows stay: taking a merge back fills the last two fields.

    Those that hold form a forest; a customer's `canonical` is the root of its tree. So any of them can be taken back,
    in any order, and what had followed the customer goes back with it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    # The one the person named, which may itself be part of another.
    into = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    merged_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(undone_at__isnull=True), name="customer_merged_once"
            )
        ]
        indexes = [
            # The history on a customer's page.
            models.Index(fields=["customer", "-merged_at"], name="merge_of_customer"),
            models.Index(fields=["into", "-merged_at"], name="merge_into_customer"),
        ]


class IdentityHint(Scoped):
    """Something that was said about who a customer is, and proves nothing: it only suggests where to look."""

    class Source(models.TextChoices):
        CHAT = "chat", _("named in a chat")
        SIGNATURE = "signature", _("stood below a mail")
        REPLY = "reply", _("answered in another customer's conversation")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="hints")
    source = models.CharField(max_length=12, choices=Source.choices)
    # 'email' and 'phone' with a normalised address; 'customer' with the key of another one.
    kind = models.CharField(max_length=8)
    value = models.CharField(max_length=254)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "source", "kind", "value"], name="hint_once")]
        # Who answered in this customer's conversation.
        indexes = [
            models.Index(fields=["business", "value"], condition=Q(kind="customer"), name="hint_of_other_customer")
        ]


class CustomerKey(Scoped):
    """Under what a customer's doubles are looked up: digests of mailboxes, phones and the sounds of names."""

    id = models.BigAutoField(primary_key=True)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=24)

    class Meta:
        constraints = [
            # Also the way from a key to its customers.
            models.UniqueConstraint(fields=["business", "key", "customer"], name="customer_key_once")
        ]


class MergeSuggestion(Scoped):
    """Two customers who may be one, with the reasons. Whoever dismissed it is asked again only for new reasons."""

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        MERGED = "merged", _("merged")
        DISMISSED = "dismissed", _("not the same")
        LAPSED = "lapsed", _("no longer likely")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # In the order of their keys, so that a pair stands here once.
    first = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.SUGGESTED)
    confidence = models.PositiveSmallIntegerField()
    score = models.SmallIntegerField()
    # Codes of the evidence; digests after a colon, never addresses.
    reasons = ArrayField(models.CharField(max_length=48))
    # The telling ones that were known when somebody said that the two are not the same.
    dismissed_reasons = ArrayField(models.CharField(max_length=48), default=list)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="suggestion_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="suggestion_in_order"),
        ]
        indexes = [
            # The list of all that stand, the surest first, by key.
            models.Index(
                fields=["business", "-score", "-id"],
                condition=Q(state="suggested"),
                name="suggestion_by_score",
            ),
            # The API's lists of those that were decided, the surest first, by key.
            models.Index(
                fields=["business", "state", "-score", "-id"],
                condition=Q(state__in=["dismissed", "merged"]),
                name="suggestion_decided_by_score",
            ),
        ]
