"""Customers who come twice, as they do: from another address, in the other alphabet, again a little later.

They arrive as mail like any other, in the last half hour, so that the desk has true suggestions to show.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class SecondComing:
    """A mail of somebody known, from an address that is not. `ago` is how long before now it came."""

    code: str
    ago: timedelta
    sender_name: str
    sender: str
    door: str
    subject: str
    text: str


SECOND_COMINGS = (
    SecondComing(
        "ruth-from-work",
        timedelta(minutes=26),
        "Ruth Elkayam",
        "ruth.elkayam@elkayam-design.test",
        "service",
        "Fibre at home is down again",
        "Hello,\n\nthe fibre at home (Katznelson 47) is down again since this morning, the box shows a red light.\n"
        "I write from work because nothing works there.\n\nBest regards,\nRuth Elkayam\n054-555-0102",
    ),
    SecondComing(
        "orit-from-school",
        timedelta(minutes=21),
        "אורית מלכה",
        "orit.malka@school-hadekel.test",
        "service",
        "אישור על ביטול החיוב",
        "שלום,\n\nאשמח לקבל אישור בכתב על ביטול החיוב הכפול שעליו דיברנו.\n\nתודה,\nאורית מלכה\n052-555-0103",
    ),
    SecondComing(
        "biton-router",
        timedelta(minutes=17),
        "משה ביטון",
        "moshe.biton@doar.test",
        "service",
        "הנתב בקומה העליונה",
        "שלום,\n\nהנתב בקומה העליונה מהבהב באדום ואין אינטרנט בחדר העבודה.\n\nמשה ביטון",
    ),
    SecondComing(
        "biton-again",
        timedelta(minutes=6),
        "משה ביטון",
        "moshe.biton@doar.test",
        "service",
        "שכחתי לכתוב",
        "שלום שוב,\n\nשכחתי לציין שגם אחרי הפעלה מחדש הנתב מהבהב באדום, והאינטרנט בחדר העבודה לא חוזר.\n\nמשה",
    ),
)
