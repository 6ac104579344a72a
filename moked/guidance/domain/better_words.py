"""What an agent may write instead, for each family of words that put a fault on others.

Defaults, which a business may replace: gender-neutral Hebrew and plain English, several for a family, the first fits
most drafts. Each says what will be done next.
"""

from collections.abc import Mapping, Sequence

BETTER_WORDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "not_ours": {
        "he": (
            "נבדוק יחד מאיפה זה מגיע, והטיפול נשאר אצלנו עד שיימצא פתרון.",
            "גם אם המקור במקום אחר, הפנייה הזאת בטיפולנו ונלווה אותה עד הסוף.",
        ),
        "en": (
            "Let's find out together where it comes from; this stays with us until it is solved.",
            "Wherever it turns out to start, we will see your case through.",
        ),
    },
    "someone_else": {
        "he": (
            "נפנה אליהם בשמך ונעדכן כאן מה נמסר לנו.",
            "כדי לקדם את זה נדרש גם גורם נוסף, ואנחנו נדבר איתו.",
        ),
        "en": (
            "We will speak to them on your behalf and tell you here what they say.",
            "One more party is needed to move this on, and we will talk to them.",
        ),
    },
    "on_your_side": {
        "he": (
            "בואו נבדוק את שני הצדדים יחד. מה מופיע כרגע על המסך?",
            "יש כמה מקומות שבהם זה יכול להיעצר. נעבור עליהם יחד, אחד אחרי השני.",
        ),
        "en": (
            "Let's check both sides together. What do you see on the screen right now?",
            "There are a few places where this can get stuck. We'll go through them together, one by one.",
        ),
    },
    "works_for_us": {
        "he": (
            "לא הצלחנו עדיין לראות את התקלה, ולכן חשוב לנו לדעת: מה קורה בדיוק, ומתי?",
            "בבדיקות שעשינו התקלה לא הופיעה. נמשיך לחפש, ויעזור לנו צילום של המסך.",
        ),
        "en": (
            "We haven't been able to see the fault yet. What happens exactly, and when?",
            "The fault did not show in our checks. We keep looking, and a picture of the screen would help.",
        ),
    },
    "go_elsewhere": {
        "he": (
            "נפנה אליהם במקומך ונחזור עם תשובה.",
            "אפשר לעשות איתם שיחה משותפת, כדי שלא יהיה צורך להסביר הכול מחדש.",
        ),
        "en": (
            "We will contact them for you and come back with an answer.",
            "We can have a call with them together, so that nothing has to be explained twice.",
        ),
    },
    "nothing_to_do": {
        "he": (
            "אלה הדברים שאפשר לעשות כאן, ונתחיל כבר עכשיו:",
            "נבדוק עם מי שיכול להחליט על כך, ונעדכן מה התקבל.",
        ),
        "en": (
            "Here is what we can do about it, and we start right now:",
            "We will ask whoever can decide on it and let you know the outcome.",
        ),
    },
    "your_fault": {
        "he": (
            "זה קורה להרבה אנשים, וההסבר שלנו יכול היה להיות ברור יותר. כך אפשר לתקן:",
            "נראה שמשהו בהגדרות השתנה. נסדר את זה יחד.",
        ),
        "en": (
            "This happens to many people, and our explanation could have been clearer. Here is how to set it right:",
            "It looks as if a setting has changed. Let's put it right together.",
        ),
    },
    "own_phrase": {
        "he": ("אפשר לומר את זה במילים שמספרות מה נעשה עכשיו.",),
        "en": ("This can be said in words that tell what we will do now.",),
    },
}
