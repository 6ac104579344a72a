"""What people are given, and who may give it."""

import pytest

from moked.businesses.models import Business
from moked.businesses.scope import in_scope, in_whole_installation
from moked.lib.errors import Conflict, NotAllowed, NotFound
from moked.staff import services
from moked.staff.actors import PersonActor
from moked.staff.errors import AlreadyMember, LastAdministrator, RoleInUse
from moked.staff.models import Membership, Person, Presence, PresenceKind, Role, Skill
from moked.staff.permissions import ADMINISTRATOR
from moked.staff.services import MembershipFacts
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def business() -> Business:
    return builders.a_business()


@pytest.fixture
def administrator(business: Business) -> Person:
    return builders.a_person(business, permissions=ADMINISTRATOR)


@pytest.fixture
def actor(administrator: Person) -> PersonActor:
    return builders.actor_of(administrator)


def test_lets_somebody_from_another_business_serve_here_too(business: Business, actor: PersonActor) -> None:
    person = builders.a_person(builders.a_business("Another"), email="noa@staff.test")
    with in_scope([business.pk]):
        role = Role.objects.get()
        services.invite_person(
            actor=actor,
            business_id=business.pk,
            email="NOA@staff.test",
            first_name="",
            last_name="",
            language="he",
            facts=MembershipFacts(role_id=role.pk),
        )
    assert business.pk in builders.actor_of(person).businesses
    assert Person.objects.get(pk=person.pk).has_usable_password()


def test_gives_only_what_the_business_has(business: Business, actor: PersonActor, administrator: Person) -> None:
    elsewhere = builders.a_business("Another")
    with in_scope([elsewhere.pk]):
        foreign = Skill.objects.create(business=elsewhere, name="Foreign")
    with in_scope([business.pk]):
        membership = Membership.objects.get(person=administrator)
    facts = MembershipFacts(role_id=membership.role_id, skills={foreign.pk: 3})
    with in_whole_installation("even seeing everything"), pytest.raises(NotFound):
        services.change_membership(actor=actor, business_id=business.pk, membership_id=membership.pk, facts=facts)


def test_refuses_to_invite_twice(business: Business, actor: PersonActor, administrator: Person) -> None:
    with in_scope([business.pk]), pytest.raises(AlreadyMember):
        services.invite_person(
            actor=actor,
            business_id=business.pk,
            email=administrator.email,
            first_name="x",
            last_name="",
            language="he",
            facts=MembershipFacts(role_id=Role.objects.get().pk),
        )


def test_keeps_a_role_that_people_hold(business: Business, actor: PersonActor) -> None:
    with in_scope([business.pk]):
        role = Role.objects.get()
        with pytest.raises(RoleInUse):
            services.remove_role(actor=actor, business_id=business.pk, role_id=role.pk)


def test_lets_nobody_lock_everybody_out(business: Business, actor: PersonActor) -> None:
    with in_scope([business.pk]):
        role = Role.objects.get()
        with pytest.raises(LastAdministrator):
            services.change_role(
                actor=actor, business_id=business.pk, role_id=role.pk, name=role.name, permissions=["cases.read"]
            )
        assert Role.objects.get().permissions == list(ADMINISTRATOR)


def test_tells_nobody_of_what_they_may_not_change(business: Business) -> None:
    agent = builders.actor_of(builders.a_person(business))
    with in_scope([business.pk]), pytest.raises(NotFound):
        services.create_team(actor=agent, business_id=business.pk, name="Mine")


def test_makes_one_operator_only(administrator: Person) -> None:
    with pytest.raises(Conflict):
        services.create_operator(
            first_name="x", last_name="", email="x@y.test", password="three unrelated words", language="he"
        )


def test_lets_only_the_operator_close_accounts(administrator: Person) -> None:
    with pytest.raises(NotAllowed):
        services.change_access(by=administrator, person_id=administrator.pk, is_active=False, is_staff=False)


def test_lets_no_operator_close_their_own_account() -> None:
    operator = Person.objects.create_superuser("op@staff.test", "three unrelated words", first_name="Op")
    with pytest.raises(Conflict):
        services.change_access(by=operator, person_id=operator.pk, is_active=True, is_staff=False)


def test_lets_the_router_see_whoever_opens_a_business() -> None:
    person = services.create_operator(
        first_name="Op", last_name="", email="op@staff.test", password="three unrelated words", language="he"
    )
    assert person.presence.kind == PresenceKind.OFFLINE
    newcomer = Person.objects.create_user("new@staff.test", None, first_name="New")
    services.open_business(
        actor=builders.PIPELINE, administrator=newcomer, name="Bakery", slug="bakery", case_prefix="BK", language="he"
    )
    assert Presence.objects.filter(person=newcomer).exists()
