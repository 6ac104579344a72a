"""They ask again and again, and nothing comes of it."""

from moked.promises.domain.sayings.vocabulary import (
    ENGLISH_LONG,
    ENGLISH_NOBODY,
    LONG,
    MANY,
    NO_ANSWER,
    ORDINAL,
    SEEKS,
    TOLD,
)

GRAVE = (
    r"(?:ה?פנייה|ה?פניה|ה?תזכורת|ה?תלונה|ה?מייל|ה?הודעה|ה?שיחה)(?: זו| שלי"
    rf"| הזו)? {ORDINAL}(?=[^?\n]{{0,40}}(?:נושא|אותו|אותה|ב?עניין|ב?נושא|עדיין|לא|[!])|[!.]|$)",
    rf"ה?פעם ה?{ORDINAL}[^.\n]{{0,12}}(?<!\w)[ושכ]?(?:אני |אנחנו )?{TOLD}",
    rf"{TOLD}[^.\n]{{0,40}}[בל]?ה?פעם ה?{ORDINAL}",
    r"(?:ה?טכנאי\w*|ה?שליח\w*|מבטל\w*|מבריז\w*|הבריז\w*|ביטל\w*|לא (?:הגיע|בא|מגיע)\w*|דוחים"
    rf"|דחיתם)[^.\n]{{0,30}}[בל]?ה?פעם ה?{ORDINAL}",
    rf"פעם ה?{ORDINAL}[^.\n]{{0,20}}(?:מבטל\w*|מבריז\w*|הבריז\w*|לא (?:הגיע|בא|מגיע)\w*|דוחים|אותה (?:תקלה"
    r"|בעיה)|ברצף|מתקלקל\w*|נתקע\w*|מחייבים|טועים|מתקנים|נופל)",
    rf"{LONG}[^.\n]{{0,45}}{NO_ANSWER}",
    rf"{NO_ANSWER}[^.\n]{{0,35}}(?<!\w)(?:מ|כבר )?ה?{LONG}",
    rf"{LONG} (?:ש?אני |ש?אנחנו |ש?אנו )?(?:כבר )?(?:מחכ\w+|ממתינ\w*|ממתין|רודפ\w*|רודף|מתרוצצ\w*|נלחמ\w*"
    r"|מבקש\w*|סובל\w*|תקוע\w*)",
    rf"(?:מחכ\w+|ממתינ\w*|ממתין|רודפ\w*|רודף|נלחמ\w*|תקוע\w*)[^.?\n]{{0,25}}(?:כבר |מזה |לפחות |מעל "
    rf"|יותר מ){LONG}",
    rf"{TOLD}[^.?\n]{{0,30}}{MANY} (?:פעמים|מיילים|הודעות|פניות|שיחות|תזכורות|מכתבים|וואטסאפים|נציגים)",
    rf"{MANY} (?:פעמים|מיילים|הודעות|פניות|שיחות|תזכורות|מכתבים)[^.?\n]{{0,15}}(?:ש?{TOLD}|ו?לא |ו?אף |ו?אין"
    r"|ו?עדיין|ללא|בלי)",
    rf"הבטחת\w*[^.?\n]{{0,15}}{MANY} פעמים",
    r"כמה פעמים (?:עוד |כבר |אפשר |אני |אנחנו )*(?:צריכ\w*|צריך|חייב\w*|אצטרך|נצטרך|ביקש\w*|אמר\w*|אסביר|לבקש"
    r"|להסביר|להתקשר|לכתוב|אפשר|פני\w+|התקשר\w*)",
    r"כמה (?:זמן )?אפשר לחכות|עד מתי (?:אני |אנחנו )?(?:אחכה|נחכה|אצטרך|צריכ\w*|נמשיך|תמשיכו)",
    r"(?:אף אחד|אף נציג\w*|אף אחת|איש|אף גורם)(?: מכם| שם| אצלכם)? (?:לא|אינו|אינה) (?:חוזר\w*|עונ\w+|טורח\w*"
    r"|מתקשר\w*|מחזיר\w*|מתייחס\w*|ענה|ענתה|חזר|חזרה|טיפל\w*|מטפל\w*|מסוגל\w*|לוקח|עוזר|פותר|מבין|אכפת)",
    r"(?:אתם )?מתעלמ(?:ים|ת|ות) (?:ממני|ממנו|מהפניות|מהמיילים|מכל|מההודעות|לי)|התעלמ\w+ (?:ממני|מכל|מהפניות)"
    r"|מסננים אותי|אין עם מי לדבר|מדבר\w* (?:אל|עם) ה?קיר\w*",
    r"(?:מעביר|מטרטר|מגלגל|מקפיצ|זורק|שולח|מטלטל|מפנ)(?:ים|ות|ת)? (?:אותי"
    r"|אותנו)(?: \S+){0,2} מ\S+(?: \S+)? ל\S+|מטרטר\w* (?:אותי|אותנו)|טרטר\w* (?:אותי|אותנו)|(?:מנתקים|ניתקו"
    r"|מנתקת|טורקים|טרקו) לי",
    r"רודפ?ף?(?:ת|ים)? אחרי(?:כם|ך)|(?:על הקו|בהמתנה|בטלפון)[^.?\n]{0,12}(?:שעה|שעתיים|שעות|[4-9]\d דקות"
    r"|ארבעים דקות|חמישים דקות)|(?:שעה|שעתיים|שעות|[4-9]\d דקות)(?: וחצי)? (?:על הקו|בהמתנה|בטלפון)",
    r"הבטחת\w*[^.!?\n]{0,40}(?:ולא|ואף|ועדיין|ושום) |(?:לא קיימתם|הפרתם) (?:את )?(?:אף |ה)?הבטח\w+",
    rf"(?:שוב פעם|שוב ושוב|פעם אחר פעם|פעם אחרי פעם)[^.?\n]{{0,20}}{TOLD}",
    r"(?:third|fourth|fifth|sixth|seventh|eighth|tenth|\d+(?:rd|th)|umpteenth"
    r"|hundredth) (?:time (?:that )?(?:i|we)(?:'m|'ve|'re| am| are| have| had)? (?:\w+ )?(?:writ\w+|call\w*"
    r"|ask\w*|contact\w*|complain\w*|email\w*|reach\w*|report\w*|chas\w*|to (?:write|call|ask))"
    r"|(?:email|message|request|complaint|reminder|call|ticket)(?= |[.,!]|$)|time (?:your|the) (?:technician"
    r"|engineer|driver|courier) )",
    r"(?:called|phoned|rang|emailed|written|wrote|asked|contacted|messaged|complained)(?: \w+){0,4} (?:three"
    r"|four|five|six|seven|eight|nine|ten|twenty|a dozen|dozens of|countless|a hundred|numerous|so many|[3-9]"
    r"|\d\d) times",
    r"(?:no|not a single|not one|without (?:a|any)|zero|never (?:got|received|had) (?:a|any|one)|still no"
    rf"|not even a) (?:\w+ )?(?:reply|response|answer|callback|call back|word)[^.?\n]{{0,25}}(?:after|in|for"
    rf"|since|despite) (?:\w+ )?(?:{ENGLISH_LONG}|(?:three|four|five|six|\d+) (?:emails|calls|messages|attempts))",
    rf"{ENGLISH_LONG}[^.?\n]{{0,25}}(?:no|not a single|without (?:a|any)|nothing|silence|nobody|no one|still no"
    r"|haven'?t heard)",
    rf"(?:waiting|waited|chasing|been asking|been trying)[^.?\n]{{0,25}} (?:for )?(?:over |more than |nearly "
    rf"|almost )?{ENGLISH_LONG}",
    r"how many (?:more )?times (?:do|must|should|have|will|am) (?:i|we)|how much longer (?:do|must|will"
    r"|am) (?:i|we)",
    rf"{ENGLISH_NOBODY} (?:ever |even |has |bothers? to |at your \w+ |will |there )*(?:calls?|called|answers?"
    r"|answered|repl\w+|respond\w*|gets? back|got back|cares?|picks? up|helps?|helped|listens?)",
    r"(?:you|they) (?:keep|are|just|simply) (?:on )?ignor\w+|being ignored|ignoring (?:me|us|my)|(?:passed"
    r"|bounced|transferred|sent|shuffled) (?:around |back and forth )?from (?:one|person|department|agent"
    r"|pillar)|(?:get|getting|being|been) (?:passed|bounced|transferred) around"
    r"|given the runaround|on hold for (?:over |more than |nearly )?(?:an|two|three|\d+) (?:hours?"
    r"|\d\d minutes)|keeps? hanging up on me|hung up on me|talking to a (?:brick )?wall",
    r"you (?:all )?(?:promised|said)[^.!?\n]{0,40} (?:and|but) (?:nobody|no one|nothing|never|you (?:never"
    r"|didn'?t))",
    rf"ה?פעם ה?{ORDINAL} ש?(?:אני|אנחנו|אנו) (?:\S+ )?(?!(?:מזמינ?ה?|קונ|מגיע|נהנ|מקבל\w* (?:שירות|יחס)|מרוצ"
    r"|ממליצ|אצלכ|רוכש|משתמש|נוסע|טס)\w*)\S+(?! מכם ו)",
    rf"(?:כבר |מזה |זה )?(?:{LONG}|\S+ (?:שבועות|חודשים)|חצי שנה|שנה שלמה|רבע שנה)[^.?\n]{{0,20}}(?:ש?אני "
    rf"|ש?אנחנו |ש?אתם )?{SEEKS}",
    rf"{SEEKS}[^.?\n]{{0,30}}(?:כבר|מזה|במשך|לאורך|מאז|למעלה מ|ב)ה?(?:{LONG}|\S+ (?:שבועות|חודשים))",
    r"(?:שלוש|שלושה|ארבע\S?|חמש\S?|שש\S?|עשר\S?|כל) (?:נציג\w+|מוקדנ\w+|אנשים|מחלקות|טכנאים"
    r"|תשובות)[^.?\n]{0,25}(?:שונ\S+|אחר\S*|ואף|ואין|ואיש|אף)",
    r"(?:כל|בכל) (?:פעם|שיחה|נציג\w?)[^.?\n]{0,15}(?:תשובה אחרת|משהו אחר|סיפור אחר|תירוץ\S*|דוחים|מנתקים"
    r"|ממציאים|מבטיחים)",
    r"לא (?:עונ\w+|חוזר\w*|מחזיר\w*|מגיב\w*) [^.?\n]{0,25},? ?ו?לא (?:עונ\w+|חוזר\w*|מחזיר\w*|מגיב\w*|מגיע\w*)",
    r"(?:כל יום|יום יום|מדי יום|יום אחרי יום|שבוע אחרי שבוע|כל שבוע)[^.!?\n]{0,40}(?:נעלמ\w+|לא |אין|שום"
    r"|תירוצ\w*|מחדש|אותו (?:סיפור|דבר))",
    r"אתם (?:פשוט |כבר |כל הזמן |סתם )*(?:נעלמ\w+|מתחמק\w*|מורח\w*|דוח\w+|מתעלמ\w+|לא (?:חוזר\w*|עונ\w+"
    r"|עוש\w+ כלום|פותר\w*|מטפל\w*|מקיימ\w+|עומדים ב))|(?:דוחים|דחיתם|מורחים|מרחתם|מושכים|מסובבים|מייבשים"
    r"|ייבשתם|מתישים) (?:אותי|אותנו)|(?:לך|לכו) ו?שוב|נעלמתם|ראש בקיר",
    r"(?:round|around) (?:and round )?in circles|(?:weeks|months|days) of (?:promises|excuses|waiting|silence"
    r"|calls|emails)|(?:does|is) (?:anyone|anybody|someone) (?:even |actually )?(?:read\w*|there|listen\w*"
    r"|answer\w*|care)|same (?:answer|story|excuse|problem|issue) (?:every|over|again and)"
    r"|over and over(?: again)?|time and (?:time )?again|again and again|back and forth",
    rf"(?:since|for) (?:{ENGLISH_LONG}|january|february|march|april|may|june|july|august|september|october|november"
    rf"|december|last (?:year|month))[^.?\n]{{0,40}}(?:nothing|no |nobody|still|without|excuses)",
    rf"(?:trying|asking|fighting|chasing|begging|struggling|battling|pleading)[^.?\n]{{0,40}}(?:for"
    rf"|since) (?:{ENGLISH_LONG}|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|last)",
    r"(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:\w+ )?(?:email|message|request|complaint"
    r"|reminder|call|ticket|letter|attempt)|every (?:time|agent|person)[^.?\n]{0,30}(?:different (?:answer"
    r"|story)|excuse|promise|hangs? up)|nothing (?:ever |has |gets )?(?:happens|happened|done|changes)",
    rf"(?:פנייתי|מכתבי|תלונתי|בקשתי|הודעתי|תזכורתי|פניתי בפעם) ?ה?{ORDINAL}",
    rf"(?:{LONG}|\S+ (?:שבועות|חודשים|ימים)|חצי שנה)[^.?\n]{{0,50}}(?:איש|אף אחד|אף נציג|אף גורם|אין|בלי"
    rf"|ללא)[^.?\n]{{0,15}}(?:משיב|עונה|ענה|חוזר|מטפל|מענה|תשובה|תגובה|מקשיב)\w*",
    rf"(?:כבר )?{MANY} פעמים (?:ש?(?:אני|אנחנו) )?(?:\S+ )?(?:{TOLD}|הסבר\w*|ניתק\w*|דחי\w*|דחו|ביטל\w*|הבטיח\w*"
    rf"|העביר\w*|ביקש\w*)",
    rf"(?:ניתק\w*|טרק\w*|דח[ויה]\w*|ביטל\w*|הבריז\w*|העביר\w*|הסבר\w*)(?: \S+){{0,4}} {MANY} פעמים",
    r"(?:שוב|ושוב) (?:מבקש|דורש|שואל|מבקשים|דורשים)\w*(?: ממני)? (?:את )?אות(?:ם|ו|ה)|מה קורה אית?כם\?\?|(?:תגידו"
    r" )?אתם (?:חיים|אמיתיים|נורמליים|רציניים)\?",
    r"(?:my|this is (?:my|the)|now the|for the|that'?s (?:my|the)) (?:third|fourth|fifth|sixth|seventh|eighth"
    r"|ninth|tenth|\d+(?:rd|th|st|nd)|umpteenth|nth) (?:\w+ )?(?:time|letter|email|message|call|attempt|request"
    r"|complaint|ticket|reminder|try|visit|technician)",
    r"(?:been |was |got |have been )?(?:hung up on|cut off|disconnected|transferred|put on hold|fobbed off"
    r"|promised|told|asked|explained|ignored|cancelled on)(?: \w+){0,3} (?:three|four|five|six|seven|eight|nine"
    r"|ten|a dozen|\d+|countless|several|so many) (?:\w+ )?(?:times|people|agents|departments)",
    r"(?:weeks?|months?|days|year) of (?:\w+ )?(?:telephoning|calling|writing|emailing|chasing|waiting|this|asking"
    r"|begging|silence|excuses|nothing|promises)|(?:not one|not a single|no) (?:soul|person|human|reply|answer"
    r"|response|call)(?: \w+){0,3}(?: answers?| replied| back|[,.!]|$)|yet to (?:receive|hear|get)(?: \w+){0,4}"
    r" (?:reply|answer|response|courtesy|back|word)",
    r"(?:still )?(?:nothing|no ?(?:one|body)|no (?:reply|answer|response))(?: \w+){0,3} (?:after|in|for|since)"
    r" (?:a |over |more than )?(?:\w+ )?(?:weeks?|months?|a month|days)",
)

# Said lightly too: beside a polite request these count for nothing.
HASTY = (
    r"(?:מחכ\w+|ממתינ\w*|ממתין|חיכיתי)[^.?\n]{0,15}(?:שעתיים|(?:שלוש|ארבע|חמש|שש|[3-9]) שעות|כל היום|יום שלם)",
    r"(?:חודש\w*|שבוע\w*|שבועות|שנה|שנים|ימים) של (?:שקר\w*|הבטח\w*|תירוצ\w*|הזנחה|סחבת|טרטור\w*|דחי\w+"
    r"|סיוט|המתנה|התעלמות)",
    r"ללא הועיל|לשווא|בלי שום תוצאה|כל (?:פעם|שבוע|יום) מחדש|טרק\w* לי|(?:לא |אף אחד לא )עוזר(?:ים)? לי",
    r"to no avail|in vain|got no (?:answer|reply|response)(?: at all)?|never (?:got|received|heard"
    r"|hear) (?:back|anything|a reply|an answer)",
    r"(?:זכיתי|זכינו|קיבלתי|נעניתי|נענינו|התקבל\w*) ?(?:אף )?(?:ל?מענה|ל?תגובה"
    r"|ל?תשובה) (?:אוטומטי\S* )?(?:בלבד|אפס)|לא זכ\w+ ל(?:תגובה|מענה|תשובה|התייחסות)|אפילו לא (?:תשובה|תגובה"
    r"|מענה|טרחתם|עניתם|סליחה|התנצלות)|מתי (?:כבר )?(?:מישהו|תואילו|תתחילו) (?:\S+ )?(?:יואיל|יענה|יחזור|יטפל"
    r"|לענות|לחזור)\S*(?= |\?|!)|עד מתי|תפסיקו להתעלם|התייבשתי|מחכ\w+ (?:כבר )?(?:נצח|שנים)",
    r"(?:שבועיים|חודש|חודשיים|שלושה|ארבעה|חמישה|שישה|שנה)(?: חודשים| שבועות)?[.!?,]+ ?(?:שבועיים|חודש|חודשיים"
    r"|שלושה|ארבעה|חמישה|שישה|שנה)|לוקח לכם (?:\S+ ){0,4}(?:חודש|שבוע|שנ)\S*|(?:חודש\w*|שבועות|שנה) לוקח לכם",
    r"(?:third|fourth|fifth|sixth|seventh|tenth) (?:missed |cancelled |failed )?(?:appointment|visit"
    r"|technician|engineer|delivery|promise|replacement|repair)|(?:explained|repeated|told) (?:this|it|myself"
    r"|my (?:story|problem|issue|case))[^.?\n]{0,20}(?:\d+|three|four|five|six|seven|eight|nine|ten|many"
    r"|different|over|again)|(?:two|three|four|five|six|seven|eight|\d+) (?:weeks|months) (?:to|just to|for a"
    r"|and)",
    r"no ?(?:one|body) (?:is |has |seems to |at your )?(?:\w+ )?(?:respond\w*|answer\w*|help\w*|car\w+"
    r"|reply\w*|listen\w*|tak\w+ responsibility)|(?:been )?waiting (?:for )?(?:over |more than )?(?:\d+|two"
    r"|three|four|five|six|several|many) (?:weeks|months|hours)",
)
