"""What takes the sting out of a strong word: denial, somebody else's trouble, a joke, joy, and a good end."""

import re

JOKE = re.compile(
    r"[😂🤣😆😜😝]|(?<!\w)ח{3,}(?!\w)|(?<!\w)(?:lol|lmao|haha\w*|rofl)(?!\w)|במובן הטוב|in a good way|מצחוק"
    r"|of laughter|laughing"
)
DENIED = re.compile(
    r"(?:(?<!\w)(?:[ושכ]?(?:לא|אינ\w+|אין|בלי|ללא|איננ\w+|אל|בכלל לא|מעולם לא|אף פעם לא|לא הייתי)) (?:\S+ )?"
    r"|(?:not|n't|no|never|without|nor|isn't|wasn't|hardly) (?:\w+ )?(?:a |an )?)$"
)
OTHERS = re.compile(
    r"(?:ספק|חברה|רשת|חנות|מוסך|קופה|בנק|סוכן) ?(?:ה?קודמ?ת?|ה?אחרת|ה?אחר)(?=[^.!?\n]{0,60}(?:אצלכם|אליכם"
    r"|אתכם|היו|היה|היתה))"
    r"|(?:היה|היתה|הייתה) לי (?:\S+ ){0,3}עם (?:חברה|ספק|חנות)"
    r"|^\W*(?:ב|אצל )?ה?(?:(?:ספק|חברה|חבר[תה] \w+|קופת \w+|גן|רשת|חנות|מוסך|קופה|בנק|סוכן|קבלן|מוביל|טכנאי)"
    r" (?:\w+ )?ה?קוד(?:ם|מת)|מתחרים)(?!\w)"
    r"|(?:left|leaving) (?:your (?:rivals?|competitors?)|my (?:old|former|previous))"
    r"|(?:עזבתי|עזבנו) את ה(?:מתחרים|חברה|ספק)"
    r"|(?:previous|last|old|former|other) (?:\w+ )?(?:provider|company|supplier|shop|insurer|bank"
    r"|agent)(?: \w+)? (?:was|were|who)|(?:happy|glad) (?:with you|i switched)"
    r"|(?:הרמאים|הנוכלים|ה?מתחזים|scammers?|fraudsters?) (?:ש\w+|who|that)|בשמכם|מתחז\w*|פישינג|phishing"
    r"|pretend\w*|(?:flooded|flood) with"
    r"|(?:בכתבה|הכתבה|קראתי|בסרט|בשיר|בספר|הספר|article|film|movie|book|song|novel)(?!\w)"
)
JOY = re.compile(r"מרוב (?:שמחה|אושר|התרגשות)|מהתרגשות|משמחה|tears of joy|of joy|with joy|happy tears")
REPORTED = re.compile(
    r"(?:אמר(?:ה|ו)?|סיפר(?:ה|ו)?|טוע(?:ן|נת|נים)|כתב(?:ה|ו)?|טען|טענה) (?:לי |לנו )?ש?(?:\S+ ){0,2}$"
    r"|(?:ש?ה(?:וא|יא|ם)) $|(?:said|says|told me|claims?|wrote|claimed) (?:that )?(?:\w+ ){0,3}$"
)
SUPPOSED = re.compile(
    r"(?<!\w)(?:מה (?:עושים|קורה|הנוהל) (?:אם|כש\w*)|אם פעם|במקרה ש\w*|מה אם|למקרה ש\w*|למי פונים|נגיד ש\w*|נניח ש\w*"
    r"|what if|what happens (?:if|when)|who do i contact|in case|if ever|suppose)(?: \S+){0,3} $"
)
SORRY = re.compile(
    r"(?:להתנצל|מתנצל\w*|התנצלות|סליחה) (?:\S+ )?(?:על (?:ה?טון|ה?צעק\w+|ה?כעס|ה?התפרצות|איך ש|ש?צעקתי"
    r"|מה שאמרתי)|ש?(?:צעקתי|התפרצתי)|,? ?צעקתי)|להתנצל,? (?:\S+ )?צעקתי"
    r"|(?:sorry|apologi[sz]e|apologies) (?:\w+ )?(?:about|for) (?:my (?:tone|anger|outburst|language"
    r"|message)|shouting|yelling|snapping|being rude|losing)"
)
PAST = re.compile(
    r"(?<!\w)[ושכ]?(?:היית?י?ה?|היינו|היו|פחדתי|חששתי|חשבתי|כמעט|עד ש|was|were|had been|used to|thought|feared"
    r"|almost)(?!\w)"
)
ENDED_WELL = re.compile(
    r"(?<!\w)(?<!לא )ו?(?:הסתדר\w*|נפתר\w*|טופל\w*|תוקנ?ן?ה?|סודר\w*|הכ(?:ו)?ל (?:עובד|בסדר|טוב|תקין|מסודר|הסתדר)"
    r"|(?:עכשיו|כעת|היום) (?:הכ(?:ו)?ל |זה )?(?:עובד|בסדר|תקין|רגוע)\w*"
    r"|פתר(?:ה|ו|ת|תם)?(?: לי)?|הציל(?:ה|ו)? אותי|הצלתם|הגיע מהר|והגיע\w*|עברו|הוחזר\w*|בסוף (?:הכ(?:ו)?ל "
    r"|זה )?(?:הסתדר|הגיע|נפתר|עבד)\w*|קיבלתי (?:תשובה|מענה|שירות מעולה|את (?:הכסף|הזיכוי) בחזרה))"
    r"|(?:everything|it|all)(?: is|'s)? (?:now )?(?:works?|working|fine|resolved|solved|fixed|sorted"
    r"|good)(?: now| again)?(?!\w)|(?:all|now|been|got|is|was) (?:sorted|solved|resolved|fixed)|(?:fixed"
    r"|solved|resolved|sorted) (?:it|everything|the)"
    r"|came (?:so )?(?:fast|quickly)|saved (?:me|us|the day)|went away"
)
NOT_ENDED = re.compile(
    r"(?<!\w)ו?(?:אבל|אך|עדיין|שוב|לא (?:נפתר\w*|טופל\w*|הסתדר\w*|עובד\w*|תוקנ?ן?))(?! (?:\S+ ){0,4}"
    r"(?:עובד|הסתדר|בסדר|פתר|נפתר|טוב))(?!\w)"
    r"|(?:still|again|not (?:resolved|fixed|solved|sorted|working)|n't (?:resolved|fixed|work\w*|been))(?!\w)"
)
PRAISE = re.compile(
    r"(?:אתם (?:אלופים|נהדרים|מהממים|מעולים)|שירות (?:מעולה|מצוין|נהדר|מדהים)|תמיד מרוצ\w+|מענה מצוין|עבר חלק"
    r"|great (?:help|service)|always happy|love you)"
)
_BEFORE = 40


def words_before(found: re.Match[str]) -> str:
    """The few words a saying stands after."""
    return found.string[max(0, found.start() - _BEFORE) : found.start()]


def is_denied(found: re.Match[str]) -> bool:
    """Whether 'not' stands before a saying. What begins with 'and' is no longer denied."""
    return not found[0].startswith("ו") and bool(DENIED.search(words_before(found)))
