"""Displeasure said calmly: with the service, the people, the wait, the price, the thing."""

SAYINGS = (
    r"חוסר (?:כבוד|נימוס|אכפתיות|התחשבות|סבלנות|יעילות|אמינות|שקיפות|תקשורת|מקצועיות|רצינות|סדר)"
    r"|ה?י?דרדר\w*|מופקע\w*|שערורייתי\w*"
    r"|על מה (?:בדיוק )?(?:אני|אנחנו|אנו) משלמ\w*|מתחרט\w* (?:ש(?!לא)|על)|מטונפ?ף?\w*"
    r"|(?:יש לי|רוצה להגיש|מגיש\w*) תלונה על|דורש\w* (?:החזר|את כספי|הסבר)"
    r"|what (?:exactly )?(?:am i|are we) paying (?:you )?for|i want (?:my money back|a (?:full )?refund)|filthy"
    r"|i (?:\w+ )?regret (?:\w+ing|the day)"
    r"|(?:מתחיל\w* )?להימאס|לא (?:חזרו|ענו|התקשרו|טיפלו|עדכנו|הסבירו|הקשיבו|התייחסו|התנצלו|פתרו|שאלו"
    r"|הודיעו)(?: אליי| לי| אלי| אותי)*",
    r"(?:ש?ה?שירות|ה?מענה|ה?יחס|ה?טיפול|ה?תמיכה|ה?מוקד|ה?אתר|ה?אפליקציה|ה?מערכת)(?: שלכם| החדשה?| הזה"
    r"| הזאת)* (?:\S+ )?(?:לא טוב\w*|לא יעיל\w*|איטי\w*|בעייתי\w*|חלש\w*"
    r"|מאכזב\w*|עצוב\w*|נוראי?\w*|מזעזע\w*|קטסטרופה|אסון|מביש\w*|לא ברור\w*|מבולגנ?ן?ת?|לא מתפקד\w*)",
    r"הופתעתי לרעה|לא (?:מתאים|ראוי|מכבד|יאה) (?:ל|את ה)?(?:חברה|עסק|רמה|מותג|כמוכם)\S*|עבדתם עלי\w*"
    r"|הטעיתם|הטעו אותי|הטעיה|מטעה|לא אמינ\w*|אי[- ]?סדר\w*|סחבת|בירוקרטיה|טרטור\w*|מתישים?|מיותר\w*",
    r"unhelpful|(?:slow|weak|poor|confusing|clumsy|inconsistent|unreliable) (?:and|service|support"
    r"|response|communication)|(?:service|support|quality|response|site|app)(?: \w+){0,2} (?:is|was"
    r"|has become|got|went) (?:\w+ )?(?:slow\w*|worse|downhill|bad|poor|unreliable|confusing|weak|lacking)",
    r"went downhill|getting worse|worse than (?:ever|before)|misleading|misled|lack of (?:care|respect"
    r"|communication|professionalism|interest)|complete lack|no (?:apology|explanation|respect"
    r"|communication)|did not even|didn'?t even|could (?:have been|be) (?:much )?better",
    r"לא (?:\S+ )?(?:מרוצ\w+|שבע\w* רצון|מקובל\w*|סביר\w*|הוגן|הוגנת|יפה|לעניין|בסדר|מקצועי\w*|רציני\w*"
    r"|נעים|נחמד\w*|אדיב\w*|ראוי\w*|מכבד\w*|נוח\w*(?! לי ב(?:יום|שעה|בוקר|ערב))|שווה|עזר\w*|מתפקד\w*|אהבתי|נהניתי"
    r"|ממליצ\w*|ממליץ|אמליץ|נזמין שוב|אזמין שוב|אחזור|הגיוני\w*|ברמה|מספק\w*|מכובד\w*)(?! (?:אם|לי ה(?:מידה|צבע)))",
    r"(?:מאכזב\w*|אכזב\w+|אכזבה|התאכזבתי|התאכזבנו|מאוכזב\w*|מעצבן|מעצבנ\w+|מרגיז\w*|מתסכל\w*|מתוסכל\w*"
    r"|תסכול|מגוחך|מגוחכת|מציק\w*|מקומם\w*|מרתיח\w*|מביך\w*|מביש\w*|עלוב\w*|ירוד\w*|לקוי\w*|כושל\w*"
    r"|בינוני\w*|גרוע\w*"
    r"|איומ\w*|איום ונורא|נוראי\w*|נורא ואיום|זוועה|על הפנים|חובבני\w*|מסורבל\w*|מזלזל\w*|זלזול|בגסות"
    r"|גס\w* רוח|קצר\w* רוח|חסר\w* (?:סבלנות|נימוס|אחריות|מקצועיות|התחשבות)|חוצפה|אדיש\w*|אטומ\w*|יקרנים"
    r"|כישלון|פשלה|פאשלה|פדיחה|בושה(?! לי))",
    r"(?:אני|אנחנו|אנו|כבר|ממש|מאוד|די|קצת) (?:\S+ )?(?:כועס\w*|עצבני\w*|מתוסכל\w*|מאוכזב\w*|נסער\w*"
    r"|פגוע\w*|ממורמר\w*|מותש\w*)|נמאס|נשבר לי|מאבד\w* סבלנות|אין לי סבלנות|הרגשתי (?:\S+ )?(?:ש?לא"
    r"|מושפל\w*|מרומ\w+|שמזלזלים|שמתעלמים)",
    r"(?:שוקל\w*|חושב\w*|מתכוונ\w*|מתלבט\w*) (?:\S+ )?(?:לעזוב|לעבור|להתנתק|לבטל בגלל|להחליף אתכם)"
    r"|אעבור ל(?:חברה|מתחר|ספק)\S*|אם (?:\S+ ){0,3}(?:ימשיך|תמשיכו) (?:ככה|כך|כזה)|(?:פעם|בעבר) (?:הייתם"
    r"|היה אצלכם) (?:\S+ )?(?:יותר )?(?:טוב\w*|אחר\w*)|ירד(?:תם|ה)? (?:פלאים|ברמה)",
    r"(?:זה )?לא מה ש(?:הובטח|הבטחתם|ציפיתי|סיכמנו|אמרתם|חשבתי)\S*|ציפיתי ל(?:יותר|משהו)|לא ציפיתי (?:ש"
    r"|מכם ל)\S*|(?:הבטחתם|הבטיחו|אמרו|אמרתם)(?: \S+){0,4} ו?(?:לא|אף אחד|בסוף)|לא (?:קיימתם|עמדתם|טרחתם"
    r"|עדכנתם|חזרתם|עניתם|תיקנתם|טיפלתם|פתרתם|הודעתם)|אתם (?:\S+ )?לא (?:חוזר\w*|עונ\w+|מעדכנ\w*|מטפל\w*"
    r"|פותר\w*|מקשיב\w*|מבינ\w*|מקצועי\w*|רציני\w*|עוזר\w*)",
    r"(?:חבל|מפליא|מוזר|מצער) (?:מאוד )?ש(?:אתם|אין לכם|לא|אי אפשר|צריך)(?! הכרתי)|אין לכם (?:שירות|יחס"
    r"|מענה|טלפון|כבוד)|(?:אף אחד|איש) (?:\S+ )?(?:לא|אינו) (?:טרח\w*|חזר|ענה|עדכן|הודיע|הסביר|מסביר|יודע"
    r"|בא|התקשר|הגיע)|שלא סופרים אותי|לא סופרים",
    r"(?:חיכיתי|המתנתי|חיכינו|מחכ\w+|ממתינ\w*|ממתין|איחור|איחר\w*|עיכוב|לקח לכם|לוקח לכם"
    r"|לוקח)[^.?\n]{0,25}(?:שעה|שעות|שעתיים|שבוע\w*|חודש\w*|ארבעים|חמישים|[4-9]\d דקות"
    r"|כל כך (?:הרבה )?(?:זמן|לאט)|יותר מדי|נצח)|שוב (?:אותה|אותו|פעם|חייבתם|טעיתם|נפל|התקלקל|לא)"
    r"|עוד פעם (?:\S+ )?(?:חייבתם|טעיתם|לא|אותה|אותו)|כל פעם מחדש|כמה אפשר|עדיין לא (?:תיקנתם|טיפלתם|חזרתם"
    r"|עניתם|פתרתם)",
    r"(?:יקר|יקרים|מוגזם) מדי|לא שווה|מוגזמ?ם?ת?(?= |[.,!]|$)|בזבוז (?:של )?(?:זמן|כסף)|בזבזתם"
    r"|חבל על (?:הכסף|כל שקל)|איכות (?:\S+ )?(?:ירודה|גרועה|נמוכה|עלובה|זולה)|התפרק\w* (?:לי )?(?:אחרי"
    r"|תוך)|נראה זול|זרק\w* את (?:ה)?חביל\w+|השאיר\w* (?:\S+ )?(?:לכלוך|בלגן)|אוכל (?:הגיע )?(?:קר|תפל"
    r"|שרוף)|מה (?:הקטע|נסגר|הבעיה) (?:שלכם|אצלכם|איתכם)|לא (?:מבינ\w*|מבין) (?:איך"
    r"|למה) (?:\S+ ){0,3}(?:לוקח|אפשר|ייתכן|אתם|אף)|לא (?:יכול להיות|ייתכן|יתכן|יאומן|ייאמן)"
    r"|תודה על (?:כלום|שום)",
    r"(?:not|n't|never|hardly|isn'?t|wasn'?t) (?:\w+ )?(?:happy|satisfied|impressed|pleased|acceptable"
    r"|good enough|fair|helpful|professional|reasonable|worth|recommend|help(?:ed|ful)?|okay with"
    r"|what i (?:was promised|expected|ordered|paid for)|bother\w*|care|listen\w*|fixed|solved"
    r"|use you again|come back|order again)",
    r"(?:(?:very |so |really |quite |rather |extremely )?(?:disappoint\w+|annoy\w+|frustrat\w+|irritat\w+"
    r"|upset|dissatisf\w+|unhappy|unimpressed|angry|fed up|appalled)|ridiculous|terrible|awful|horrible"
    r"|dreadful|poor (?:quality|service|experience|communication|support)|bad (?:service|experience"
    r"|quality|attitude|support)|rude|impolite|unprofessional|incompetent"
    r"|unfair|unacceptable|unreasonable|sloppy|lousy|mediocre|useless|pathetic|ripped off|overpriced"
    r"|waste of (?:money|time)|a joke|let (?:me )?down|ignored|makes no sense|thanks for nothing"
    r"|expected (?:better|more))",
    r"(?:far |way |much )?too (?:long|slow|expensive|late)(?= |[.,!]|$)|takes? forever|(?:wrong|late"
    r"|broken|missing) again|again and again|still (?:have ?n[o']t|haven'?t|has ?n[o']t|hasn'?t"
    r"|not) (?:\w+ )?(?:fixed|solved|replied|answered|resolved|called|refunded)|you (?:\w+ )?(?:got|messed"
    r"|screwed|forgot|failed|promised|keep|never|ignored|wasted)(?= )|fell apart|(?:cold|burnt|stale) and"
    r"|nobody (?:\w+ )?(?:bother\w*|told|call\w*|came|answer\w*|know\w*|care\w*|help\w*)|(?:thinking"
    r"|considering|tempted) (?:about|of|to) (?:leav\w+|switch\w*|cancel\w*|go\w*)|thinking about leaving",
)
