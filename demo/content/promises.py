"""What the two businesses of the demo promise: hours, packages, and one demanding customer's own profile."""

from collections.abc import Mapping
from dataclasses import dataclass

WORK_DAYS = ("sun", "mon", "tue", "wed", "thu")
TAPUZ_HOURS: Mapping[str, object] = {
    "timezone": "Asia/Jerusalem",
    "week": {**{day: [["07:00", "22:00"]] for day in WORK_DAYS}, "fri": [["07:00", "14:00"]]},
    "holidays": "IL",
    "holiday_hours": [],
    "eve_hours": [["07:00", "13:00"]],
}
AROUND_THE_CLOCK: Mapping[str, object] = {
    "timezone": "Asia/Jerusalem",
    "week": {day: [["00:00", "24:00"]] for day in (*WORK_DAYS, "fri", "sat")},
}
# When few can come in.
TAPUZ_EMERGENCY_HOURS: Mapping[str, object] = {
    "timezone": "Asia/Jerusalem",
    "week": {day: [["08:00", "18:00"]] for day in (*WORK_DAYS, "fri")},
}
GALIL_HOURS: Mapping[str, object] = {
    "timezone": "Asia/Jerusalem",
    "week": {**{day: [["09:00", "13:00"], ["14:00", "18:00"]] for day in WORK_DAYS}, "fri": [["09:00", "12:30"]]},
    "holidays": "IL",
    "eve_hours": [["09:00", "12:00"]],
}


@dataclass(frozen=True)
class Package:
    """A package; targets are minutes of open time by kind, for low, normal, high and critical matters."""

    name: str
    level: str
    price: str
    hours: str
    targets: Mapping[str, tuple[int, int, int, int]]
    is_default: bool = False


@dataclass(frozen=True)
class Rung:
    """One step of a ladder: the team or the role it calls, at percent of the promise."""

    sort: str
    at_share: int
    does: str
    answer_minutes: int
    team: str = ""
    role: str = ""
    is_by_duty: bool = False


@dataclass(frozen=True)
class Promises:
    """What one business promises, and whom it calls while a promise can still be kept."""

    calendars: Mapping[str, Mapping[str, object]]
    packages: tuple[Package, ...]
    rungs: tuple[Rung, ...] = ()


LADDER = "סולם ההסלמה"


HOURS = 60
DAYS = 15 * HOURS
BY_BUSINESS: Mapping[str, Promises] = {
    "tapuz": Promises(
        calendars={
            "שעות השירות": TAPUZ_HOURS,
            "סביב השעון": AROUND_THE_CLOCK,
            "שעות חירום": TAPUZ_EMERGENCY_HOURS,
        },
        packages=(
            Package(
                "שירות רגיל",
                "basic",
                "כלול במנוי",
                "שעות השירות",
                {
                    "first_reply": (8 * HOURS, 4 * HOURS, 2 * HOURS, 30),
                    "next_reply": (8 * HOURS, 4 * HOURS, 2 * HOURS, 60),
                    "update": (3 * DAYS, 2 * DAYS, DAYS, 4 * HOURS),
                    "solution": (5 * DAYS, 2 * DAYS, DAYS, 4 * HOURS),
                },
                is_default=True,
            ),
            Package(
                "שעת חירום",
                "basic",
                "",
                "שעות חירום",
                {
                    "first_reply": (16 * HOURS, 8 * HOURS, 4 * HOURS, 60),
                    "next_reply": (16 * HOURS, 8 * HOURS, 4 * HOURS, 2 * HOURS),
                    "solution": (50 * HOURS, 30 * HOURS, 20 * HOURS, 8 * HOURS),
                },
            ),
            Package(
                "עסקים פלוס",
                "full",
                "189 ₪ לחודש",
                "סביב השעון",
                {
                    "first_reply": (4 * HOURS, 60, 30, 15),
                    "next_reply": (4 * HOURS, 2 * HOURS, 60, 30),
                    "update": (2 * 24 * HOURS, 24 * HOURS, 4 * HOURS, 60),
                    "solution": (3 * 24 * HOURS, 24 * HOURS, 8 * HOURS, 3 * HOURS),
                },
            ),
        ),
        rungs=(
            Rung("professional", 50, "notify", 60, team="רשת", is_by_duty=True),
            Rung("managerial", 75, "raise", 180, role="ניהול משמרת", is_by_duty=True),
            Rung("managerial", 90, "take", 720, role="הנהלת שירות"),
        ),
    ),
    "galil": Promises(
        calendars={"שעות החנות": GALIL_HOURS},
        packages=(
            Package(
                "שירות ללקוחות החנות",
                "basic",
                "כלול במחיר",
                "שעות החנות",
                {
                    "first_reply": (8 * HOURS, 8 * HOURS, 4 * HOURS, 2 * HOURS),
                    "next_reply": (8 * HOURS, 8 * HOURS, 4 * HOURS, 2 * HOURS),
                    "solution": (10 * 8 * HOURS, 5 * 8 * HOURS, 3 * 8 * HOURS, 8 * HOURS),
                },
                is_default=True,
            ),
        ),
    ),
}


@dataclass(frozen=True)
class Profile:
    """What an organisation agreed with us."""

    organisation: str
    package: str
    knowledge: str
    manner: str
    escalations_shown: bool = False


PROFILES = (
    Profile("קפה נחלה בע״מ", "עסקים פלוס", "new", "ישיר וקצר, בלי מונחים טכניים. קופה מושבתת היא תמיד דחופה.", True),
    Profile("מרכז רפואי אופק", "עסקים פלוס", "expert", "מול צוות המחשוב: פירוט טכני מלא, ועותק למנהלת התפעול."),
)
