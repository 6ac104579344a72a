"""Ready answers: a start the agent makes their own. Wording is without gender on both sides where Hebrew allows."""

from demo.content.shapes import CannedReply

HEBREW = (
    CannedReply("he.received", None, "he", "קיבלנו, מתחילים לבדוק", "שלום {{ customer.first_name }},\nכאן {{ agent.first_name }} מתפוז. קיבלתי את הפנייה ({{ case.reference }}) ואני על זה עכשיו. אעדכן עד {{ case.next_update }}, גם אם עדיין לא תהיה תשובה סופית.\n{{ agent.first_name }}"),
    CannedReply("he.need_details", None, "he", "חסרים פרטים", "היי {{ customer.first_name }},\nכדי לבדוק את זה כמו שצריך חסרים לי שני דברים: הכתובת המדויקת של הקו, ומתי בערך זה התחיל. אפשר פשוט להשיב להודעה הזו.\nתודה, {{ agent.first_name }}"),
    CannedReply("he.still_checking", None, "he", "עדיין בבדיקה", "{{ customer.first_name }}, עדכון קצר: עוד אין פתרון, אבל זה לא נשכח. הפנייה {{ case.reference }} אצל צוות {{ case.team }}, והצפי לפתרון הוא {{ case.estimate }}. אם זה ישתנה אכתוב לפני כן.\n{{ agent.first_name }}"),
    CannedReply("he.estimate_moved", None, "he", "הצפי השתנה", "{{ customer.first_name }}, הבטחתי תשובה עד {{ case.promised_at }} ולא נעמוד בזה, ועל כך סליחה. הצפי החדש: {{ case.estimate }}. הסיבה: הטיפול דורש עבודה בשטח ולא רק מרחוק.\n{{ agent.first_name }}"),
    CannedReply("he.restart_ont", "internet_down", "he", "אתחול יחידת הסיב", "היי {{ customer.first_name }},\nננסה קודם דבר אחד שעוזר ברוב המקרים: לנתק מהחשמל את הקופסה הלבנה של הסיב ואת הראוטר, לחכות דקה, לחבר קודם את הקופסה ואחרי שנדלקת נורת PON ירוקה וקבועה לחבר גם את הראוטר.\nאם PON מהבהבת או שיש נורה אדומה, כדאי לצלם ולשלוח לי ואמשיך מכאן."),
    CannedReply("he.area_fault", "internet_down", "he", "תקלה באזור", "{{ customer.first_name }}, מצאנו: יש תקלת סיב באזור שלך וצוות כבר בשטח. הצפי לפתרון הוא {{ case.estimate }}. אין צורך לכבות או לאתחל שום דבר, הקו יחזור לבד. אעדכן כשזה יקרה."),
    CannedReply("he.fixed_remotely", "internet_down", "he", "תוקן מרחוק", "{{ customer.first_name }}, החלפנו לקו שלך את הנתיב מרחוק ומהצד שלנו הוא יציב. אפשר לבדוק ולאשר לי שהכול עובד? אם משהו עדיין תקוע, כתבו כאן ונמשיך.\n{{ agent.first_name }}", True),
    CannedReply("he.wifi_steps", "slow_wifi", "he", "שיפור קליטה בבית", "היי {{ customer.first_name }},\nשלושה דברים קטנים שמשנים הרבה:\n1. ראוטר במקום גבוה ופתוח, לא בארון ולא מאחורי הטלוויזיה.\n2. מחשב וטלוויזיה על רשת 5G של הראוטר (השם שמסתיים ב־5G).\n3. בדיקת מהירות פעם אחת ליד הראוטר ופעם אחת בחדר הבעייתי.\nשלחו לי את שתי התוצאות ונדע אם חסרה נקודה או שהבעיה בקו."),
    CannedReply("he.channel_changed", "slow_wifi", "he", "הוחלף ערוץ אלחוטי", "{{ customer.first_name }}, ראיתי שכל הבניין משדר על אותו ערוץ. העברתי את הראוטר שלך לערוץ פנוי ועדכנתי לו גרסה. הוא עלה מחדש לפני דקה. איך זה עכשיו?", True),
    CannedReply("he.router_swap", "router", "he", "החלפת ראוטר", "{{ customer.first_name }}, הראוטר באמת הגיע לסוף דרכו. שליח יביא חדש מחר ל{{ customer.address }} וייקח את הישן, בלי עלות. השם והסיסמה של הרשת נשארים אותו דבר, אז אין מה לחבר מחדש."),
    CannedReply("he.voip_reset", "voip", "he", "רישום מחדש של שלוחות", "שלום {{ customer.first_name }},\nרשמנו מחדש את השלוחות במרכזייה. צריך רק לנתק כל מכשיר מהחשמל לכמה שניות. נשמח לאישור שיש צליל חיוג ושגם שיחות נכנסות מצלצלות.", True),
    CannedReply("he.credit_given", "double_charge", "he", "זיכוי על חיוב כפול", "{{ customer.first_name }}, צודקים: החיוב נגבה פעמיים. זיכיתי {{ refund.amount }} והסכום יחזור לאותו אמצעי תשלום תוך {{ refund.days }} ימי עסקים. מצטערים על הטרחה. אפשר לאשר שמבחינתך זה סגור?\n{{ agent.first_name }}", True),
    CannedReply("he.bill_explained", "bill_question", "he", "הסבר על חשבונית", "היי {{ customer.first_name }}, פירקתי את החשבונית: ההפרש הוא סיום המבצע של השנה הראשונה ועוד חיוב יחסי על ימי החודש. מצרפת פירוט. אם זה לא מסתדר עם מה שנאמר לך בהצטרפות, כתבו לי ונבדוק את ההקלטה.", True),
    CannedReply("he.card_update", "payment", "he", "עדכון כרטיס אשראי", "היי {{ customer.first_name }}, אין צורך לשלוח מספר כרטיס בהודעה, וגם עדיף שלא. באזור האישי, תחת ׳אמצעי תשלום׳, אפשר לעדכן את הכרטיס תוך דקה והשירות לא ייפסק בינתיים."),
    CannedReply("he.porting_started", "porting", "he", "הניוד יצא לדרך", "{{ customer.first_name }}, בקשת הניוד נשלחה. המעבר עצמו אורך עד שלוש שעות, ובזמן הזה ייתכנו כמה דקות בלי קו. לא לבטל את הקו אצל המפעיל הקודם, זה קורה לבד."),
    CannedReply("he.move_dates", "line_move", "he", "מועדים להעברת קו", "{{ customer.first_name }}, מזל טוב על המעבר! בדקתי, והבניין החדש מחובר לסיב. יש שני מועדים פנויים לטכנאי: {{ slots.first }} או {{ slots.second }}. הקו הישן יישאר פעיל עד שהחדש עובד."),
    CannedReply("he.visit_set", "technician", "he", "נקבע ביקור טכנאי", "נקבע: {{ visit.technician }} יגיע ב{{ visit.day }} בין {{ visit.from }} ל־{{ visit.until }}. הודעה עם שמו תישלח חצי שעה לפני. אם המועד לא מתאים, אפשר לשנות בתשובה להודעה הזו."),
    CannedReply("he.cancel_confirmed", "cancellation", "he", "ביטול בוצע", "{{ customer.first_name }}, השירות יבוטל ב־{{ cancellation.date }} ולא ייגבה תשלום על התקופה שאחריו. את הציוד אפשר להחזיר בכל נקודת איסוף, בלי עלות. אם משהו בשירות שלנו גרם לזה, נשמח לשמוע.", True),
    CannedReply("he.sorry", "complaint", "he", "התנצלות ולקיחת אחריות", "{{ customer.first_name }}, קראתי הכול. זה לא השירות שרצינו לתת, וההמתנה שעברת לא הייתה צריכה לקרות. מעכשיו הפנייה {{ case.reference }} אצלי עד הסוף, ואין צורך לחזור על הסיפור שוב. מה שאני עושה עכשיו:"),
    CannedReply("he.details_updated", "details", "he", "הפרטים עודכנו", "היי {{ customer.first_name }}, עודכן. מהיום החשבוניות וההודעות יגיעו לכתובת החדשה. אפשר תמיד לראות ולשנות את זה גם באזור האישי.", True),
    CannedReply("he.hard_to_reach", None, "he", "ניסינו להתקשר", "{{ customer.first_name }}, התקשרתי עכשיו ולא היה מענה. מתי נוח לדבר? אפשר גם להמשיך כאן בכתב.\n{{ agent.first_name }}"),
)

ENGLISH = (
    CannedReply("en.received", None, "en", "Received, looking into it", "Hi {{ customer.first_name }},\n{{ agent.first_name }} from Tapuz here. I have your case ({{ case.reference }}) and I'm looking into it now. You'll hear from me by {{ case.next_update }}, even if I don't have the final answer yet."),
    CannedReply("en.restart_ont", "internet_down", "en", "Restart the fibre box", "Hi {{ customer.first_name }},\nLet's try the one thing that helps most often: unplug the white fibre box and the router, wait a minute, plug the box back in, and once PON is solid green plug in the router. If PON blinks or any light is red, send me a photo and I'll take it from there."),
    CannedReply("en.fixed_remotely", "internet_down", "en", "Fixed remotely", "{{ customer.first_name }}, we moved your line to another path and it looks stable from here. Could you check and let me know it works for you?", True),
    CannedReply("en.credit_given", "double_charge", "en", "Refund of a double charge", "{{ customer.first_name }}, you're right: this was charged twice. I've refunded {{ refund.amount }}; it will be back on the same card within {{ refund.days }} business days. Sorry for the trouble. Does that settle it for you?", True),
    CannedReply("en.wifi_steps", "slow_wifi", "en", "Better reception at home", "Hi {{ customer.first_name }},\nPlease run a speed test twice, once next to the router and once in the room that's slow, and send me both results. That tells us whether the line is at fault or you need another access point."),
    CannedReply("en.visit_set", "technician", "en", "Visit booked", "Booked: {{ visit.technician }} will come on {{ visit.day }} between {{ visit.from }} and {{ visit.until }}. You'll get a text half an hour before. If that doesn't work, just reply here."),
)

READY_ANSWERS = HEBREW + ENGLISH
