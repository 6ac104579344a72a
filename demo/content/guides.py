"""Diagnosis guides of the demo, and what was said in two walks by one of them."""

from dataclasses import dataclass

from moked.diagnosis.domain.guides import Asks, Side, StepDraft

US, THEM = Side.AGENT, Side.CUSTOMER


@dataclass(frozen=True)
class GuideContent:
    """A guide: its name, the code of its topic, a word of the system it suits, and its steps."""

    name: str
    topic: str
    system: str
    steps: tuple[StepDraft, ...]


NO_INTERNET = GuideContent(
    "אין אינטרנט בבית",
    "internet_down",
    "נתב",
    (
        StepDraft(
            "באיזה צבע דולקת הנורה של הקו בקופסה הלבנה?",
            THEM,
            Asks.CHOICE,
            ("ירוקה = 3", "אדומה", "אף נורה לא דולקת"),
        ),
        StepDraft("אחרי ניתוק מהחשמל לחצי דקה וחיבור מחדש, הנורה ירוקה?", THEM, Asks.YES_NO),
        StepDraft("צלמו את הנורות ואת הכבל שבקיר", THEM, Asks.PHOTO),
        StepDraft("מה מראה בדיקת הקו מרחוק?", US, Asks.CHOICE, ("הקו תקין", "הקו רועש = 6", "אין קשר אל הקופסה = 6")),
        StepDraft(
            "יש אינטרנט במחשב שמחובר בכבל ישר לנתב?",
            THEM,
            Asks.YES_NO,
            ("כן = סוף: הקו והנתב תקינים, והתקלה היא ברשת האלחוטית שבבית.",),
        ),
        StepDraft(
            "מה מצאה בדיקת הציוד ברחוב או בבניין?",
            US,
            Asks.TEXT,
            then="סוף: התקלה היא לפני הנתב, בדרך שבין הציוד שלנו לקופסה.",
        ),
    ),
)
SLOW = GuideContent(
    "גלישה איטית",
    "slow_wifi",
    "נתב",
    (
        StepDraft("האיטיות היא גם במכשיר שמחובר בכבל?", THEM, Asks.YES_NO, ("לא = 3",)),
        StepDraft("מה המהירות בבדיקת מהירות בכבל?", THEM, Asks.NUMBER, then="4", unit="Mbps"),
        StepDraft("כמה חדרים או קירות בין המכשיר לנתב?", THEM, Asks.NUMBER),
        StepDraft("מה העומס בקו בשעות שנמסרו?", US, Asks.TEXT),
    ),
)
NO_SOUND = GuideContent(
    "אין קול בשיחות",
    "voip",
    "מרכזייה",
    (
        StepDraft("זה קורה בכל השלוחות?", THEM, Asks.YES_NO, ("כן = 3",)),
        StepDraft("באילו שלוחות זה קורה?", THEM, Asks.TEXT),
        StepDraft("מי לא נשמע?", THEM, Asks.CHOICE, ("הצד שלנו לא נשמע", "הצד השני לא נשמע", "שני הצדדים")),
        StepDraft("צלמו את מסך הטלפון בזמן שיחה כזו", THEM, Asks.PHOTO),
        StepDraft("מה רואים ברישום השיחה במרכזייה?", US, Asks.TEXT),
    ),
)
GUIDES = (NO_INTERNET, SLOW, NO_SOUND)
# The walks, by the subjects of the cases they stand in: what is found fits what their customers wrote.
BEGUN_IN = "ניתוקים חוזרים בסיב, סניף רמת החייל"
AGREED_IN = "קו ראשי למטה - דחוף מאוד"
STREET = "שבר בסיב כ־1.8 ק״מ מהבניין. הציוד בבניין תקין."
BROKEN_FIBRE = (
    "הסיב שמגיע לבניין שבור כ־1.8 ק״מ ממנו: הקופסה לא רואה אור, ומדידה מהצד שלנו מראה היכן. הציוד אצלכם תקין."
)
NEXT = "הצוות מחבר את הסיב מחדש בשטח, ואחרי החיבור נבדוק יחד בטלפון שהנורה ירוקה."
REMARK = "נכון, אבל גם קו הגיבוי לא מחזיק את העומס. זה קשור?"
BROKEN_FIBRE_AGAIN = f"{BROKEN_FIBRE} קו הגיבוי איטי כי הוא נושא עכשיו לבדו את כל התעבורה, והוא יתפנה עם החיבור."
