"""Answers by which a program tells that its owner is away, where no header says that a program wrote them.

Taking a person for a program hides what they say, and the opposite costs a moment: so a subject alone never counts,
and neither does a text that may want anything of us.
"""

import re

# Longer ones say more than that somebody is away.
LONGEST = 900

_SUBJECT = re.compile(
    r"\W{0,3}(?:"
    r"(?:(?:i am|i['’]m|we are|currently|.{1,40} is) )?"
    r"(?:(?:out of|away from|not in) (?:the |my )?office|on (?:annual |sick |(?:ma|pa)ternity |parental )?"
    r"(?:leave|vacation|holiday))(?: (?:auto-?)?(?:reply|response|message|notice|notification))?|"
    r"ooo|annual leave|vacation (?:reply|response|message|notice)|"
    r"auto(?:matic|mated)?[ -]?(?:reply|response)|automat(?:ic|ed) message|"
    r"(?:(?:אני|אנחנו|הנני|כרגע|נמצא|נמצאת|נמצא/ת|נמצאים) ){0,3}"
    r"(?:מחוץ למשרד|(?:לא|איני|אינני) (?:(?:נמצא|נמצאת|נמצא/ת) )?במשרד|בחופשה|בחופשת לידה|ב(?:שירות )?מילואים)|"
    r"(?:הודעת )?(?:ה?יעדרות|העדרות)(?: מהמשרד)?|הודעת חופשה|(?:תשובה|תגובה|הודעה) אוטומטית|מענה אוטומטי"
    # What follows is of another piece: "out of office hours" is about something else.
    r")\s*(?:$|[-–—:,.!|()\[\]]|(?:re|until|till|from|through|עד|החל)\b|מ-?\d)",
    re.IGNORECASE,
)
_IS_AWAY = re.compile(
    r"out of (?:the |my )?office|away from (?:the |my )?office|not in (?:the |my )?office|"
    r"on (?:annual |sick |(?:ma|pa)ternity |parental )?(?:leave|vacation|holiday)\b|"
    r"limited access to (?:my )?e-?mail|automat(?:ic|ed) (?:reply|response|message)|"
    r"\bi(?:['’]ll| will) (?:be back|return|reply|respond|answer)|(?:up)?on my return|in my absence|"
    r"מחוץ למשרד|(?:לא|איני|אינני|לא אהיה|לא נמצא(?:ת|/ת)?) במשרד|בחופשה|בחופשת|במילואים|בשירות מילואים|נעדר|"
    r"בה?יעדרי|בהעדרי|(?:תשובה|תגובה|הודעה) אוטומטית|מענה אוטומטי|\bא(?:שוב|חזור|ענה)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!;\n]+")
# Whom to turn to meanwhile is what such answers say, and no wish of their writer's.
_IF_URGENT = re.compile(
    r"urgent|emergenc|immediate (?:help|assistance|attention)|דחופ|דחוף|דחיפות|חירום", re.IGNORECASE
)
# Unless that is the writer themself, who then wants something after all.
_OF_WRITER = re.compile(r"\b(?:me|my|us)\b|\b(?:אליי?|אלינו|אותי|אצלי|אצלנו|שלי)\b", re.IGNORECASE)
_WISH = re.compile(
    r"\bplease (?!(?:contact|e-?mail|write|reach|refer|direct|note|be advised)\b)|\b(?:can|could|would|will) you\b|"
    r"\b(?:call|phone|ring|text|answer) me\b|\bi(?:['’]d like| (?:want|need|would like|wish)\b)|"
    r"technician|engineer|appointment|schedul|postpon|cancel|instead|"
    r"deliver|\border|invoice|\bbill|refund|\bfix|repair|install|\bvisit|\bsend\b|\bcome\b|problem|\bissue|broken|"
    r"not work|doesn['’]t|n['’]t work|\bmove\b|go ahead|\bhome\b|\byes\b|"
    r"אנא (?!(?:פנו|פנה|פני|לפנות|צרו|ליצור|כתבו|לכתוב)\b)|\bנא (?!(?:פנו|לפנות|ליצור|לכתוב)\b)|בבקשה|אבקש|מבקש|"
    r"התקשר|תתקשר|חזרו? אלי|תחזר|תגיע|תבוא|תשלח|שלחו|טכנאי|מתקין|לתאם|תיאום|לדחות|דחיי?ה|לבטל|ביטול|במקום|"
    r"הזמנה|הזמנתי|חשבונית|חיוב|החזר|תקלה|תקל|לא עובד|לא פועל|מקולקל|עדיין|תיקון|תקנו|משלוח|בעיה|"
    r"\bכן\b|העביר|להעביר|תעביר|\bבבית\b|נפתר|\bנפל|רוצה|צריך|צריכה|מעוניי?נ|אשמח|האם|\bלמה\b|\bמתי\b|\bאיך\b",
    re.IGNORECASE,
)


def is_absence_subject(subject: str) -> bool:
    """Whether a subject says, in the place of the one it answers, that somebody is away."""
    return bool(_SUBJECT.match(subject.strip()))


def tells_absence(subject: str, text: str) -> bool:
    """Whether subject and text say that somebody is away, and nothing that anybody here could do something about."""
    if len(text) > LONGEST or "?" in text or not is_absence_subject(subject) or not _IS_AWAY.search(text):
        return False
    return not any(_WISH.search(each) and not _is_for_others(each) for each in _SENTENCE_END.split(text))


def _is_for_others(sentence: str) -> bool:
    return bool(_IF_URGENT.search(sentence)) and not _OF_WRITER.search(sentence)
