"""Words mail programs put around what they quote, by language. Patterns only; no decisions."""

import re

# What opens the line above a quote ('On … wrote:'), whole words, lower case.
OPENERS = re.compile(
    r"(?:on|am|den|le|el|il|in data|em|no dia|op|pe|la|ti|ma|ke|to|su|w dniu|dnia|dne|dňa|в|от|"
    r"בתאריך|ביום|ב-|ב־|ה-|מאת|في|بتاريخ|ในวันที่|ngày|tarihinde|στις|"
    r"quoting|citando|zitat von|citat)(?=[\s,.\d])",
    re.IGNORECASE,
)
# What closes it.
VERBS = re.compile(
    r"(?<![^\W\d_])(?:wrote|writes|said|says|schrieb|schrieb folgendes|hat geschrieben|schrieben|a écrit|"
    r"écrit|escribió|"
    r"ha scritto|scrive|escreveu|schreef|heeft geschreven|heeft het volgende geschreven|skrev|"
    r"skreiv|kirjoitti|"
    r"napisał|napisał\(a\)|napisała|napisał/a|pisze|napsal|napsal\(a\)|napísal|написал|написала|написал\(а\)|"
    r"пишет|пише|a scris|írta|yazdı|şunu yazdı|έγραψε|viết|"
    r"כתב|כתבה|כתבו|כתב/ה|כתב\(ה\)|כתב\.ה|כתב/כתבה|כותב|כותבת|"
    r"كتب|كتبت|كتب/ت|写道|寫道|写到|来信|のメッセージ|書きました|のメール|님이 작성|작성)"
    r"(?: ?[:：]| ?$)",
    re.IGNORECASE,
)
NEAR_VERBS = re.compile(
    r"(?<![^\W\d_])(?:schrieb|schreef|skrev|escreveu|wrote|שלח|שלחה|כתב|כתבה|כתב/ה|from|от|מאת)(?![^\W\d_])",
    re.IGNORECASE,
)
# A Hebrew head may end at the sender's name: «בתאריך 5.3.2024 14:23, מאת דנה לוי:».
HEBREW_HEAD = re.compile(r"(?:בתאריך|ביום|ב-?\d).{0,300}מאת")

# Somebody tells what was said to them: programs say neither "your" nor "to me".
TOLD_TO_US = re.compile(
    r"(?<![^\W\d_])(?:your|my|our|to me|told me|mir|ihre?[nrm]?|meine?[nrm]?|unsere?[nrm]?|votre|vos|notre|nous|moi|"
    r"ваш\w{0,4}|мне|нам|меня|לי|לנו|אלי|אליי|אלינו|שלי|שלכם|שלכן|שלך|שלנו|קיבלתי|קיבלנו)(?![^\W\d_])",
    re.IGNORECASE,
)

DATE = re.compile(
    r"\d{1,2}[:.h]\d{2}|\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?\d{2,4}|\d{4} ?[./年-] ?\d{1,2}|"
    r"(?<!\d)(?:19|20)\d{2}(?!\d)"
)
STARTS_WITH_DATE = re.compile(
    r"[\d(\[]|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|"
    r"man|tir|ons|tor|fre|lør|lör|søn|sön|maa|tii|kes|per|lau|ma|ti|ke|to|pe|la|su|"
    r"пн|вт|ср|чт|пт|сб|вс|pon|wt|śr|czw|pt|sob|niedz|יום|ב-)[^\W\d_]*[.,]? ",
    re.IGNORECASE,
)
# What stands above marked lines, in any language: a clock beside a date.
CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}(?!\d)")
# The same as a program writes it above a quote, and not two numbers of a date.
WRITTEN_CLOCK = re.compile(
    r"(?<![\d.])\d{1,2}(?:[:.]\d{2}|h(?:\d{2})?)(?![.\d])|(?<!\d)\d{1,2} ?[ap]\.?m\b", re.IGNORECASE
)
# The one program that names neither minute nor name.
YOU_WROTE = re.compile(r"on [a-z]{3,9} \d{1,2}, \d{4},? you wrote ?:", re.IGNORECASE)
_CLOCK_WRITTEN = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?"
_DAY_IN_NUMBERS = r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}"
_DAY_IN_WORDS = r"[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2} [a-z]{3,9}\.? \d{4}"
_HEBREW_DAY_IN_WORDS = r"\d{1,2} ב?[א-ת]{3,7} \d{4}"
# The whole line as a program writes it: the comma behind the clock, or the weekday cut short, is no person's, and no
# program says "the technician".
PROGRAM_HEAD = re.compile(
    rf"on (?:(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}},? )?(?:{_DAY_IN_NUMBERS}|{_DAY_IN_WORDS}),?(?: at)? "
    rf"{_CLOCK_WRITTEN},|(?:mon|tue|wed|thu|fri|sat|sun), (?:{_DAY_IN_WORDS}),?(?: at)? {_CLOCK_WRITTEN}) "
    r"(?!(?:the|an?|your|our|my|this|that|some\w+) )[^:.!?,]{1,60} wrote ?:|"
    rf"בתאריך (?:(?:יום [א-ת]{{1,6}}['׳]?,? )?(?:{_DAY_IN_NUMBERS}|{_HEBREW_DAY_IN_WORDS}),? (?:ב-?|בשעה )?"
    rf"{_CLOCK_WRITTEN},|יום [א-ת]['׳], {_HEBREW_DAY_IN_WORDS},? (?:ב-?|בשעה )?{_CLOCK_WRITTEN}) "
    r"(?!ה?(?:נציג|מוקדן|טכנאי|שליח|פקיד|מנהל|מזכיר|מוכר|נהג|רופא|שכן|מישה))[^:.!?,]{1,60} "
    r"(?:כתבה?|כתבו|כתב[/.]ה|כתב\(ה\)) ?:",
    re.IGNORECASE,
)
# As people tell it: programs set a comma behind the clock.
TOLD_DAY = re.compile(rf"ביום (?:{_DAY_IN_NUMBERS}) (?:ב-?|בשעה ){_CLOCK_WRITTEN} [^,]{{1,80}}")
# At its end somebody without a name: a word in small letters where names have large ones, a trade where none do.
SOMEBODY = re.compile(
    r"(?:^|[\s,])[a-zà-öø-ÿа-яёα-ω][\w'’-]{2,}$|"
    r"(?<![^\W\d_])(?:ה?(?:נציג|נציגה|מוקדן|מוקדנית|טכנאי|טכנאית|שליח|שליחה|פקיד|פקידה|מנהל|מנהלת|מזכירה|מוכר|מוכרת|"
    r"נהג|נהגת|רופא|רופאה|שכן|שכנה|מישהו|מישהי)|"
    r"(?:ה?(?:נציג|נציגת|טכנאי|מנהל|מנהלת|פקיד|פקידת|צוות|שירות))(?: ה?[א-ת]{2,12}){1,2}|"
    r"(?:ال)?(?:موظف|موظفة|مندوب|فني|مدير))$"
)
# Where answers are said to stand, and what such a line holds in any case.
ANSWER_HINTS = (
    *("answer", "repl", "respon", "comment", "remark", "line", "see in", "find in"),
    *("תשוב", "התייחס", "הער", "תגוב", "ענית", "השבתי", "ענינו", "הגבתי"),
    *("antworten", "répons", "ответ", "комментар"),
)
ANSWERS_WITHIN = re.compile(
    r"\b(?:answers?|replies|reply|responses?|comments?|remarks) (?:are |is |can be found |appear |marked |to you )?"
    r"(?:below|inline|in[- ]line|in (?:red|blue|green|bold|capitals|the (?:text|body))|between the lines|within)\b|"
    r"\b(?:see|find) (?:(?:my |our )?(?:answers|replies|comments|responses) )?"
    r"(?:in[- ]?line|in (?:red|blue|green|the body))\b|"
    r"\b(?:answered|replied|commented) (?:below|in[- ]?line|in (?:red|blue|green|the (?:text|body)))\b|"
    r"(?:תשובות(?:יי|י|ינו)?|תשובתי|התייחסות(?:י|נו)|הערות(?:יי|י)|תגובות(?:יי|י)|תגובתי|עניתי|השבתי|ענינו|הגבתי)"
    r"(?: [^\s.]+){0,3} (?:למטה|מטה|בגוף|בתוך|באדום|בכחול|בירוק|בצבע|בין השורות|בהמשך|להלן|מודגש)|"
    r"antworten (?:unten|im text|in rot|zwischen)|réponses? (?:ci-dessous|en rouge|dans le texte)|"
    r"(?:ответы|ответил[аи]?|комментарии) (?:ниже|в тексте|красным)",
    re.IGNORECASE,
)
# A year, or a day in numbers.
DAY = re.compile(r"(?<!\d)\d{4}(?!\d)|(?<!\d)\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?\d{2}(?!\d)|\d[年년]")
# A head that begins within a line: what stands before it is the writer's.
MID_LINE = re.compile(
    r"\S-{0,3}[ -]On (?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? |(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*\.? ?\d|\d)",
    re.IGNORECASE,
)
# What stands above marked lines where a name is all that follows: '2025-03-05 14:23 GMT+02:00 Dana Levi'.
STAMPED = re.compile(r"\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} (?:GMT|UTC)[+-]\d{1,2}:?\d{2} [^\W\d_]", re.IGNORECASE)
# GroupWise: '>>> Dana Levi <dana@example.org> 3/5/2025 2:23 PM >>>'.
ARROWED = re.compile(r"\s{0,3}>{2,3} .{1,200}\d.{0,60} ?>{2,3}\s*")
# The date of a header nobody writes by hand.
WIRE_DATE = re.compile(r"\d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}")
DIGIT = re.compile(r"\d")
MAIL_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]")

# Lines that part a quote from the answer. Dashes or underscores around them are gone already.
SEPARATORS = re.compile(
    r"(?:original message(?: processed by .{1,40})?|original appointment|forwarded message|"
    r"begin forwarded message|reply message|"
    r"ursprüngliche nachricht|weitergeleitete nachricht|anfang der weitergeleiteten nachricht|"
    r"message d['’]origine|message original|message transféré|début du message (?:réexpédié|transféré)|"
    r"mensaje original|mensaje reenviado|inicio del mensaje reenviado|"
    r"messaggio originale|messaggio inoltrato|inizio messaggio inoltrato|"
    r"mensagem original|mensagem (?:re)?encaminhada|início da mensagem (?:reencaminhada|encaminhada)|"
    r"oorspronkelijk bericht|origineel bericht|doorgestuurd bericht|begin doorgestuurd bericht|"
    r"oprindelig (?:meddelelse|besked)|videresendt (?:meddelelse|besked)|"
    r"opprinnelig melding|videresendt melding|ursprungligt meddelande|originalmeddelande|"
    r"vidarebefordrat (?:meddelande|brev)|alkuperäinen viesti|välitetty viesti|"
    r"wiadomość oryginalna|oryginalna wiadomość|wiadomość przekazana|treść przekazanej wiadomości|"
    r"исходное сообщение|пересылаемое сообщение|переадресованное сообщение|оригинальное сообщение|"
    r"начало переадресованного сообщения|конец пересылаемого сообщения|"
    r"הודעה מקורית|ההודעה המקורית|הודעה שהועברה|הודעה מועברת|תחילת הודעה שהועברה|"
    r"תחילת ההודעה שהועברה|הודעה קודמת|"
    r"الرسالة الأصلية|رسالة معاد توجيهها|رسالة محولة|بدء الرسالة المعاد توجيهها|"
    r"元のメッセージ|転送されたメッセージ|オリジナルメッセージ|原始邮件|原始郵件|转发的邮件|轉寄的郵件|"
    r"转发邮件信息|원본 메시지|전달된 메시지|"
    r"antwort nachricht|original ?nachricht|p[ůô]vodn[íá] (?:e-?mail|zpráva|správa)|přeposlan[áý] (?:zpráva|e-?mail)|"
    r"eredeti üzenet|továbbított üzenet|mesaj original|mesaj redirecționat|"
    r"αρχικό μήνυμα|προωθημένο μήνυμα|asıl mesaj|orijinal mesaj|iletilen mesaj|yönlendirilmiş mesaj|"
    r"оригінальне повідомлення|вихідне повідомлення|переслане повідомлення|оригинално съобщение|"
    r"препратено съобщение|izvorna poruka|originalna poruka|proslijeđena poruka|izvirno sporočilo|"
    r"edelleenlähetetty viesti|välitetty viesti (?:alkaa|/ fwd\.msg)|message transmis|przekazana wiadomość|"
    r"początek przekazywanej wiadomości|перенаправленное сообщение|перенаправлене повідомлення|"
    r"початок листа,? що пересилається|preposlan[áý] (?:správa|e-?mail)(?: ?-+ ?forwarded message)?|"
    r"začiatok preposlanej správy|začátek přeposílané zprávy|továbbított levél kezdete|start på videresendt besked|"
    r"vidarebefordrat mejl|[iİ]letilen [iİ]leti|[iİ]leti başlangıcı|[iİ]letilmiş mesaj|započni proslijeđenu poruku|"
    r"începe mesajul redirecționat|メッセージを転送|"
    r"pesan asli|pesan terusan|mesej asal|tin nhắn gốc|thư gốc|tin nhắn được chuyển tiếp|"
    r"ข้อความต้นฉบับ|ข้อความที่ส่งต่อ|मूल संदेश|پیام اصلی|پیام ارسال شده|"
    # Help desks mark the place themselves.
    r"#*-? ?(?:please )?(?:type|write|enter|add)? ?(?:your )?(?:reply|response|answer) above this line[.!]? ?-?#*|"
    r"reply above this (?:line|message)(?: to (?:respond|reply|comment))?|"
    r"#*-? ?bitte (?:antworten sie|gib deine antwort|geben sie ihre antwort) (?:über|oberhalb) dieser zeile(?: ein)?"
    r"[.!]? ?-?#*|répondez au-dessus de cette ligne|"
    r"#*-? ?(?:נא|יש|אפשר)? ?(?:להשיב|להקליד|לכתוב|לרשום|השיבו|הקלידו|כתבו)(?: את)? ?"
    r"(?:ה?תשובה|ה?תגובה|תשובתכם|תגובתכם|תשובתך|תגובתך)? ?מעל (?:ל|ה|ל?ה)?שור[הת](?: זו| הזו| זאת| הזאת)?\.? ?-?#*)",
    re.IGNORECASE,
)
FORWARDS = re.compile(
    r"forward|weitergeleitet|transf[ée]r|réexpédié|reenviado|inoltrato|encaminhada|"
    r"reencaminhada|doorgestuurd|"
    r"videresendt|vidarebefordra|välitetty|przekazan|пересыл|переадрес|הועבר|מועברת|전달|přeposl|továbbít|"
    r"redirecționat|προωθ|iletilen|yönlendiril|переслан|препратен|proslijeđ|terusan|chuyển tiếp|ส่งต่อ|"
    r"ارسال شده|معاد|محولة|転送|转发|轉寄|edelleenlähet|transmis|перенаправл|пересилає|preposlan|přeposíl|iletilmiş",
    re.IGNORECASE,
)
# Prefixes of forwarded subjects.
FORWARD_SUBJECT = re.compile(
    r"\s*(?:fwd?|wg|w\.|tr|rv|i|enc|doorst|vs|vl|vb|pd|redir\.?|videresend|[iİ]lt|пересл|הועבר|העברה|fw)\s*:",
    re.IGNORECASE,
)
# Prefixes of answers' subjects.
REPLY_SUBJECT = re.compile(
    r"\s*(?:re|aw|antw|antwort|sv|vs|rif|r|res|ris|odp|ynt|vá|atb|отв|ответ|ha|תשובה|תגובה|בתשובה|השב|رد|回复|答复|回覆|"
    r"返信)(?:\[\d{1,3}\])?\s*[:：]",
    re.IGNORECASE,
)

_FIELD_WORDS = {
    "from": (
        "from, von, de, da, od, fra, från, lähettäjä, van, от, от кого, מאת, من, 差出人, 发件人, 寄件者, "
        "gönderen, kimden, feladó, de la, από, від, šalje, pošiljatelj, 보낸 사람, 보낸사람, "
        "từ, จาก, dari, daripada, از, प्रेषक, "
        "saatja, mittente, nadawca, expeditorul, expeditor, отправитель, від кого, 送信元, pošiljateľ"
    ),
    "sent": (
        "sent, sent on, gesendet, gesendet am, envoyé, envoyé le, enviado, enviado el, enviada, enviada em, "
        "enviado em, inviato, inviato il, verzonden, sendt, skickat, lähetetty, wysłano, "
        "data wysłania, отправлено, "
        "gönderildi, gönderme tarihi, odesláno, odoslané, elküldve, küldés dátuma, trimis, data trimiterii, "
        "στάλθηκε, ημερομηνία αποστολής, надіслано, изпратено, poslano, 보낸 날짜, 보낸 시간, đã gửi, ส่ง, "
        "วันที่ส่ง, dikirim, dihantar, ارسال شده, ارسال‌شده, भेजा गया, "
        "נשלח, נשלח ב, تم الإرسال, أرسلت, 送信日時, 发送时间, 寄件日期, "
        "gönderilen, відправлено, sendt"
    ),
    "date": (
        "date, datum, fecha, data, dato, päiväys, päivämäärä, дата, le, תאריך, التاريخ, تاريخ, "
        "日付, 日時, 日期, 时间, "
        "message du, tarih, dátum, ημερομηνία, 날짜, ngày, วันที่, tanggal, tarikh, تاریخ, दिनांक, "
        "dată"
    ),
    "to": (
        "to, an, à, a, para, till, til, aan, do, vastaanottaja, кому, אל, לכבוד, إلى, 宛先, 收件人, kime, pour, per, "
        "komu, címzett, către, προς, до, prima, za, 받는 사람, 받는사람, đến, tới, ถึง, kepada, به, प्रति, "
        "destinatarul, destinatar, pre, adresat, 送信先, kenelle"
    ),
    "cc": (
        "cc, bcc, kopie, copie, copie à, kopia, kopi, cópia, dw, עותק, העתק, копия, نسخة, 抄送, 副本, reply-to, "
        "bilgi, másolatot kap, κοινοποίηση, 참조, tembusan, رونوشت, "
        "kopie (cc), kopio, másolat, kópia, копія, odgovori na, odpověď na, svar til, antwoord aan, "
        "vastaus, répondre à, antwort an, válaszcím, rispondi a, responder a, odpowiedź-do, răspuns către, "
        "ответ-кому, odpovedať-pre, svara till, yanıt adresi, кому відповісти"
    ),
    "subject": (
        "subject, betreff, objet, asunto, oggetto, assunto, onderwerp, emne, ämne, aihe, "
        "temat, тема, נושא, הנדון, "
        "الموضوع, 件名, 主题, 主旨, 主題, konu, tárgy, subiect, předmět, predmet, θέμα, "
        "относно, 제목, chủ đề, tiêu đề, เรื่อง, หัวเรื่อง, perihal, subjek, موضوع, विषय, "
        "sujet, subiectul, naslov"
    ),
}
FIELDS = {word: field for field, words in _FIELD_WORDS.items() for word in words.split(", ")}
# The same as programs begin them, longest first, so that 'De la' is no 'De'.
_LABELS = sorted((*FIELDS, "CC", "DW"), key=len, reverse=True)
FIELD_LABEL = re.compile(f"({'|'.join(re.escape(word[:1].upper() + word[1:]) for word in _LABELS)}) ?[:：]")
