"""Cues too weak to tell distress one by one: several of them near each other do.

'Eleven weeks' is a fact, 'still' is a word, 'don't have my refund' is a request; together
they are somebody who lost patience.
"""

import re
from collections.abc import Mapping

_B, _E = r"(?<!\w)[ושכ]?[הבלמ]{0,2}(?:", r")(?!\w)"


def _cue(*patterns: str) -> re.Pattern[str]:
    return re.compile(_B + "|".join(patterns) + _E)


_NUMBER = (
    r"(?:שלוש\w?|ארבע\w?|חמש\w?|שש\w?|שבע\w?|שמונה|תשע\w?|עשר\w?|אחד\S? עשר\w?|עשרים|שלושים|עשרות|[3-9]|\d\d+"
    r"|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|dozens?|several)"
)

CUES: Mapping[str, re.Pattern[str]] = {
    "fails": _cue(
        r"לא (?:עובד\w*|קורא\w*|עול\w+|מגיב\w*|קיבל\w*|מקבל\w*|נפתח\w*|נדלק\w*|הגיע\w*|מגיע\w*|בא|באו|באה"
        r"|אושר\w*|מופיע\w*|מצליח\w*|יכול\w*|חזר\w*|חוזר\w*|ענ\w+|עונ\w+|נות\w+|נתנ\w+|נכנס\w*|מוכנ\w*"
        r"|שולח\w*|שלח\w*|מטפל\w*|טיפל\w*|פתר\w*|נפתר\w*|תיקנ\w*|תוקנ\w*|ראי\w+|רואה|זז\w*|מוכן|יודע\w*)",
        r"אין (?:לי|לנו|לו|לה|להם|\S*אינטרנט|חשמל|מים|מענה|תשובה|תגובה|פתרון|אישור|שום|סליקה|אפשרות|עוגה"
        r"|משלוח|טכנאי)|אי אפשר|ו?אין \S+$|בלי|ללא|מושבת\w*|נעלמ\w*|תקוע\w*|נתקע\w*|קרס\w*|דולפ?ף?ת?"
        r"|מוצפ?ף?\w*|מלא\w* (?:ב)?מים|צפ?ף?|ביטלת\w*|נחסמ\w*|חסמתם|נותק\w*|ניתקתם|אצלכם",
        r"(?:don'?t|didn'?t|hasn'?t|haven'?t|won'?t|can'?t|cannot|isn'?t|aren'?t|wasn'?t|doesn'?t"
        r"|couldn'?t|has not|have not|did not|do not|does not|is not|will not) \w+|no (?:reply|answer"
        r"|response|refund|sign|internet|power|water|one|solution|update|explanation)|nothing|nobody"
        r"|without|offline|is down|stuck|broken|dead|missing|stopped \w+|never (?:arrived|came|showed|got"
        r"|heard|received)|refus\w+|failed|lost|leaking|pouring|still with you|cancelled",
    ),
    "accuses": _cue(
        r"ו?אתם (?:\S+ )?(?:לא|רק|שוב|מבטיחים|אומרים|אמרתם|מתעלמ\w+|דוח\w+|מבקשים|ממשיכים|גובים|מחייבים"
        r"|גונבים|עושים|מסרבים|טוענים|מתחמקים|נעלמ\w+)|הבטחתם|אמרתם ש\S+|שיקרתם|חייבתם|גביתם|לקחתם|ביטלתם"
        r"|חסמתם|ניתקתם|איבדתם|הרסתם|בגללכם|באשמתכם|התקלה אצלכם|התקלה שלכם|הטעות שלכם|בושה|חוסר אחריות",
        r"you (?:\w+ )?(?:keep|promised|said|told|never|don'?t|won'?t|refuse\w*|charged|took|lost"
        r"|cancelled|blocked|failed|ignored?|broke|ruined|people|ask|want|should)|your (?:fault|mistake"
        r"|error|incompetence|negligence)|because of you|thanks to you",
    ),
    "again": _cue(
    r"עדיין|שוב(?! תודה)|כבר|עוד לא|טרם|כל פעם|כל (?:יום|שבוע|שיחה)|שוב ושוב|פעם נוספת|בפעם המי יודע"
    r"|כל הזמן|נמשך|מחדש|עד היום|אותה תקלה|אותו (?:דבר|מסמך|סיפור|עניין)",
    r"still|again|yet|every (?:day|week|time)|keep|keeps|constantly|repeatedly|over and over|same|already"
    r"|now"),
    "long": _cue(
    rf"(?:שבועיים|חודשיים|חודש|חצי שנה|שנה|שנתיים|{_NUMBER} (?:שבועות|חודשים|ימי עסקים|ימים|לילות))"
    rf"|מאז (?:פסח|סוכות|חנוכה|פורים|החגים|ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר"
    rf"|נובמבר|דצמבר|תחילת \S+|שבוע שעבר|חודש שעבר)|שבועות|חודשים",
    rf"(?:{_NUMBER} (?:weeks|months|days|nights))|a (?:month|year)|for (?:weeks|months|days|ages|years)"
    rf"|since (?:last \w+|january|february|march|april|may|june|july|august|september|october|november"
    rf"|december|monday|tuesday|wednesday|thursday|friday)|months"),
    "many": _cue(
    rf"{_NUMBER} (?:פעמים|מיילים|הודעות|פניות|שיחות|נציג\w+|אנשים|טכנאים|תשובות|מכתבים)|אינספור|(?:פעם"
    rf"|שיחה|פנייה|פניה|הודעה|תזכורת|ביקור) ה?(?:שלישית|רביעית|חמישית|שישית|שביעית|שמינית|תשיעית|עשירית)",
    rf"{_NUMBER} (?:\w+ )?(?:times|emails|calls|messages|people|agents|letters|visits|tickets|reps"
    rf"|departments)|(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:\w+)|countless|endless"),
    "soon": _cue(
    r"מחר|מחרתיים|היום|הערב|הלילה|הבוקר|בבוקר|בצהריים|עוד (?:שעה|שעתיים|יומיים|יום|מעט)|בעוד \S+ (?:שעות"
    r"|ימים)|תוך (?:שעה|יום|יומיים)|עד (?:מחר|הערב|הבוקר|סוף היום|חמישי|שישי|ראשון)|דקות|ביום (?:ראשון|שני"
    r"|שלישי|רביעי|חמישי|שישי)",
    r"tomorrow|today|tonight|this (?:morning|afternoon|evening|friday|weekend|monday)|in (?:an hour"
    r"|two hours|\w+ hours|two days|\w+ days|minutes)|by (?:noon|friday|monday|tomorrow)|(?:at"
    r"|before) (?:\d+|noon|midnight)"),
    "event": _cue(
    r"טיס\w+|טס|טסה|טסים|חתונ\w+|ניתוח\w*|דיון|משפט|מבחן|בחינ\w+|ב[רת] מצו?וה|ברית|אירוע|מכרז|הגשה|ערעור"
    r"|פינוי|ראיון|לוויה|הלוויה|משכנתא|משכורות|יום ה?הולדת\S*|מסיב\w+|חופה|דרכון\w*|ויזה|פגישה בבנק|חוזה"
    r"|מעבר דירה|הובלה|חג|פסח|סדר",
    r"flight|fly|flying|wedding|surgery|operation|hearing|exam|deadline|funeral|interview|visa|passport"
    r"|mortgage|closing|party|birthday|payroll|eviction|moving day|court|move out|christmas"),
    "weak": _cue(
    r"תינוק\w*|פעוט\w*|ילד(?:ים|יי|ה|ות)?|קשיש\w*|נכה|סבתא\S*|סבא\S*|אמא|אימא|אבא|חול(?:ה|ים)|בהיריון"
    r"|הבן שלי|הבת שלי|סיעודי\w*|אלמנ\w+|מובטל\w*|ב[ןת] [789]\d|בתי|בני|אשתי|בעלי",
    r"baby|newborn|infant|kids|children|child|son|daughter|elderly|mother|father|grandmother|grandfather"
    r"|disabled|pregnant|pensioner|widow\w*|wife|husband|mom|mum|dad|my son|(?:kids|daughter|son|mother"
    r"|father)'?s?"),
    "health": _cue(
    r"תרופ\w+|אינסולין|חמצן|כאב\w*|אמבולנס|מיון|בית ה?חולים|פריחה|דימום|חום|לנשום|משאף|מסוכ[נן]\w*|סכנ\w+"
    r"|גז|עשן|אש",
    r"medicine|medication|epipen|insulin|oxygen|pain\w*|ambulance|hospital|rash|bleed\w*|fever|breathe"
    r"|inhaler|dangerous|unsafe|gas|smoke|fire|ceiling|electric\w*|wheelchair"),
    "work": _cue(
    rf"{_NUMBER} (?:עובדים|לקוחות|מטופלים|חולים|סועדים|אנשים|משלוחים|הזמנות)|לא יכולים לעבוד|העסק|החנות"
    rf"|המשרד|הסניף|המסעדה|הקליניקה|המרפאה|לקוחות|מטופלים|עובדים|הכנסה|פרנסה",
    r"business|shop|office|clinic|restaurant|customers|patients|clients|staff|employees|team|guests"
    r"|whole (?:team|office)|revenue|sales|livelihood"),
    "money": _cue(
    r"קנס(?:ות)?|הפסד\w*|מפסיד\w*|מאבד\w*|נזק\w*|אלפי|הכסף שלי|לי כסף|את הכסף|לשלם שכירות|החזר שלי"
    r"|מהחשבון שלי|\d{3,} (?:שקל|ש\"ח|שח|₪)",
    r"my money|my refund|penalty|fined|thousands|hundreds|(?:\d{3,}|£\d+|\$\d+|€\d+) ?(?:pounds|dollars"
    r"|euros|shekels)?|rent|from my account"),
    "strong": _cue(
    r"לא (?:ייאמן|יאומן|הגיוני|נורמלי|סביר|מקובל|מתקבל על הדעת|ייתכן|יתכן|אמיתי|יכול להיות)|בחיים|אף פעם"
    r"|פשוט|מוחלט\w*|לגמרי|זלזול|מזלזל\w*|מגוחכ?ך?|חסר \S+|נורא\w*|גרוע\w*|איום|מטורפ?ף?\w*|סיוט|מתוסכל\w*"
    r"|תסכול|מותש\w*|עייפת\w*|נמאס|מה קורה אית?כם|מה נסגר|מה זה צריך להיות|כועס\w*|עצבני\w*|מאוכזב\w* מאוד"
    r"|די כבר|אבוד\w*|מודאג\w*|דואג\w*|לחוצ?ץ?\w*|בלחץ|פוחד\w*|מפחד\w*",
    r"unbelievable|ridiculous|unacceptable|incredible|absurd|absolutely|completely|totally|terrible|awful"
    r"|horrible|dreadful|nightmare|frustrat\w+|exhaust\w+|angry|upset|worried|scared|stressed|frightened"
    r"|fed up|enough|joke|shock\w+|ever|disappointed|ashamed|crazy|insane|what is going on|seriously"
    r"|had to"),
    "urges": _cue(
    r"תענו|תעשו משהו|תטפלו|תחזירו|תתקנו|תפסיקו|תתעוררו|תעזרו|תגידו לי|תשלחו מישהו|מיד|מיידי\w*|עכשיו|דחוף"
    r"|חייב\w*",
    r"answer me|do something|fix (?:this|it)|help me|give me|stop|right now|immediately|asap|urgent\w*"
    r"|must|need"),
}  # fmt: skip

SHOUTS = re.compile(r"!{2,}|\?{2,}|\?!|!\?")
# Who asks so still has patience.
POLITE = re.compile(
    r"(?<!\w)(?:אפשר|אשמח|נשמח|רוצה ל|יש צפי|רק רציתי|בבקשה|תודה|רציתי (?:לברר|לדעת|לשאול)|מעוניינ\w*|האם"
    r"|איך|איפה|היכן|מתי|כמה|מה (?:התהליך|הסטטוס|השעות)|יש לכם|הצעה|חבל|קצת|אין לחץ|לא נורא|לא דחוף"
    r"|please(?!,? (?:help|do something|someone|somebody|stop))|thanks|thank you|could you|can (?:i|you"
    r"|we)|may i|would you|i would like|i'd like|how (?:do"
    r"|can|does)|where|when|which|do you|is there|what is|what are|wondering|any update|a pity|a bit"
    r"|no rush|slightly)(?!\w)"
)
