"""Insults, threats to leave and to complain elsewhere, rage."""

from moked.promises.domain.sayings.vocabulary import BITTER, ENGLISH_OFFICES, OFFICES

GRAVE = (
    r"(?:גנבים|גנב(?=[!., ]|$)|גנביות|נוכל(?:ים|ות)?|רמא(?:ים|י|ית)|שקרנ(?:ים|ית|יות)|שקרן|זבל(?:ים)?(?= של"
    r"| חברה| שירות|[!.,]|$)|(?<!מ)אפסים|מטומטמ\w*|אידיוט\w*|טיפשים|חצופ(?:ים|ה|ות)|חצוף|חוצפנ\w+|מניאק\w*"
    r"|מנייאק\w*|בני זונות|חר(?:א|ה) של|חראות"
    r"|עושק(?:ים|ת)|גזלנ\w*|מושחת\w*|פושעים|מאפיה|מאפיונרים|לא נורמלי?ים|חבורת \S+|עלובים|עלובה|חובבנים"
    r"|ליצנים)",
    r"(?:איזו |פשוט |זו |זאת |ה)?חוצפה|בושה וחרפה|בושה(?= (?:ש|של|לכם|איך|למותג|לחברה|מה|איזו)|[!.,]|$)|חרפה"
    r"|בי?זיון|שערור\w+|מחפיר\w*|נתעב\w*|(?<!לא )תתבייש\w*|בזוי\w*|מבזה|גועל נפש|מגעיל(?:ה|ים)?(?! (?:לי"
    r"|את הטעם))|זוועה|זוועתי\w*|מבחיל\w*|מזעזע(?:ת|ים)?|פשע"
    r"|שירות (?:\S+ )?(?:דפוק|חרא|זבל|מביש|קטסטרופלי)|ה(?:דפוק|דפוקה|מסריח|מסריחה|עלוב|עלובה|מחורבן"
    r"|מחורבנת) (?:שלכם|הזה|הזאת|הזו)|שירות\S* ה(?:דפוק|מחורבן|עלוב|מסריח)",
    r"(?:ה)?הכי גרוע(?:ה|ים)?|גרוע(?:ה)? (?:ביותר|שנתקלתי|שראיתי|שקיבלתי|שהיה לי|מזה לא ראיתי)"
    r"|לא נתקלתי (?:בחיים |מעולם )?ב\S+ (?:כזה|כזאת|כזו)|לא ראיתי (?:\S+ )?(?:כזה|כזאת) (?:זלזול|יחס)",
    r"נמאס(?: לי| לנו| לכולנו)?(?= (?:מכם|ממכם|כבר|מהש(?:קר|ירות)|מהיחס|מההבטחות|מהתירוצים|לחכות|לבקש|לרדוף"
    r"|להתקשר|להסביר|מהזלזול|מהטרטור|מלרדוף|מלחכות|מל\w+|לגמרי)|[!.,]|$)|מיציתי אתכם|שברתם את הכלים"
    r"|עברתם (?:כל|את ה)גבול|הגזמתם לגמרי|עלה לי הסעיף|הגיעו מים עד נפש",
    r"(?<!\w)(?:אני |אנחנו |אנו |כבר )?(?:פונה|אפנה|נפנה|פניתי|פנינו|אגיש|מגיש\w*|נגיש|הגשתי (?:תלונה"
    r"|תביעה נגדכם)|אתלונן|אדווח|מדווח\w*|מערב\w*|אערב|אשלח|אעביר|מעביר\w*|יפנה"
    rf"|תפנה)(?: \S+){{0,5}} [ולבאהשעם]*{OFFICES}(?! (?:שלי|שלנו) (?:צריך|ביקש|מבקש))",
    r"ת(?:שמעו|קבלו|דברו)[^.?\n]{0,20}(?:מעורך|מעו\"?ד|עם עורך|מהעורך|מכתב מעורך|תביעה|כתב תביעה)|ה?עור(?:ך"
    r"|כת) ה?דין שלי (?:כבר )?(?:י|ת)\w+(?![^.?!\n]{0,20}(?:הסכם|חוזה|חתומ?ם?))",
    r"אתבע|נתבע אתכם|אני תובע\w*|נגיש תביעה|אגיש (?:\S+ )?תביעה|(?:תתכוננו|תיערכו|צפו|מחכה לכם"
    r"|בדרך אליכם)[^.?\n]{0,15}תביעה|תביעה (?:ייצוגית|קטנה|בתביעות קטנות)(?= נגד|[!.]|$)|(?:ניפגש|נפגש|נתראה"
    r"|נדבר) ב(?:בית ה?משפט|בתי ה?משפט|תביעות)"
    r"|(?:אלך|הולך|הולכת|אגיע|נלך) (?:איתכם |אתכם |אתם |עם זה )*(?:ל|עד ל?)(?:בית ה?משפט|תביעות|סוף|משפט)",
    r"(?:מעל(?:ה|ים)|אעלה|נעלה|אפרסם|מפרסמ?ם?ת?|נפרסם|אפיץ|אכתוב|אשתף|אספר|ישמעו|תשמע|יידעו|ידעו"
    r"|תראו)[^.?\n]{0,35}(?:פייסבוק|רשתות|טיקטוק|אינסטגרם|תקשורת|כל ה?קבוצות|עיתון|גוגל|כל העולם|לכולם|ברשת)"
    r"|התקשורת (?:עוד )?(?:תשמע|תדע)\S*",
    r"(?:אני|אנחנו|ו?אני כבר|אז אני|גם) (?:כבר )?(?:עובר(?:ת|ים)?|עוזב(?:ת|ים)?|מתנתק\w*"
    r"|מתנתק)(?: \S+){0,3}? ?(?:לחברה אחרת|לחברה מתחרה|למתחר\w+|לספק אחר|אתכם|מכם)|ו?עובר(?:ת|ים)? למתחר\w+"
    r"|(?:תאבדו|איבדתם|מאבדים) (?:אותי|לקוח\w*|אותנו)|(?:זו|זאת) הפעם האחרונה ש(?:אני|קנ)",
    r"(?:אני|אנחנו) (?:\S+ )?(?:רותח\w*|זועמ\w*|זועם|משתגע\w*|מתפוצצ\w*|מתפוצץ|מזועזע\w*|המומ\w*|המום"
    r"|על סף פיצוץ)|מוציאים אותי מדעתי|(?:כועס\w*|עצבני\w*) (?:מאוד|מאד|ממש|רצח|בטירוף|עליכם)|(?:מאוד|ממש"
    r"|כל כך|נורא) (?:כועס\w*|עצבני\w*|זועמ\w*)|עצבים (?:של|עליכם)|מעצבן רצח",
    r"(?:צעק\w*|צורח\w*|צועק\w*|קילל\w*|איימ?ם?\w*|זלזל\w*|התחצפ\w*|התחצף|לעג\w*) (?:עלי+|עלינו|לי|בי|אותי"
    r"|אליי)|השפיל\w* (?:אותי|אותנו|את)|משפיל\w* (?:אותי|ומ|לקוחות)|יחס (?:\S+ )?(?:משפיל|מבזה|מזלזל|מחפיר"
    r"|מגעיל)|עובדים עלי(?:י|נו)?|גמרתם אותי|הרסתם לי|הורסים לי|הורס לי את|ו?לא מתביישים|כישלון מוחלט"
    r"|צריכ?ך? (?:ללכת הביתה|לסגור אתכם)|דפקתם אותי|שונא(?:ת|ים)? אתכם|רימיתם|שיקרתם|עבדתם עלי"
    r"|גנבתם|גונבים (?:לי|ממני|מאנשים)|לקחתם לי[^.?\n]{0,20}(?:שקל|כסף|₪)",
    r"(?:thieves|thief|crooks?|scammers?|scam|fraudsters?|liars?|con artists?|idiots?|morons?|clowns"
    r"|incompetent|useless (?:people|company|liars|lot|service|support)|bunch of|criminals|robbing|rip[- ]?off"
    r"|ripped off|daylight robbery|bastards?|bullshit|f\*+\w*|fuck\w*|shitty|crap (?:company|service))",
    r"(?:absolutely |utterly |totally |simply |just )?(?:disgust\w+|disgrace\w*|outrage\w*|appalling|shocking"
    r"|shameful|despicable|atrocious|abysmal|pathetic|infuriating|horrendous|horrific|contempt\w*)"
    r"|shame on you|(?:utterly|absolutely|totally|completely) unacceptable|how dare you",
    r"(?:i'?m|i am|we'?re|we are)(?: \w+){0,2} (?:furious|livid|fuming|outraged|enraged|seething|disgusted"
    r"|so angry|really angry|very angry|extremely angry|beyond angry|sick and tired|fed up|sick of"
    r"|done with you|going insane|losing my mind)|sick and tired|(?:had|have had) (?:it|enough)(?: with"
    r"| of)? you|had it up to|last straw|makes? my blood boil|driving me (?:insane|crazy|mad)",
    r"worst (?:\w+ ){0,3}(?:service|company|experience|support|customer|provider|insurance|shop"
    r"|store)(?: \w+){0,3}",
    r"(?:contact\w*|call\w*|report\w*|tak\w+|go\w*|speak\w*|complain\w*|see\w*|sue|suing|file|filing"
    rf"|hear\w* from|escalat\w*|writ\w+|hand\w*)(?: \S+){{0,5}} (?:my |the |our |a |an |to |in |with |it "
    rf"|this )*{ENGLISH_OFFICES}(?! (?:needs|wants|asked))",
    r"(?:i'?ll|i will|we'?ll|we will|going to|gonna|am|i'?m) su(?:e|ing) (?:you|your)|see you in court"
    r"|legal action|class action|chargeback|expect (?:to read|a letter)|(?:post|posting|share|sharing|tell"
    r"|telling|write|writing|publish\w*)[^.?\n]{0,25}(?:all over|social media|facebook|twitter|tiktok|everyone"
    r"|the world|trustpilot|google review)",
    r"(?:moving|going|switching|taking my business|leaving you|i'?m leaving)(?: \w+)? (?:to (?:your|a"
    r"|the) competit\w+|elsewhere|for (?:your|a) competitor|for good)|you(?:'ve| have)? (?:just )?lost (?:a"
    r"|me as a|another) (?:loyal |long[- ]time )?customer|never (?:again|buying|shopping|using|doing business)"
    r"|i'?m done with you|cancel everything",
    r"(?:yelled|shouted|screamed|swore|laughed) at me|humiliat\w+|(?:you|they) lied to me|stop lying|your lies"
    r"|stole my money|stolen (?:my|from me)|treat(?:ing|ed)? (?:me|us|people|customers) like (?:dirt|garbage"
    r"|trash|a criminal|an idiot|fools?)",
    r"(?:אתם|את|אתה|כולכם|החברה שלכם|השירות שלכם|הנציג\w* שלכם|המנהל\w* שלכם|מוקד השירות שלכם"
    rf"|שלכם)(?: \S+){{0,4}} {BITTER}",
    rf"{BITTER}(?= (?:שלכם|מצדכם|מכם|כלפי\w*|ללקוח\w*|שאתם|של חברה)|!)",
    r"איך אתם (?:לא |עוד )?(?:מתבייש\w*|מעז\w*|ישנים|מסתכלים)|איך אתם (?:מרשים|מסוגלים)",
    r"(?:נשבר|נמאס|נשרף|נגמר)(?: לי| לנו)? (?:מכם|הזין|הפיוז|מהכול|מהכל|מזה|כבר)|נגמרה לי ה?סבלנות(?! עם ה)"
    r"|פקעה סבלנותי|איבדתי (?:את ה?)?סבלנות|די(?:!{2,}| כבר| עם ה?)|תפסיקו (?:כבר )?ל(?:שגע|הטריד|שקר|גנוב"
    r"|התעלל|עבוד|חייב|זלזל|הציק|חרפן)\S*|תעזבו אותי|שוד לאור יום|תשכחו ממני|ישנאו אתכם|לכו ל(?:עזאזל"
    r"|כל הרוחות)|תלכו ל(?:עזאזל|כל)|לעזאזל",
    r"(?:התלונה|תלונה|פנייה|תביעה|מכתב|הכול|הכל|העניין|זה|התיק|החומר)(?: שלי| נגדכם| רשמית| מסודרת)*(?: כבר"
    r"| עכשיו)? (?:אצל|הוגש\w*|נשלח\w*|עובר\w*|בדרך|יועבר|תוגש|תישלח|יישלח|הועבר\w*"
    rf"|אצל ה?)(?: \S+)? ?[ולאבה]{{0,2}}(?:{OFFICES}|פיקוח\S*|ה?מפקח\S*|ה?רשות\S*|ה?נציב\S*|ה?צרכנות)",
    r"(?:עור(?:ך|כת) ה?דין|עו\"ד|הפרקליט)(?: שלי| שלנו)? (?:כבר )?(?:י(?:ד|צ|פ|ט|ש|ג|ה|מ)\w+|ת(?:ד|צ|פ|ט|ש|ג"
    r"|מ)\w+|בדרך|מטפל|ישלח|מכין|קיבל הוראה)(?![^.?!\n]{0,20}(?:הסכם|חוזה|חתומ?ם?))",
    r"(?:אני )?(?:נוקט\w*|אנקוט|ננקוט|נאלץ לנקוט|אפעל|נפעל) ב?(?:\S+ )?(?:צעדים|אמצעים|הליכים|אמצעי\S*|ערכאות)"
    r"|(?:צעדים|הליכים) משפטיים|מכתב התראה",
    r"יחס(?: \S+){0,4} (?:ו?מזלזל|ו?משפיל|ו?מבזה|ו?מחפיר|ו?גס|ו?בוטה|ו?אטום|ו?נורא|ו?איום)\w*"
    r"|יצאתי משם (?:\S+ )?(?:רועד\w*|בוכ\w*|מושפל\w*|בדמעות)|(?:דיבר\w*|ענ\w+"
    r"|התייחס\w*) אלי\w* (?:בצורה (?:מזלזלת|מבזה|משפילה|גסה)|כמו (?:ל?כלב|ל?זבל|ל?אשפה|ל?ילד\w?|ל?חרא))"
    r"|(?:רמיתם|הונאתם|הונאה|תרמית|רימו אותי|דפקו אותי|עקצו אותי)",
    r"(?:you(?:'re| are| people| guys| lot)?(?: \w+){0,4} )(?:ashamed of yourselves|cheats?|cheated|robbed"
    r"|stole|steal\w*|lied|lying|liars?|rude|useless|clueless|incompetent|heartless|cruel|a joke|jokers"
    r"|hopeless|criminal|pathetic|ruined|screwed|scammed|conned|deceived|mocking|hung up|don'?t care"
    r"|couldn'?t care less|have no shame|should be (?:ashamed|closed|shut))",
    r"(?:had|have had|'ve had) (?:more than |quite )?enough(?: of)?(?: (?:your|this|these|you|the)|[.!]|$)"
    r"|enough is enough|(?:my|our) (?:solicitor|lawyer|attorney|barrister)(?:s)? (?:will|is going|has been"
    r"|is already|shall|are|'ll)(?![^.?!\n]{0,20}(?:signed|agreement|contract))"
    r"|(?:what a|total|complete|bloody|fucking|an absolute|utter) (?:joke|disaster"
    r"|shambles|mess|circus|nightmare|scandal|rip-?off|farce)|go to hell|screw you|(?:lost"
    r"|out of) (?:all )?(?:my )?patience|patience (?:has |is )?(?:run out|over|gone)"
    r"|cheats(?=[.!]|$)|daylight robbery|dispute (?:this|it|the charge) with my bank|formal complaint"
    r"|i demand (?:my|a refund|an answer|compensation|to)",
    rf"(?:הולכ?ת?|הולך|אלך|נלך|לקחתי|שכרתי|אקח|אשכור|אפנה|פונה|מערב\w*|אגיש|אגרור|אגיע|מגישה?|נגיש)(?: אתכם| עם זה"
    rf"| את זה| כבר| נגדכם)*(?: \S+){{0,2}} [ולבאה]{{0,2}}(?:{OFFICES}|תביעה(?! \?)|תלונה (?:רשמית|במשטרה|ל\S+"
    rf"|נגדכם|נגד))",
    r"(?:אם|במידה ו?ש?)[^.?\n]{0,50}(?:לא|אין)[^.?\n]{0,40}(?:עורך דין|עורכת דין|עו\"ד|תביעה|משפט|משטרה|תלונה"
    r"|תקשורת|אפרסם|אתבע|ערכאות|משפטי\w*)",
    r"(?:unless|if)[^.?\n]{0,60}(?<!\w)(?:solicitor|lawyer|attorney|court|sue|suing|legal|police|ombudsman|press"
    r"|regulator|trading standards|small claims|chargeback)\w*",
    r"(?:i'?m|i am|will be|shall|i'?ll|going to|consider\w*) (?:suing|sue|instruct\w*|instruct my|taking legal"
    r"|take legal|consult\w* (?:a|my) (?:lawyer|solicitor)|press\w* charges)",
    r"(?:אתם )?(?:מתעלל|לועג|משחק|מהתל|צוחק|גונב|שודד|עושק|מנצל|סוחט)\w* (?:ב|ל|על |את |בי|אותי|אותנו|לי|עליי)\S*"
    r"|לא נורמ(?:ל|לי|ליים|לית)\w*|שערורי(?:יה|ה|יתי\w*)",
    r"(?:ought to|should) be ashamed|(?:treat\w*|robb\w*|prey\w*|bull\w+|tak\w+ advantage)(?: \w+){0,2} (?:a widow"
    r"|the elderly|old (?:people|ladies)|pensioners?|vulnerable \w+|disabled \w+)|are you (?:people |guys |even "
    r"|all )*(?:serious|kidding|insane|crazy|for real|deaf)\W{1,3}|give me (?:back )?my money|how (?:dare|can) you"
    r" (?:people|live|sleep|treat|do this)",
)

# Said lightly too: beside a polite request these count for nothing.
HASTY = (
    r"תענו(?: לי| כבר)?(?=!)|מישהו (?:שם |בכלל |אצלכם )*(?:קורא|רואה|שומע|מקשיב)(?: את זה| אותי)?"
    r"|answer me|מטריד\w* אותי|הטרדה",
    r"harass\w+|never been (?:so |this )?(?:badly )?treated(?: so| this| like)?\w*|you(?:'ve| have) lied",
    r"רשלנ(?:ות|יים)|הזנחה|מחדל|הפקרות|פארסה|עושים (?:ממני |מאיתנו |לי )?צחוק|צחוק מהעבודה|חוסר אחריות|התעללות",
    r"אתם (?:עוד )?תשלמו על|לא א(?:שתוק|וותר)(?: לכם| על)?|איבדתי (?:בכם |כל |את ה)*אמון"
    r"|אין (?:לכם )?(?:טיפת |שום )?בושה",
    r"(?:אני )?(?:פשוט )?לא מאמינ\S* ש(?:ככה|אתם|זה)|מה עוד (?:אני |אנחנו )?(?:צריכ\w*|צריך) לעשות"
    r"|איזה מין (?:שירות|חברה|יחס)",
    r"negligen\w+|(?:elder |customer )?abuse|lost all (?:faith|trust|respect|confidence)|(?:this is"
    r"|you are) a joke|joke of a company",
    r"you(?:'ll| will) (?:pay|regret|hear from)|unprofessional|don'?t ever contact me"
    r"|what kind of (?:company|service|people)|stay away|avoid(?: at all costs)?$",
    r"(?:לא (?:ייתכן|יתכן|ייאמן|יאומן|נתפס|מתקבל על הדעת|אנושי)|איך זה (?:יכול להיות|ייתכן"
    r"|הגיוני))(?! ש?(?:כמה|איזה) (?:טוב|יפה))|ככה (?:לא )?מתייחסים|יחס (?:כזה|של זלזול)|זלזול|(?:מאוכזב\w*"
    r"|אכזבה) (?:\S+ )?(?:ו?פגוע\w*|ו?כועס\w*|ו?מתוסכל\w*|עד (?:עמקי|כדי))|ו?פגוע(?:ה|ים)? (?:מ|עד)|(?:מתוסכל"
    r"|מתוסכלת|מתוסכלים)|תסכול (?:נוראי|עצום|גדול|אדיר)|עומד\w* להתפוצץ|מתפוצצ?ץ?\w* מ(?:כעס|עצבים)",
    r"(?:דורש(?:ת|ים)?|תובע(?:ת|ים)?) (?:\S+ )?(?:מנהל|פיצוי|תשובה|תשובות|לדבר|את הכסף|החזר|פתרון|הסבר|מענה"
    r"|טיפול)|(?:לדבר|שיחה|תעבירו אותי|רוצה) (?:עם |ל|את ה)?ה?מנהל\S* (?:עכשיו|מיד|מייד|דחוף|ומיד)"
    r"|תנו לי (?:מיד |עכשיו )?(?:מנהל|מישהו שמבין)",
    r"(?:תחזירו|החזירו|תנו) (?:לי |לנו )?(?:כבר )?את ה?כסף(?: שלי)?(?: (?:עכשיו|מיד|או ש|כבר)|!)|או ש(?:ניפגש"
    r"|נפגש|אני (?:פונה|מגיש|תובע|הולך))|(?:אשתף|לשתף|לפרסם|להפיץ|להעלות"
    r"|אפיץ) (?:את )?(?:\S+ ){0,3}ב?(?:כל )?ה?(?:רשתות|פייסבוק|טיקטוק|קבוצות|ביקורת)\S*|לא (?:רוצה|מוכנ\w*"
    r"|מוכן) (?:לשמוע|לקבל שום דבר|שום קשר) (?:\S+ )?מכם (?:יותר|לעולם|אף פעם)|(?:לעולם|אף פעם|בחיים) (?:לא"
    r"|יותר)(?: \S+)? (?:אקנה|אחזור|אזמין|אמליץ|קונה|חוזר\w*|מזמינ?ה?|אצלכם|מכם)|לא (?:אקנה|אזמין|אחזור|קונה"
    r"|אמליץ)(?: \S+){0,3} (?:יותר|בחיים|לעולם)|אין לי (?:יותר |כבר )?(?:עצבים|סבלנות)|לא מגיע לכם",
    r"(?:so|very|extremely|incredibly|beyond|really|deeply) (?:frustrat\w+|disappointed and|upset|angry|hurt)"
    r"|unacceptable|unbelievable(?! (?:price|deal|value|offer))|(?:speak|talk) (?:to|with) (?:a|your"
    r"|the) (?:manager|supervisor) (?:now|immediately|right)|(?:my|our) money(?: back)? (?:now|immediately|or)"
    r"|dishonest|(?:most|more) (?:dishonest|incompetent|unprofessional|arrogant|rude)|(?:never|not) (?:been"
    r"|felt) (?:so|this) (?:humiliated|insulted|angry|disrespected|treated)|no respect for"
    r"|don'?t (?:you )?(?:care|give a)|to the police|disrespect\w*|insulting",
)
