"""Tapuz's customers: households, small businesses and the people who write for them."""

from demo.content.shapes import Customer, Gender, Organisation

ORGANISATIONS = (
    Organisation("nahala", "קפה נחלה בע״מ", "תל אביב", "הברזל 21, רמת החייל", "עסק 1000"),
    Organisation("sharon_print", "דפוס השרון", "הוד השרון", "החרש 8", "עסק 1000 + מרכזייה"),
    Organisation("amar_garage", "מוסך האחים עמר", "באר שבע", "הפועלים 33", "עסק 500"),
    Organisation("rosen_clinic", "מרפאת ד״ר רוזן", "רעננה", "אחוזה 112", "עסק 500 + מרכזייה"),
    Organisation("ofek", "מרכז רפואי אופק", "פתח תקווה", "ז׳בוטינסקי 90", "עסק 2500"),
    Organisation("levona", "לבונה הנהלת חשבונות", "ירושלים", "כנפי נשרים 15", "עסק 500"),
    Organisation("zaatar", "מאפיית זעתר", "נצרת", "פאולוס השישי 41", "עסק 500"),
    Organisation("gan_yeladim", "גן הפרפרים", "מודיעין", "עמק דותן 6", "עסק 100"),
    Organisation("kav_studio", "סטודיו קו", "תל אביב", "שביל המפעל 3", "עסק 1000"),
    Organisation("optic", "אופטיקה מבט", "חולון", "סוקולוב 70", "עסק 100"),
    Organisation("migdal_house", "ועד הבית מגדלי הים", "אשדוד", "שדרות רוגוזין 5", "בניין 1000"),
    Organisation("pilates", "פילאטיס עם גלי", "כפר סבא", "ויצמן 88", "עסק 100"),
)


def _home(
    code: str, name: str, gender: Gender, emails: str, phone: str, place: str, plan: str = "סיב 600", manner: str = ""
) -> Customer:
    """`place` is 'city, street'; `emails` are separated by spaces."""
    first, last = name.split(" ", 1)
    city, street = place.split(", ", 1)
    return Customer(code, first, last, gender, tuple(emails.split()), (phone,), city, street, plan=plan, manner=manner)


HOUSEHOLDS = (
    _home("biton", "משה ביטון", "m", "moshe.biton@doar.test", "052-555-0101", "רחובות, הרצל 154", "סיב 600", "אוהב הסבר צעד אחר צעד"),
    _home("elkayam", "רות אלקיים", "f", "ruth.elkayam@mail.test ruthie@elkayam.test", "054-555-0102", "גבעתיים, כצנלסון 47", "סיב 1000", "כותבת גם ברשתות; חשוב לה מענה מהיר"),
    _home("malka", "אורית מלכה", "f", "orit.malka@mail.test", "052-555-0103", "כפר סבא, הדקל 14"),
    _home("levi_avi", "אבי לוי", "m", "avi.levi@doar.test", "050-555-0104", "נתניה, שמואל הנציב 9", "סיב 600 + טלוויזיה"),
    _home("cohen_shira", "שירה כהן", "f", "shirac@mail.test", "054-555-0105", "ראשון לציון, הרצל 60"),
    _home("mizrahi", "יצחק מזרחי", "m", "itzik.m@doar.test", "052-555-0106", "בת ים, בלפור 118", "סיב 200", "מעדיף טלפון על כתיבה"),
    _home("peretz_lior", "ליאור פרץ", "m", "liorp@zmail.test lior.peretz@mail.test", "053-555-0107", "אשקלון, אקסודוס 12", "סיב 1000", "גיימר, מבין ברשתות"),
    _home("azoulay", "סיגל אזולאי", "f", "sigal.azoulay@mail.test", "054-555-0108", "עפולה, ארלוזורוב 22"),
    _home("friedman", "נחום פרידמן", "m", "n.friedman@doar.test", "050-555-0109", "בני ברק, רבי עקיבא 101", "סיב 200 מסונן", "לא עונה מכניסת שבת"),
    _home("katz_einat", "עינת כץ", "f", "einatkatz@mail.test", "052-555-0110", "חיפה, מוריה 76"),
    _home("shapira", "גדעון שפירא", "m", "gideon.shapira@doar.test", "054-555-0111", "ירושלים, עמק רפאים 31", "סיב 600", "בן 78, כותב בנימוס ובאריכות"),
    _home("dahan", "קורל דהן", "f", "coral.dahan@zmail.test", "053-555-0112", "אופקים, הרצל 18"),
    _home("ben_david", "אלון בן דוד", "m", "alonbd@mail.test", "050-555-0113", "מבשרת ציון, החוצבים 4", "סיב 1000"),
    _home("harush", "מיטל הרוש", "f", "meital.harush@mail.test meital.h@doar.test", "054-555-0114", "קריית גת, שדרות גת 7"),
    _home("golan", "תומר גולן", "m", "tomergolan@zmail.test", "052-555-0115", "קיבוץ יגור, שכונת הארזים 3"),
    _home("sasson", "רחל ששון", "f", "rachel.sasson@doar.test", "050-555-0116", "הרצליה, סוקולוב 24"),
    _home("nagar", "דוד נגר", "m", "david.nagar@mail.test", "054-555-0117", "לוד, דוד המלך 40", "סיב 200"),
    _home("yosef_hadas", "הדס יוסף", "f", "hadasyo@zmail.test", "053-555-0118", "יבנה, הדוגית 11"),
    _home("amsalem", "שמעון אמסלם", "m", "shimon.amsalem@doar.test", "052-555-0119", "דימונה, הנשיא 29", "סיב 200", "שומר על קשר לבבי עם הנציגים"),
    _home("bar_on", "יעל בר־און", "f", "yael.baron@mail.test", "054-555-0120", "תל אביב, בן יהודה 191", "סיב 1000"),
    _home("gabbay", "נתן גבאי", "m", "natan.gab@mail.test", "050-555-0121", "טבריה, הגליל 52"),
    _home("oved", "מזל עובד", "f", "mazal.oved@doar.test", "052-555-0122", "ראש העין, שבזי 63", "סיב 200", "הבת, ספיר, עוזרת לה לכתוב"),
    _home("regev", "עידו רגב", "m", "ido.regev@zmail.test", "054-555-0123", "רמת גן, ביאליק 38", "סיב 600"),
    _home("sharabi", "אילנה שרעבי", "f", "ilana.sharabi@mail.test", "053-555-0124", "נס ציונה, ויצמן 15"),
    _home("weiss", "אברהם וייס", "m", "a.weiss@doar.test", "050-555-0125", "אלעד, רבי מאיר 20", "סיב 200 מסונן"),
    _home("hazan", "לימור חזן", "f", "limor.hazan@mail.test", "054-555-0126", "קריית אונו, ירושלים 33"),
    _home("tsarfati", "רפאל צרפתי", "m", "rafi.tz@zmail.test", "052-555-0127", "נהריה, הגעתון 44"),
    _home("admoni", "ענבר אדמוני", "f", "inbar.admoni@mail.test", "053-555-0128", "גדרה, הבילויים 10", "סיב 600", "שוכרת, עברה דירה פעמיים השנה"),
    _home("kadosh", "ברוך קדוש", "m", "baruch.kadosh@doar.test", "050-555-0129", "צפת, ירושלים 70", "סיב 200"),
    _home("lev_ran", "רן לב", "m", "ranlev@mail.test ran@levdesign.test", "054-555-0130", "פרדס חנה, הבוטנים 19", "סיב 1000", "עובד מהבית"),
    _home("alemu", "אבבה טספאי", "f", "abeba.tesfay@mail.test", "052-555-0131", "רחובות, לוי אשכול 8", "סיב 200"),
    _home("mekonnen", "דסטה מקונן", "m", "desta.mekonnen@zmail.test", "054-555-0132", "נתניה, קרן היסוד 17", "סיב 600"),
    _home("tadesse", "ברטוקן טדסה", "f", "birtukan.t@mail.test", "053-555-0133", "קריית מלאכי, ז׳בוטינסקי 5", "סיב 200"),
    _home("haddad_amir", "אמיר חדאד", "m", "amir.haddad@mail.test", "050-555-0134", "חיפה, אלנבי 64", "סיב 600"),
    _home("zoabi", "סמאהר זועבי", "f", "samaher.z@doar.test", "052-555-0135", "נוף הגליל, מעלה יצחק 12"),
    _home("abu_rabia", "ח׳אלד אבו רביעה", "m", "khaled.ar@zmail.test", "054-555-0136", "באר שבע, רגר 81", "סיב 600"),
    _home("mansour", "נור מנסור", "f", "nour.mansour@mail.test", "053-555-0137", "דאלית אל־כרמל, הרחוב הראשי 27"),
    _home("kremer", "בוריס קרמר", "m", "boris.kremer@mail.test", "050-555-0138", "אשדוד, מנחם בגין 14", "סיב 200"),
    _home("gurevich", "מרינה גורביץ׳", "f", "marina.gur@doar.test", "054-555-0139", "קריית ביאליק, דרך עכו 92"),
    _home("shulman", "אלכס שולמן", "m", "alex.shulman@zmail.test", "052-555-0140", "ראשון לציון, ז׳בוטינסקי 99", "סיב 1000", "איש מחשבים"),
    _home("ohana", "יהודית אוחנה", "f", "judith.ohana@mail.test", "053-555-0141", "מעלה אדומים, הנחל 6"),
    _home("baruch", "עמית ברוך", "m", "amitbaruch@zmail.test", "054-555-0142", "תל אביב, פלורנטין 20", "סיב 600"),
)

OTHER_LANGUAGES = (
    Customer("miller", "Josh", "Miller", "m", ("josh.miller@mail.test",), ("054-555-0150",), "תל אביב", "דיזנגוף 212", "סיב 600", "en"),
    Customer("goldberg", "Rebecca", "Goldberg", "f", ("becky@goldberg.test",), ("052-555-0151",), "בית שמש", "נחל דולב 40", "סיב 600", "en"),
    Customer("hughes", "Daniel", "Hughes", "m", ("dan.hughes@zmail.test", "dhughes@startup.test"), ("053-555-0152",), "רעננה", "הנגב 12", "סיב 1000", "en", manner="mixes Hebrew words; likes it short"),
    Customer("okafor", "Grace", "Okafor", "f", ("grace.okafor@mail.test",), ("050-555-0153",), "תל אביב", "לוינסקי 77", "סיב 200", "en"),
    Customer("sokolova", "Ирина", "Соколова", "f", ("irina.sokolova@mail.test",), ("054-555-0154",), "חיפה", "הגיבורים 36", "סיב 200", "ru", "formal"),
    Customer("pevzner", "Михаил", "Певзнер", "m", ("m.pevzner@doar.test",), ("052-555-0155",), "אשדוד", "הרב קוק 3", "סיב 200", "ru", "formal"),
    Customer("lebedeva", "Светлана", "Лебедева", "f", ("sveta.l@zmail.test",), ("053-555-0156",), "בת ים", "רוטשילד 52", "סיב 600", "ru", "formal"),
)


def _contact(
    code: str, name: str, gender: Gender, emails: str, phone: str, organisation: str, position: str, manner: str = "", title: str = ""
) -> Customer:
    first, last = name.split(" ", 1)
    served = next(each for each in ORGANISATIONS if each.code == organisation)
    return Customer(
        code,
        first,
        last,
        gender,
        tuple(emails.split()),
        (phone,),
        served.city,
        served.street,
        plan=served.plan,
        form_of_address="formal" if title else "by_gender",
        title=title,
        organisation=organisation,
        position=position,
        manner=manner,
    )


CONTACTS = (
    _contact("abramov", "דנה אברמוב", "f", "dana@nahala-cafe.test dana.abramov@mail.test", "054-555-0160", "nahala", "מנהלת תפעול", "ישיר וקצר"),
    _contact("nahala_books", "חנה אלבז", "f", "office@nahala-cafe.test", "03-555-0161", "nahala", "הנהלת חשבונות"),
    _contact("rosen", "יעל רוזן", "f", "dr.rosen@rosen-clinic.test", "052-555-0162", "rosen_clinic", "רופאה, בעלת המרפאה", "בין מטופלים; עדיף בכתב", "ד״ר"),
    _contact("sharon_print", "אמנון שרון", "m", "amnon@sharon-print.test press@sharon-print.test", "050-555-0163", "sharon_print", "בעלים"),
    _contact("amar", "שלומי עמר", "m", "shlomi@amar-garage.test", "052-555-0164", "amar_garage", "שותף", "מדבר בגובה העיניים"),
    _contact("amar_ran", "רן עמר", "m", "ran@amar-garage.test", "052-555-0165", "amar_garage", "שותף"),
    _contact("ofek", "ליאת נחמני", "f", "liat.nahmani@ofek-medical.test noc@ofek-medical.test", "03-555-0166", "ofek", "מנהלת מערכות מידע", "מצפה לעדכון כל חצי שעה בתקלה"),
    _contact("levona", "יפית לבונה", "f", "yafit@levona.test", "02-555-0167", "levona", "רואת חשבון"),
    _contact("zaatar", "פאדי ח׳ליל", "m", "fadi@zaatar-bakery.test", "04-555-0168", "zaatar", "בעלים"),
    _contact("gan", "אסנת ברקוביץ׳", "f", "osnat@gan-parparim.test", "054-555-0169", "gan_yeladim", "גננת ומנהלת"),
    _contact("kav", "איתמר נוי", "m", "itamar@kavstudio.test", "050-555-0170", "kav_studio", "מנהל סטודיו", "חי במייל, שונא טלפון"),
    _contact("optic", "ג׳ניה רביבו", "f", "jenia@optica-mabat.test", "03-555-0171", "optic", "מנהלת סניף"),
    _contact("migdal", "צבי הורוביץ", "m", "vaad@migdaley-hayam.test", "054-555-0172", "migdal_house", "יו״ר ועד הבית"),
    _contact("pilates", "גלי אורן", "f", "gali@pilates-gali.test", "053-555-0173", "pilates", "בעלים"),
)

# Senders who are nobody's customer: what a public mailbox receives anyway.
STRANGERS = (
    Customer("spam_seo", "Top Rank", "SEO", "m", ("promo@best-rank-seo.test",), (), "", "", language="en"),
    Customer("spam_loan", "הלוואה", "מיידית", "m", ("halvaa@kesef-mahir.test",), (), "", ""),
    Customer("lost_parent", "מירב", "טל", "f", ("meravtal@mail.test",), (), "", ""),
)

CUSTOMERS = HOUSEHOLDS + OTHER_LANGUAGES + CONTACTS
