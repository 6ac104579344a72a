"""Turning a template into one person's message: slots, gender, greetings and signatures."""

import random
import re

from demo.content.shapes import Customer, Gender, Language

_GENDERED = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")

GREETINGS: dict[Language, tuple[str, ...]] = {
    "he": ("", "היי, ", "שלום, ", "שלום רב,\n", "אהלן, ", "הי ", "שלום לצוות,\n", "שלום לכם, "),
    "en": ("", "Hi, ", "Hello,\n", "Hi there, ", "Shalom, "),
    "ru": ("", "Здравствуйте, ", "Добрый день!\n", "Здравствуйте!\n"),
}
SIGNATURES: dict[Language, tuple[str, ...]] = {
    "he": (
        "\n{first}",
        "",
        "\nתודה, {first}",
        "\n{first} {last}",
        "\nבתודה מראש,\n{first} {last}\n{own_phone}",
        "\n\nנשלח מה-iPhone שלי",
        "\nתודה",
    ),
    "en": ("\n{first}", "", "\nThanks,\n{first} {last}", "\n\nSent from my iPhone", "\nBest,\n{first}"),
    "ru": ("\n{first}", "", "\nСпасибо, {first}", "\nС уважением,\n{first} {last}"),
}
_NAMES = (
    "דורית",
    "אילן",
    "מורן",
    "סתיו",
    "איריס",
    "ניר",
    "רונן",
    "ליטל",
    "אחמד",
    "ולדי",
    "שני",
    "אוסנת",
    "יגאל",
    "חן",
)
_NEW_STREETS = (
    "הרימון 7",
    "נורדאו 23",
    "האלה 15",
    "יהודה הלוי 48",
    "שדרות ירושלים 61",
    "הנביאים 12",
    "הגפן 3",
    "בן גוריון 90",
    "הזית 28",
    "ז׳בוטינסקי 140",
    "העצמאות 55",
    "התמר 9",
)
_AMOUNTS = ("59.90", "79", "89", "119", "129", "139.80", "149", "169", "189", "214", "239.60", "289", "329")
_DAYS = ("ראשון", "שני", "שלישי", "רביעי", "חמישי")


def choose_gender(text: str, gender: Gender) -> str:
    """Keep one side of every [masculine|feminine]."""
    return _GENDERED.sub(r"\1" if gender == "m" else r"\2", text)


def fill_slots(text: str, customer: Customer, rng: random.Random, *, agent: str = "") -> str:
    """Give every {slot} a value: the writer's own where it is theirs, a plausible one otherwise."""
    own_phone = customer.phones[0] if customer.phones else ""
    slots = {
        "first": customer.first_name,
        "last": customer.last_name,
        "own_phone": own_phone,
        "street": customer.street,
        "city": customer.city,
        "agent": agent,
        "name": rng.choice(_NAMES),
        "new_street": rng.choice(_NEW_STREETS),
        "phone": f"05{rng.choice('0234')}-555-{rng.randint(200, 999):04d}",
        "order": f"TZ-{rng.randint(20000, 39999)}",
        "amount": rng.choice(_AMOUNTS),
        "speed": str(rng.choice((200, 300, 500, 600, 1000))),
        "low": str(rng.randint(2, 19)),
        "port": str(rng.choice((22, 1194, 3389, 8080, 8443, 5060))),
        "floor": str(rng.randint(2, 8)),
        "time": f"{rng.randint(8, 18)}:{rng.choice(('00', '10', '15', '20', '30', '40', '45'))}",
        "day": rng.choice(_DAYS),
        "days": str(rng.randint(3, 9)),
        "months": str(rng.randint(3, 8)),
        "years": str(rng.randint(5, 9)),
        "minutes": str(rng.choice((10, 12, 15, 20, 25, 30, 40))),
        "times": str(rng.randint(3, 5)),
    }
    return choose_gender(text, customer.gender).format_map(slots).replace(" !", "!").strip()
