"""What a mail server writes above a mail from outside: 'CAUTION: external sender', not the customer's words."""

import re
from collections.abc import Iterator, Sequence

from moked.channels.mail.lines import Line, bare
from moked.channels.mail.quotes import is_rule

_MOST_LINES = 16
_LONGEST = 900
# Most mails begin otherwise: nothing else is looked at then.
_MAY_OPEN = re.compile(
    r"caution|warning|attention|alert|notice|extern|outside|often get|banner|\bext\b|achtung|vorsicht|"
    r"זהיר|אזהר|לב|חיצוני|מחוץ|קרובות|вниман|внешн|извне|تنبيه|تحذير|خارج",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+|[:：|\]]\s*|\s[–—-]\s")
_AROUND = " \t*[](){}<>!.,:;|=_~-–—⚠️\u200c\u200b\ufeff"
_MAIL = r"(?:e-?mail|message|mail)(?: message)?"
_PLACE = (
    r"(?:organi[sz]ation|company|network|firm|university|domain|business|corporation|group|"
    r"institution|agency|college|enterprise)"
)
_HEBREW_MAIL = r"(?:הודעה|הודעת (?:מייל|דוא[\"״]ל)|מייל|דוא[\"״]ל|דואר(?: אלקטרוני)?)(?: זו| זה| זאת| זוהי)?"
_LABEL = re.compile(
    r"(?:security )?(?:caution|warning|attention|alert|notice|be careful|external|ext|achtung|vorsicht|hinweis|"
    r"warnung|"
    r"זהירות|אזהרה|אזהרת אבטחה|(?:נא )?(?:שים|שימו|שימי|שים/י) לב|לתשומת לב(?:ך|כם)?|תשומת לב|"
    r"внимание|осторожно|предупреждение|تنبيه|تحذير)(?: external)?",
    re.IGNORECASE,
)
# Each says by itself that the mail came from outside.
_OPENER = re.compile(
    rf"(?:\[?ext(?:ernal)?\]?|(?:this is an )?external (?:{_MAIL}|sender|source)(?: warning| notice)?)|"
    rf"this {_MAIL} (?:is from|was sent (?:by|from)|came from|comes from|originat(?:ed|es) from) (?:an )?external "
    rf"(?:sender|source|{_MAIL} address|address|party)|"
    rf"this {_MAIL} .{{0,30}}\b(?:from|by|originat(?:ed|es))(?: someone| a sender)? outside(?: of)? "
    rf"(?:the |your |our |this )?(?:[\w&.'’-]+ ){{0,4}}{_PLACE}\b.{{0,60}}|"
    rf"(?:some people who received this message|you) don['’]?t often (?:get|receive) {_MAIL} from "
    r"\S{1,80}@\S{1,80}|"
    r"zjqcmqryfpfptbannerstart|"
    rf"{_HEBREW_MAIL} (?:חיצונית? )?(?:נשלח|התקבל|הגיע|מגיע)ה? .{{0,20}}"
    rf"(?:מ?(?:מקור|גורם|שולח|כתובת) חיצונית?|מחוץ ל(?:ארגון|חברה|רשת|משרד|מערכת)).{{0,60}}|"
    r"(?:מייל|דוא[\"״]ל|הודעה|דואר|דואר אלקטרוני|שולח|מקור) חיצונית?|"
    r"(?=.{0,200}@).{0,20}"
    r"(?:(?:אינך|לא) מקבל.{0,60}לעתים קרובות|לעתים קרובות .{0,20}מקבל).{0,120}|"
    r"(?:diese (?:e-?mail|nachricht) .{0,40}(?:von (?:extern|außerhalb)|externen).{0,80}|"
    r"externe (?:e-?mail|nachricht))|"
    r"ce(?:t|tte)? (?:e-?mail|courriel|message) .{0,40}"
    r"(?:(?:expéditeur|source|adresse) externe|de l['’]extérieur).{0,80}|"
    r"(?:это|данное) (?:письмо|сообщение) .{0,40}(?:внешн|вне организации|извне).{0,60}|внешнее письмо|"
    r"(?:هذه الرسالة|هذا البريد) .{0,40}خارج (?:المؤسسة|المنظمة|الشركة).{0,60}",
    re.IGNORECASE,
)
# Enough below a label.
_LABELLED = re.compile(
    rf"(?:this|the) {_MAIL} .{{0,40}}\b(?:from (?:an |the )?|by an |originat(?:ed|es|ing) )(?:external|outside)\b"
    r".{0,80}",
    re.IGNORECASE,
)
# What goes on below, never enough by itself; customers ask for much, but not for this.
_DANGER = r"(?:links?|attachments?|senders?|phishing|suspicious|trust|recogni[sz]e|unless|safe|sensitive|credentials)"
_ADVICE = re.compile(
    rf"(?:please )?(?:do not|don['’]t|never|avoid) (?:click|open|reply|respond|follow|download|forward|"
    rf"provide|share|enter)(?:ing)?\b.{{0,160}}\b{_DANGER}\b.{{0,160}}|"
    r"(?:please )?(?:exercise|use|take) (?:extra |extreme |due )?caution.{0,200}|"
    rf"(?:please )?be (?:careful|cautious|wary|vigilant)\b.{{0,80}}"
    rf"\b(?:{_DANGER}|clicking|opening|responding)\b.{{0,120}}|"
    r"(?:please )?(?:think|verify|treat|report|ensure|make sure|check|only)\b.{0,80}"
    r"\b(?:the sender|phishing|suspicious|before (?:you )?(?:click|open|respond)(?:ing)?|with caution)\b.{0,120}|"
    r"this message (?:came from outside your organi[sz]ation|is from an external sender)|"
    r"(?:learn why this is important|report suspicious|zjqcmqryfpfptbannerend).{0,160}|"
    r"(?:at )?https?|//aka\.ms/\S{1,200}|"
    r"(?:נא לא|אין|אל|יש להימנע מ)(?: [^\s.]+){0,2} ?"
    r"(?:ללחוץ|לפתוח|להקליק|למסור|להשיב|לחיצה|פתיחה|תלחצו?|תפתחו?)\b.{0,60}"
    r"(?:קישור|קובץ|קבצים|צרופ|מצורפ|שולח|לינק|סיסמ|פרטים).{0,120}|"
    r"(?:נא |יש |אנא )?(?:להיזהר|לנקוט (?:משנה )?זהירות|לנהוג ב(?:משנה )?זהירות|היזהרו|נהגו בזהירות|"
    r"לוודא .{0,40}שולח).{0,120}|"
    r"(?:למד|למדו) .{0,10}(?:מדוע|למה).{0,60}|"
    r"(?:klicken|öffnen) sie .{0,100}(?:link|anh[aä]ng|absender).{0,100}|"
    r"(?:ne |n['’])(?:cliquez|ouvrez).{0,100}(?:lien|pièce|expéditeur).{0,100}|"
    r"не (?:открывайте|переходите|нажимайте).{0,80}(?:ссылк|вложени|отправител).{0,100}|"
    r"لا ت.{1,80}(?:رابط|روابط|مرفق).{0,100}",
    re.IGNORECASE,
)


def banner_end(lines: Sequence[Line]) -> int:
    """Index after a banner at the top of a mail; 0 when there is none, or nothing below it.

    Each of its sentences has to be one that servers write: a line that says anything else is the customer's.
    """
    end = 0
    is_open = False
    for start, stop in _paragraphs(lines):
        last = _banner_within(lines, start, stop, is_open=is_open)
        if last is None:
            break
        end, is_open = last, True
        if last < stop:
            break
    # A line drawn below belongs to it.
    while end and end < len(lines) and (lines[end].is_blank or is_rule(lines[end])):
        end += 1
    return end if end < len(lines) else 0


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where the first paragraphs begin and end, lines drawn around them being none of theirs."""
    start = None
    for index in range(min(len(lines), _MOST_LINES) + 1):
        is_over = index >= min(len(lines), _MOST_LINES) or lines[index].is_blank or is_rule(lines[index])
        if is_over and start is not None:
            yield start, index
            start = None
        elif not is_over and start is None:
            start = index


def _banner_within(lines: Sequence[Line], start: int, stop: int, *, is_open: bool) -> int | None:
    """Index after the lines of a paragraph that are the banner's; None when the first is not."""
    if lines[start].depth or not (is_open or _MAY_OPEN.search(lines[start].text[:_LONGEST])):
        return None
    at = start
    # A sentence may go on in the next line, or end without a stop.
    while at < stop and (end := _sentences_end(lines, at, stop, is_open=is_open)):
        at, is_open = end, True
    return at if at > start else None


def _sentences_end(lines: Sequence[Line], start: int, stop: int, *, is_open: bool) -> int | None:
    for end in range(stop, start, -1):
        text = " ".join(bare(line.text) for line in lines[start:end])
        if len(text) <= _LONGEST and _is_banner(text, is_open=is_open):
            return end
    return None


def _is_banner(text: str, *, is_open: bool) -> bool:
    pieces = [piece for each in _SENTENCES.split(text) if (piece := each.strip(_AROUND))]
    is_labelled = any(_LABEL.fullmatch(piece) for piece in pieces)
    opening = [
        bool(_OPENER.fullmatch(piece)) or (is_labelled and bool(_LABELLED.fullmatch(piece))) for piece in pieces
    ]
    if not (is_open or any(opening)):
        return False
    return all(
        opens or _LABEL.fullmatch(piece) or _ADVICE.fullmatch(piece)
        for opens, piece in zip(opening, pieces, strict=True)
    )
