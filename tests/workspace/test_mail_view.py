"""A stranger's mail in its frame: pictures come and go, text never turns into markup."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import translation

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.files import IncomingFile
from moked.cases.models import Channel, Message
from moked.channels.mail.html import read_html, write_html
from moked.workspace.mail_view import mail_document
from tests import builders

pytestmark = pytest.mark.django_db

PICTURE = b"\x89PNG\r\n\x1a\n"


class Tags(HTMLParser):
    """The start tags of a document by name, the last of each."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.of: dict[str, dict[str, str | None]] = {}
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.of[tag] = dict(attrs)


@pytest.fixture
def business():
    business = builders.a_business()
    with in_scope([business.pk]):
        yield business


def _mail(business, source: str, *files: IncomingFile) -> Message:
    case = builders.a_case(business)
    return cases.receive_message(
        actor=builders.contact_actor(case),
        case=case,
        contact_point=case.contact_point,
        channel=Channel.MAIL,
        text="see the picture",
        html=write_html(read_html(source)),
        files=files,
    )


@pytest.mark.parametrize("with_pictures", [True, False])
@pytest.mark.parametrize(
    "title", ["data-remote-src=a onmouseover=alert(1) ", 'src="cid:a onmouseover=alert(1) "', "src=&quot;cid:a&quot;"]
)
def test_leaves_a_title_the_text_it_is(business, title, with_pictures) -> None:
    source = f"<a href='https://x.test' title='{title}'>hi</a>"
    link = Tags(str(mail_document(_mail(business, source), with_pictures=with_pictures))).of["a"]
    assert link["title"] == title.replace("&quot;", '"')
    assert set(link) == {"href", "title", "rel"}


def test_leaves_text_the_text_it_is(business) -> None:
    document = mail_document(_mail(business, "<p>data-remote-src=&lt;b&gt;</p>"), with_pictures=True)
    assert "<p>data-remote-src=&lt;b&gt;</p>" in document


def test_loads_pictures_from_afar_only_when_asked(business) -> None:
    message = _mail(business, '<img src="https://far.test/a.png?b=1&amp;c=2" alt="x">')
    kept_back = Tags(str(mail_document(message, with_pictures=False))).of["img"]
    assert "src" not in kept_back
    shown = Tags(str(mail_document(message, with_pictures=True))).of["img"]
    assert (shown["src"], shown["referrerpolicy"]) == ("https://far.test/a.png?b=1&c=2", "no-referrer")
    assert "data-remote-src" not in shown


def test_shows_pictures_sent_along_in_their_place(business) -> None:
    file = IncomingFile("logo.png", "image/png", PICTURE, "<logo@x.test>")
    message = _mail(business, '<img src="cid:logo@x.test">', file)
    address = reverse("workspace:file", args=[message.attachments.get().pk])
    document = str(mail_document(message, with_pictures=False))
    assert Tags(document).of["img"] == {"src": f"{address}?picture=1"}


def test_shows_an_empty_place_for_a_picture_that_was_not_sent_along(business) -> None:
    document = str(mail_document(_mail(business, '<img src="CID:gone@x.test" alt="x">'), with_pictures=False))
    assert Tags(document).of["img"] == {"src": "", "alt": "x"}


@pytest.mark.parametrize(("language", "words"), [("en", "leads to "), ("he", "מוביל אל ")])
def test_tells_where_a_link_leads_whose_text_names_another_place(business, language: str, words: str) -> None:
    source = (
        '<p><a href="https://evil.test/login">www.<b>bank</b>.test</a> or <a href="https://bank.test">this</a></p>'
    )
    message = _mail(business, source)
    with translation.override(language):
        document = str(mail_document(message, with_pictures=False))
    direction = "rtl" if language == "he" else "ltr"
    hint = (
        f'class="opens" id="opens-1" dir="{direction}" lang="{language}">{words}<bdi dir="ltr">evil.test</bdi></span>'
    )
    assert hint in document
    assert document.count("aria-describedby=") == document.count('id="opens-') == 1
    assert 'aria-describedby="opens-1">www.<b>bank</b>.test</a><span ' in document
