"""What people write to Tapuz about, and the reasons staff choose from."""

from demo.content.shapes import Reason, SkillLevel, Topic


def _topic(code: str, name_he: str, name_en: str, answer: int, hours: int, **needs: int) -> Topic:
    needed = tuple(SkillLevel(skill, level) for skill, level in needs.items())
    return Topic(code, name_he, name_en, needed, answer, hours * 60)


TOPICS = (
    _topic("internet_down", "תקלת אינטרנט", "Internet fault", 15, 3, fiber=3),
    _topic("slow_wifi", "Wi-Fi איטי", "Slow Wi-Fi", 60, 8, wifi=3),
    _topic("router", "ראוטר וציוד", "Router and equipment", 120, 24, wifi=2),
    _topic("voip", "טלפוניה ומרכזייה", "Telephony", 30, 4, voip=3),
    _topic("static_ip", "כתובת IP קבועה והגדרות רשת", "Static IP and network settings", 120, 8, fiber=4),
    _topic("double_charge", "חיוב כפול", "Double charge", 180, 24, billing=3),
    _topic("bill_question", "בירור חשבונית", "Bill enquiry", 180, 24, billing=2),
    _topic("payment", "אמצעי תשלום וחובות", "Payment and debts", 180, 24, billing=3),
    _topic("porting", "ניוד מספר", "Number porting", 120, 24, porting=3),
    _topic("line_move", "העברת קו לכתובת חדשה", "Moving the line", 180, 48, fiber=2),
    _topic("technician", "תיאום טכנאי", "Technician visit", 60, 24),
    _topic("upgrade", "שדרוג והצעת מחיר", "Upgrades and quotes", 240, 48, sales=2),
    _topic("cancellation", "ביטול שירות", "Cancellation", 120, 24, billing=2),
    _topic("complaint", "תלונה על השירות", "Complaint", 60, 24),
    _topic("details", "עדכון פרטים", "Updating details", 240, 24),
    _topic("general", "שאלה כללית", "General question", 240, 48),
)

HAND_OVER_REASONS = (
    Reason("needs_tier_two", "נדרש דרג ב׳", "Needs tier 2"),
    Reason("needs_skill", "נדרשת מיומנות אחרת", "Needs another skill"),
    Reason("needs_language", "עדיף מענה בשפה אחרת", "Better answered in another language"),
    Reason("knows_customer", "היכרות עם הלקוח", "A colleague knows this customer"),
    Reason("beyond_authority", "מעבר לסמכות שלי", "Beyond my authority"),
    Reason("end_of_shift", "סוף משמרת", "End of shift"),
)

SET_ASIDE_REASONS = (
    Reason("spam", "דואר זבל", "Spam"),
    Reason("auto_reply", "מענה אוטומטי", "Automatic reply"),
    Reason("bare_thanks", "תודה בלבד", "Thanks only"),
    Reason("wrong_address", "הגיע אלינו בטעות", "Sent to us by mistake"),
    Reason("duplicate", "כפילות של פנייה קיימת", "Duplicate of an existing case"),
)
