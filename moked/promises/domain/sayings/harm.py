"""Somebody is being harmed, or a business stands still."""

from moked.promises.domain.sayings.vocabulary import (
    ABLE,
    ENGLISH_FAILS,
    ENGLISH_ILL,
    FAILS,
    ILL,
    MACHINE,
    NEAR_GAP,
    NEEDS,
    PATIENTS,
    PLACES,
    QUEUED,
    WEAK_ONES,
)

GRAVE = (
    r"(?:מחכ\w+|ממתינ\w*|ממתין|תקוע\w*|עומד\w*)[^.?\n]{0,30}(?:בצד הכביש|בשולי הכביש|על הכביש|ברחוב בלילה|בחושך)",
    rf"{PLACES}(?: שלי| שלנו| כולו| כולה| כבר)?{NEAR_GAP}?\s?(?:מושבת\w*|משותק\w*|עצר(?:ה|ו)?|נעצר\w*|בהשבתה"
    r"|קפוא\w*)",
    rf"{PLACES}(?: שלי| שלנו| כולו| כולה| כבר)* עומד(?:ת|ים)?(?= *(?:[!.,]|$|מהבוקר|מאתמול|כבר|בגלל))",
    r"(?:מושבתים|משותקים|מושבתת לגמרי|בהשבתה מלאה)",
    r"מאבד(?:ים|ת|ות)? (?:את ה|את כל ה|פה |כאן |הרבה |המון )?(?:לקוחות|עסקאות|הכנסות|כסף|הזמנות|מטופלים"
    r"|מכירות)",
    r"מפסיד(?:ים|ה|ות)? (?:פה |כאן |לי |לנו |המון |הרבה )?(?:כסף|לקוחות|הכנסות|עסקאות|מכירות|אלפי|עבודה"
    r"|הזמנות)",
    r"כל (?:שעה|דקה|יום|רגע) (?:\S+ )?(?:עולה|עולים|הפסד|מפסיד\w*|מאבד\w*)",
    rf"{ABLE} (?:\S+ )?(?:לקבל|לשרת|למכור|לסלוק|לגבות|לפתוח|להוציא|לחייב|לטפל ב) ?(?:\S+ )?(?:לקוחות|הזמנות"
    r"|תשלומים|תשלום|כרטיס\w*|אשראי|מטופלים|חולים|תיקי\w*|משלוחים)",
    rf"{PATIENTS}{NEAR_GAP}?\s?(?:הולכים|בורחים|עוזבים|מבטלים|קמים|בחדר ה?המתנה|מחכים בתור|צועקים)",
    r"(?:אין|בלי) (?:לנו )?(?:סליקה|קופה|קופות)(?: בכלל)?(?=[^?\n]{0,40}(?:לקוח|תור|מלא|עומס|חנות|מסעדה))",
    r"(?:העובדים|עובדים|אנשים|נהגים|פועלים|צוות)(?: שלי| שלנו| שלם)? (?:יושבים|עומדים|יושב"
    r"|עומד) (?:\S+ )?(?:בחיבוק|מובטל|בטל|סתם|בלי עבודה|ומחכ)",
    r"(?:whole |entire )?(?:shop|store|business|restaurant|office|clinic|factory|production|warehouse|company"
    r"|everything|everyone|operation)"
    r"(?: \w+){0,2} (?:has stopped|is down|are down|stopped|(?:is|are) (?:completely "
    r"|totally )?(?:paraly[sz]ed|at a standstill|shut down|idle|stuck)|came to a halt|ground to a halt)"
    r"(?= and |[!.,]|$)",
    r"(?:losing|lose|lost) (?:\w+ )?(?:customers|clients|sales|business|revenue|money every|thousands|patients"
    r"|orders|money (?:by|each|every))",
    r"(?:can'?t|cannot|unable to|not able to) (?:\w+ )?(?:take|process|accept|serve|open|ship|bill|run"
    r"|see) (?:\w+ )?(?:payments?|cards?|orders?|customers|patients|files|payroll|clients)",
    r"(?:nobody|no one|none of us|staff|employees|we) (?:can(?:'?t| ?not)? work|(?:are|is) standing around"
    r"|(?:are|is) sitting idle)",
    r"(?:people|workers|employees|staff) (?:are )?(?:standing around|sitting idle|idle|sent home)",
    r"(?:at a standstill|completely paraly[sz]ed|production has stopped|bringing us to our knees)",
    r"(?:patients|customers|guests|diners) (?:are )?(?:waiting|walking out|leaving|queuing|lined up)",
    r"(?:בלי|ללא|אין לי|אין לו|אין לה|אין לנו|נגמר\w*(?: לי| לו| לה| לנו)?|נשאר\w* בלי|אזל\w*)(?: יותר| כבר"
    r"| שום)? ה?(?:תרופ\w+|אינסולין|חמצן|משאף\w*|אפיפן"
    r"|כדורים(?: ל| נגד| של)|תחליף חלב|פורמולה|דיאליזה|מכונת הנשמה|כדורי\w*)(?! ב(?:מלאי|קטלוג))",
    r"(?:מחובר(?:ת|ים)?|תלוי(?:ה|ים)?) ל?ב?(?:בלון |מכשיר |מכונת |מחולל )?(?:ה?חמצן|ה?הנשמה|הנשמה|מנשם"
    r"|דיאליזה)",
    r"(?:קוצר נשימה|קוצר בנשימה|(?:לא (?:מצליח\w*|יכול\w*)|מתקש\w+|קשה ל[יוה]) לנשום|נחנק(?:ת|ים)?"
    r"|תגובה אלרגית|שוק אנפילקטי|התקף לב|אירוע מוחי|איבד\w* (?:את ה)?הכרה|התעלפ\w+"
    r"|פרכוס\w*|מדממת?|מדמם|דימום (?:חזק|כבד|שלא)|סכנת חיים|סכנה ממשית|בסכנה|מסכ[ןנ]\w* (?:את |לי )?(?:ה?חיים"
    r"|חיי\w*)|פיקוח נפש)",
    r"(?:כאב\w*|סבל) (?:\S+ )?(?:בלתי נסבל\w*|נורא\w*|איומ\w*|מטורפ\w*|עז\w*|תופת|שלא עוברים|חזקים מאוד)"
    r"|(?:מתפתל\w*|צורח\w*|בוכ\w+|גוסס\w*|משתגע\w*) מ(?:כאב\w*|ה?כאבים)|מת(?:ה|ים)? מכאבים",
    r"(?:נכוו\w+|נכווה|כווי(?:ה|ות)|התחשמל\w*|מתחשמל\w*|מכת חשמל|הורעל\w*|הרעלה|הרעלת|נפצע\w*|נחתכ\w+|פצוע\w*"
    r"|נפל\w* ושבר\w*|להתאבד|לא רוצה לחיות)",
    r"(?:תרופה|מנה|מרשם|מינון|כדור\w*) (?:ה?לא נכונ?ה?|שגוי\w*|כפול\w*|של מישהו אחר)(?=[^\n]{0,60}(?:לקח\w*"
    r"|בלע\w*|נטל\w*|נתתי|שתה))",
    r"חום (?:של |גבוה )?(?:39|40|41|שלא יורד)|(?:39|40|41)\S* חום",
    r"מקרר[^.!?\n]{0,40}(?:תרופות|אינסולין|חיסונים)",
    r"(?:no|without|out of|ran out of|run out of|running out of|no more) (?:my |his |her |any "
    r"|more )?(?:insulin|oxygen|medication|medicine|heart pills|inhalers?|epipen|dialysis"
    r"|baby formula)(?: left)?",
    r"(?:allergic reaction|anaphyla\w+|(?:can'?t|cannot|trouble|difficulty|struggling to) breath\w*|bleeding"
    r"|seizures?|unconscious|passed out|fainted|heart attack|stroke symptoms|suicid\w+|unbearable pain"
    r"|excruciating|agony|in (?:severe|terrible|so much|constant|a lot of) pain|wrong (?:medication|medicine"
    r"|dose)|life[- ]threatening|life or death|in danger|ended up in (?:the )?(?:hospital|er)"
    r"|rushed to (?:the )?(?:hospital|er)|burned (?:my|his|her|me)|got burn\w*|electric shock|electrocuted"
    r"|poisoned|food poisoning|injured)",
    r"(?:ריח (?:חזק |נורא |מוזר )?(?:של )?(?:גז|שריפה|שרוף)|דליפת גז|דולף גז|גז דולף|נזילת גז"
    r"|יוצא\w* (?:\S+ )?עשן|עלה (?:\S+ )?עשן|מעלה עשן|ניצוצות|עלה באש|עולה באש|נדלק\w* אש|התלקח\w*|נשרפ?ף? לי"
    r"|התפוצצ\w+|התפוצץ|קצר (?:חשמלי|בחשמל)|כבל\w* (?:ה?חשמל )?(?:קרוע\w*|חשופ\w*|חשוף|תלוי\w*)"
    r"|חוט\w* (?:ה?חשמל )?(?:חשופ\w*|חשוף|קרועים))",
    r"(?:(?:דירה|בית|מרתף|חנות|מחסן|סלון|רחוב|חדר\w*|משרד) (?:\S+ )?(?:מוצפ\w+|מוצף|הוצפ\w*|הוצף)"
    r"|מציפ\w* (?:לי|לנו)|הצפה (?:ב|של)|ביוב (?:\S+ )?(?:עולה|גולש|מציף|זורם)|תקרה (?:\S+ )?(?:נפלה|קרסה"
    r"|מתמוטטת|עומדת ליפול))",
    r"(?:תקוע(?:ה|ים|ות)?|נתקע\w*|לכוד(?:ה|ים|ות)?|נעול(?:ה|ים|ות)?)(?: לי| לנו)?(?: \S+){0,2} (?:ב"
    r"|על )(?:מעלית|כביש \S+|שולי|אמצע|צומת|חושך|נתב\"?ג|שדה ה?תעופה|מדינה זרה|חו\"?ל)",
    r"(?:פרצו (?:לי )?ל\S+|פורצים|ניסיון פריצה|מושכ\w+ (?:לי )?כסף|גונב\w* (?:לי|לנו|ממני|אותי)"
    r"|גנבו לי את (?:ה?חשבון|ה?זהות|ה?כסף)|רוקנו לי|מרוקנ\w+ לי|השתלט\w* (?:לי )?על ה?חשבון|האקר\w*"
    r"|עסקאות שלא (?:אני )?עשיתי)",
    rf"{WEAK_ONES}[^.!?\n]{{0,50}}(?:בלי|ללא|אין (?:לו|לה|להם|לנו|לי)?) ?(?:שום )?{NEEDS}",
    rf"(?:בלי|ללא|אין (?:לנו|לי)?) ?{NEEDS}(?=[^.!?\n]{{0,50}}{WEAK_ONES})",
    rf"{WEAK_ONES}[^.!?\n]{{0,40}}(?:רועד\w* מקור|קופא\w*|לבד בבית|לבד בחושך|מתייבש\w*|בחום הזה|בקור הזה"
    r"|לא מגיב\w*)",
    r"(?:בחום הזה|בקור הזה)(?=[^.!?\n]{0,50}(?:תינוק|ילד|קשיש|אמא|אבא|חולה))",
    r"(?:יום|לילה) (?:שני|שלישי|רביעי|חמישי|שישי|שביעי)(?: ברציפות| ברצף| כבר)? (?:בלי|ללא) (?:מים|חשמל|חימום"
    r"|גז|מזגן)",
    r"(?:שלושה|ארבעה|חמישה|שישה|שבוע|יומיים|[2-9]) ?(?:ימים|לילות)? (?:בלי|ללא) (?:מים|חשמל|חימום|גז"
    r"|טלפון חירום)|(?:בלי|ללא) (?:מים|חשמל|חימום|גז) (?:כבר )?(?:שלושה|ארבעה|חמישה|שבוע|יומיים|[2-9]"
    r"|כל הלילה)",
    r"(?:מפחד(?:ת|ים)?|פוחד(?:ת|ים)?|חושש(?:ת|ים)?) (?:\S+ )?(?:לישון|להישאר|לצאת|להיכנס הביתה|על (?:ה?חיים"
    r"|חיי\w*))|(?:סכנה|מסוכן|מסוכנת|מפגע) (?:ל?ילדים|ממשית|מיידי\w*|לעוברים|לכל מי|בטיחותי)",
    r"לחצן (?:ה)?מצוקה[^.!?\n]{0,25}(?:לא (?:עובד|מגיב|פועל)|מת|מנותק|מקולקל)",
    r"(?:smell of gas|smells? (?:of |like )?gas|gas leak\w*|carbon monoxide|caught fire|on fire"
    r"|burst into flames|smoke (?:is )?(?:coming|pouring)|smoking and|sparks?(?: (?:are )?(?:flying"
    r"|coming))?(?= |[.,!]|$)|exploded|exposed wires?|live wires?"
    r"|flooded|flooding (?:my|our|the)|water (?:\w+ )?(?:pouring|coming|gushing|everywhere)|הכ(?:ו)?ל צף"
    r"|(?:ceiling (?:\w+ )?(?:collapsed|fell|is coming down))|sewage)",
    r"(?:stuck|trapped|stranded|locked) (?:\w+ )?(?:in|at|on) (?:the |an |a )?(?:elevator|lift|airport"
    r"|roadside|highway|motorway|side of)",
    r"(?:emptying|draining|emptied|drained|hacked|stealing (?:money )?from|stole (?:money )?from|broke into"
    r"|taking money out of) (?:my|our) (?:bank |account|savings|card)?|someone (?:is |has )?(?:using"
    r"|used) my card",
    r"without (?:heating|heat|water|power|electricity|a phone|air conditioning)(?= for (?:\w+ )?(?:days|nights"
    r"|weeks|\w+ days|\w+ nights|a week)|[^.!?\n]{0,30}(?:baby|newborn|child|kids|elderly|disabled|pregnant))",
    r"(?:baby|newborn|infant|child|children|kids|elderly|mother|father|grandmother|grandfather|disabled"
    r"|pregnant)[^.!?\n]{0,50}(?:without (?:heat\w*|water|power|electricity|a phone|food)|no (?:heat\w*|water"
    r"|power|electricity|food)|freezing|is alone)",
    r"(?:alarm|panic|emergency) button (?:\w+ )?(?:is |does not |doesn'?t )?(?:dead|broken|not work\w*|work)",
    rf"(?:{QUEUED}[^.!?\n]{{0,25}}(?:ב?תור|בחוץ|ממתינים|מחכים|עומדים|יושבים|כועסים|בהמתנה)|תור (?:ענק|ארוך"
    rf"|של \S+|עד \S+|מטורף)|עומס|שעת שיא|בשיא)[^.?\n]{{0,40}}{MACHINE}?[^.?\n]{{0,15}}{FAILS}",
    rf"{MACHINE}[^.?\n]{{0,15}}{FAILS}[^?\n]{{0,50}}(?:{QUEUED}[^.?\n]{{0,25}}(?:תור|בחוץ|ממתינים|מחכים"
    r"|עומדים|יושבים|כועסים)|תור (?:ענק|ארוך|של|עד)|העסק|לא יכול\w* (?:לעבוד|לפתוח)|אי אפשר (?:לעבוד|לפתוח)"
    r"|מאבד\w*|מפסיד\w*)",
    r"(?:סוגר|סוגרת|נסגור|אסגור|לסגור|סגרתי|סגרנו|נאלצ\S+ לסגור) (?:\S+ )?(?:העסק|החנות|המסעדה|הסניף|הדלתות"
    r"|המשרד)(?: \S+)? (?:בגלל|כי|עד|בעקבות)\S*",
    rf"{ILL}[^?\n]{{0,45}}(?<!\w)[ושכ]?{FAILS}",
    rf"{FAILS}[^?\n]{{0,40}}(?<!\w)\S{{0,2}}{ILL}",
    r"בלע(?:ה|ו)?(?: לי)? (?:את )?(?:ה)?(?:סוללה|מגנט\S*|כדור\S*|חלק|חתיכה|כפתור|נוזל|חומר)|(?:swallowed"
    r"|ingested) (?:the |a |some )?(?:battery|magnet|piece|part|button|pill)",
    r"(?:מים|דולפ?ף?\w*|נוזל\w*|רטיבות|נטיפות)[^.!?\n]{0,25}(?:לוח ה?חשמל|ארון ה?חשמל|שקע\w*|על ה?חשמל)|(?:זה"
    r"|ממש|מאוד|פשוט) מסוכ[נן]\w*|סכנת (?:חיים|התחשמלות|שריפה|נפשות|קריסה)|מסכן (?:את )?(?:הילדים|אנשים|אותנו"
    r"|חיי)",
    r"(?:leak\w*|water|dripping)[^.!?\n]{0,30}(?:electric\w*|fuse box|sockets?|outlets?|wiring)|(?:this is"
    r"|it'?s|really|very|extremely) dangerous|someone (?:will|could|is going to) get (?:hurt|killed|injured)",
    rf"(?<!\w){ENGLISH_ILL}[^?\n]{{0,45}}(?<!\w){ENGLISH_FAILS}",
    rf"(?<!\w){ENGLISH_FAILS}[^?\n]{{0,40}}(?<!\w){ENGLISH_ILL}(?= |[.,!]|$)",
    rf"leaking[^?\n]{{0,40}}{ENGLISH_ILL}",
    r"(?:every|each) (?:hour|minute|day)[^.?\n]{0,30}(?:costs?|losing|lose|thousands)|costing us"
    r"|cost us (?:thousands|a fortune|customers)|(?:out of|going out of|close|closing|shut) (?:my |the "
    r"|our )?(?:business|shop|doors) (?:because|over|due)",
    r"(?:customers|patients|guests|people|clients)[^.?\n]{0,25}(?:waiting|in line|queue\w*|here|outside|angry"
    r"|walking)[^?\n]{0,40}(?:won'?t|will not|not|down|dead|can'?t|frozen|broken)",
    r"(?:system|till|tills|terminal|register|server|phones|software|internet|network"
    r"|website)[^.?\n]{0,20}(?:down|dead|frozen|not working|won'?t|offline)[^?\n]{0,40}(?:customers|patients"
    r"|queue|clients|guests|business|cannot|can'?t (?:trade|sell|open|work|operate))",
    r"(?:כל )?(?:ה?חסכונות\w*|ה?כספים|ה?כסף|ה?חיסכון)(?: שלי| שלנו| לי)* (?:נעלמ\w*|נעלם|נגנב\w*|רוקנ\w*|התאד\w*"
    r"|יצא\w* מהחשבון)",
    r"(?:רוק[ןנ]\w*|מרוק[ןנ]\w*|מחק\w*) (?:לי |לנו )?(?:את )?(?:כל )?ה?(?:חשבון|חסכונות|כסף)|(?:גנבו|גנב|שדדו"
    r"|כייסו) (?:לי|לנו|ממני)",
    r"(?:מישהו|זרים|אדם זר|לא אני|האקר\w*|נוכל\w*)[^.?\n]{0,30}(?:משתמש|מושך|מושכים|קונה|קונים|נכנס|פרץ|השתלט|רוקן"
    r"|שולח|התחזה)\w*"
    r"[^.?\n]{0,30}(?:כסף|כרטיס|חשבון|בשמי|שלי)\w*",
    r"(?:לקחו|משכו|ירד\w*|הורידו|הורדתם|לקחתם|חייבו|חייבתם|עיקל\w*|נגבה|גבו|גביתם)[^.?\n]{0,40}(?:אלף|אלפי"
    r"|\d[\d,]{2,})[^?\n]{0,60}"
    r"(?:לא (?:יכול|נשאר|נותר)|אין לי|בלי|מינוס|שכירות|שכר דירה|אוכל)\w*",
    r"(?:אלרגי\w*|אלרגיה)[^.?\n]{0,60}(?:נפוח|נפיח|פריח|נחנק|מיון|מתנשמ|אמבולנס|מגיב|אדומ|אכל)\w*|נפוח\w* (?:כולו"
    r"|כולה|בפנים|בגרון)",
    r"בל[עה]\w* (?:סוללה|מגנט|חלק|כדור\w*|חומר|מסמר|מטבע)|swallow\w* (?:a |the )?(?:\w+ )?(?:battery|magnet|part"
    r"|pill\w*|piece)",
    r"נשרפתי|נכווי\w*|(?:קיבל|חטפ|חטפ)\w* (?:מכת? )?(?:\S+ )?(?:מכה|זרם|שוק|חשמל)[^.?\n]{0,25}(?:חשמל|זרם|מכשיר"
    r"|שקע|כבל)?|התחשמל\w*",
    r"(?:סוללה|מטען|מכשיר|טלפון|תנור|דוד|בלון|קומקום|פלאפון|מחשב|רכב)[^.?\n]{0,25}(?:מתנפח|התנפח|מעלה עשן|עשן|בוער"
    r"|התפוצצ|התפוצץ|נשרף|עולה באש|התלקח|ניצוצות)\w*",
    r"(?:battery|charger|phone|heater|oven|kettle|laptop|device|boiler|socket|scooter)[^.?\n]{0,25}(?:smok\w+"
    r"|swell\w+|swollen|spark\w+|explod\w+|burn(?:ing|t|ed)|on fire|caught fire|melt\w+)",
    r"(?:תקוע|נעול|כלוא|לכוד|נתקע|ננעל)\w*(?: לי| לנו| כבר| לבד)* (?:ב|על |מחוץ ל)(?:ה?מעלית|ה?מרפסת|ה?רחוב|ה?דירה"
    r"|ה?בית|ה?רכב|ה?חניון|ה?חדר|ה?שירותים|ה?מדרגות|ה?גג|ה?כביש|ה?שדה|חו\"?ל|ה?חושך|ה?גשם|ה?אוטובוס|ה?רכבת)",
    r"(?:stuck|locked|trapped|stranded)(?: \w+){0,2} (?:outside|in (?:the|a|an|my) (?:lift|elevator|car|bathroom"
    r"|balcony|house|dark|rain|cold|street|airport|road|flat|garage)|on the (?:road|street|motorway|highway"
    r"|balcony|roof)|at night|abroad|alone)",
    r"(?:אמא|אימא|אבא|סבתא|סבא|הורי\w*|בעלי|אשתי|בני|בתי|הבן|הבת|הילד\w*|התינוק\w*)[^.?\n]{0,30}(?:לבד|נפל\w*"
    r"|מאושפז\w*|חולה|מחובר\w*|נעול\w*|תקוע\w*)[^.?\n]{0,40}"
    r"(?:אזעקה|חשמל|לחצן|מכשיר|בית|לא (?:עונ|מגיב|עובד|נפתח)|אין|בלי|תקוע|נעול|דלת)\w*",
    r"(?:נפלתי|החלקתי|נפצעתי|התעלפתי|הרגשתי רע)[^.?\n]{0,40}(?:לא (?:הגיב|ענ|עבד|הגיע|פעל)|אף אחד|לחצן|שעות)\w*|i"
    r" (?:fell|slipped|collapsed)[^.?\n]{0,40}(?:not|n't|nobody|no one|never)",
    r"(?:חרד\w*|פוחד\w*|מפחד\w*|חושש\w*|דואג\w*) ל(?:חיי|חייו|חייה|חיים|שלומ|ביטחונ|בריאות)\w*",
    r"(?:depend|rel[iy])\w* on (?:an? |the |her |his )?(?:\w+ )?(?:oxygen|machine|ventilator|dialysis|insulin|pump"
    r"|medication|wheelchair|alarm|pendant)[^.?\n]{0,60}(?:out|off|down|dead|not|n't|no |stopped|broke\w*|failed"
    r"|empty)",
    r"(?:emergency|panic|alarm|medical)[ -](?:pendant|button|alarm|line|call)s?[^.?\n]{0,30}(?:not|n't|never"
    r"|fail\w*|dead|broken|didn)",
    r"(?:without|no|lost) (?:any )?(?:heat(?:ing)?|power|electricity|water|hot water|gas|phone line)(?: \w+)?"
    r" (?:since|for|all (?:night|day|weekend)|in this)|(?:alone|elderly|\d\d)[^.?\n]{0,40}(?:without|no) (?:heat"
    r"|power|water|electric|phone|gas)\w*",
    r"(?:all|my|our) (?:\w+ )?(?:savings|money|account|pension|wages)(?: \w+){0,2} (?:gone|vanished|disappeared"
    r"|emptied|drained|stolen|wiped|missing)|(?:emptied|drain\w*|wiped|clean\w* out|hack\w*|broke into|took over"
    r"|taken over)(?: \w+)? (?:my|our|the)(?: \w+)? (?:account|card|savings|money|bank)"
    r"|(?:strangers?|someone|somebody|a thief|scammer)\W{0,2}s?(?: \w+){0,6} (?:emptied|purchases?|us(?:ed|ing)"
    r"|charg\w+|buying|spending|withdraw\w*|transferr\w*)",
    r"(?:you|they) (?:took|charged|withdrew|debited|blocked|froze|taken)[^.?\n]{0,40}(?:can'?t|cannot|no money"
    r"|rent|food|overdrawn|overdraft|nothing left|medic\w+)",
    r"מאיי?מ\w* (?:עליי?|עלינו|לפנות|לנתק|לעקל|לפרסם|עם)|מאיים עליי|סוחט\w*|סחיטה|threatening to (?:evict|cut|sue"
    r"|take|repossess|publish|disconnect)|being (?:evicted|blackmailed|threatened|stalked)|blackmail\w*",
    r"(?:איבדתי|מאבד\w*|אאבד|הפסדתי|עומד\w* לאבד|פיטרו אותי)(?: \S+)? ?(?:את )?(?:מקום )?ה?(?:עבודה|משרה|פרנסה"
    r"|לקוח ה?\S+|לקוח גדול|חוזה|דירה|בית|מכרז)|los(?:e|ing|t) (?:my|our|the) (?:job|contract|home|house|flat"
    r"|biggest client|licence|license|place|livelihood|deal)",
    r"(?:אין|בלי|נפל\w*|קרס\w*) (?:לנו )?(?:ה?סליקה|ה?קופות|ה?מערכת|ה?טלפונים|ה?אינטרנט)[^.?\n]{0,25}(?:מהבוקר"
    r"|מאתמול|שעות|כל היום|עסק|משרד|חנות|לקוחות|קליניקה|מפעל)",
    r"(?:העסק|החנות|המשרד|הקליניקה|המסעדה|הפרנסה|החברה)(?: שלי| שלנו)? (?:קורס|נהרס|מת|נופל|מתמוטט|בסכנה|הולך"
    r" לאיבוד|נסגר)\w*",
)

# Said lightly too: beside a polite request these count for nothing.
HASTY = (
    r"(?:ה?סחורה|ה?מלאי|ה?תוצרת|ה?אוכל|ה?תרופות)[^.?\n]{0,25}(?:נזרק\w*|נהרס\w*|מתקלקל\w*|הולכ\w* לפח"
    r"|יתקלקל\w*|ייזרק\w*|להיזרק)",
    r"(?:עצר\w*|השבית\w*|משבית\w*|תקע\w*|שיתק\w*|משתק\w*) (?:\S+ ){0,3}(?:ה?ייצור|ה?עסק|ה?עבודה|ה?מפעל|אותנו)",
    r"(?:customers|clients|guests|patients) (?:are |keep )?(?:cancel\w*|leaving|complaining|furious|angry)",
    r"(?:עובדים|עובדות|אנשים|צוות|כולם)[^.?\n]{0,15} לא (?:יכול\w*|מצליח\w*) לעבוד",
    r"(?:בעלי|אשתי|הבן|הבת|אמא|אבא|אחי|אחותי)[^.?\n]{0,30}(?:אונקולוג\w*|מאושפז\w*|טיפול נמרץ|סרטן"
    r"|דיאליזה)[^?\n]{0,50}(?:לא |מסרב\w*|אין|דוח\w+|תקוע)",
    r"(?:oxygen|ventilator|dialysis|medical|feeding|breathing) (?:machine|pump|device|equipment"
    r"|tank)s? (?:has |is |just )?(?:stopped|broke\w*|fail\w*|not work\w*|dead|died|empty)",
    r"(?:העסק|החנות|המסעדה|הפרנסה|החברה|הפרויקט|הפעילות) (?:שלי |שלנו )?(?:\S+ )?(?:קורס\w*|נפגע\w*|גווע\w*"
    r"|מתמוטט\w*|נהרס\w*|סובל\w*|מדמם|גמור|אבוד)|(?:נפגע\w*|פגיעה|פוגע\w*) (?:\S+ )?(?:ב?פרנסה|ב?עסק|ב?הכנסה"
    r"|ב?מוניטין|ב?לקוחות)\S*|ימי עבודה (?:שלמים )?(?:אבודים|הלכו)|מפסיד\w* (?:ימי|יום) עבודה",
    r"(?:מלא|מפוצץ|עמוס|גדוש)\w* (?:ב)?(?:אנשים|לקוחות|מטופלים|סועדים|אורחים)[^.?\n]{0,40}(?:תקוע\w*|לא |אין"
    r"|בלי|קרס\w*|נפל\w*)|(?:תקוע\w*|קרס\w*|נפל\w*|לא עובד\w*|מת\w*)[^.?\n]{0,40}(?:מלא|מפוצץ|עמוס"
    r"|גדוש)\w* (?:ב)?(?:אנשים|לקוחות|מטופלים|סועדים)?",
    r"(?:יצא\w*|פרצה|הייתה|היתה|נדלקה|עלתה) (?:לי )?(?:אש|להבה|להבות|שריפה)|היה יכול להיגמר (?:רע|באסון)"
    r"|כמעט (?:נשרפ\w*|נהרג\w*|התחשמל\w*|נפגע\w*|שרף|שרפ\w+|נחנק\w*)|פג\w* תוקף[^.?\n]{0,40}!|(?:נפל(?:ה|תי)?"
    r"|מעד\w*|החליק\w*|נפגע\w*|נפצע\w*)[^.?\n]{0,40}(?:לחצן|אף אחד|בגלל|מרוצף|מדרכה|מדרגות|אצלכם)",
    r"(?:losing|lose|lost|bleeding) (?:a lot of |so much |too much )?(?:money|work|income|bookings|hours)"
    r"|(?:my|our) (?:business|livelihood|company|reputation) is (?:\w+ )?(?:suffering|dying|collapsing"
    r"|at stake|at risk|hurting)|full house|(?:machine|terminal|till|system|server)s? (?:\w+ )?(?:died|crashed"
    r"|is dead|went down|failed)[^.?\n]{0,40}(?:service|full|rush|lunch|dinner|customers|queue|busy|patients)"
    r"|(?:could|might) have (?:been killed|died|burned|ended badly)|almost (?:burned|died|choked|caught)"
    r"|housebound|cannot leave (?:my|the) (?:home|house|bed)|expired (?:in )?\d{4}!",
)
