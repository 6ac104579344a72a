"""First messages in English and Russian."""

from demo.content.shapes import openers

FIRST_OTHER_LANGUAGES = (
    *openers(
        "internet_down",
        (
            "Internet keeps dropping",
            "the connection drops every {minutes} minutes since {time}. Restarted everything twice. Can someone look at the line?",
        ),
        ("No connection", "no internet at all, red light on the white box. Any outage in my area?"),
        language="en",
    ),
    *openers(
        "slow_wifi",
        ("Slow wifi", "paying for {speed} and getting {low} in the bedroom. Is it the router or the walls?"),
        language="en",
    ),
    *openers(
        "double_charge",
        ("Charged twice", "I see two charges of {amount} ILS on the same day. Please refund one, todah!"),
        language="en",
    ),
    *openers(
        "bill_question",
        ("Bill in Hebrew", "could I get my bill in English? I can't tell what the {amount} line is for."),
        language="en",
    ),
    *openers(
        "technician",
        (
            "Technician visit",
            "the technician was supposed to come by {time} and nobody showed up. What's the new time?",
        ),
        language="en",
    ),
    *openers(
        "cancellation",
        ("Leaving Israel", "moving back home in {days} days. How do I cancel and where do I drop the router?"),
        language="en",
    ),
    *openers(
        "line_move",
        (
            "Moving apartment",
            "we're moving in {days} days, still in the same city. Can we just take the router with us?",
        ),
        language="en",
    ),
    *openers(
        "details",
        (
            "New phone number",
            "new mobile for my account: {phone}. Please use email first, my Hebrew on the phone is bad.",
        ),
        language="en",
    ),
    *openers(
        "internet_down",
        ("Нет интернета", "интернет пропал в {time}, роутер перезагрузили, не помогло. Когда починят?"),
        language="ru",
    ),
    *openers(
        "slow_wifi",
        ("Медленный интернет", "вечером интернет очень медленный, всего {low} мегабит. Раньше было нормально."),
        language="ru",
    ),
    *openers(
        "double_charge",
        ("Списали два раза", "с карты два раза сняли по {amount} шекелей. Верните, пожалуйста, лишнее."),
        language="ru",
    ),
    *openers(
        "bill_question",
        ("Вопрос по счёту", "почему в этом месяце {amount} шекелей? Ничего не меняли."),
        language="ru",
    ),
    *openers(
        "technician",
        ("Мастер", "мастер должен был прийти к {time}, никто не пришёл и не позвонил. Когда его ждать?"),
        language="ru",
    ),
    *openers(
        "general",
        ("Русский язык", "можно, чтобы сообщения приходили на русском? На иврите мне трудно читать."),
        language="ru",
    ),
)
