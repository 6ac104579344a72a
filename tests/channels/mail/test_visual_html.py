"""HTML in visual order, as old systems and web mail still send it."""

import pytest

from moked.channels.mail import parse_mail
from moked.channels.mail.visual_html import logical_html
from tests.channels.mail.builders import raw_mail


@pytest.mark.parametrize(
    ("visual", "logical"),
    [
        ("<p>.םולש</p>", "<p>שלום.</p>"),
        ("<p>הדות<br>הנד</p>", "<p>תודה<br>דנה</p>"),
        ("הדות <b>הנד</b>", "<b>דנה</b> תודה"),
        (
            '<td dir="ltr"><a href="http://x.test/a?b=1"><b>ןאכ</b></a> ץחל</td>',
            '<td dir="ltr">לחץ <a href="http://x.test/a?b=1"><b>כאן</b></a></td>',
        ),
        ("<b>הדות<br>הנד</b>", "<b>תודה<br>דנה</b>"),
        ("הנד&nbsp;&amp; iPhone 15", "iPhone 15 &amp;&nbsp;דנה"),
        ("AT&amp;T &lt;b&gt; R&#38;D תרבח", "חברת AT&amp;T &lt;b&gt; R&amp;D"),
        ("&lt;dana@x.test&gt; :תאמ", "מאת: &lt;dana@x.test&gt;"),
        ("<style>td{x:1}</style><title>א ב</title>בא", "<style>td{x:1}</style><title>א ב</title>אב"),
        ("5 < הדות", "תודה &gt; 5"),
        ("הדות <b> iPhone</b>", "<b>iPhone </b> תודה"),
        ("<!-- [if x]><b> --><p>הנד</p>", "<p>דנה</p>"),
        ("<p>Hello <b>you</b></p>", "<p>Hello <b>you</b></p>"),
    ],
)
def test_turns_each_line_and_no_tag(visual: str, logical: str) -> None:
    assert logical_html(visual) == logical


def test_reads_a_mail_of_visual_html() -> None:
    source = '<p dir="ltr">,םולש<br>.תלקלוקמה הדועתה תא יתלביק אל</p>'
    parsed = parse_mail(raw_mail(source.encode("iso8859-8"), content_type="text/html; charset=iso-8859-8"))
    assert parsed.text == "שלום,\nלא קיבלתי את התעודה המקולקלת."
    assert parsed.html == '<p dir="ltr">שלום,<br>לא קיבלתי את התעודה המקולקלת.</p>'
