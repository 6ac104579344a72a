"""What the demo's organisations settled at alignment meetings: an agreement in force, a further version that waits."""

from typing import Any

ORGANISATION = "קפה נחלה בע״מ"
APPROVER = "dana@nahala-cafe.test"
PACKAGE, HOURS = "עסקים פלוס", "סביב השעון"
# A meeting that was begun and left.
UNDER_WAY = "מרפאת ד״ר רוזן"
UNDER_WAY_SAYS = {
    "business": {
        "trade": "מרפאת ילדים ומשפחה",
        "needs": "התורים והמרשמים נשלחים דרך הרשת. בין 7:30 ל־9:00 כל דקה בלי רשת היא תור של הורים בחדר ההמתנה.",
    }
}

FIRST: dict[str, dict[str, Any]] = {
    "business": {
        "trade": "רשת של שלושה בתי קפה בתל אביב",
        "needs": "הקופות והסליקה עובדות על הרשת משש בבוקר. תקלה בשעת הבוקר פירושה תור ברחוב ולקוחות שהולכים.",
    },
    "service": {"level": "full", "knowledge": "new"},
    "scope": {
        "in_scope": "קו האינטרנט והגיבוי הסלולרי בשלושת הסניפים\nהנתבים ונקודות הגישה שסופקו על ידי תפוז\nהמרכזייה בענן",
        "out_of_scope": "מסופי הקופה עצמם (ספק הקופות)\nחיווט פנימי שלא הותקן על ידי תפוז",
        "has_systems": "yes",
    },
    "systems": {
        "systems": [
            {"name": "קופות וסליקה", "criticality": "critical"},
            {"name": "מרכזייה בענן", "criticality": "high"},
            {"name": "Wi-Fi לאורחים", "criticality": "low"},
        ]
    },
    "contacts": {
        "contacts": [
            {
                "name": "דנה אברמוב",
                "title": "מנהלת תפעול",
                "email": APPROVER,
                "phone": "054-555-0160",
                "authority": "approves",
            },
            {
                "name": "חנה אלבז",
                "title": "הנהלת חשבונות",
                "email": "office@nahala-cafe.test",
                "phone": "03-555-0161",
                "authority": "reports",
            },
        ]
    },
    "escalation": {
        "theirs": [
            {"theirs_name": "דנה אברמוב", "theirs_reach": "054-555-0160, בכל שעה", "theirs_for": "סניף מושבת"},
        ]
    },
    "rhythm": {"rhythm": "monthly"},
    "reports": {
        "reports_to": "דנה אברמוב, עותק לחנה אלבז",
        "reports_what": "תקלות לפי סניף, זמני תגובה ופתרון מול היעד, ומה השתנה בעקבותיהן.",
    },
    "terms": {"language": "he"},
}
# What the further version says otherwise, and why there is one: a fourth branch.
SECOND: dict[str, dict[str, Any]] = {
    **FIRST,
    "business": {**FIRST["business"], "trade": "רשת של ארבעה בתי קפה בתל אביב וברמת גן"},
    "scope": {
        **FIRST["scope"],
        "in_scope": "קו האינטרנט והגיבוי הסלולרי בארבעת הסניפים\nהנתבים ונקודות הגישה שסופקו על ידי תפוז\nהמרכזייה בענן",
    },
    "systems": {
        "systems": [*FIRST["systems"]["systems"], {"name": "מצלמות אבטחה", "criticality": "normal"}],
    },
    "rhythm": {"rhythm": "weekly"},
}
