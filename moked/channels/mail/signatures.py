"""Where a signature begins."""

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from moked.channels.mail.lines import Line, bare
from moked.lib.hebrew import strip_direction_marks

# RFC 3676 and its habits. A dash alone may be punctuation, longer rules may be a table.
_DELIMITER = re.compile(r"\s{0,3}(?:--|—-|-—|__|_{5,}|[—–]{3,})\s*")
_MOST_RULED_LINES = 40
# Rules that may as well part a text in two; the long dashes people draw more than programs.
_DRAWN = re.compile(r"\s{0,3}(?:_{5,}|[—–]{3,})\s*")
_DASHED = re.compile(r"\s{0,3}[—–]{3,}\s*")
_MOST_DASHED_LINES = 6

_DEVICE = re.compile(
    r"(?:sent (?:from|with|via|using|by) (?:my |the |a |an )?[A-Z0-9].{0,80}|"
    r"sent from my (?!desk\b)\w.{0,60}|"
    r"get outlook for .{1,60}|sent from (?:outlook|yahoo|mail).{0,60}|"
    r"(?:von meinem|von meiner) .{1,40} gesendet|gesendet (?:von|mit|über) .{1,80}|"
    r"envoyé (?:de|depuis|à partir de|avec) .{1,80}|télécharger outlook .{1,60}|"
    r"enviado (?:desde|do|de|a partir do|con) .{1,80}|obtener outlook .{1,60}|obter o outlook .{1,60}|"
    r"inviato (?:da|dal|con) .{1,80}|scarica outlook .{1,60}|"
    r"verzonden (?:vanaf|met|via|vanuit) .{1,80}|verstuurd vanaf .{1,80}|"
    r"sendt fra .{1,80}|skickat från .{1,80}|lähetetty .{1,80}|"
    r"wysłan[eo] z .{1,80}|отправлено (?:с|из|от) .{1,80}|надіслано (?:з|із) .{1,80}|"
    r"odesl[aá]no z .{1,80}|odoslané z .{1,80}|elküldve az? .{1,80}|trimis de pe .{1,80}|στάλθηκε από .{1,80}|"
    r".{1,40}(?:umdan|ımdan|imden|den|dan) gönderildi|.{1,40}에서 보냄|"
    r"holen sie sich outlook .{1,60}|outlook für .{1,40} (?:beziehen|herunterladen)|hämta outlook .{1,60}|"
    r"hent outlook .{1,60}|download outlook .{1,60}|pobierz outlooka? .{1,60}|"
    r"נשלח (?:מ|באמצעות|ב-?|דרך|על ידי).{1,80}|(?:השג|השגת|קבל|קבלת|הורד|הורדת|"
    r"להורדת) (?:את )?outlook .{1,60}|"
    r"أرسلت من .{1,80}|أُرسلت من .{1,80}|تم الإرسال من .{1,80}|احصل على outlook .{1,60}|"
    r".{1,40}から送信|发自我的.{1,40}|從我的.{1,40}傳送)",
    re.IGNORECASE,
)
# What such a line names, in whatever language it says so.
_THING = re.compile(
    r"i-?phone|i-?pad|android|samsung|galaxy|huawei|xiaomi|redmi|pixel|oneplus|nokia|blackberry|windows|"
    r"outlook|g-?mail|yahoo|hotmail|thunderbird|proton|aol|gmx|web\.de|mail\b|spark|e-?mail|app\b|mobil|phone|telefon|"
    r"tel[eé]fono|t[eé]l[eé]phone|smartphone|handy\b|tablet|portable|device|ger[aä]t|dispositivo|celular|cellulare|"
    r"\bmy\b|\bmeine[mr]\b|\bmon\b|\bmi\b|\bmio\b|\bmeu\b|\bmijn\b|"
    r"אייפון|אנדרואיד|סמסונג|גלקסי|טלפון|נייד|סלולר|מכשיר|מובייל|אפליקצי|יישום|"
    r"телефон|смартфон|устройств|почт|приложени|айфон|андроид|iphone|هاتف|جهاز|آيفون|جوال|أندرويد|بريد|핸드폰|iPhone",
    re.IGNORECASE,
)
# A sentence that happens to begin like that goes on or ends in a full stop.
_SENTENCE = re.compile(r"[,;!?]\s|[.!?]$|\b(?:but|because|and then|is|was)\b")
# What programs write with a full stop, in brackets, or in small letters.
_PRODUCT = re.compile(
    r"[<(\[]{1,2}sent (?:from|by|via) [^<>()]{1,60}[>)\]]{1,2}|"
    r"sent from my [^.,]{1,40}[.,] {1,2}(?:please )?excuse .{1,40}|"
    r"(?:sent|secured) (?:with|from|by) proton ?mail[^.]{0,60}\.?|"
    r"(?:sent from|נשלח מ(?:ה|מכשיר|סמארטפון))[^.,]{0,60}(?:galaxy|samsung|android|k-9 mail)"
    r"[^.,]{0,40}\.(?: please excuse my brevity\.)?|"
    r"diese nachricht wurde von [^.]{1,60} gesendet\.",
    re.IGNORECASE,
)
# What may as well be the end of a sentence that a program broke.
_LOOSE = re.compile(
    r"(?:sent (?:via|from|by) (?:an? |my )?|from my )(?:mobile|cell|phone|tablet|smartphone|i-?phone|i-?pad)"
    r"(?: ?phone| device| \d{1,2})?\.?",
    re.IGNORECASE,
)
# Swedes sign with a slash: '/Anna'.
_SLASHED = re.compile(r"/ ?[^\W\d_]{2,20}(?: [^\W\d_]{2,20}){0,2}")
_CAPITAL_NEEDED = re.compile(r"sent (?:from|with|via|using|by) (?!my |the )(?:an? )?[a-z]")

_SIGN_OFF = re.compile(
    r"(?:(?:with )?(?:(?:my |our )?(?:best|kind|kindest|warm|warmest|many) )?(?:regards|wishes)|regards|"
    r"thanks (?:and|&) (?:best |kind )?regards|(?:yours )?(?:sincerely|faithfully|"
    r"truly)(?: yours)?|respectfully|"
    r"(?:mit )?(?:freundlichen|besten|lieben|herzlichen|schönen) grüßen?|(?:viele|liebe|beste|"
    r"freundliche|schöne) grüße|"
    r"mfg|lg|hochachtungsvoll|"
    r"(?:bien )?cordialement|bien à vous|(?:meilleures )?salutations(?: distinguées)?|"
    r"(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|"
    r"cordiali saluti|distinti saluti|cordialmente|"
    r"atenciosamente|(?:com os )?melhores cumprimentos|cumprimentos|"
    r"(?:met )?vriendelijke groeten?|mvg|hoogachtend|"
    r"(?:med )?(?:venlig|vennlig|vänlig|vänliga) (?:hilsen|hälsning|hälsningar)|"
    r"(?:de )?(?:bedste|beste) hilsner|"
    r"hilsen|mvh|kh|vh|hälsningar|"
    r"(?:ystävällisin|parhain) terveisin|terveisin|"
    r"pozdrawiam(?: serdecznie)?|z (?:poważaniem|powazaniem)|"
    r"с уважением|с наилучшими пожеланиями|з повагою|с уважение|"
    r"s pozdrav(?:em|om)|s přátelským pozdravem|üdvözlettel|tisztelettel|üdv|cu stimă|cu respect|toate cele bune|"
    r"saygılarımla|iyi çalışmalar|με εκτίμηση|srdačan pozdrav|lijep pozdrav|lep pozdrav|s poštovanjem|"
    r"(?:תודה(?: רבה)?,? ו?)?בברכה(?: רבה)?|בתודה(?: מראש| רבה)?(?: ו?בברכה)?|בכבוד רב|בברכת .{1,25}|בידידות|"
    r"בהוקרה|בהערכה(?: רבה)?|שלכם בנאמנות|"
    r"مع (?:خالص )?(?:التحية|التحيات|تحياتي)|(?:مع )?تحياتي|مع أطيب (?:التحيات|الأمنيات)|وتفضلوا بقبول .{1,30}|"
    r"(?:以上、?)?よろしくお願い(?:いた|致)?します|敬具|此致)[,.،،!、。 -]*",
    re.IGNORECASE,
)
_MOST_SIGN_OFF_LINES = 14
_LONGEST_SIGN_OFF = 80
_LONGEST_DEVICE = 120

_DISCLAIMER = re.compile(
    r"(?:(?:this|"
    r"the information (?:contained )?in this) (?:e-?mail|message|communication)"
    r".{0,80}(?:confidential|intended)|this communication .{0,40}confidential|"
    r"diese (?:e-?mail|nachricht) .{0,60}vertraulich|ce (?:message|courriel) .{0,60}confidentiel|"
    r"le informazioni contenute|"
    r"(?:ה)?(?:הודעה|מסר|מייל|דוא[\"״]ל) (?:זו|זה|אלקטרונית? ז[והא]ת?|האלקטרוני|"
    r"דואר).{0,80}(?:מיועד|חסוי|סודי|מכיל|עשוי)|"
    r"(?:ה)?(?:מידע|תוכן|אמור) (?:הכלול|המופיע|הנמצא|האמור|של|ב).{0,60}(?:הודעה|מסר|מייל|"
    r"דוא).{0,100}(?:מיועד|חסוי|סודי|אישי)|"
    r"אם (?:קיבלת|קבלת|קיבלתם)(?: את)? (?:הודעה|מייל|דוא).{0,40}בטעות)",
    re.IGNORECASE,
)
# A person says as much in a sentence; a notice takes longer.
_SHORTEST_DISCLAIMER = 100
_NOTICE = re.compile(
    r"(?:disclaimer:?$|confidentiality notice|"
    r"you (?:received|are receiving) this (?:message|email) because you are subscribed|"
    r"virus-free\.|this e-?mail has been (?:checked|scanned) for viruses|diese e-?mail wurde .{0,40}viren|"
    r"l[’']absence de virus|מייל זה נבדק|הודעה זו נבדקה|וירוסים לא נמצאו|נא לשקול את איכות הסביבה|חשבו על הסביבה|"
    r"(?:please )?(?:consider|think of) the environment|"
    r"(?:please )?(?:excuse|forgive|pardon) .{0,40}(?:brevity|typos?|spelling|mistakes|errors))",
    re.IGNORECASE,
)
# What a longer paragraph holds that nobody says to anybody.
_LEGAL = re.compile(
    r"confidential|privileged|intended (?:recipient|solely|only)|vertraulich|confidentiel|unsubscribe|"
    r"registered (?:in|office)|חסוי|סודי|נמען|להסרה מרשימת|конфиденциальн",
    re.IGNORECASE,
)
_SHORTEST_SENTENCE = 5
# A firm's name may close in a full stop; what is set in columns is no sentence.
_FIRM = re.compile(r"(?<![^\W\d_])(?:ltd|inc|co|corp|llc|bhd|intl|etc)\.$|[|•·]", re.IGNORECASE)
_FRAME = re.compile(r"[-_=*]{2,}|<https?://[^\s<>]+>")
_POSTSCRIPT = re.compile(r"(?:p\. ?(?:p\. ?)?s\.?|ps:|נ\. ?ב\.?|נ[\"״]ב)[ :,-]", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’׳-][^\W\d_]+)*['׳]?")
# Signatures ask it too.
_ASKED_BY_PROGRAMS = re.compile(
    r"\b(?:print|drucken|imprimer|imprimir|stampare)\b.{0,40}(?:e-?mail|message|page|mensaje|courriel)|"
    r"(?:להדפיס|הדפסת).{0,20}(?:מייל|הודעה|דף|דוא)|"
    r"^(?:any |have |got |need )?(?:more )?(?:questions?|help)\?$|^(?:יש )?שאלות\?$",
    re.IGNORECASE,
)
# A line that goes on below was broken at about this length.
_BROKEN_AT = 50
_THANKS = re.compile(
    r"(?:(?:many |with |much )?thanks(?: (?:a lot|so much|again|in advance|for your help))?|"
    r"thank you(?: (?:so|very) much| again| in advance)?|cheers|best|all the best|"
    r"(?:vielen |herzlichen )?dank(?:e|e schön)?|danke(?: im voraus)?|merci(?: beaucoup| d['’]avance)?|"
    r"(?:muchas )?gracias|grazie(?: mille)?|obrigad[oa]|(?:заранее )?спасибо|"
    r"(?:רב |המון )?תודה(?: רבה| מראש| לכם| על העזרה| ו(?:יום|ערב|שבוע|המשך יום) (?:טוב|נעים))*|"
    r"(?:יום|ערב|שבוע|שבת) (?:טוב|נעים|שלום)|"
    r"شكرا(?: جزيلا)?|شكرًا(?: جزيلًا)?)[,.!،… -]*",
    re.IGNORECASE,
)


def signature_span(lines: Sequence[Line], names: Collection[str] = ()) -> tuple[int, int] | None:
    """Start and end (exclusive) of the signature within the lines of an answer; None when it has none.

    It never begins with the first words: something must be signed. After the name a postscript is the writer's again,
    and so is a paragraph that asks or says something. `names` are the words of the writer's name: one of them, or
    all, below a thanks at the end signs.
    """
    spoken = [index for index, line in enumerate(lines) if not line.is_blank]
    for order, index in enumerate(spoken):
        text = _clear(lines[index])
        if order and (_NOTICE.match(text) or _is_disclaimer(lines, index)):
            return _with_frame(lines, spoken, order), len(lines)
        if order and _opens(lines, spoken, order):
            return index, len(lines) if _matches(_DELIMITER, lines[index]) else _spoken_again(lines, index)
        if order and order == len(spoken) - 1 and _SLASHED.fullmatch(text):
            return index, len(lines)
        is_near_end = order and len(spoken) - order <= _MOST_SIGN_OFF_LINES
        if is_near_end and len(text) <= _LONGEST_SIGN_OFF and _SIGN_OFF.fullmatch(text):
            return index, _spoken_again(lines, index)
        is_last_but_one = order and names and order == len(spoken) - 2
        if is_last_but_one and _THANKS.fullmatch(text[:_LONGEST_SIGN_OFF]) and _is_name(lines[spoken[-1]], names):
            return index, len(lines)
    return None


def _with_frame(lines: Sequence[Line], spoken: Sequence[int], order: int) -> int:
    """Where a program's notice begins: at a rule or a link right above it, never at the first words."""
    above = lines[spoken[order - 1]]
    is_framed = order > 1 and bool(_FRAME.fullmatch(above.text.strip()[:300]))
    return spoken[order - 1] if is_framed else spoken[order]


def is_device_line(line: Line) -> bool:
    """Whether the line is one like 'Sent from my iPhone'."""
    text = _clear(line)
    if len(text) > _LONGEST_DEVICE:
        return False
    if _PRODUCT.fullmatch(text) or _LOOSE.fullmatch(text):
        return True
    return (
        bool(_DEVICE.fullmatch(text))
        and not _SENTENCE.search(text.partition("<")[0].strip())
        and not _CAPITAL_NEEDED.match(text[:1].lower() + text[1:])
    )


def _opens(lines: Sequence[Line], spoken: Sequence[int], order: int) -> bool:
    line = lines[spoken[order]]
    # Most lines begin with a letter: look no further.
    if not line.text[:1].isalpha() and _matches(_DELIMITER, line):
        if len(spoken) - order > _MOST_RULED_LINES:
            return False
        return not (_matches(_DRAWN, line) and _parts_text(lines, spoken, order))
    if not is_device_line(line) or (_may_end_sentence(line) and not _stands_alone(lines, spoken, order)):
        return False
    # "Sent from Berlin on Monday" is a sentence where more is said below it, unless it names a device or a program.
    later = (lines[index].text.strip() for index in spoken[order + 1 :])
    return bool(_THING.search(line.text)) or all(_is_programs(text) for text in later)


def _parts_text(lines: Sequence[Line], spoken: Sequence[int], order: int) -> bool:
    """Whether the rule stands within a text: below it the writer asks, or takes leave and signs only there. Dashes do
    also where a sentence or many lines follow, or another rule stands beside."""
    below = spoken[order + 1 :]
    texts = [_clear(lines[index]) for index in below]
    takes_leave = any(len(text) <= _LONGEST_SIGN_OFF and _SIGN_OFF.fullmatch(text) for text in texts[1:])
    if takes_leave or any(map(_asks, texts)):
        return True
    if not _matches(_DASHED, lines[spoken[order]]):
        return False
    beside = (*spoken[max(0, order - _MOST_RULED_LINES) : order], *below)
    is_one_of_many = any(_matches(_DRAWN, lines[index]) for index in beside)
    return is_one_of_many or len(below) > _MOST_DASHED_LINES or any(_says(lines, below[0], index) for index in below)


def _matches(rule: re.Pattern[str], line: Line) -> bool:
    return rule.fullmatch(strip_direction_marks(line.text[:200])) is not None


def _may_end_sentence(line: Line) -> bool:
    text = _clear(line)
    return text[:1].islower() or _LOOSE.fullmatch(text) is not None


def _stands_alone(lines: Sequence[Line], spoken: Sequence[int], order: int) -> bool:
    """Whether nothing but what programs write shares the paragraph below, and no sentence above goes on."""
    index = spoken[order]
    below = takewhile(lambda line: not line.is_blank, lines[index + 1 :])
    return not _goes_on(lines[index - 1]) and all(_is_programs(_clear(line)) for line in below)


def _is_programs(text: str) -> bool:
    return (
        bool(_FRAME.fullmatch(text[:300]) or _NOTICE.match(text) or _DISCLAIMER.match(text))
        or _DEVICE.fullmatch(text[:200]) is not None
    )


def _is_disclaimer(lines: Sequence[Line], index: int) -> bool:
    """Whether a disclaimer begins on the line: by its words, and its length down to the next blank line, unless
    nothing follows."""
    if not _DISCLAIMER.match(_clear(lines[index])):
        return False
    paragraph = list(takewhile(lambda line: not line.is_blank, lines[index:]))
    is_long = sum(len(line.text) for line in paragraph) >= _SHORTEST_DISCLAIMER
    return is_long or all(line.is_blank for line in lines[index + len(paragraph) :])


def _spoken_again(lines: Sequence[Line], start: int) -> int:
    """Where the writer goes on below what signs: at a postscript, or with a paragraph that asks or says something.

    A question right below a name, with no blank line above it, may be the firm's.
    """
    paragraph, is_programs = None, False
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if line.is_blank:
            paragraph = index + 1
            continue
        text = _clear(line)
        if _POSTSCRIPT.match(text):
            return index
        if paragraph == index:
            is_programs = is_programs or _is_notice(lines, index)
        if paragraph is not None and (_asks(text) or (not is_programs and _says(lines, paragraph, index))):
            return paragraph
    return len(lines)


def _asks(text: str) -> bool:
    return text.endswith(("?", "؟", "？")) and " " in text and not _ASKED_BY_PROGRAMS.search(text[:300])


def _says(lines: Sequence[Line], paragraph: int, index: int) -> bool:
    """Whether a sentence ends on the line at `index`, in the paragraph that begins at `paragraph`."""
    if not lines[index].text.rstrip().endswith((".", "!")):
        return False
    start = _sentence_start(lines, paragraph - 1, index)
    text = " ".join(line.text[:1000] for line in lines[start : index + 1]).rstrip()
    words = _NAME_WORD.findall(text)
    # 'The Acme Service Desk Team.' is a name.
    is_said = len(words) >= _SHORTEST_SENTENCE and not all(word[0].isupper() for word in words)
    return is_said and not _FIRM.search(text) and not is_device_line(lines[index])


def _is_notice(lines: Sequence[Line], index: int) -> bool:
    """Whether the paragraph that begins on the line is a program's or a lawyer's."""
    paragraph = " ".join(_clear(line) for line in takewhile(lambda line: not line.is_blank, lines[index:]))
    if _NOTICE.match(paragraph) or _DISCLAIMER.match(paragraph):
        return True
    return len(paragraph) >= _SHORTEST_DISCLAIMER and bool(_LEGAL.search(paragraph[:2_000]))


def _sentence_start(lines: Sequence[Line], after: int, index: int) -> int:
    """Where the sentence begins that ends on the line at `index`, `after` the line that signs."""
    while index - 1 > after and _goes_on(lines[index - 1]):
        index -= 1
    return index


def _goes_on(line: Line) -> bool:
    """Whether a program broke the line, so that its sentence ends below."""
    text = line.text.rstrip()
    return len(text) >= _BROKEN_AT and not text.endswith((".", "!", "?", ":", "|"))


def _is_name(line: Line, names: Collection[str]) -> bool:
    text = _clear(line)
    # "Dana 4417-22/9": what stands beside the name is of the matter.
    if any(sign.isdigit() for sign in text):
        return False
    words = words_of_name(text)
    return 0 < len(words) <= len(names) and all(word in names for word in words)


def words_of_name(name: str) -> tuple[str, ...]:
    """The words of a person's name as they are compared: 'Levi, Dana' and 'dana levi' have the same."""
    return tuple(_NAME_WORD.findall(name[:_LONGEST_SIGN_OFF].casefold()))


def _clear(line: Line) -> str:
    return bare(line.text).strip("* ")
