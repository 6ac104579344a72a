""

"The words a thanks is made of. All of them are harmless beside a thanks; whatever may ask or complain is missing."
""

# Who is thanked, or signs. Only names that are hardly anything else beside a thanks.
NAMES = """
נועה נעה יוסי דני דנה דוד משה יעל מיכל מיכאל רונית רון רוני רונן שירה שיר שירי שירן טל טלי טליה אבי אביב אביבה
אביגיל אבירם אברהם אדם אדיר אהרון אודי אודליה אולגה אופיר אופק אור אורי אורית אורלי אורן אושר אושרית איילת איילה
אייל אילן אילנה אילה אינה איתי איתמר אלה אלון אלונה אלי אליאור אליה אלינור אליעזר אלכס אלמוג אמיר אמירה אמנון אמיתי
אנה אנדריי אנאל אסנת אסף אפרת אפרים אריאל אריה אריק אתי בועז בוריס בני בנימין בר ברוך ברק בת גבי גבריאל גד גדי גיא
גיל גילה גילי גל גלי גליה גלית גדעון דביר דבורה דורית דור דורון דינה דליה דנאל דניאל דניאלה דפנה הדס הדר הילה הלל
ויקטור ורד ויקי זהבה זהבית זיו זאב חביב חגי חגית חוה חיים חיה חן חנה חנן טובה טוביה יאיר יגאל יהודה יהודית יהל
יהונתן יובל יוכבד יואב יואל יונתן יונה יוסף יוליה יניב יסמין יעקב יערה יפית יפעת יצחק ירדן ירון ישי ישראל כוכבי כרמל
כרמית לאה ליאור ליאורה ליאת ליאם ליהי ליז לילך לימור לינוי לירון לירז לי ליבי מאור מאיה מאיר מור מורן מזל מיה מיטל
מיכאלה מיקה מירב מירי מרים מרינה מריה מתן מתנאל מיקי מוטי מוחמד מחמד מונה נאוה נדב נויה נופר נורית נטע נטלי נילי
ניצן ניר נירית נעמה נעמי נפתלי נתן נתנאל נתלי סבטלנה סיגל סיגלית סיון ספיר סתיו סיוון סמיר סרגיי עדי עדן עדנה עופר
עומר עוזי עידו עידן עידית עינב ענבל ענת עמוס עמית עמיר עמיחי ערן פאטמה פאדי פולינה פזית פליקס פנינה צביקה צופיה ציפי
צחי קובי קטיה קרן קורל רוזה רועי רות רותי רותם רחל רינה רינת רבקה רמי רז רפי רפאל רעות שגיא שגית שגב שושנה שחר שי
שיה שילה שימרית שלומי שלומית שלי שלמה שמואל שמעון שמרית שקד שרה שרון שרית ששון תהילה תום תומר תמי תמר תמרה תאיר
ולדימיר ילנה נטשה סשה מקס ג'ני מארק דימה איגור אירנה אירית אחמד עלי חסן ראמי סאמר לינה היבא רים נור דיאנה קרין סופי
סופיה אמה אלכסנדרה noa noah yossi dani dana david danny michal michael yael ron roni tal avi shira maya dan daniel
sarah sara mike john jane anna emma alex tom maria lisa chris sam kate james adam ben rachel rebecca mark laura
julia peter paul anne linda karen susan amy emily olivia jack lucy george steve kevin brian jason ryan eric nick tim
joe bob jim priya raj ahmed fatima omar ali olga igor natasha moshe eli gal or omer yuval
"""

# The thanks itself.
GRATITUDE = """
תודה תודות תודתי תודתנו תודותיי תודא תנקס טנקס טנקיו תנקיו תנקו תודונת תודוש תודהרבה מודה מודים מודות אסיר אסירת
אסירי מעריך מעריכה מעריכים מעריכות toda todah todda thanks thank thankyou thnks thanx thankss thx tnx tx ty tysm
tyvm tq cheers obliged ta appreciate appreciated grateful appreciative thankful спасибо спс благодарю благодарна
шукран shukran شكرا شكراً مشكور مشكورين متشكر ممنون merci gracias danke
"""

# 'תודה על …': what a service can be thanked for. Prefixes and possessive endings are added.
DEEDS = """
עזרה טיפול שירות מענה תשובה תגובה מהירות סבלנות הסבר הסברים הבהרה הבהרות עדכון עדכונים יחס אדיבות סיוע תמיכה הבנה
התחשבות מקצועיות נחמדות נדיבות מסירות יעילות זריזות זמינות אכפתיות הקשבה רגישות השקעה מאמץ מאמצים טרחה ליווי פתרון
פתירה תיקון החלפה החזר זיכוי פיצוי הנחה מתנה הפתעה ביטול אישור הכוונה הנחיה הכוונות הדרכה ייעוץ המלצה סידור גמישות
נכונות שיחה מידע פירוט תזכורת מחווה אמפתיה חיוך אנושיות התייחסות היענות התגייסות משלוח אספקה עבודה הגעה פרחים
חשבונית קבלה מסמך מסמכים קישור מייל הודעה קוד חבילה הזמנה פריט מוצר אמון פרגון אירוח זמן נוכחות שקיפות ידע
"""

# What may be dealt with, have come, or work again; harmless only beside such a word.
MATTERS = """
בעיה תקלה פנייה פניה בקשה נושא עניין הזמנה חשבונית חשבון משלוח חבילה מוצר מסמך מסמכים אישור קוד מייל הודעה החזר
זיכוי כסף תשלום קבלה פריט פריטים קישור כרטיס פוליסה מרשם תור אינטרנט קו טלפון ראוטר נתב אתר אפליקציה מערכת מחשב
מכשיר חיבור ססמה סיסמה טכנאי שליח תיקון החלפה קובץ דוח הנחה תלונה תביעה רכישה
"""

# Who did it.
PEOPLE = """
צוות נציג נציגה נציגים נציגות טכנאי טכנאית טכנאים שליח שליחה מוקד מוקדנית מוקדן מנהל מנהלת רופא רופאה דוקטור מזכירה
מזכירות אחות אח שירות חברה מחלקה חבר'ה אנשים בחור בחורה פקידה פקיד מתאם מתאמת יועץ יועצת מוכר מוכרת חברים כולם כל
"""

# What is said of them and of the matter.
PRAISE = """
מהיר מהירה מקצועי מקצועית אדיב אדיבה אדיבים אדיבות נחמד נחמדה נחמדים נעים נעימה סבלני סבלנית סבלניים מעולה מעולים
מעולות מצוין מצוינת מצוינים מצויין נהדר נהדרת נהדרים נפלא נפלאה נפלאים מקסים מקסימה מקסימים מושלם מושלמת מושלמים
אלוף אלופה אלופים אלופות תותח תותחית תותחים מלך מלכה מלכים מלאך מלאכית מלאכים מדהים מדהימה מדהימים אחלה סבבה יופי
גדול גדולה גדולים ענק ענקית ענקיים חמוד חמודה חמודים מסור מסורה יעיל יעילה יעילים זריז זריזה קשוב קשובה אישי אישית
אנושי אנושית סבלנות חם חמה רב רבה רבים מפורט מפורטת מיידי מיידית מיטבי טוב טובה טובים טובות הכי נדיר נדירה נדירים
מרשים מרגש מיוחד מיוחדת יוצא דופן דוגמה דוגמא ברמה מופתי מופתית מופלא חלומי מהמם מהממת מהממים גאון גאונית גאונים
מוצלח קסם מתוק מתוקה מתוקים אהוב אהובה אהובים צדיק צדיקה צדיקים נשמה נשמות מותק כפרה היקר היקרה היקרים חיים אחי
אחותי גבר שלי במהירות ביעילות במקצועיות באדיבות בסבלנות
"""

# Praise that has a feminine and a plural.
ADJECTIVES = """
מהיר מקצועי אדיב נחמד נעים סבלני מסור יעיל זריז קשוב אישי אנושי מפורט מיידי מעולה מצוין נהדר נפלא מקסים מושלם מדהים
נדיר מרשים מרגש מיוחד מופתי מופלא מהמם גאוני מוצלח מתוק אהוב נדיב אכפתי מתחשב רגיש יסודי חכם מבין ענייני אמין הוגן
נקי טעים יפה איכותי מפנק חביב חיובי מעודד לבבי תומך אחראי נאמן מועיל משובח אלוף תותח ישיר מסביר עוזר מקיף מדויק
מושקע יצירתי מנומס מוקדם
"""

# Received, understood, solved, works.
DONE = """
הסתדר הסתדרה הסתדרו הסתדרתי הסתדרנו סודר סודרה מסודר מסודרת נפתר נפתרה נפתרו טופל טופלה תוקן תוקנה עובד עובדת עובדים
עבד הגיע הגיעה הגיעו התקבל התקבלה התקבלו נכנס נכנסה נכנסו קיבלתי קבלתי קיבלנו ראיתי הבנתי הבנו הצלחתי הצלחנו תקין
תקינה שלם שלמה שלמים בזמן פתור פתורה סגור ברור ברורה מובן מחובר עודכן עודכנה הופעל פעיל פעילה מאושר מאושרת מעודכן
מעודכנת מותקן הופיע הופיעה הצליח הצליחה מצליח מצליחה רואה רואים שומע שומעת נפתח נפתחה נשלח נשלחה הושלם הושלמה בוצע
בוצעה הוסדר הוסדרה נמצא נמצאה התעדכן התעדכנה נקלט נקלטה חודש חודשה שוחרר שוחררה צורף אופס השתפר השתפרה הסתיים
הסתיימה אושר אושרה הותקן הוחלף הוחזר נכנסתי נרשם רשמתי קיבל קיבלה קיבלו אהבתי נהניתי הוזמן הוזמנה קיבלת נחתם התחברתי
התחברנו מצאתי ריגשת ריגשתם שימחת שימחתם טיפלתם פתרתם תיקנתם עזרתם עזרת עזר עזרו סידרתם סידרת טיפלת פתרת תיקנת הצלתם
הצלת סייעתם סייעת דאגתם דאגת השקעתם טרחתם טרחת פתר פתרה טיפל טיפלה טיפלו תיקן תיקנה סידר סידרה הסבירה הסביר הסברת
הסברתם works worked working solved resolved fixed sorted received arrived got done helped understood clear settled
saved landed
"""

# Small words that carry a thanks along.
SMALL = """
על גם מאוד מאד ממש באמת כל הכל הכול לך לכם לכן לה לו להם לי לנו אותי אותנו בי בנו שלך שלכם שלכן שלו שלה אתם אתן את
אתה אני אנחנו אנו הוא היא הם היית הייתם הייתה היתה היה היו זה זאת זו של עם כך ככה כזה כזאת כזו המון הרבה מלא אלפי
אלף מיליון פשוט היי הי שלום רב רבה אהלן הלו בברכה בכבוד בהוקרה בהערכה בתודה בחום בשמחה ברכות אוקי אוקיי דוקטור גברת
גבירתי אדוני חברים חבר'ה חברה אנשים נתראה נדבר מומלץ בחום אוקיי טוב יאללה יא וואו וואוו כיף מעולה בסדר גמור לגמרי
פצצה חיבוק חיבוקים נשיקות אז לכולכם mr mrs ms dr אוהבים אוהבת אוהב ביי בי להתראות אמן סוף עכשיו כבר לכל כולכם כולם
לבד בסוף לבסוף ולכל שהייתם שהיית שעזרת שעזרתם שטיפלה שטיפל שטיפלת שטיפלתם שפתרת שפתרתם שעזרה שעזר שטרחת שטרחתם
שהשקעתם שהקשבת שהקשבתם שחזרת שחזרתם שעדכנת שעדכנתם שדאגת שדאגתם שהסברת שהסברתם שהסבירה אתכם אותך מכל מקרב מעומק הלב
לב ליבי כלפי בזכותכם בזכותך לעזור ששמעתם שתיקנתם שתיקנת שסידרת שסידרתם שבדקתם שבדקת raba so very much a lot lots
again really truly you u ya all both everyone everybody guys team folks mate man bro dear sir madam for your the
it's its it i im i'm we are is was were been you're youre my me and & of to heart deepest sincere kindly whole
entire crew out have has had from with too also just ever as always most an service time really kindness great
perfect excellent awesome brilliant fantastic wonderful lovely amazing super cool nice good fine best superb legend
legends star stars lifesaver outstanding professional thorough detailed clear personal generous courteous polite
thoughtful considerate gracious exceptional stellar terrific splendid marvellous marvelous delightful useful kind
friendly patient efficient love million mill bunch ton tons many big huge warm ok okay okey k kk alright right wow
yay hi hey hello bye now finally well exactly большое огромное вам тебе очень за помощь جزيلا جزيلاً كثير لكم لك
beaucoup muchas dank
"""

# The same in English: 'thanks for …', 'your …'.
ENGLISH_DEEDS = """
help helping assistance patience support effort efforts work reply response answer answers update updates info
information explanation clarification fix quick quickly prompt promptly speedy fast swift everything letting know
checking sending resolving solving fixing sorting replacing replacement refund credit discount gesture delivery
invoice receipt document documents link email mail code parcel package order item confirmation advice guidance
understanding attention care hard taking handling getting back replying responding answering explaining going above
beyond extra mile turnaround assist feedback service visit call chat being there here that this us problem internet
account app line phone technician agent
"""

# Deeds that praise makes harmless: 'שירות מעולה', but not 'טיפול מהיר'.
PRAISED = "שירות עבודה יחס מקצועיות אדיבות צוות אנשים נציגים נציגות נציגה נציג בחור בחורה טכנאי חברה"

# Harmless only where something was done: by themselves they answer a question.
BESIDE_DONE = (
    "במייל לכרטיס לחשבון לבנק הביתה למייל בדואר בוואטסאפ באתר באפליקציה בקלות חלק מהר יפה perfectly beautifully"
    " smoothly nicely fully again quickly already חדש חדשה safely כן היום אתמול הבוקר yes yep yeah today sure"
)

# Whole sayings whose words would not be harmless alone. Final and doubled letters do not matter.
SAYINGS = (
    r"ה\w+ עבר(?:ה|ו)?(?: בהצלחה| חלק)?", r"נגמרו ה(?:בעיות|תקלות|צרות)", r"תשוב(?:ה|ות) לכל ה?שאלות(?: שלי)?",
    r"(?:חזר(?:ה|ו)?|התקשר(?:ה|ו)?) אלי+",
    r"(?:ה\w+ )?חזר(?:ה|ו)? ל(?:פעול|עבוד|תפקד|עצמו|עצמה)", r"(?:כבר )?אין (?:יותר )?צורך(?: יותר| כבר)?",
    r"(?:נראה|נשמע|יצא) (?:טוב|מעולה|מצוין|נהדר)",
    r"נתראה ב\w+",
    r"בשעה (?:כזו|כזאת|מאוחרת)",
    r"(?:looks|sounds) (?:good|great|perfect)",
    r"לא (?:היה|הייתה) (?:צריך|בעיה)", r"no need any ?more", r"nothing (?:else|more|further)(?: needed)?",
    r"עד כאן", r"זהו",
    r"(?:אין|אינ) (?:עליכ?ם?|עליכמ|עליך|עליכ|כמוכמ|כמוכ|דברימ כאלה|מילימ|מילימ בפי)",
    r"(?:אי|אין) ?לתאר", r"לא (?:ציפיתי|צפיתי|האמנתי)(?: ל?(?:כזה|כזאת|שירות|שיהיה|מהיר|כל|כ|ככה|מענה))*",
    r"לא (?:הייתי|היינו) (?:מסתדר\w*|מצליח\w*) בלעדי\w+",
    r"לא צריכ(?:ה|ים)? (?:יותר |עוד )?(?:כלום|עזרה|דבר)(?: נוסף| יותר)?",
    r"ללא דופי", r"הופתעתי לטובה", r"בשם (?:כל )?ה\w+", r"(?:שירות )?חבל על הזמן", r"תמשיכו ככ?ה?", r"אוזן קשבת",
    r"(?:כיף|טוב|נעים|משמח) (?:לדעת )?שיש (?:עם )?מי ש?ל?\w+(?: ל\w+)?", r"בכל (?:מקרה|אופן|זאת)",
    r"מספר (?:אחת|1)",
    r"(?:מכולנו|מכל (?:המשפחה|הבית|הצוות|הדיירים|הכיתה|הגן))", r"(?:שמור|נשמר|שמרתי|רשום) אצלי",
    r"(?:רשמתי|לקחתי|נרשם) (?:לפני+|לתשומת לבי)",
    r"לא (?:חשבתי|האמנתי) ש(?:זה )?(?:ייפתר|יסתדר|יעבוד|אפשר|יגיע)(?: כל כך מהר)?", r"ביטול ה\w+", r"כל כך מהר",
    r"ל?ה?(?:צוות|מחלקת|אנשי|מוקד|נציגי|נציגת) ה\w+", r"לאורך כל הדרך", r"ב?כל (?:שלב|הדרך|התהליך)",
    r"מתחילתו ועד סופו",
    r"(?:אפשר|ניתן|תוכלו|אתם יכולים) לסגור(?: את)?(?: ה?(?:פנייה|קריאה|טיקט|פניה))?",
    r"מבחינתי (?:סגור|סגרנו|סיימנו|הכל בסדר)",
    r"(?:you can |you may |please |feel free to )?(?:consider|close) (?:this|the|it|my)(?: case| ticket"
    r"| request)?(?: closed| solved| resolved)?",
    r"(?:waiving|removing|cancell?ing|refunding) the \w+", r"heads up", r"from start to finish",
    r"every step of the way", r"(?:בלי|אין) בעי[הו]ת?", r"כמו (?:שצריכ|חדש)", r"מעל ומעבר", r"סופ סופ",
    r"לכל מי ש(?:עזר|טיפל|עזרו|סייע)\w*",
    r"(?:ו?המשכ |ושיהיה |שיהיה |שתהיה |ו?ל?סופ |לכמ |לכ |לכולמ |שיהיה לכמ |שיהיה לכ )*(?:יומ|ערב|לילה|בוקר"
    r"|צהרימ|שבוע|שבת|סופשבוע|סופ שבוע|סופ\"ש|חג|שנה|קיצ|חודש|"
    r"פורימ|פסח|חנוכה|סוכות|שבועות)(?: (?:שבת|פורימ|פסח|חנוכה|סוכות|שבועות|עצמאות|אורימ|שקט|ו?(?:טוב|טובה"
    r"|נעימ|נעימה|שמח|שמחה|נפלא|"
    r"נפלאה|מקסימ|מקסימה|מבורכ|מבורכת|שלומ|מתוקה|כשר|שקט|רגוע|קסומ|מדהימ|מוצלח|מעולה|יפה|נהדר|פורה|בריאה"
    r"|לכמ|לכולמ|לכ)))+",
    r"(?:ראש השנה )?שנה טובה(?: ו?מתוקה)?", r"גמר חתימה טובה", r"גמר טוב", r"חתימה טובה", r"חג שמח",
    r"חגימ שמחימ", r"מועדימ לשמחה",
    r"שבת שלומ(?: ומבורכ)?", r"שבוע טוב", r"סופ\"?שב?ו?ע? (?:נעימ|טוב|מקסימ|רגוע|שקט)",
    r"(?:רק )?בריאות(?: איתנה| טובה)?",
    r"המונ (?:בריאות|הצלחה)", r"(?:ו?ב?הצלחה)(?: רבה)?", r"בשורות טובות", r"כל טוב", r"כל הכבוד", r"כה לחי",
    r"מאה אחוז",
    r"(?:ברוכימ|תבורכו|תבורכי|שתבורכו)(?: תהיו)?", r"ב?הערכה רבה", r"אלפ תודות", r"ת ו ד ה",
    r"(?:ל)?אמא שלי", r"(?:ל)?אבא שלי", r"באמא שלי", r"באבא שלי", r"בבנ שלי", r"בבת שלי", r"בי", r"בנו",
    r"אינ (?:לי )?(?:שאלות|צורכ ביותר)", r"(?:זה )?כל מה ש(?:רציתי|הייתי צריכ\w*|היה צריכ)",
    r"שמחתי (?:לקבל|לשמוע)", r"עשית\w* לי את היומ",
    r"חסכת\w* לי (?:הרבה|המונ|זמנ|כספ| )+", r"חזר לעבוד", r"חזרה לעבוד", r"(?:ה?אינטרנט|ה?קו) חזר",
    r"עובד (?:עכשיו )?כמו שעונ", r"עובד חלק",
    r"עבר חלק", r"יצאת\w* גדולימ?", r"עזרה (?:רבה|גדולה)", r"לא מובנ מאליו", r"מומלצ\w*", r"ישר כוח", r"ישר כח",
    r"גרמת\w* לי (?:לחייכ|אושר)",
    r"no worr(?:y|ies)", r"no problem", r"no (?:further|more) questions",
    r"(?:have|enjoy) (?:a |an |your |the )?(?:\w+ )?"
    r"(?:day|wekend|evening|night|one|wek|holiday|holidays|afternon|sumer|time)(?: ahead)?",
    r"(?:god|lovely) (?:morning|evening|afternon|day|night|wekend)",
    r"(?:mery|hapy) (?:christmas|holidays?|new year|friday|easter|hanuka\w*)",
    r"(?:best|kind|warm|kindest|many)? ?(?:regards|wishes)", r"sincerely", r"yours", r"take care",
    r"al (?:is )?(?:good|sorted|clear|set|done|well|god)",
    r"couldn'?t (?:ask for (?:more|beter)|be (?:hapier|beter))", r"can'?t thank you enough", r"made my day",
    r"hats of",
    r"what an? (?:great |fantastic |amazing )?(?:service|team|relief)",
    r"that'?s (?:it|all(?: (?:i|we) (?:need(?:ed)?|want(?:ed)?|asked for))?|great|perfect|good|fine"
    r"|awesome|helpful|clear|lovely|wonderful|amazing)",
    r"that (?:worked|did it|helped|fixed it|solved it)", r"(?:job|work) (?:well )?done",
    r"(?:great|good|nice|amazing|excellent) (?:job|work|stuff|support|help)",
    r"that was (?:quick|fast|helpful|great)",
    r"איז[הו] (?:כיף|יופי|אנשים|צוות|נציג\w*|מהירות|מקצועיות|סבלנות|אדיבות|תענוג)",
    r"(?:כיף|תענוג|נעים|שמחה) (?:לקבל|לדבר|להיות|לקנות|לעבוד)", r"(?:היא|הוא) עזרה?",
    r"(?:שוב תודה|תודה(?: רבה)? שוב|תודה לכם שוב|שוב המון תודה|ושוב תודה)",
    r"up and runing(?: again)?", r"keep (?:it )?up(?: the)?(?: go+d work| great work| it)?",
    r"god to (?:know|go)", r"happy (?:now|customer)?", r"(?:case|ticket) closed",
    r"y?ou'?r?e? rock", r"rock", r"apreciate (?:it|that|you|your help|the help|al)",
    r"100%", r"10/10", r"5 (?:stars|כוכבימ)", r"10+ תודות", r"איקס(?:ימ)?",
)  # fmt: skip

# A signature's or a sentence's first word that is nobody's name, though it may begin with a capital.
NO_NAMES = """
still not no never but however please can could would will when where why how what who which broken again same
waiting wait need want refund cancel call send urgent help nothing sadly unfortunately although though yet only also
one another error failed fails down missing wrong late stuck monday tuesday wednesday thursday friday saturday
sunday tomorrow today tonight january february march april may june july august september october november december
yes maybe later soon cancelled changed closed open it is was are my the this that you your i we they he she there
here if because until since and or for to in at on with from problem issue question wondering confirmed agreed
accepted proceed continue stop unsubscribe remove hold pending resend retry delayed awaiting disappointed wow לא אין
עדיין מתי איך איפה למה כמה אבל אך רק שוב עוד בבקשה נא דחוף מחכה ממתין ממתינה צריך צריכה רוצה אפשר תחזרו תבדקו תבטלו
יש חסר עד אולי מחר לבטל להחזיר
"""

# What somebody who helped did: 'תודה ש…', 'לנציגה ש…'.
KIND_DEEDS = """
עזר עזרה עזרו עזרת עזרתם ענה ענתה ענו ענית עניתם טיפל טיפלה טיפלו טיפלת טיפלתם פתר פתרה פתרו פתרת פתרתם תיקן תיקנה
תיקנו תיקנת תיקנתם הסביר הסבירה הסבירו הסברת הסברתם הקשיב הקשיבה הקשבת הקשבתם דאג דאגה דאגו דאגת דאגתם השקיע השקיעה
השקעת השקעתם טרח טרחה טרחת טרחתם חזר חזרה חזרו חזרת חזרתם עדכן עדכנה עדכנת עדכנתם בדק בדקה בדקו בדקת בדקתם סידר
סידרה סידרו סידרת סידרתם סייע סייעה סייעת סייעתם הקדשת הקדיש הקדישה הגעת הגעתם תמכת תמכתם הבנת הבנתם החזרת החזרתם
שלחת שלחתם הצלת הצלתם היה הייתה היו היית הייתם התקשרת התקשרתם התעקשת התעקשתם שירת שירתה ליווה ליוותה ליווית ליוויתם
אתם את אתה באתם באת הקדמת הקדמתם
"""

# Where one of these stands beside a word nobody knows, somebody reads it. From four letters on, beginnings of words.
DOUBTS = """
לא אין אינ אל בלי ללא חוץ אבל אך רק למרות אולם ואולם אלא עדיין עוד שוב טרם מתי איך איפה למה מדוע כמה מה מי האם בבקשה
נא אנא צריכ צריך רוצה רוצים רצינו רציתי מבקש אשמח נשמח אפשר יכול תוכל מחכה מחכי ממתי נחכה חייב דרוש נציג מנהל חיוב
חויב קנס עיכוב עיכב איחור איחר מאוחר המתנ בזבוז ביזבוז בזבז ביזבז שרפת בעיה בעיית תקלה תקלות גרוע זווע מחפיר מזעזע
מזלזל זלזול השפל שקר הבטח ביזיון בזיון בושה סבל ניתוק נתק נותק שבור פגומ תקול חסר שגוי טעות כפול אחר שונה הפוך ריק
חצי חלקי קרוע איטי גיהנ גהינ כלום שום סתם בולשיט חרא נפל תקע תקוע נתקע קרס כאב נזק הפסד אובדן צרה צרות חוסר העדר
היעדר שכחת שכחו התעלמ הטעי עלבון עוגמת תירוצ תירוץ בלגן סחבת טרטור רמאות גניב גנב כעס מחר ראשון שני שלישי רביעי
חמישי שישי בערב בצהריים דחוף דחיפות בהקדם מהר אולי בינתיים מקווה נקווה אחרי לפני אם כאשר עד במקום למעט לבטל להחזיר
להחליף לשלוח לקבל לברר לבדוק אגב יקר ביוקר הזוי הזויה נורא איום אכזב מאכזב מביש עלוב פאדיח סיוט מטריד הטרד חוצפה גזל
עושק ניצול מיותר שאלה שאלות חלש זמני לפעמים כמעט קצת הפסק הפסיק נעלמ ויתר עזב אזל נגמר ירד פקע פג סירוב סרב דחיי דחה
דחו סגרתם חסמ נחסמ נעל ננעל אבד איבד הרס שבר הלך כאילו בטח כביכול התייבש עונש הבטיח שעה שעות שעתיים דקה דקות ימים
שבועיים חודש דריש תבע אזהר עיקול not no never but however though although except unless only still yet again when
where why how what who which please pls need want wish would could can should must may if until till after before
while instead almost half some sometimes partly nothing wast wait late delay slow wrong broke break crash fail error
down miss lost lose losing lack damag defect dead hang hung stuck stop cancel charg overcharg double extra fee
penalt fine bill bad worse worst awful terribl horribl poor rude lie lying useless joke mess runaround hassle
nightmare trouble pain hurt sick ignor ruin destroy disconnect cut different other another tomorrow monday tuesday
wednesday thursday friday saturday sunday tonight soon asap urgent question wonder hope hopefully confus unclear
disappoint sad sorry unfortunate decline refus reject return hour minute days weeks month automat exchang expire
"""

# Signs that thank by themselves, signs that only smile, and signs that say the opposite.
THANKING_SIGNS = "🙏👍❤♥💙💚💛🧡💜🤍🖤🤎💖💕💗💓💞💘💝😍🥰😘🌹🌷💐🌸🌺🌻🌼👏👌🤗🫶🙌🩷🩵💯"
SMILING_SIGNS = "😊😀🙂😁☺😃😄😅😇🤩😌✨🌟⭐🎉🥳💪😉🍀🤝☀🌞😎🤙✌👑✅✔🔥🎊🍎🍯🕎🇮🇱😋😆🥹👋💫🕊"
