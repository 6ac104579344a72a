"""Programs that tell of an absence, and people who write about theirs."""

import pytest

from moked.channels.domain.absence import LONGEST, is_absence_subject, tells_absence

AWAY = "I am out of the office until 5 January with limited access to email."
AWAY_HE = "שלום רב,\nאני מחוץ למשרד עד יום ראשון."


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Out of office", AWAY),
        ("Out of Office Re: Your case", AWAY),
        ("Out of the office until 5 January", AWAY),
        ("I'm out of office", "Thank you for your message. I will be back on Monday."),
        ("Dana Levi is out of the office", "I will respond upon my return."),
        ("OOO", "On vacation, back Sunday."),
        ("On annual leave", f"{AWAY} For urgent matters please call Ron at 03-555 0101."),
        ("Out of office", f"{AWAY} Please contact Ron Cohen meanwhile."),
        ("Automatic reply", "This is an automated message. I will answer when I am back."),
        ("Away from the office - Dana", "I'm away from my office this week."),
        ("מחוץ למשרד", "אשוב ביום ראשון"),
        ("אני מחוץ למשרד", AWAY_HE),
        ("מחוץ למשרד עד 5.1", f"{AWAY_HE} במקרים דחופים אנא התקשרו לרון 03-5550101."),
        ("מחוץ למשרד - דנה לוי", f"{AWAY_HE} בהיעדרי ניתן לפנות לרון כהן."),
        ("הודעת היעדרות", "הנני בחופשה ואחזור ביום שלישי. נא לפנות לרון."),
        ("אני בחופשה", "אני בחופשה עד סוף החודש ואענה כשאחזור."),
        ("במילואים", "אני בשירות מילואים, אשוב בעוד שבועיים."),
        ("מענה אוטומטי", "זוהי הודעה אוטומטית: קיבלתי את המייל ואענה בהקדם."),
    ],
)
def test_knows_that_a_program_tells_of_an_absence(subject: str, text: str) -> None:
    assert tells_absence(subject, text)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        # Another subject, or one that is answered.
        ("Re: Out of office", AWAY),
        ("RE: מחוץ למשרד", AWAY_HE),
        ("השב: מחוץ למשרד", AWAY_HE),
        ("No internet", AWAY),
        ("אין אינטרנט", AWAY_HE),
        ("I was out of office when you called", AWAY),
        ("Out of office hours nobody answers", AWAY),
        ("Out of office does not switch on", AWAY),
        ("מחוץ למשרד אין קליטה", AWAY_HE),
        ("בחופשה לא היה אינטרנט", "בחופשה שלי לא היה אינטרנט"),
        ("תשובה אוטומטית שקיבלתי", "קיבלתי תשובה אוטומטית ולא פתרון"),
        # The text says nothing of an absence.
        ("Out of office", "The technician did not come."),
        ("Out of office", ""),
        ("מחוץ למשרד", "הטכנאי לא הגיע עד עכשיו"),
        ("מחוץ למשרד", "תודה רבה"),
        # It wants something.
        ("Out of office", "I am out of the office today. Can the technician come on Thursday"),
        ("Out of office", "I'm out of the office until Thursday, please move it to Friday."),
        ("Out of office", "I am out of the office, call me on my mobile."),
        ("Out of office", "I am out of the office. Is Friday possible?"),
        ("Out of office", "I was out of the office and the router still doesn't work."),
        ("On vacation", "I am on vacation and my invoice went up."),
        ("On vacation", "I am on vacation and I'd like to pause my subscription."),
        ("Automatic reply", "All I get is an automatic reply. Would you answer me."),
        ("מחוץ למשרד", "אני מחוץ למשרד עד יום חמישי, אפשר אחר כך?"),
        ("מחוץ למשרד", "אני מחוץ למשרד היום, תתקשרו אליי לנייד"),
        ("מחוץ למשרד", "אני מחוץ למשרד, אנא התקשרו לנייד 054-5550101"),
        ("מחוץ למשרד", "אני לא במשרד ביום שני, נא לתאם עם הטכנאי יום אחר"),
        ("אני בחופשה", "אני בחופשה ועדיין אין אינטרנט בבית"),
        ("אני בחופשה", "אני בחופשה ורוצה להקפיא את המנוי"),
        ("אני בחופשה", "אני בחופשה, מבקש לדחות את ההתקנה"),
        ("במילואים", "אני במילואים ורוצה לבטל את המנוי"),
        ("מענה אוטומטי", "שוב קיבלתי מענה אוטומטי, למה אף אחד לא חוזר"),
        ("On leave", "Yes, go ahead. I am on leave until Sunday."),
        ("Out of office", "I am out of the office. Urgent: call me, the line fell again."),
        ("אני בחופשה", "אני בחופשה עד יום ראשון. תעבירו את הביקור ליום שני."),
        ("במילואים", "אני במילואים השבוע, אין אף אחד בבית ביום שלישי."),
        ("מחוץ למשרד", "כן, זה נפתר. אני מחוץ למשרד היום."),
        ("מחוץ למשרד", "אני מחוץ למשרד. במקרה דחוף תתקשרו אליי כי האינטרנט נפל שוב."),
        # It says more than that.
        ("Out of office", AWAY + " Something else." * LONGEST),
    ],
)
def test_leaves_to_people_what_a_person_may_have_written(subject: str, text: str) -> None:
    assert not tells_absence(subject, text)


@pytest.mark.parametrize(
    ("subject", "is_one"), [(" Out of office ", True), ("מחוץ למשרד", True), ("No internet", False), ("", False)]
)
def test_knows_a_subject_about_an_absence(subject: str, is_one: bool) -> None:
    assert is_absence_subject(subject) is is_one
