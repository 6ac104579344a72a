"""Words of reports that a mail did not arrive. Patterns only; no decisions."""

import re

ROBOTS = re.compile(
    r"mailer-daemon|mail-daemon|mailerdaemon|post_?master|mdaemon|mail\.delivery|^microsoftexchange[0-9a-f]{10}",
    re.IGNORECASE,
)
# Names programs on the way give themselves, before the "@".
GATEWAYS = re.compile(
    r"[^@]{0,60}(?:smtp|anti-?virus|anti-?spam|gateway|imss|interscan|system[ ._-]administrator)", re.IGNORECASE
)
DAEMON = re.compile(r"(?:mailer-?daemon|post_master)@", re.IGNORECASE)
FAILURE_SUBJECT = re.compile(
    r"undeliver|delivery (?:status notification|failure|has failed|failed|problem)|mail delivery (?:failed|system)|"
    r"failure notice|failed mail|mail failed|returned (?:mail|to sender)|delivery.{0,20}(?:fail|error|warning)|"
    r"(?:message|mail).{0,40}not (?:yet )?(?:been |be )?delivered|could not be delivered|"
    r"message .{0,80}delayed|\(delay\)|warning: could not send|user unknown|"
    r"non-?delivery|undelivered|unzustellbar|non remis|échec|no se puede entregar|non recapitabile|"
    r"לא ניתן (?:היה )?למ?סור|לא ניתן למסירה|(?:לא|שלא) נמסר|כשל במסירה|כישלון במסירה|"
    r"מסירת (?:ה)?(?:הודעה|דואר) נכשלה|ההודעה (?:הוחזרה|חזרה)|החזרת דואר|עיכוב במסיר|недоставлен|не доставлено|"
    r"(?:配信|配達|送信)できません|不達",
    re.IGNORECASE,
)
DELAY = re.compile(r"delayed|\(delay\)|warning: (?:message|could not send)|still being retried|עיכוב", re.IGNORECASE)
# What the text says of a mail that is only late; a failure says nothing of the kind.
STILL_TRYING = re.compile(
    r"(?:will|shall) (?:continue|keep|go on) (?:to )?(?:try|attempt)|has(?: not|n['’]t) yet been delivered|"
    r"attempts? will continue|this is (?:just )?a warning|warning (?:message )?only|will be retried|"
    r"you do not need to (?:resend|take any action)",
    re.IGNORECASE,
)
# How programs say it in the text: of a mail, not of a parcel.
FAILURE_TEXT = re.compile(
    r"\b(?:e-?mail|mail|message)\b(?s:.){0,120}?(?:(?:could|can|was|has|have|were|did|is) ?n[o'’]t\b[^.]{0,30}?"
    r"(?:deliver|reach|sent)|cannot be (?:delivered|sent)|undeliverable|returned|automatically rejected|postponed)|"
    r"(?:un|not |n['’]t )able to deliver\b[^.]{0,60}(?:e-?mail|mail|message)|failed recipients?\b|failed addresses|"
    r"did not reach the following|not a valid (?:user|recipient|address)|requested (?:mail )?action not taken|"
    r"n[’']a pas pu [êe]tre (?:d[ée]livr[ée]|remis)|konnte nicht zugestellt|no (?:se )?pudo (?:ser )?entreg|"
    r"ה(?:הודעה|דואר|מייל)[^.]{0,40}לא (?:נמסר|הגיע|נשלח)|无法(?:被)?(?:投递|发送|送达)",
    re.IGNORECASE,
)
ADDRESS = r"[^\s<>@:;,\"'=()|]{1,64}@[A-Za-z0-9.-]{1,255}[A-Za-z0-9]"
FAILED_ADDRESS = re.compile(
    r"^\s{0,8}(?:to: |(?:(?:unknown|intended|failed) )?(?:user|recipient)(?: address)?: )?"
    rf"[\"']?<?({ADDRESS})>?[\"']?:?\s*$",
    re.MULTILINE | re.IGNORECASE,
)
# Below such words stand those who did not get it, and what befell them.
ANNOUNCED = re.compile(
    r"(?:following|intended|failed) (?:e-?mail )?(?:recipient|address|user)(?:s|es|\(s\)|\(es\))?\b|"
    r"addresses had permanent|failed addresses follow|recipients? failed|not delivered to",
    re.IGNORECASE,
)
BEGINS_LINE = re.compile(
    rf"^[^\S\n]{{0,8}}(?:[^\n@]{{0,80}}smtp[=:])?[\"']?<?({ADDRESS})>?(?=[\s:;\"'>,(\]]|\.{{2}}|\.?$)",
    re.MULTILINE | re.IGNORECASE,
)
SAID = re.compile(
    rf"\b(?:deliver\w*|reach|sent)\b[^.\n@]{{0,60}}\bto:?\s{{1,3}}[\"'<]{{0,2}}({ADDRESS})", re.IGNORECASE
)
# A program's talk with the other server.
RCPT = re.compile(rf"\brcpt to:\s{{0,3}}<?({ADDRESS})", re.IGNORECASE)
EXPANDED_FROM = re.compile(rf"\(expanded from:?\s{{1,9}}<?({ADDRESS})>?\)", re.IGNORECASE)
STATUS = re.compile(r"(?<![\d.])[#(]?([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
RETURNED_ID = re.compile(r"^[> \t]{0,8}Message-ID:\s*(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)
# Words alone do not part a copy from the report: 'The original message was received at' opens Sendmail's.
COPY_BEGINS = re.compile(
    r"^(?:[-_=*| ]{2,40}.{0,60}(?:copy of (?:the|your) message|(?:original|returned|unsent) (?:message|mail)|"
    r"message (?:headers?|text|body)|הודעה מקורית)|.{0,20}(?:copy of the )?original message.{0,20}(?:follows|below)|"
    r"return-path: ?<|received: (?:from|by) |.{0,20}(?:below this line|included) is a copy|.{0,20}הודעה המקורית|"
    r"here is a copy of)",
    re.IGNORECASE | re.MULTILINE,
)
ANY_ADDRESS = re.compile(r"[^\s<>@:;,()\"'|]{1,64}@[A-Za-z0-9.-]{1,255}[A-Za-z0-9]")
PLAIN_CODE = re.compile(r"(?<!\d)(5\d\d)[ -]")
# Whoever complains of a failure greets, thanks, asks, or speaks of themself.
PERSON = re.compile(
    r"[?؟]|(?<![^\W\d_])(?:I|my|me|we|us|our|hi|hello|hey|dear|thanks|thank you|help|hallo|ich|bonjour|je|hola|"
    r"שלום|היי|אני|לי|שלי|אליי|אנחנו|לנו|שלנו|קיבלתי|שלחתי|ניסיתי|תודה|בברכה|مرحبا|здравствуйте|я|мне)"
    r"(?![^\W\d_])",
    re.IGNORECASE,
)
