"""Recognising the question 'what is happening?': a customer asks what became of their matter, or says nobody told.

Each of them is a contact that an update in time would have spared. What is asked of things, what the customer tells
us, and questions of another kind are none.
"""

import re

from moked.lib.hebrew.phrases import compile_phrases, own_words, sentences
from moked.lib.recognise import Finding

# What the matter is called, and what may stand between.
_WORDS = {
    "matter": r"ה?(פנייה|פניה|בקשה|תקלה|קריאה|תלונה|הזמנה|בעיה|עניין|טיפול|נושא|טכנאי|החזר|חיבור|בדיקה)( שלי| שלנו)?"
    r"|זה|העניין הזה|פניית\w+|בקשת\w+",
    "us": r"אליי|אלי|אלינו|אותי|אותנו|לי|לנו",
    "wait": r"מחכה|מחכים|ממתין|ממתינה|ממתינים",
    "still": r"עדיין|עוד|טרם|בינתיים",
    "news": r"עדכון|עדכונים|סטטוס|התקדמות|תשובה|מענה|חדש",
    "case": r"(my |the |our |this )?(case|ticket|request|issue|complaint|problem|email|message)|this|that|it",
}
# A question, or a word alone that is one.
_ASKS = compile_phrases(
    (
        r"מה קורה( (עם|לגבי|בנוגע ל|בעניין)~1 (<matter>))?",
        r"מה (ה?מצב|ה?סטטוס)( (של|עם|לגבי)~1 (<matter>)| ה?טיפול)?",
        r"מה עם (<matter>)(~3)?",
        r"(יש|היה|האם יש|האם היה|יש כבר|האם יש כבר|אם יש) (משהו )?(<news>)( (ב|לגבי|בנוגע|מכם|בטיפול)~3)?",
        r"יש תוצאות(~2)?",
        r"מה (ה?תשובה|עלה ב\w+( \w+)?|העלתה ה?בדיקה)",
        r"(איפה|היכן) (זה|הדברים|אנחנו|ה?טיפול|עומדת|עומד|עומדים)( עומד\w*)?(~4)?",
        r"באיזה שלב (ה?טיפול|זה|אנחנו|ה?פנייה)(~2)?",
        r"מתי (תחזרו|תענו|אקבל|נקבל|תהיה|יהיה)~3",
        r"מתי (זה |ה?פנייה |ה?תקלה |ה?בעיה )?(י|ת)(טופל|יפתר|פתר|סתדר|תוקן|טופלו|תוקן)(~2)?",
        r"מתי (צפוי|אפשר לצפות ל) ?ל?פתרון",
        r"(עוד )?כמה זמן (זה )?(עוד )?(ייקח|יקח|אמור לקחת|זה ייקח|זה יקח)|עוד כמה זמן~3",
        r"כמה (זמן |עוד )?(צריך|אפשר|נצטרך|אצטרך) לחכות(~2)?",
        r"(האם )?(ה?פנייה מטופלת|(מישהו|מישהי) (בכלל )?(מטפל|מטפלת|ראה|בדק|קרא)~3)",
        r"(קיבלתם|ראיתם) את ה?(הודעה|מייל|פנייה|בקשה)( שלי| שלנו)?",
        r"הגעתם לזה|(האם )?בדקתם( כבר)?|(הספקתם|הצלחתם) לבדוק|יש מישהו",
        r"(לא )?שכחתם (אותי|אותנו|ממני|מאיתנו)(~1)?",
        r"(what is|what's|whats) (happening|going on)( with~1 (<case>))?",
        r"any (news|updates?)( (on|about|for|regarding)~3)?|anything new",
        r"(is|are|has|have) there (been )?(any|anything) ?(updates?|news|progress|new)(~3)?",
        r"what('s| is) the status( of~4)?|where (do|are) we( stand)?( with~2)?|where does~2 stand",
        r"how far along~3",
        r"when (will|can|do) (i|we) (hear|get|expect)~4|when (will|would) (this|it|(<case>)) be~2",
        r"how (much )?long(er)? (will|until) (this|it|that)~3",
        r"is (anyone|anybody|someone|somebody) (looking|working|there)~4",
        r"(did|have) you (got|get|seen|see|received?) (my|our|the) (message|email|mail|request)",
        r"did you have a chance~4|have you checked( yet)?|did you find~3|what did the~2 show",
        r"have you forgotten~3|what became of~2",
    ),
    _WORDS,
    prefix="ו?",
)
# A request, or telling us that nobody told them.
_SAYS = compile_phrases(
    (
        r"(אשמח|נשמח|מבקש\w*|אבקש|נבקש|אפשר|ניתן|רוצה|רוצים) (לקבל |ל)?(עדכון|סטטוס)( (לגבי|בנוגע|בעניין|על|מכם)~3)?",
        r"(אשמח|אבקש|נבקש|אפשר|ניתן|רוצה|רציתי) (לדעת|לבדוק|לשמוע) (מה (קורה|ה?סטטוס|ה?מצב|עלה)|איפה)~3",
        r"(נא|אנא|בבקשה) (לעדכן|עדכנו|תעדכנו)(?! (את|כתובת|פרטים|מספר))(~3)?",
        r"תעדכנ\w+( אותי| אותנו| בבקשה| מה)(?! (את))(~2)?",
        r"(תוכל\w*|אפשר|ניתן) (לעדכן) (אותי|אותנו|מה|בבקשה)(~3)?",
        r"(<still>) ?(לא )?(קיבלתי|קיבלנו|שמעתי|שמענו) (שום |כל |אף )?(תשובה|עדכון|מענה|מכם|דבר מכם)(~2)?",
        r"לא (קיבלתי|קיבלנו) (שום |כל |אף )?(תשובה|עדכון|מענה)(~3)?|לא (שמעתי|שמענו) (מכם|מאף אחד מכם)(~2)?",
        r"אף אחד (לא|עוד לא|עדיין לא) (חזר|עדכן|ענה|התקשר) (<us>)(~1)?",
        r"((<still>) )?לא (חזרתם|עניתם|עדכנתם) ?(<us>)",
        r"((אני|אנחנו|שאני|שאנחנו) )?עדיין (<wait>)( ל?(תשובה|עדכון|מענה)( מכם)?)?(?! ל?טכנאי)",
        r"(<wait>) ל(עדכון|תשובה|מענה)( מכם)?",
        r"(רק )?(מוודא\w*|לוודא|בודק\w*|לבדוק) (ש?לא שכחתם~1|ש?ה?פנייה לא נשכחה|אם יש חדש|מה קורה~2)",
        r"תזכורת ל?(גבי )?ה?פנייה(~3)?|מקפיצ?\w*( (את|שוב|את ה?פנייה)( \w+)?)?(?= ?$|[.!])",
        r"(i |we )?(still )?(have not|haven't|havent|didn't) (yet )?(heard|received an answer|got an answer)~3",
        r"still (no|without|waiting for|haven't received) (an? )?(answer|reply|response|update|news)(~2)?",
        r"(i'm |i am |we are |we're )?still waiting( (for (a |an )?(response|reply|answer|update|news)|to hear)~2)?",
        r"(nobody|no one|noone) (has )?(got|gotten|contacted|called|answered|replied) ?(back )?(to )?(me|us)(~1)?",
        r"(get|give me|have|like|need) (an |a )?(status )?update( (please|on|about|regarding)~3)?",
        r"(please|kindly) update (me|us)(~4)?|status update(~2)?",
        r"(just )?(checking in|following up|checking whether)~4|bump(ing)?( this| it)?",
    ),
    _WORDS,
    prefix="ו?",
)
# Alone they ask; in a sentence they mean many things.
_ALONE = re.compile(r"^\W*(?:סטטוס|עדכון|עדכונים|status|update|updates|news)(?: בבקשה| please)?\W*$")
# Patience, thanks, what the customer tells us, and what is asked of something else.
_OTHER = re.compile(
    r"(?<!\w)(?:תודה|אין לחץ|אין בעיה|בסדר,|אעדכן|נעדכן|מעדכנ\w+|לעדכן ש\w*|לומר ש?תודה|לא תהיה|thanks?|thank you"
    r"|no rush|i'?ll|i will)(?!\w)|יש תשובה אחרת|מה קורה,? ?(?:חברים|אחי)|מה קורה (?:אם|כש|אחרי|לפני)"
    r"|מה קורה עם (?:ה?מחיר|\w+ ש(?!ל(?:י|נו)?(?!\w)))|what('?s| is) happening on|what happens"
    r"|מה (?:ה?מצב|ה?סטטוס) (?:של ה?סוללה|ש(?!ל ))"
    r"|התשובה הנכונה|גם את ה|too\?|in the cabinet|מה עם (?:אחריות|הנחה|חבילה|מחיר)|זה כלול"
)
_LONGEST = 8_000


def find_status_question(text: str) -> Finding | None:
    """The first place where a customer asks what is happening: `code` 'asks' or 'says'. None where they do not."""
    folded = own_words(text[:_LONGEST])
    for sentence in sentences(folded):
        if _OTHER.search(sentence.text):
            continue
        for code, pattern in (("asks", _ASKS), ("asks", _ALONE), ("says", _SAYS)):
            found = pattern.search(sentence.text)
            if found and found[0].strip():
                start = sentence.start + found.start()
                return Finding(*folded.span(start, sentence.start + found.end()), code)
    return None
