"""Numbers, weekdays and months as Hebrew and English write them, and patterns of any of them."""

from collections.abc import Mapping

NUMBERS: Mapping[str, int] = {
    **{
        word: n
        for n, words in enumerate(
            (
                "אחד|אחת|one|an|a",
                "שתיים|שתים|שניים|שני|שתי|two|couple of|a couple of",
                "שלוש|שלושה|שלושת|three",
                "ארבע|ארבעה|ארבעת|four",
                "חמש|חמישה|חמשה|חמשת|five",
                "שש|שישה|ששה|ששת|six",
                "שבע|שבעה|שבעת|seven",
                "שמונה|שמונת|eight",
                "תשע|תשעה|nine",
                "עשר|עשרה|עשרת|ten",
                "אחת עשרה|אחד עשר|eleven",
                "שתים עשרה|שתיים עשרה|שנים עשר|twelve",
            ),
            start=1,
        )
        for word in words.split("|")
    },
    **dict(zip(("עשרים", "שלושים", "ארבעים", "twenty", "thirty", "forty"), (20, 30, 40, 20, 30, 40), strict=True)),
    "ארבעים ושמונה": 48,
    "עשרים וארבע": 24,
    "שבעים ושתיים": 72,
}
NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
WEEKDAYS: Mapping[str, int] = {
    "ראשון": 6,
    "שני": 0,
    "שלישי": 1,
    "רביעי": 2,
    "חמישי": 3,
    "שישי": 4,
    "ששי": 4,
    "שבת": 5,
    "א": 6,
    "ב": 0,
    "ג": 1,
    "ד": 2,
    "ה": 3,
    "ו": 4,
    "sunday": 6,
    "monday": 0,
    "tuesday": 1,
    "wednesday": 2,
    "thursday": 3,
    "friday": 4,
    "saturday": 5,
    "sun": 6,
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "thu": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
}
MONTHS: Mapping[str, int] = {
    **{
        word: n
        for n, words in enumerate(
            (
                "ינואר|january|jan",
                "פברואר|february|feb",
                "מרץ|מרס|march|mar",
                "אפריל|april|apr",
                "מאי|may",
                "יוני|june|jun",
                "יולי|july|jul",
                "אוגוסט|august|aug",
                "ספטמבר|september|sept|sep",
                "אוקטובר|october|oct",
                "נובמבר|november|nov",
                "דצמבר|december|dec",
            ),
            start=1,
        )
        for word in words.split("|")
    },
}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
WORD_HOUR = "|".join(
    sorted(
        (word for word, n in NUMBERS.items() if n <= 12 and word not in ("a", "an", "שתי", "שני")),
        key=len,
        reverse=True,
    )
)
