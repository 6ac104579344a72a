"""Despair, tears, begging."""

GRAVE = (
    r"(?:מיואש(?:ת|ים)?|מתייאש(?:ת|ים)?|נואש(?:ת|ים)?|בייאוש|מתוך ייאוש|התייאשתי|אובד(?:ת|י)? עצות|חסר(?:ת"
    r"|י)? אונים|חסרי אונים|אין לי אונים)",
    r"(?:אני|אנחנו|ישבתי|יושב(?:ת)?|פה|כאן|כבר) (?:\S+ )?(?:ו?בוכ(?:ה|ים)|ו?בכיתי)|(?:^|[.,!] ?)(?:בוכה"
    r"|בכיתי)(?= (?:פה|כבר|מרוב ייאוש|מייאוש|כל|מעצבים|בגלל))|(?:על סף|עם|ב)[ -]?דמעות|על סף (?:ייאוש|התמוטטות"
    r"|קריסה|בכי|שבירה)|התמוטטות עצבים|(?:הביא|הבאת|מביא)\w* אותי ל(?:בכי|דמעות|ייאוש)",
    r"(?:אין לי|אין לנו|נגמר\w* לי|נגמר\w* לנו|אזל\w* לי|לא נשאר\w* לי)(?: כבר| יותר)? ה?כוח(?:ות)?(?! סוס)"
    r"|(?<!\w)כלו כוחותי\w*|אין בי כוח|לא (?:יכול\w*|מסוגל\w*) (?:יותר|כבר)(?! (?:להיכנס|לשנות|לבחור|למצוא))"
    r"|לא עומד\w* (?:בזה|בלחץ)(?: יותר)?",
    r"מתחנ(?:ן|נת|נים|נות)|(?:אני )?בתחנונים|רחמו (?:עלי\w*|על)|תרחמו|הצילו|תצילו (?:אותי|אותנו)|אנא מכם"
    r"|אנא עזרו|אני (?:פשוט )?מתפלל\w* שמישהו",
    r"(?:לא ישנ(?:ה|תי|ו|ים)|לא ישן|לא עצמתי עין|לא נרדמ\w*|לילות בלי שינה|לילות ללא שינה|מאבד\w* שינה)",
    r"אני (?:פשוט |ממש |כבר |גם )?(?:קורס(?:ת)?|נשבר(?:ת)?|מתמוטט(?:ת)?|מתפרק(?:ת)?|טובע(?:ת)?|בהיסטריה"
    r"|בפאניקה|בלחץ (?:נוראי|אטומי|מטורף|היסטרי)|בחרד(?:ה|ות)|אבוד(?:ה)?|גמור(?:ה)?(?= [מנב]|[,.!]|$)|מרוסק\w*"
    r"|שבור(?:ה)?|בדיכאון)|(?<!\w)נשברתי(?! (?:וקניתי|והזמנתי|סוף סוף וקניתי))|התקפי? חרדה|בחרדות|(?:גומר|הורג"
    r"|שובר|הורס|מרסק)(?:ת|ים)? אותי(?: בריאותית| נפשית| כלכלית| לגמרי|(?= [מבכ])|(?=[,.!]|$))",
    r"לא יודע(?:ת|ים)? (?:כבר |יותר )?(?:מה (?:אני )?(?:לעשות|אעשה|נעשה)|למי (?:עוד )?לפנות|לאן לפנות"
    r"|איך (?:להמשיך|אשרוד|לצאת מזה))(?=[^\n]{0,60}(?:יותר|כבר|בבקשה|אנא|עזר|תעז|מישהו|ילד))"
    r"|(?<=כבר )לא יודע(?:ת|ים)? (?:מה (?:אני )?לעשות|למי לפנות)|(?:מיואש\w*|כבר"
    r"|באמת),? לא יודע\w* (?:מה לעשות|למי לפנות)",
    r"אין (?:לי|לנו|לילדים)(?: \S+)? (?:כסף|מה|ממה|איך) (?:ל(?:אכול|קנות (?:אוכל|תרופות|לחם|חיתולים)|אוכל"
    r"|תרופות|חיות|האכיל|תת לילדים|שלם (?:את זה|את החוב|שכירות|שכר דירה|על))|לאכול|להאכיל|לחיות|לקנות (?:אוכל"
    r"|תרופות|לחם|חיתולים))|אין (?:לי|לנו) (?:איך|מאיפה|מהיכן|ממה) (?:לשלם|להביא|לחיות|לקנות)|הגעתי ל(?:קצה|סף"
    r"|קיצי|ייאוש)|נשארתי בלי (?:אגורה|שקל|כסף)|אין לנו אוכל|(?:זורקים|זרקו) אותי לרחוב",
    r"(?:תעזרו לי|עזרו לי|תעזרי לי|שמישהו יעזור|שמישהו יענה|מישהו שיענה)(?: כבר)?(?=[^\n]{0,40}(?:אני לבד"
    r"|כבר לא|אין לי|מתחנ|אנא|דחוף|!!)|!!)|בבקשה,? בבקשה,? בבקשה|אני לבד (?:עם|בזה|מול)|אם חד ?הורית ו",
    r"at (?:my|our) wits'? ?'?end|(?:i'?m|i am|we'?re|we are|feeling|getting|so|absolutely"
    r"|truly) (?:\w+ )?(?:desperate|helpless|hopeless|in despair|heartbroken|devastated|distraught|panicking"
    r"|terrified|drowning|falling apart|breaking down|overwhelmed|in a panic)|in despair|desperately need",
    r"(?:in tears|i(?:'m| am| was| have been|'ve been)? (?:sitting here )?(?:crying|sobbing|weeping)"
    r"|broke down (?:crying|in tears)|close to tears|brought (?:me )?to tears|cried (?:all|myself|for))",
    r"(?:can'?t|cannot|can not) (?:take|do|bear|stand|cope with|go on|handle) (?:this|it"
    r"|like this)?(?: \w+)? ?(?:any ?more|any longer|like this)|(?:i |we )(?:can'?t|cannot) cope"
    r"|no strength left|(?:mental|nervous) breakdown|panic attacks?|breaking point|end of my (?:rope|tether)",
    r"(?:i'?m|i am|we are|we'?re)? ?begging you|i beg (?:of )?you|(?:please ){2,}(?:somebody|someone|help)"
    r"|somebody (?:please )?help|please,? (?:someone|somebody|anybody) (?:help|answer)|for the love of god"
    r"|have mercy",
    r"haven'?t slept|not slept|can'?t sleep|unable to sleep|sleepless nights|losing sleep"
    r"|don'?t know (?:what (?:else )?to do|where (?:else )?to turn|who (?:else )?to turn to)(?= any ?more"
    r"|[,.!][^\n]{0,40}(?:please|help|somebody|someone)|$)",
    r"how (?:am i|i'?m|are we|we'?re) (?:going|supposed) to (?:feed|eat|pay|live|survive|manage)|be (?:sacked"
    r"|fired|ashamed)|(?:can'?t|cannot|no money to|unable to|can'?t afford to) (?:feed (?:my|our|the)|buy food"
    r"|eat|pay (?:my |the )?rent|buy (?:my )?(?:medicine|medication|diapers|groceries))|out on the street"
    r"|(?:nothing|no food|no money) left (?:to eat|for food)|left (?:me )?(?:with no money|penniless"
    r"|with nothing)",
    r"(?:אני|כולי|הידיים שלי|ידיים|יצאתי \S+|יושב\w*) (?:\S+ )?רועד(?:ת|ות|ים)?(?! מקור)|(?:מתחרפנ\w*|מתחרפן"
    r"|משתגע(?:ת|ים)?(?! על)|השתגעתי|יצאתי מדעתי|יוצא\w* מדעתי|מאבד\w* את (?:זה|השפיות|הדעת))"
    r"|לא (?:אכלתי|אוכלת|אוכל ולא|ישנתי|ישנ(?:ה|ים))(?= |[,.!]|$)|(?<!\w)ו?לא ישנתי|בי+אוש",
    r"לא (?:עומד(?:ת|ים)?|מחזיק(?:ה|ים)?|אעמוד|אחזיק|אשרוד|שורד(?:ת|ים)?) (?:בזה|מעמד|עם זה|במצב|ככה|ב?לחץ)"
    r"|(?:אלמנ(?:ה|ית)?|גרוש(?:ה|ות)?|חד ?הורי\w*|נכ(?:ה|ות)|מובטל(?:ת)?|קצבת \S+"
    r"|קשיש(?:ה)?)[^?\n]{0,50}אין (?:לי|לנו)|אין (?:לי|לנו) (?:\S+ )?(?:למי לפנות|מי שיעזור|לאן ללכת"
    r"|איפה לישון|ממה (?:לחיות|לשלם)|עם מי לדבר|מוצא|ברירה אחרת)|לבד (?:עם|מול) (?:\S+ )?(?:ילד|תינוק|זה"
    r"|הכ)\S*",
    r"(?:תתחשבו|התחשבו|תחוסו|תרחמו)(?: בי| עלי\w*)|(?:המצב|זה|החוב|הסיפור|העניין)(?: הזה)? (?:\S+ )?(?:הורס"
    r"|הורג|גומר|שובר|מפרק|מחסל|אוכל) (?:אותי|אותנו|לי|את (?:הבריאות|המשפחה|החיים))|החיים שלי (?:נהרס\w*|הפכו"
    r"|סיוט|גיהנ?ו?ם?)|סיוט (?:מתמשך|אמיתי|שלא נגמר)|(?:איזה|עובר\w*|חי\w*(?: ב)?) ?סיוט|גיה?י?נום|בלב שבור"
    r"|אני (?:פשוט )?לא יודע\w* איפה לשים|אין לי אוויר|(?:נפש|נפשית) (?:אני )?(?:גמור\w*|מותש\w*|סחוט\w*)"
    r"|מותשת? (?:לגמרי|נפשית|מכם|מהמאבק)|בחוסר אונים|חוסר אונים",
    r"(?:i |we |feel(?:ing)? |am |i'?m )(?:\w+ )?(?:completely |utterly |so |totally |really )?(?:helpless"
    r"|hopeless|desperate|exhausted (?:by|from|with)|broken|shaking|trembling|lost and|scared to death"
    r"|terrified|beside myself|worn out by|at a loss)(?: as| and| with| from|[,.!]|$)"
    r"|nowhere (?:else )?to (?:turn|go)|no ?one (?:else )?to (?:turn to|help me)|(?:single (?:mother|mom|mum"
    r"|parent|dad|father)|widow\w*|pensioner|unemployed)[^?\n]{0,50}(?:nowhere|can'?t|cannot|no (?:money|way"
    r"|one)|nothing|how am i)"
    r"|(?:ruining|destroying|killing|wrecking) (?:me|my (?:life|health|family|business)|us|our)"
    r"|living (?:a )?(?:nightmare|hell)|(?:such|absolute|living|complete) (?:a )?nightmare|haven'?t (?:eaten"
    r"|slept)|can'?t (?:stop crying|breathe|go on)|please,? please|i'?m (?:losing|going out of) my mind",
    r"(?:ב|עם )?התק[פף]י? ?(?:חרדה|פאניקה|לב)|אין לי (?:כבר |יותר )?(?:אוו?י?ר|חיים|מוצא|שינה)|(?:אני|כולי|ממש)?"
    r" ?(?:בהיסטריה|בפאניקה|היסטרי\w*|מבועת\w*|מבועתת|אחוז\w* (?:אימה|חרדה))",
    r"הרמתי ידיים|כלו כל הקיצין|באו מים עד נפש|קצה נפשי|אזלו כוחותי\w*|כוחותיי אזלו|(?:לא|אינני|איני|כבר לא|אין"
    r" לי) (?:מסוגל\w*|יכול\w*|כוח|יכולת) (?:יותר )?(?:להמשיך|לשאת|לסבול|לעמוד|להתמודד|לחיות)",
    r"הבריאות שלי (?:\S+ )?(?:מתדרדר|מידרדר|נפגע|נהרס|הולכ)\w*|(?:לחץ הדם|הסוכר|הלב)(?: שלי)? (?:עלה|עולה|קופץ"
    r"|משתגע)\w*|(?:פוגע|הורס|הרס)\w* (?:לי )?(?:את |ב)ה?בריאות",
    r"(?:בשם|למען) (?:אלוהים|השם|שמיים|ה')|אלוהים,? תעזרו|(?:אני )?(?:מפציר|משווע|זועק|מתחנ)\w*|זעקה|משוועת? לעזרה"
    r"|עזרה!|(?:תענו|תעזרו|הושיעו|עזרו)(?: לי| נא)* (?:סוף סוף|כבר|בבקשה!|לפני ש|דחוף)",
    r"(?:לא )?(?:נותר|נשאר)\w* ל(?:י|נו) (?:מה|כסף|ממה|איך|אוכל|כלום)(?: \S+)? ?(?:לאכול|לחיות|לשלם|לקנות)?|(?:לא"
    r"|איני|אינני)(?: \S+)? (?:יכול|מסוגל)\w* ל(?:שלם|קנות)(?: \S+)? (?:שכר דירה|שכירות|תרופות?|אוכל|חשמל|משכנתא"
    r"|חשבונות|לחם|חיתולים)",
    r"(?:איני|אינני|לא|אני לא|כבר לא|בקושי) (?:ישנ|ישן|נרדמ|נרדם|עוצמ|אוכל|נושמ|מתפקד)\w*(?: בלילות| כבר| ימים|"
    r" לילות|,? מ(?:רוב|דאגה|לחץ)| בגלל)|לילות (?:שלמים )?(?:לא|בלי|ללא) \S+",
    r"(?:ליטרלי |ממש |פשוט |יושב\w* |אני )+(?:בוכה|בוכים|בכיתי|ממרר\w*)(?! מ(?:צחוק|התרגשות|אושר|שמחה))|בוכה פה"
    r"|בוכים כולנו|נשברתי|אני (?:שבור|גמור|מרוסק|אבוד|מותש|סחוט)\w*(?= |[,.!]|$)",
    r"(?:(?:just |literally |so |actually |totally )+)?(?:freak(?:ing|ed) out|losing it|losing my mind|breaking"
    r" down|falling apart|crying|sobbing|in bits|a wreck|in pieces|hyperventilating|panick\w+|terrified|petrified"
    r"|frightened|scared)(?= |[,.!]|$)(?! (?:of laughter|with joy|my hand))",
    r"(?:please|somebody|someone|anybody|anyone),? (?:somebody |someone |anyone |just )?(?:help|answer|do"
    r" something|save)(?: me| us)?(?:!|,| before| i| we| my|$)|i (?:beg|implore|plead)|wits'? end|nobody (?:else"
    r" )?to turn|i (?:simply |just )?(?:can'?t|cannot) (?:do|go on|take|bear|live|cope|breathe|sleep|function)(?:"
    r" \w+){0,3}",
    r"(?:(?:have|has|had|'ve) not|haven'?t|hasn'?t|hardly|barely|can'?t|cannot|not been able to) (?:\w+"
    r" )?(?:slept?|eaten|eat|sleep)(?: \w+){0,4}|not slept|sleepless|sick with worry|(?:can'?t|cannot|unable"
    r" to)(?: \w+)? (?:afford|pay|buy)(?: \w+){0,2} (?:rent|food|medic\w+|groceries|mortgage|bills|pills|nappies"
    r"|heating|electricity)",
)

# Said lightly too: beside a polite request these count for nothing.
HASTY = (
    r"מצוק(?:ה|ת) (?:נפשית|כלכלית|קשה|אמיתית)|במצוקה|שבר(?:תם)? לי את הלב|אין לי לאן|ער(?:ה"
    r"|ים)?(?: \S+){0,3} מרוב (?:דאגה|לחץ)|מרוב (?:דאגה|ייאוש)",
    r"in (?:real |deep )?distress|(?:can'?t|cannot) eat|up all night (?:worr\w+|crying)|broke my heart"
    r"|heart is breaking|help us,? please",
    r"(?:אמא|אימא|אבא|סבתא|סבא|אשתי|בעלי|הבת שלי|הבן שלי)(?: שלי)? (?:\S+ )?(?:בוכה|לא ישנ?ה?ן?|מתה? מפחד"
    r"|בחרדה|נואש\w*|מיואש\w*)(?= (?:כל|כבר|בגלל|מרוב|בלילות|ולא|מ))|איך (?:לצאת|יוצאים"
    r"|אני יוצא\w*) מה(?:סיפור|סיוט|מצב|חוב|לופ)\S*|לא מפסיקים ל(?:עקל|רדוף|איים|הציק|חייב)|חסר\w* אונים"
    r"|אני (?:\S+ )?(?:מבוהל\w*|מפוחד\w*|מודאג\w* מאוד|דואג\w* מאוד|מרגיש\w* (?:אבוד|לבד|מושפל|חסר|נורא|רע"
    r"|כמו)\w*)|תעזרו לי(?: בבקשה)?[,.! ]+(?:אני|אין|זה) (?:חייב|כבר|לבד|לי|דחוף)\S*|מאבד\w* (?:את ה)?(?:תקווה"
    r"|עשתונות|שפיות)|נגמרו לי המילים|כלתה נפשי",
    r"sick with worry|worried sick|no (?:strength|energy) left|(?:i'?m|i am|we'?re) (?:\w+ )?(?:exhausted"
    r"|so tired of|worn out|scared|frightened|losing hope|at my limit|in shock|struggling)|just want (?:this"
    r"|it|all this) to (?:end|stop|be over)|losing hope|given up hope|please help(?: me| us)?[,.!]* (?:i|we"
    r"|my)(?:'m| am| have| can| don|'ve| need)\S*|i (?:really )?don'?t know how (?:i'?m|i am|we|i will|i'll)"
    r"|feed my (?:family|kids|children)",
)
