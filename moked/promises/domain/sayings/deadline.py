"""A date is about to be missed."""

from moked.promises.domain.sayings.vocabulary import (
    ENGLISH_EVENT,
    ENGLISH_FAILS,
    ENGLISH_LACK,
    ENGLISH_SOON,
    EVENT,
    FAILS,
    LACK,
    LOSS,
    SOON,
)

GRAVE = (
    rf"(?<!\w)[ושהבלמכ]{{0,2}}{EVENT}[^.?\n]{{0,40}}?(?<!\w)[ול]?{SOON}(?=[^?\n]{{0,70}}(?<!\w)[ושהכ]{{0,"
    rf"2}}{LACK})",
    rf"(?<!\w)[ול]?{SOON}[^.?\n]{{0,40}}?(?<!\w)[ושהבלמכ]{{0,2}}{EVENT}(?=[^?\n]{{0,70}}(?<!\w)[ושהכ]{{0,"
    rf"2}}{LACK})",
    rf"{LACK}[^.?\n]{{0,50}}{EVENT}[^.?\n]{{0,20}}(?<!\w)[ול]?{SOON}",
    rf"{LACK}[^.?\n]{{0,50}}(?<!\w)[ול]?{SOON}[^.?\n]{{0,20}}[ושהבל]{{0,2}}{EVENT}",
    rf"מפנים אותי[^.?\n]{{0,30}}{SOON}|{SOON}[^.?\n]{{0,30}}(?:מפנים|מפטרים|מנתקים|מעקלים) (?:אותי|אותנו|לי)",
    r"(?:אאבד|נאבד|אני מאבד\w*|אנחנו מאבדים|תאבד לי|אפסיד|אני מפסיד\w*|נפסיד|יבטלו לי|מבטלים לי|יפנו אותי"
    r"|יפטרו אותי|יעקלו לי|הולכ?ת? לי) (?:את |מ)?ה?(?:דירה|עבודה|משרה|משכנתא|מלגה|"
    r"מקום|עסקה|זכאות|טיסה|ויזה|בית|פרנסה|חתונה|לימודים|שנת ה?לימודים|חופשה|רכב)",
    r"הלך (?:לי |לנו )?(?:כל )?(?:ה?אירוע|ה?כול|ה?כל|ה?עסקה|ה?חופשה|ה?חג|ה?שבת)",
    r"מחר (?:זה )?כבר (?:לא|מאוחר|יהיה מאוחר)|אחרי זה (?:כבר )?מאוחר מדי|זה עניין של שעות|השעון מתקתק",
    r"(?:המשכורות|השכר|הדיווח|הדוח|המכרז)[^.?\n]{0,20}(?:חייב\w*|נסגר\w*|מסתיים)[^.?\n]{0,20}(?:היום|הלילה"
    r"|בצהריים|הערב|מחר)",
    rf"{ENGLISH_EVENT}[^.?\n]{{0,30}}{ENGLISH_SOON}(?=[^?\n]{{0,80}}{ENGLISH_LACK})",
    rf"{ENGLISH_LACK}[^.?\n]{{0,50}}{ENGLISH_EVENT}[^.?\n]{{0,20}}{ENGLISH_SOON}",
    rf"{ENGLISH_SOON}[^.?\n]{{0,20}}{ENGLISH_EVENT}(?=[^?\n]{{0,80}}{ENGLISH_LACK})",
    r"(?:will|going to|'ll|about to|before i|i) lose (?:the|my|our) (?:apartment|flat|house|home|job|place"
    r"|deal|booking|visa|mortgage|scholarship|deposit)",
    r"(?:evicted|being evicted|eviction) (?:\w+ )?(?:tomorrow|today|in|on)|it will be too late"
    r"|after that it'?s too late",
    rf"{EVENT}[^?\n]{{0,35}}(?:לעוד|בעוד|עוד|תוך|נשאר\w* (?:לי |לנו )?|עד) ?(?:יום|יומיים|שעה|שעתיים"
    r"|\S+ (?:ימים|שעות)|כמה (?:ימים|שעות)|מחר|ראשון|שני|שלישי|רביעי|חמישי"
    rf"|שישי)[^?\n]{{0,50}}(?<!\w)[ושה]{{0,2}}{FAILS}",
    rf"(?:נשאר\w*|נותר\w*) (?:לי |לנו |רק )*(?:יום|יומיים|שעה|שעתיים|\S+ (?:ימים|שעות))[^?\n]{{0,70}}{FAILS}",
    rf"{FAILS}[^?\n]{{0,50}}(?:נשאר\w*|נותר\w*) (?:לי |לנו |רק )*(?:יום|יומיים|שעה|שעתיים|\S+ (?:ימים|שעות))",
    rf"אם (?:\S+ )?(?:לא|אין)[^?\n]{{0,50}}{LOSS}",
    rf"(?:אחרת|ואז|בגללכם|בגלל (?:זה|העיכוב|האיחור|התקלה)) (?:\S+ ){{0,3}}{LOSS}",
    rf"(?:אני|אנחנו|אנו) (?:\S+ )?{LOSS}[^?\n]{{0,40}}(?:בגללכם|בגלל (?:העיכוב|האיחור|התקלה|שאתם|שלא))",
    r"(?:אני |אנחנו |יושב\w* |עומד\w* |תקועים? )+(?:כבר )?ב(?:נתב\"?ג|שדה ה?תעופה|דלפק|גבול|בית ה?חולים|מיון"
    rf"|תחנה|אולם)[^?\n]{{0,40}}{FAILS}",
    r"if[^?.\n]{0,50}(?:not|n't|don'?t|doesn'?t)[^?\n]{0,50}(?:lose|evict\w*|fired|fined|penalty|miss (?:the"
    r"|my|our)|bankrupt|too late)|or (?:else )?(?:i|we)(?:'ll| will)? (?:lose|miss|be (?:fined|fired|evicted))",
    rf"{ENGLISH_EVENT}[^?\n]{{0,40}}{ENGLISH_SOON}[^?\n]{{0,60}}{ENGLISH_FAILS}",
    rf"(?:only|just) (?:\w+ )?(?:hours?|days?|a day|an hour|minutes) left[^?\n]{{0,60}}{ENGLISH_FAILS}",
    r"(?:at|in|sitting at|standing at|stuck at) the (?:airport|gate|counter|border|hospital|desk"
    rf"|venue)[^?\n]{{0,50}}{ENGLISH_FAILS}",
    rf"{SOON}[^.?\n]{{0,12}}[ושהבל]{{0,2}}{EVENT}[^?\n]{{0,60}}(?:לא|אין|תקוע|חסום|טרם|עדיין|נעול|אצלכם|בלי)\w*",
    rf"{EVENT}(?: שלי| שלנו| שלה| שלו)? (?:{SOON}|ב?עוד \S+(?: שעות| ימים| דקות)?|תוך \S+)[^?\n]{{0,60}}(?:לא|אין"
    rf"|תקוע|חסום|טרם|עדיין|נעול|אצלכם|בלי)\w*",
    rf"(?:{ENGLISH_EVENT}|it|we|i|guests?|ceremony|service|boarding|train|bus|ferry)(?: \w+){{0,3}} (?:in|starts?"
    rf"|begins?|leaves?|is) (?:\w+ )?(?:\d+|two|three|ten|twenty|thirty|an|half an|saturday|sunday|friday|tomorrow"
    rf"|tonight|minutes?)(?: \w+)?(?: min\w*| hours?| days)?[^?\n]{{0,60}}(?:can'?t|cannot|not|n't|locked|still"
    rf"|nothing|no |nobody|without|stuck)\w*",
)

# Said lightly too: beside a polite request these count for nothing.
HASTY = (
    r"(?:חייב\w*|מוכרח\w*|מוכרחים) (?:\S+ ){0,4}(?:[לב]?היום|עד היום|הערב|עד הערב|עוד היום"
    r"|[לע]?ד? ?מחר(?: בבוקר)?|תוך שעה|בשעה הקרובה|עכשיו)|אחרת (?:\S+ ){0,2}(?:לא |אאבד|אפסיד|נפסיד|יבטלו"
    r"|יפטרו|אני (?:מאבד|מפסיד))",
    r"(?:starts?|leaves?|begins?|is|due|closes?|travel\w*|flying|fly out|moving|opens?) (?:\w+ )?(?:tomorrow"
    r"|tonight|today|in (?:an|two|three|\d) (?:hours?|days?))[^?\n]{0,60}(?:nowhere|still|no |not |n't|nobody"
    r"|nothing|with you|missing)",
    r"(?:must|need to|have to|has to) (?:\w+ ){1,6}(?:today|tonight|by tomorrow|by noon|within the hour"
    r"|right now|this minute)(?: or| otherwise|!)|or (?:else )?(?:they|he|she|the \w+) (?:won'?t|will not"
    r"|will (?:cancel|fire|evict))",
    r"התחתנ\w+[^.?\n]{0,20}(?:בלי|ללא)|(?:בלי|ללא) (?:\S+ )?(?:צלם|שמלה|עוגה|דיג'יי|קייטרינג|אולם|מזוודה"
    r"|מזוודות|רב)(?: [^.?\n]{0,30}(?:בגללכם|דרככם|מכם|אצלכם|בחתונה))",
)
