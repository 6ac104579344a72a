"""What agents promise to do, as they write it. Sources as `compile_phrases` reads them, by what is promised."""

from collections.abc import Mapping, Sequence

_SAY = "אחזור|נחזור|אענה|נענה|אכתוב|נכתוב|אגיב|נגיב|אשוב|נשוב"

HEBREW_WORDS: Mapping[str, str] = {
    "we": "אני|אנחנו|אנו|אנוכי",
    "still": "גם|כבר|עוד|שוב|בעצמי|אישית|מיד|מייד|כמובן|בהחלט|פשוט|תכף|בהמשך|באופן אישי|עצמי|היום|מחר",
    "you": ("(אלי|ל|את|אות|אית|אצל|עבור|בשביל|מול|ל)(י?ך|כם|כן)|לבית(ך|כם)|אליכם|אתכם|איתך|אליכן"),
    "promise": (
        "מבטיח(ה|ים)?|מתחייב(ת|ים)?|אשתדל|נשתדל|אקפיד|נקפיד|אדאג|נדאג|הולכ(ת|ים)|הולך|עומד"
        "(ת|ים)?|מתכוונ(ת|ים)|מתכוון|אמשיך|נמשיך|דואג(ת|ים)?|ננסה|אנסה|אזכור"
        "|אתחיל|נתחיל"
    ),
    "to_call": "להתקשר|לצלצל|לטלפן|לדבר|לשוחח|להרים",
    "to_write": "לחזור <you>|לעדכן|לענות|להשיב|לכתוב|להודיע|ליצור קשר|ליצור <you> קשר|לתת <you>",
    "to_check": "לבדוק|לברר|לבחון|לעקוב|לוודא",
    "to_send": "לשלוח|להעביר|להוציא|להמציא",
    "to_fix": "לטפל|לתקן|לסדר|לפתור|להחליף|לבטל|לזכות|להחזיר|לפתוח|לסיים|לקדם",
    "to_visit": "להגיע|לבוא|לבקר|להיות אצל(ך|כם)",
    # Any verb of the first person's future; ruled out are words that only look like one, and wishes.
    "future": (
        "(?!(אני|אנחנו|אנו|אין|אינ|אבל|אולי|אחר|אחד|אחת|אצל|אתמול|אנא|אפשר|אשמח|נשמח|אודה"
        "|נודה|נוח|נשאר|נותר|נכון|נחמד|אוכל|נוכל|אשר|אמר|איפה|איך|אכן|אלא|אלה|אלו|אליי?ך"
        "|אליכ|אותך|אתכם"
        "|אמור|אהיה זמין|נהיה זמינ|נעמוד|אעמוד|אצטרך|נצטרך|אבקש|נבקש|ארצה|נרצה|אשאל|נשאל"
        "|אנשי|ארבע|איש|אזור|אתר|נציג|נושא|נתונ|נייד|אפליק|אימייל|אישור|אגב|נעים|נזכיר|אזכיר"
        "|אציין|נציין|נקווה|אקווה|נראה|אראה|נתראה|נמצא|נדרש|נעדיף|אעדיף|נאלצ|נאמר|נתקל|נשארה?"
        "|אחרי|אבין|נבין|ניסי|נניח|אומר|אוהב|אנסה|ננסה|אמליץ|נמליץ|אציע|נציע|נשקול|אשקול"
        "|אחכה|נחכה|נמתין|אמתין|נתנו|נקבעה?|ניתן|נשלחו|נהדר|נפלא|אלקטרוני|אחראי))"
        "[אנ]\\w{2,7}(?<!תי)(?<!נו)(?<!ים)(?<!ות)"
    ),
    "doing": "(?!(מאחל|מודה|מאמינ|מציע|אומר|מסביר|מבינ|מבין|רואה|זוכר|מצטער|ממליצ|ממליץ|מקוו"
    "|מפנ|מזכיר|אמרתי))\\w{2,9}(?<!תי)(?<!נו)",
    "theirs": (
        "ה?(נציג(ה|ת|י)?|נציגים|נציגות|טכנאי(ת|ם)?|צוות|מנהל(ת|ים)?|אחראי(ת)?|עמית(ה|י|תי)?"
        '|מתקינ(ה|ים)|מתקין|מומח(ה|ית)|חבר(ת)? צוות|ראש ה?צוות|מחלקה|אחמ"?ש(ית)?'
        "|מחלקת ה?\\w{3,12}|צוות ה?\\w{3,12}|מנהלת? ה?\\w{3,12}|נציגת? ה?\\w{3,12}|מישהו"
        "|מישהי|מהנדס(ת)?|מוקד)( (שלנו|שלי|מטעמנו|מהצוות|בכיר(ה)?|טכני(ת)?|אחר(ת)?|מקצועי"
        "(ת)?|ה?תורן|מ\\w{3,12}))?"
    ),
    "call3": "[יתי]תקשרו?|[ית]צלצלו?|[ית]טלפנו?|[ית]דברו?|[ית]שוחחו?",
    "write3": "[ית]חזו?רו?|[ית]עדכנו?|י?יצ?ו?רו? (<you> )?קשר|[ית]יי?צ?ו?רו? (<you> )?קשר|[ית]ענ[הו]"
    "|[ית]שיבו?|[ית]כת(ו)?בו?|[ית]ודיעו?",
    "do3": "[ית]בד(ו)?קו?|[ית]בררו?|[ית]שלחו?|[ית]עבירו?|[ית]טפלו?|[ית]תקנו?|[ית]חליפו?|[ית]סדרו?|י?[ית]בחנו?",
    "visit3": "[ית]גיעו?|[ית]בואו?|[ית]בקרו?|[ית]היו? אצל(ך|כם)",
    "matter": (
        "ה?(החזר( ה?כספי)?|זיכוי|כסף|סכום|חבילה|הזמנה|משלוח|מוצר|תשובה|תיקון|שירות|פנייה"
        "|תקלה|טיפול|חשבונית|מכשיר|טכנאי|קבלה|בקשה|חלק|אביזר|שובר|פיצוי|העברה|החלפה|ציוד"
        "|מסמכ?(ים)?|קישור|אישור|ביקור|התקנה|קריאה|שובר|חיוב|מנוי|קו|מערכת|אתר|בעיה|בדיקה"
        "|הסכם|חוזה|הצעה|הצעת ה?מחיר|עדכון|מענה|שיחה|פריט|סחורה)"
    ),
    "will_be": (
        "ייצא|יי?גיע|יופיע|תופיע|יי?כנס|תי?כנס|י?ישלח|תי?שלח|יצא|תצא|יגיע|תגיע|יבוא|תבוא|תגיע|יוחזר"
        "|תוחזר|יבוצע|תבוצע|תטופל|יטופל|יסופק|תסופק|יחזור|תחזור|תי?פתר|יי?פתר|יועבר|תועבר"
        "|יהיה|תהיה"
        "|תי?בדק|יי?בדק|יזוכה|תזוכה|תתוקן|יתוקן|יושלם|תושלם|יוחלף|תוחלף|יבוטל|תבוטל|תסתיים"
        "|יסתיים|תתקבל|יתקבל|יותקן|תותקן|תי?סגר|תקבל|יונפק|תונפק|יחודש|תחודש|יתבצע|תתבצע"
        "|תחובר|יחובר|יתואם"
    ),
}

HEBREW: Mapping[str, Sequence[str]] = {
    "call": (
        "(<we> )?(<still> )?(אתקשר|נתקשר|אצלצל|נצלצל|אטלפן|נטלפן|(ארים|נרים|אתן|נרים)( <you>)?"
        " (טלפון|צלצול))( <still>)?( <you>)?",
        "(<we> )?(<still> )?(<promise>)~1 <to_call>( <you>)?",
        "(<we> )?(<still> )?(<promise>)~1 ש(אתקשר|נתקשר|יתקשרו)( <you>)?",
        "(<theirs> )?~1 ?<call3>( <still>)? <you>",
        "(<we> )?(אחזור|נחזור)( <you>)? (טלפונית|בטלפון)",
    ),
    "write": (
        "(<we> )?(רושמת?|רושם|אנסה|ננסה)( לעצמי| לעצמנו)? (<to_write>|להשיג <you>|לתפוס <you>)",
        "(<we> )?(<still> )?(אעדכן|נעדכן|אשיב|נשיב|אודיע|נודיע|אמסור|נמסור|אדווח|נדווח|אשמור"
        " (אותך|אתכם) מעודכן|אחזיק (אותך|אתכם) מעודכנ)( <you>)?",
        f"(<we> )?(<still> )?({_SAY})( <still>)?( <you>| עם (תשובה|עדכון|פתרון|מענה|מידע|הצעה))",
        "(<we> )?(<still> )?(אצור|איצור|ניצור|נצור|אהיה|נהיה)( <you>)? (קשר|בקשר)( <you>)?",
        "(<we> )?(<still> )?(אתן|ניתן|ניתן|נתן|אעביר|נעביר) <you> (תשובה|עדכון|מענה)",
        "(<we> )?(<still> )?(<promise>)~1 <to_write>( <you>)?",
        "(<theirs> )?~1 ?<write3>( <still>)?( <you>)",
        "(תקבל[יו]?|יהיה ל(ך|כם)|תהיה ל(ך|כם)|תשמע[יו]?)( ממני| מאיתנו| מאתנו)?~1 (תשובה"
        "|עדכון|מענה|מייל|הודעה|ממני|מאיתנו|מאתנו|הסבר)",
    ),
    "check": (
        "(<we> )?(<still> )?(אבדוק|נבדוק|אברר|נברר|אבחן|נבחן|אחקור|נחקור|אוודא|נוודא|אעקוב"
        "|נעקוב|אעבור על|נעבור על|אתייעץ|נתייעץ|אשאל את|נשאל את|(אבקש|נבקש) מ?ה\\w{2,10}"
        "|אאתר|נאתר|אמתין לתשוב)",
        "(<we> )?(<still> )?(<promise>)~1 <to_check>",
    ),
    "send": (
        "(<we> )?(<still> )?(אשלח|נשלח|אמציא|נמציא|אעביר|נעביר|אוציא|נוציא|אפיק|נפיק|אספק"
        "|נספק|אנפיק|ננפיק|אמסור|נמסור)( <still>)?( <you>)?",
        "(<we> )?(<still> )?(<promise>)~1 (<to_send>|ש(ה?\\w{2,10} )?(יצא|ישלח|יישלח|תצא|תישלח))( <you>)?",
    ),
    "fix": (
        "(<we> )?(<still> )?(אתקן|נתקן|אטפל|נטפל|אסדר|נסדר|אפתור|נפתור|אחליף|נחליף|אבטל"
        "|נבטל|אזכה|נזכה|אחזיר|נחזיר|אפתח|נפתח( <you>| את)|אשחרר|נשחרר|אקפיא|נקפיא|אשנה|נשנה|אבצע|נבצע"
        "|אאפס|נאפס|אשדרג|נשדרג"
        "|אתקין|נתקין|אפעיל|נפעיל|אחדש|נחדש|אקדם|נקדם|אסיר|נסיר|אסיים|נסיים|אשלים|נשלים"
        "|אחבר|נחבר|אעדכן את)( <you>)?",
        "(<we> )?(<still> )?(<promise>)~1 <to_fix>",
        "(<we> )?(<still> )?(אדאג|נדאג) (לזה|לכך|לעניין|שה?\\w{2,12}|ש\\w{2,12}|לטיפול|להחלפה"
        "|לזיכוי|להחזר|לתיקון|למשלוח)",
    ),
    "visit": (
        "(<we> )?(<still> )?(אגיע|נגיע|אבוא|נבוא|אבקר|נבקר|אהיה|נהיה)( <still>)? (<you>|לבית\\w{0,3})",
        "(<we> )?(<still> )?(<promise>)~1 <to_visit>",
        "<theirs>~1 (<visit3>|יהיה|תהיה)( <you>)?",
        "(<we> )?(<still> )?(אתאם|נתאם)( <you>)? (טכנאי|ביקור|את הביקור|הגעה|מתקין|התקנה)",
    ),
    "other": (
        "(<we> )?(<still> )?(אכין|נכין|(אשמור|נשמור)( <you>| על ה\\w{2,10}| את ה\\w{2,10})"
        "|אפנה (ל|אל )\\w{2,12}|נפנה (ל|אל )\\w{2,12}|אקבע|נקבע <you>|אתאם|נתאם|אארגן|נארגן|אזמין"
        "|נזמין|אסלים|אעלה|נעלה|אגבש|נגבש|אערוך|נערוך|אוסיף (לך|את)|נוסיף (לך|את)|אגיש|נגיש"
        "|אאריך|נאריך|אצרף <you>)",
        "<we> (<still> )?<future>( <still>)? (<you>|את ה\\w{2,12}|את זה)",
        "<we> לוקח(ת|ים)? (את )?(זה|הנושא|הפנייה|הטיפול|האחריות) (עליי|עלי|עלינו|לטיפולי)",
        "(אקח|ניקח|אקבל) (את )?(זה|הנושא|הפנייה|הטיפול) (עליי|עלי|עלינו|לטיפולי)",
    ),
}

# What is promised only when a time stands with it: without one they tell what is going on, or what will be some day.
HEBREW_WITH_TIME: Mapping[str, Sequence[str]] = {
    "call": ("<we> (<still> )?מתקשר(ת|ים)?( <you>)?", "נדבר|נשוחח|אדבר|אשוחח", "(מתקשר(ת|ים)?|מצלצל(ת|ים)?) <you>"),
    "write": (
        "(<we> )?(<still> )?(חוזר(ת|ים)?|מעדכנ(ת|ים)|מעדכן|עונ(ה|ים)|כותב(ת|ים)?|משיב(ה"
        "|ים)?|שולח(ת|ים)? עדכון)( <you>)",
        f"{_SAY}",
        "<theirs>~1 <write3>",
    ),
    "check": ("<we> (<still> )?(בודק(ת|ים)?|מברר(ת|ים)?)", "<theirs>~1 <do3>"),
    "send": (
        "<we> (<still> )?(שולח(ת|ים)?|מעביר(ה|ים)?|מוציא(ה|ים)?)( <you>)?",
        "(שולח(ת|ים)?|מעביר(ה|ים)?) <you>",
        "תקבל[יו]?~1 (את|החזר|זיכוי|קישור|חשבונית|ה\\w{2,12}|זיכוי|מכשיר|מוצר|שובר|מסמך|קבלה)",
    ),
    "fix": ("<we> (<still> )?(מטפל(ת|ים)?|מתקנ(ת|ים)|מתקן|מסדר(ת|ים)?|מחליפ(ה|ים)|מחליף|מבטל(ת|ים)?|מזכ(ה|ים))",),
    "visit": (
        "(<we> )?(<still> )?(מגיע(ה|ים)?|בא(ה|ים)?) <you>|אגיע|נגיע|נבוא|אבוא|נהיה אצל|אהיה אצל",
        "<theirs>~1 <visit3>",
    ),
    "other": (
        "<matter>(?! (מ|של )ה?ספק)~1 <will_be>( <you>)?",
        "<will_be>( <you>)?~1 <matter>",
        "<we> (<still> )?<future>",
        "<future>( <still>)? (<you>|את (ה\\w{2,12}|זה|כל))",
        "<we> (<still> )?<doing>( <still>)? <you>",
        "<we> (על זה|אצל(ך|כם))",
        "(תהיה|יהיה|תמצא|יחכה|תחכה|יחכו) <you>",
    ),
}

ENGLISH_WORDS: Mapping[str, str] = {
    "ours": (
        "(my|our) (own )?(\\w{3,12} )?(team|manager|colleagues?|technicians?|engineers?"
        "|supervisor|agents?|staff|people|department|office|warehouse|lab|developers?|specialists?"
        "|representatives?|accountants?)"
        "|(a|an|the|one of our|another) (senior |field |service )?(technicians?|engineers?"
        "|agents?|colleagues?|managers?|representatives?|specialists?|supervisors?|rep|team"
        " lead)|someone from (our|the) \\w{3,12}|someone|somebody"
    ),
    "will": (
        "(i|we|<ours>)( both| also| personally)?( will|'ll| shall|ll| am going to| are going"
        " to|'m going to|'re going to| is going to|'m about to| promise to| commit to| promise"
        " (that )?(i|we)('ll| will)"
        "| guarantee (that )?(i|we)('ll| will)| intend to| plan to| aim to)( also| then"
        "| personally| be sure to| definitely| certainly| gladly| just| now| immediately"
        "| try to| do my best to| make sure to| go ahead and| first| have someone| have"
        " (somebody|my \\w{3,10}|our \\w{3,10})| always){0,2}"
    ),
    "am_doing": "(i'm|i am|we're|we are|im)( also| just| personally)?",
}

ENGLISH: Mapping[str, Sequence[str]] = {
    "call": (
        "<will> (call|ring|phone|(re)?dial|give you a (call|ring|bell)|speak (to|with) you"
        "|talk to you|call back)( you)?( back)?",
        "expect (a|my|our) (phone )?call( from (me|us))?",
    ),
    "write": (
        "<will> (write|e-?mail|mail|text|message|get back|come back|reply|answer|respond"
        "|update|let you|inform|notify|follow up|keep you|be in touch|be back|contact|reach"
        " out|tell you|drop you|confirm|report back|revert|advise|send (you )?an (update"
        "|answer)|have an (answer|update)|give you an (answer|update))( back)?( to)?( you)?"
        "( posted| updated| know| informed)?",
        "you('ll| will|ll)? (hear( back)?|(have|get|receive) (an|our|my|your) (answer|reply"
        "|response|update))( from (me|us))?",
        "expect (an?|my|our) (answer|reply|response|e-?mail|update|message)( from (me|us))?",
        "you have my word",
    ),
    "check": (
        "(<will>|let me) (check|look into|look at|investigate|find out|verify|make sure"
        "|ensure|ask|see (if|whether|what)|review|track|monitor|examine|chase|trace|(speak"
        "|talk) (to|with)(?! you)|double.?check|go (over|through)|confirm with|test)",
    ),
    "send": (
        "<will> (send|resend|re-?send|ship|forward|post|dispatch|deliver|courier|pass|transfer"
        "|share|mail)( you)?( out)?",
    ),
    "fix": (
        "<will> (fix|repair|resolve|sort|solve|take care|cancel|replace|refund|credit|restore"
        "|unlock|reset|change|correct|remove|handle|deal with|reimburse|compensate|waive"
        "|reverse|upgrade|adjust|swap|mend|reconnect|activate|see to)( you)?",
        "<will> (have|get) (it|this|that|everything|your \\w{3,12}|the \\w{3,12}) (\\w{2,6}ed"
        "|sorted|fixed|done|ready|back|running|working|sent|out)",
        "consider it done",
    ),
    "visit": ("<will> (visit|come|be at (your|you)|be with you|be there|arrive|stop by|drop by|be on site)( you)?",),
    "other": (
        "<will> (hold|keep|arrange|schedule|book|prepare|escalate|open|add|extend|reserve"
        "|process|raise|submit|order|issue|put|have|set|start|apply|complete|finish|draft"
        "|organi[sz]e|get|provide|take (it|this|that|your|ownership))(?! (to|your attention"
        "|in mind|fun))",
        "(i|we) (commit|undertake|pledge) to \\w{3,12}ing",
    ),
}

ENGLISH_WITH_TIME: Mapping[str, Sequence[str]] = {
    "call": ("<am_doing> (calling|ringing)( you)?( back)?", "(we'll|we will|let's) (talk|speak)"),
    "write": ("<am_doing> (getting back|writing|updating|coming back)",),
    "send": (
        "<am_doing> (sending|shipping|forwarding|posting)( you)?",
        "you('ll| will|ll) (have|receive|get|see)(?! to)( \\w{1,12}){1,3}",
        "you can expect( \\w{1,12}){1,4}",
    ),
    "fix": ("<am_doing> (fixing|replacing|refunding|cancelling|repairing)",),
    "other": (
        "(the|your|our|this|it|a|everything)( \\w{3,14})?( \\w{3,14})? ?(will|'ll|is going"
        " to|should) (be (ready|shipped|sent|restored|in|on|back|fixed|repaired|delivered"
        "|dispatched|processed|refunded|credited|replaced|resolved|issued|completed|done"
        "|posted|with|at|available|installed|cancelled|solved|sorted|working)|ship|leave"
        "|arrive|reach|appear|show|go out)",
    ),
}
