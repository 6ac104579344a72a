"""Whom and what a text speaks of, told by kinds of words: the writer, us, somebody else, money, health, a good end.

Kinds hold in every trade and in both languages, where single words do not.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations

from moked.lib.hebrew.search_words import FINALS


def _kind(hebrew: str, english: str) -> re.Pattern[str]:
    return _pattern(rf"(?<![\w'])(?:[ושכהבלמ]{{0,2}}(?:{hebrew})|(?:{english}))(?![\w'])")


def _pattern(source: str) -> re.Pattern[str]:
    # A letter at the end of a word is written as any other: 'שכן' and 'שכנה' begin alike.
    return re.compile(source.translate(FINALS))


_KINDS: Mapping[str, re.Pattern[str]] = {
    "me": _kind(
        r"אני|אנחנו|אנו|לי|לנו|אותי|אותנו|שלי|שלנו|אצלי|אצלנו|אליי?|אלינו|ממני|מאיתנו|עליי?|עלינו|איתי"
        r"|\w{2,}(?:תי|נו)",
        r"i|i'(?:m|ve|d|ll)|my|me|we|we'(?:re|ve)|us|our|mine",
    ),
    "you": _kind(
        r"אתם|אתן|שלכם|לכם|אתכם|אצלכם|מכם|אליכם|בכם|איתכם|עליכם|בגללכם|כמוכם|הנהלה|(?!סתם|אתם|רשתם)\w{3,}תם",
        r"you|your|yours|you'(?:re|ve|ll|d)|yourselves",
    ),
    "staff": _kind(
        r"נציג\w*|טכנאי\w*|שליח\w*|פקיד\w*|מוקד\w*|מנהל\w*|מוכר\w*|מלצר\w*|נהגי?ם?|רופאה?|צוות\w*"
        r"|שירות\w*|תמיכה|אף אחד",
        r"agents?|reps?|staff|technicians?|engineers?|managers?|drivers?|couriers?|waiters?|doctors?"
        r"|service|support|nobody"
        r"|no one|anyone|they",
    ),
    "not": _kind(
        r"לא|אין|בלי|ללא|אינ\w{1,3}|שום|מעולם|טרם",
        r"\w+n't|not|no|never|nobody|nothing|none|without|cannot|zero|nor",
    ),
    "asks": _kind(
        r"איך|איפה|היכן|מתי|כמה (?:עול\w+|זמן|שעות|ימים|נשאר)|האם|אפשר|ניתן|יש (?:לכם|אצלכם|עוד|דרך"
        r"|אפשרות|מצב|סיכוי|לו|צפי)"
        r"|לאן|למי פונים|לאיז\w+|איזה|איזו|אילו|מה (?:\w+ )?(?:המחיר|ההבדל|הקישור|השעות|שעות|עדיף|עושים"
        r"|צריך|כלול|הנוהל|המספר|זה|לעשות"
        r"|התהליך|קורה אם|אתם ממליצים)|מחפש\w*|מעוניינ\w*|צריכ?ה? (?:הצעת|לדעת|עזרה ב)|שאלה|לברר|תקין|רגיל",
        r"how (?:do|can|does|long|much|many)|where (?:do|can|is)|when (?:is|will|does|can|do)|which"
        r"|can (?:i|you|we)|could (?:i|you|we)"
        r"|may i|is (?:there|it|that|this)|are there|do (?:you|i|we)|does|what(?:'s|s)? (?:is|are|do|does"
        r"|the|your|size|if)"
        r"|would|wondering|looking for|any",
    ),
    "if": _kind(
        r"אם|נגיד|במקרה|למקרה|תאורטית|תיאורטית|היפותטית|מראש|לפני ש\w+",
        r"if|hypothetically|suppose|in case|should i|what happens",
    ),
    "mild": _kind(
        r"תודה|אודה|נודה|אשמח|נשמח|בבקשה|נא|כשתוכלו|כשנוח|אין לחץ|לא דחוף|לא נורא|רק (?:שואל\w*|רציתי"
        r"|רוצה|לידיעה|מעדכנ\w*"
        r"|מוודא\w*|צריכ\w*|שאלה|לוודא)|סתם|קצת|מבקש\w*|אבקש|מצרפ?ת?|מעדכנ\w*|לעדכן|כמו ש(?:קבענו|סיכמנו)"
        r"|בהקדם",
        r"thanks|thank|please|kindly|appreciate|no (?:rush|hurry|problem|need|worries)|just|whenever"
        r"|slightly|a bit|fyi|attached"
        r"|perhaps|maybe|gentle|courteous",
    ),
    "good": _kind(
        r"מעולה|מצוינ?ת?|אלופ?י?ם?|אלופה|תותח\w*|מדהי\w+|מהמ\w{1,3}|נהדר\w*|מוש?לם|מושלמת|כל הכבוד|סבבה"
        r"|שאפו|אוהב\w*|אהבתי|נהנ\w+"
        r"|הכו?ל (?:טוב|בסדר|תקין|זורם|רגוע|מסודר|עובד|הסתדר)|(?<!לא )(?:הסתדר\w*|נפתר\w*|סודר\w*|סידר\w*"
        r"|תיקנו?|תוקן|פתר\w*|עבד|מרוצ\w+"
        r"|עובד עכשיו|התעורר\w*)|החלמתי|הצלתם|הציל\w*|מבסוט\w*|שמח\w*|שמחתי|ממליצ?ה? (?:בחום|לכולם)"
        r"|טעימ?ה?|מוצלח\w*|נחמד\w*|אדיב\w*"
        r"|מקסי\w+|יפה|מאוהב\w*|כיף|השתפרתם|בסוף|חיוך|פרגון|ענק\w*",
        r"great|love|loved|lovely|glad|perfect|all good|works? now|sorted|happy|happily|fixed|solved"
        r"|amazing|awesome|best|excellent"
        r"|wonderful|fantastic|brilliant|superb|pleased|fine|hats off|saved|camper|delicious|tasty|fun"
        r"|smoothly|turned out|worked",
    ),
    "joke": _pattern(r"[😂🤣😆😜😝😄😅😁😉🙂😊😍🥰❤🙏👍🎉]|(?<!\w)(?:ח{2,}|lol|lmao|haha\w*|rofl|silly|kidding"
        r"|literally)(?!\w)"),
    "others": _kind(
        r"שכנ?ה?|שכן שלי|שכני\w*|חמות\w*|גיס\w*|דוד\w* שלי|אחותי|אחי(?= \w+(?:ה|ו)? )|אח שלי|חברה? (?:שלי"
        r"|אחרת|סיפרה?|טוב\w*)"
        r"|בכל החברות|אצל כולם|צד שלישי"
        r"|קודמ?ת?|הקודמים|מתחר\w+|אחרת|אחרים|קראתי|שמעתי|ראיתי|בחדשות|בעיתון|סרט|ספר|הצגה|שיר|סדרה"
        r"|סבתא שלי|דייר\w*|כתוב|כתבו",
        r"third[- ]party|every network"
        r"|neighbou?r'?s?|previous|old|former|last (?:provider|company|supplier|bank)|competitors?"
        r"|another (?:company|shop|bank)"
        r"|my (?:brother|sister|friend|boss|cousin|uncle|aunt)|(?:he|she|kid|wife|husband) (?:says|said"
        r"|complains?)|read|heard|news"
        r"|film|movie|book|novel|song|show|airline|different brand",
    ),
    "my fault": _kind(
        r"בטעות|אשמתי|באשמתי|טעות שלי|בגללי|שכחתי|שברתי|שפכתי|הפלתי|איבדתי את ה\w+|טעיתי|נפל(?:ה|ו)? לי"
        r"|מחקתי|לא קראתי|אצלי הבעיה"
        r"|הבעיה הייתה אצלי",
        r"my (?:mistake|fault|bad)|by mistake|accidentally|i (?:dropped|forgot|broke|spilled|misread"
        r"|mistyped|typed|missed|ignored)"
        r"|i'm the problem|silly me",
    ),
    "past": _kind(
        r"בהתחלה|פעם|בעבר|לפני (?:שנה|שנתיים|כמה|חודש)|אתמול|בשנה שעברה|היית?י?ה?|היו|חששתי|פחדתי|חשבתי|כמעט",
        r"was|were|used to|last year|at first|thought|feared|almost|nearly|ago|had",
    ),
    "home": _kind(
        r"ילדי?ם?|ילדה|ילדות|הילד\w*|תינוק\w*|אמא|אימא|אמי|אבא|אבי|הבת שלי|הבן שלי|סבת?א|הורי\w*|בעלי"
        r"|אשתי|משפח\w+|קשיש\w*|נכה|הריון",
        r"kids?|child|children|baby|mother|mum|mom|father|dad|daughter|son|gran\w*|parents|husband|wife"
        r"|family|elderly|pregnant",
    ),
    "health": _kind(
        r"רופאה?|ניתוח|תרופ\w+|כאב\w*|כואב\w*|נושמ\w*|לנשום|אינסולין|חול[הי]\w*|בית חולים|מיון|חמצן"
        r"|נפצע\w*|פצוע\w*|נפל(?:תי|ה)|שברתי"
        r"|סכנה|מסוכ\w+|סוכרת\w*|לב|התעלפ\w*|מתעלפ\w*|חום|פריחה|אמבולנס|דם|גז|עשן|אש|שריפה|התחשמל\w*"
        r"|מוצפ?\w*|הצפ\w+|הציפ\w*",
        r"doctors?|surgery|operation|medic\w+|pain|breath\w*|insulin|sick|hospital|oxygen|injur\w+|hurt"
        r"|danger\w*|diabet\w+|heart"
        r"|faint\w*|fever|ambulance|bleed\w*|gas|smoke|fire|flood\w*|electrocut\w+|burn\w*",
    ),
    "money": _kind(
        r"כסף|כספי|שקל\w*|ש\"ח|₪|חיוב\w*|חייב(?:תם|ו)|גב(?:ו|ית\w*)|גובים|זיכוי|החזר|קנס|אלף|אלפי\w*"
        r"|משכור\w+|משכנתא|שילמתי|משלם|משלמת|מחיר"
        r"|הפסד\w*|מפסיד\w*|צ'?קי?ם|קצבה|שכר דירה|פרנסה|חוב|עמל\w+|ירדו|פיצוי",
        r"money|charg\w+|refund\w*|fine|fined|thousands?|salar\w+|wages|mortgage|rent|paid|pay|paying"
        r"|price\w*|los\w+|cheques?|bill"
        r"|debt|fees?|overdrawn|compensat\w+|bounc\w+",
    ),
    "soon": _kind(
        r"מחר|מחרתיים|היום|הערב|הלילה|הבוקר|חצות|עוד (?:שעה|שעתיים|רגע|\w+ דקות)|בעוד \w+|תוך (?:שעה|יום)"
        r"|עכשיו|ברגע זה|ברגעים אלה"
        r"|ביום (?:ראשון|שני|שלישי|רביעי|חמישי|שישי)|אחרת",
        r"tomorrow|today|tonight|this (?:morning|afternoon|evening)|midnight|in (?:an|two|three"
        r"|\w+) (?:hours?|minutes)|by (?:noon|friday"
        r"|monday)|right now|now|before it's|or else|as i (?:type|write)",
    ),
    "long": _kind(
        r"שבועות|חודשים|ימים|שבועיים|חודשיים|חודש|יומיים|שעתיים|שעות|שעה|שנים|שנתיים|חצי שנה|דקות"
        r"|כל (?:יום|שבוע|הבוקר|היום)|עדיין|כבר|מאז"
        r"|מהבוקר|מאתמול",
        r"weeks?|months?|days?|hours?|years?|minutes?|still|already|since|yet|ages|forever|all (?:day"
        r"|morning|week)|every (?:day|week|time)",
    ),
    "again": _kind(
        r"שוב|פעם (?:ה?\w+ית|נוספת|אחר פעם)|פעמים|פעמיים|פניות|שיחות|מיילים|מכתבים|הודעות|כל פעם|בכל פעם"
        r"|כל הזמן|תמיד|אותו דבר|ועוד",
        r"again|(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|second) (?:time|message|call|email"
        r"|letter)|times|twice|calls|emails"
        r"|letters|tickets|messages|every time|keeps?|constantly|always",
    ),
    "unheard": _kind(
        r"(?:אף אחד|איש|נציג) (?:\w+ )?(?:לא|אינו|טרח)(?: \w+)?|לא (?:חוזר\w*|חזר\w*|עונ\w+|ענ\w+|מגיב\w*"
        r"|הגיב\w*|מקשיב\w*|שומע\w*|הגיע\w*"
        r"|באו|בא|התקשר\w*|מתייחס\w*)|מתעלמ\w+|אין (?:מענה|תשובה|תגובה|עם מי)|שום (?:תשובה|מענה|דבר)"
        r"|אפס (?:מענה|תשובות|תוצאות)"
        r"|לקיר|לרדוף|רודפ\w*|בלי (?:תשובה|מענה)|ניתקו|נותקתי|מטרטר\w*|מגלגל\w*",
        r"(?:nobody|no one|no-one|not one|no human)(?: \w+){0,2}|no (?:reply|answer|response|explanation"
        r"|apology)|ignor\w+|hung up|unanswered"
        r"|(?:won't|doesn't|don't|didn't|hasn't|haven't|never) (?:answer\w*|repl\w+|respond\w*|called"
        r"|call back|came|come|listen|pick\w*)"
        r"|chas\w+|passed around|cut (?:me )?off|silence|in circles|strung along",
    ),
    "insult": _kind(
        r"גנב\w*|נוכל\w*|שקרנ\w*|שיקרתם|משקרים|אפס\w*|מטומט\w*|טמבל\w*|רמא\w*|חוצפ\w*|בושה|תתבייש\w*|זבל"
        r"|עלוב\w*|שוד|לעג\w*|מזלזל\w*|זלזול"
        r"|משפיל\w*|מעליב\w*|נעלבתי|מרמים|רימ\w+|תביעה|עורך דין|משטרה|בית משפט|מתעלל\w*|התעללות|אתבע"
        r"|אפרסם|מפרסמ?ת?",
        r"thie(?:f|ves)|liars?|lied|lying|lies|scum\w*|scam\w*|idiots?|morons?|crooks?|shame\w*"
        r"|disgrac\w+|pathetic|insult\w*|humiliat\w+"
        r"|rude|sue|lawyer|solicitor|court|police|stole|robbed|robbery|cheat\w*|disrespect\w*|incompetent"
        r"|a joke",
    ),
    "feeling": _kind(
        r"בוכ\w+|בכית\w*|מפחד\w*|פוחד\w*|חוששת?|מיואש\w*|גמורה?|נשבר(?:ת|תי)|רועדת?|מתחננת?|טובעת?|קורסת?"
        r"|מותשת?|אין לי כו?ח|לא יכול\w* יותר"
        r"|אובד\w*|כבר לא יודע\w*|הצילו|תעזרו|נמאס|כועס\w*|עצבני\w*|מתוסכל\w*|מאוכזב\w*|התאכזב\w*|פגוע\w*"
        r"|מרגיש\w*|הרגשתי|תחושה|מעצבנ?\w*"
        r"|מאכזב\w*|מתסכל\w*|לחוצ?\w*|סבלנות",
        r"cry\w*|cried|shaking|scared|terrified|afraid|desperate|exhausted|begging|can't (?:take|cope"
        r"|go on)|breaking|drowning|panic\w*"
        r"|stressed|worried|angry|furious|fed up|disap\w+|frustrat\w+|annoy\w+|upset|regret|shocked"
        r"|appalled|feel|felt|help me|somebody help"
        r"|patience",
    ),
    "poor": _kind(
        r"גרוע\w*|נורא\w*|איו[םמ]\w*|זוועה|על הפנים|ירוד\w*|מלוכל\w*|שבור\w*|חובבני\w*|איטי\w*|פושר\w*"
        r"|מוגז\w*|מופרז\w*|קרוע\w*|מעוכ\w*|פגומ?ה?"
        r"|הבטח\w+|מבטיח\w*|ירדה ברמה|מידרדר\w*|מתדרדר\w*|איחר\w*|איחור|חבל|טעות חיי|לא שווה|תירוצ\w*"
        r"|חרטא|ציפיתי|מצפ\w+",
        r"worst|worse|terrible|awful|horrible|bad|poor\w*|dirty|broken|amateur\w*|slow|overpriced|wrong"
        r"|promis\w+|late|lukewarm|cold"
        r"|excuse\w*|waste\w*|wasting|expect\w*|downhill|damaged|misled|joke|half done|unacceptable"
        r"|not acceptable",
    ),
    "urgent": _kind(r"דחוף|בדחיפות|דחופה?|מיד|מיידי\w*|חייב\w*|תענו|תעצרו|תשלחו", r"urgent\w*|asap"
            r"|immediately|must|need"),
    "shouts": _pattern(r"!{2,}|\?{2,}|\?!|!\?"),
    "question": _pattern(r"\?"),
    "question last": _pattern(r"\?[\s\W]*$"),
    "quoted": _pattern("•"),
    "number": _pattern(r"\d"),
    "code": _pattern(r"(?<!\w)(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{2,}(?!\w)|\d{3,}x\d|error|שגיאה|גרסה|דגם"
        r"|logs?|לוגים|יומן"),
    "it fails": _pattern(
        r"(?<!\w)ה\w{2,} (?:\w+ )?(?:לא|מטפטפ?ת?|דולפ?ת?|נתקע\w*|מהבהב\w*|מרעיש\w*|נופל\w*|נשבר\w*"
        r"|מצפצפ?ת?|כבוי\w*|שבור\w*|תקוע\w*|נשרפ?\w*)"
        r"(?!\w)|(?<!\w)(?:the|my|our) \w+(?: \w+)? (?:won't|doesn't|does not|isn't|is not|keeps|stopped"
        r"|shows?|leaks?|drips?|jams?|flickers?"
        r"|broke|died|is (?:stuck|broken|dead|out))(?!\w)"
    ),
}  # fmt: skip


# What speaks against a strong word: a question, a supposition, a joke, a good end, somebody else's trouble.
_EASE = frozenset(("asks", "if", "mild", "good", "joke", "others", "my fault", "past", "quoted"))
_ALONE_OR_BY_TWOS = (1, 2)


def _groups(kinds: Iterable[str]) -> list[tuple[str, ...]]:
    every = tuple(kinds)
    return [group for size in _ALONE_OR_BY_TWOS for group in combinations(every, size)]


_PLACES: Mapping[tuple[str, ...], int] = {group: place for place, group in enumerate(_groups(_KINDS))}
CIRCUMSTANCES = len(_PLACES)


@lru_cache(maxsize=8)
def _kinds_in(folded: str) -> tuple[str, ...]:
    plain = folded.translate(FINALS)
    return tuple(name for name, pattern in _KINDS.items() if pattern.search(plain))


def circumstances_of(folded: str) -> list[int]:
    """The places of the kinds of words in a folded text, alone and by twos, in a table of CIRCUMSTANCES weights."""
    return [_PLACES[group] for group in _groups(_kinds_in(folded))]


def is_at_ease(folded: str) -> bool:
    """Whether something in a folded text speaks against its strong words."""
    return not _EASE.isdisjoint(_kinds_in(folded))
