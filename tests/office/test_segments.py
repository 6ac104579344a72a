"""Segments in the office: who is of one, told apart from namesakes."""

from django.test import Client

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.customers.models import Customer, Segment
from tests import builders
from tests.office.test_doors import url


def test_tells_members_and_found_customers_apart_by_what_is_known_of_them(
    business: Business, browser: Client
) -> None:
    written = builders.a_contact_point(business, address="dana@mail.test", name="דנה לוי")
    with in_scope([business.pk]):
        segment = Segment.objects.create(business=business, name="VIP")
        Customer.objects.filter(pk=written.customer_id).update(segment=segment)
        Customer.objects.create(business=business, name="דנה לוי", segment=segment)
        Customer.objects.create(business=business, name="דנה לוי")
    page = browser.get(url("segment", business, segment.pk), {"q": "דנה"}).content.decode()
    members, found = page.split('id="find"')
    assert "dana@mail.test" in members
    assert members.count("known since") == found.count("known since") == 1
