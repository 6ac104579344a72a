"""What an update says, in each language customers write in.

Not in the catalogues of screens: customers are served in more languages than screens have.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from moked.updates.domain.rhythm import Change


@dataclass(frozen=True)
class UpdateWording:
    """Sentences of one language. `{who}` has the case, `{at}` is a moment in words, `{what}` what was promised."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    moment: str
    day: str
    greetings: Mapping[str, str]
    about: str
    as_of: str
    we_know: str
    changes: Mapping[Change, str]
    nothing_new: str
    with_person: str
    team: str
    with_team: str
    with_somebody: str
    next_is_ours: str
    ours: str
    next_step: str
    asked_colleague: str
    asked_outside: str
    put_off: str
    answered: str
    proposed: str
    closed: str
    until: str
    agreed: str
    acts: Mapping[str, str]
    likely: str
    by: str
    likely_short: str
    by_short: str
    tell_by: str
    next_by: str
    answer: Mapping[str, str]
    calling: str
    asks_back: Mapping[str, str]
    # By why nobody told it by telephone.
    instead_of_call: Mapping[str, str]
    forward: str
    labels: Mapping[str, str]


NO_MONTHS = ("",) * 12
WORDING: Mapping[str, UpdateWording] = {
    "he": UpdateWording(
        days=("יום ב׳", "יום ג׳", "יום ד׳", "יום ה׳", "יום ו׳", "שבת", "יום א׳"),
        months=NO_MONTHS,
        moment="{weekday} {day}.{month} בשעה {clock}",
        day="{weekday} {day}.{month}",
        greetings={"formal": "{name}, שלום רב,", "plain": "שלום {name},", "warm": "היי {name},", "": "שלום,"},
        about="עדכון בפנייה {reference}",
        as_of="נכון ל{at}",
        we_know="העניין דחוף, ואנחנו יודעים זאת. העדכונים יגיעו מעכשיו בתדירות גבוהה יותר.",
        changes={
            Change.TAKEN: "הפנייה נמצאת עכשיו בטיפול של {who}.",
            Change.PASSED_ON: "הפנייה הועברה לטיפול של {who}.",
            Change.ASKED_COLLEAGUE: "ביקשנו בדיקה מצוות נוסף אצלנו.",
            Change.ASKED_OUTSIDE: "פנינו לגורם חיצוני, ואנחנו עוקבים אחר תשובתו.",
            Change.PUT_OFF: "קבענו מועד להמשך הטיפול.",
            Change.GOES_ON: "חזרנו לטפל בפנייה.",
            Change.LATER: "הטיפול נמשך יותר מהצפוי, ועדכנו את הצפי.",
            Change.NEW_TIME: "מועד שנקבע השתנה.",
        },
        nothing_new="עדיין אין תשובה סופית, והטיפול בפנייה נמשך.",
        with_person="הפנייה בטיפול של {who}.",
        team="צוות {who}",
        with_team="הפנייה ממתינה לטיפול של {who}.",
        with_somebody="הפנייה ממתינה לטיפול של הצוות שלנו.",
        next_is_ours="הצעד הבא אצלנו.",
        ours="אצלנו",
        next_step="הצעד הבא: {what}.",
        asked_colleague="תשובה מצוות נוסף אצלנו",
        asked_outside="תשובה מגורם חיצוני",
        put_off="המשך הטיפול בפנייה",
        answered="אצלך. שלחנו תשובה, ואנחנו מחכים לתגובה",
        proposed="הצענו פתרון, וכעת נדרש אישור שהבעיה נפתרה.",
        closed="הפנייה נסגרה באישור מי שפנה.",
        until="{what}, עד {at}",
        agreed="נקבע: {what}.",
        acts={
            "call": "שיחת טלפון עם {who}",
            "write": "הודעה של {who}",
            "check": "בדיקה של {who}",
            "send": "משלוח של {who}",
            "fix": "תיקון של {who}",
            "visit": "ביקור של {who}",
        },
        likely="צפי לפתרון: עד {likely}, ולכל המאוחר {latest}.",
        by="צפי לפתרון: עד {latest}.",
        likely_short="עד {likely}, ולכל המאוחר {latest}",
        by_short="עד {latest}",
        tell_by="עד {at} נודיע מתי צפוי פתרון.",
        next_by="העדכון הבא יגיע עד {at}.",
        answer={
            "f": "לכל שאלה את מוזמנת להשיב להודעה הזאת.",
            "m": "לכל שאלה אתה מוזמן להשיב להודעה הזאת.",
            "n": "לכל שאלה אפשר להשיב להודעה הזאת.",
        },
        calling="מדברים מ{business}, לגבי פנייה {reference}.",
        asks_back={
            "f": "האם את רוצה לשאול משהו?",
            "m": "האם אתה רוצה לשאול משהו?",
            "n": "אפשר לעזור בעוד משהו?",
        },
        instead_of_call={
            "not_called": "ביקשת לשמוע מאיתנו בטלפון. הפעם אנחנו כותבים, כדי שהעדכון יגיע בזמן.",
            "not_reached": "ניסינו להתקשר ולא היה מענה, ולכן העדכון מגיע הפעם בכתב.",
        },
        forward="אפשר להעביר את הסיכום הזה הלאה. בעמוד הפנייה הוא מוכן גם להדפסה.",
        labels={
            "reference": "מספר הפנייה",
            "subject": "הנושא",
            "opened": "נפתחה",
            "with": "בטיפול של",
            "done": "מה נעשה",
            "offered": "הפתרון האחרון שהוצע",
            "answered": "התשובה האחרונה שלנו",
            "closed": "נסגרה",
            "next": "השלב הבא",
            "by": "צפי לפתרון",
            "next_by": "העדכון הבא עד",
        },
    ),
    "en": UpdateWording(
        days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        months=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        moment="{weekday} {day} {month}, {clock}",
        day="{weekday} {day} {month}",
        greetings={"formal": "Dear {name},", "plain": "Hello {name},", "warm": "Hi {name},", "": "Hello,"},
        about="An update on case {reference}",
        as_of="as of {at}",
        we_know="We know that this is urgent. From now on you hear from us more often.",
        changes={
            Change.TAKEN: "{who} is handling your case now.",
            Change.PASSED_ON: "Your case was passed on to {who}.",
            Change.ASKED_COLLEAGUE: "We asked another team of ours to check it.",
            Change.ASKED_OUTSIDE: "We asked an outside party, and follow it up.",
            Change.PUT_OFF: "We set a time to go on with it.",
            Change.GOES_ON: "We are working on your case again.",
            Change.LATER: "It takes longer than expected, and the estimate was brought up to date.",
            Change.NEW_TIME: "A time that was agreed has changed.",
        },
        nothing_new="There is no final answer yet, and work on your case goes on.",
        with_person="{who} is handling your case.",
        team="our {who} team",
        with_team="Your case is waiting for {who}.",
        with_somebody="Your case is waiting for our team.",
        next_is_ours="The next step is ours.",
        ours="ours",
        next_step="The next step: {what}.",
        asked_colleague="an answer from another team of ours",
        asked_outside="an answer from outside",
        put_off="we go on with your case",
        answered="yours. We sent an answer and are waiting for your reply",
        proposed="A solution was offered; it waits for your word that it is solved.",
        closed="The case was closed by the customer.",
        until="{what}, by {at}",
        agreed="Agreed: {what}.",
        acts={
            "call": "a call from {who}",
            "write": "a message from {who}",
            "check": "a check by {who}",
            "send": "something sent by {who}",
            "fix": "a repair by {who}",
            "visit": "a visit by {who}",
        },
        likely="We expect a solution by {likely}, and by {latest} at the latest.",
        by="We expect a solution by {latest}.",
        likely_short="by {likely}, and by {latest} at the latest",
        by_short="by {latest}",
        tell_by="By {at} we will tell you when to expect a solution.",
        next_by="The next update comes by {at}.",
        answer=dict.fromkeys("fmn", "For any question, just reply to this message."),
        calling="This is {business}, about case {reference}.",
        asks_back=dict.fromkeys("fmn", "Is there anything you would like to ask?"),
        instead_of_call={
            "not_called": "You asked to hear from us by phone. This time we write, so that you hear in time.",
            "not_reached": "We called and could not reach you, so this time the update comes in writing.",
        },
        forward="You can pass this summary on. The page of your case has it ready to print.",
        labels={
            "reference": "Case",
            "subject": "Subject",
            "opened": "Opened",
            "with": "Handled by",
            "done": "What was done",
            "offered": "The last solution offered",
            "answered": "Our last answer",
            "closed": "Closed",
            "next": "Next step",
            "by": "Solution expected",
            "next_by": "Next update by",
        },
    ),
    "ar": UpdateWording(
        days=("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
        months=NO_MONTHS,
        moment="{weekday} {day}/{month} الساعة {clock}",
        day="{weekday} {day}/{month}",
        greetings={"formal": "{name}، تحية طيبة،", "plain": "مرحبًا {name}،", "warm": "أهلًا {name}،", "": "مرحبًا،"},
        about="تحديث بشأن الطلب {reference}",
        as_of="حتى {at}",
        we_know="نعلم أن الأمر عاجل، وستصل التحديثات من الآن بوتيرة أعلى.",
        changes={
            Change.TAKEN: "الطلب الآن في عهدة {who}.",
            Change.PASSED_ON: "نُقل الطلب إلى {who}.",
            Change.ASKED_COLLEAGUE: "طلبنا فحصًا من فريق آخر لدينا.",
            Change.ASKED_OUTSIDE: "توجهنا إلى جهة خارجية، ونتابع ردها.",
            Change.PUT_OFF: "حددنا موعدًا لمتابعة العمل.",
            Change.GOES_ON: "عدنا إلى العمل على الطلب.",
            Change.LATER: "يستغرق الأمر أكثر من المتوقع، وقد حدّثنا الموعد المتوقع.",
            Change.NEW_TIME: "تغيّر موعد متفق عليه.",
        },
        nothing_new="لا يوجد رد نهائي بعد، والعمل على الطلب مستمر.",
        with_person="الطلب في عهدة {who}.",
        team="فريق {who}",
        with_team="الطلب في انتظار {who}.",
        with_somebody="الطلب في انتظار فريقنا.",
        next_is_ours="الخطوة التالية علينا.",
        ours="علينا",
        next_step="الخطوة التالية: {what}.",
        asked_colleague="رد من فريق آخر لدينا",
        asked_outside="رد من جهة خارجية",
        put_off="متابعة العمل على الطلب",
        answered="أرسلنا ردًا، وننتظر الجواب عليه",
        proposed="عرضنا حلًا، وننتظر التأكيد أن المشكلة حُلّت.",
        closed="أُغلق الطلب بموافقة مقدّمه.",
        until="{what}، حتى {at}",
        agreed="اتُّفق على: {what}.",
        acts={
            "call": "مكالمة من {who}",
            "write": "رسالة من {who}",
            "check": "فحص من {who}",
            "send": "إرسال من {who}",
            "fix": "إصلاح من {who}",
            "visit": "زيارة من {who}",
        },
        likely="الحل متوقع حتى {likely}، وعلى أبعد تقدير حتى {latest}.",
        by="الحل متوقع حتى {latest}.",
        likely_short="حتى {likely}، وعلى أبعد تقدير حتى {latest}",
        by_short="حتى {latest}",
        tell_by="حتى {at} سنُعلم متى يُتوقع الحل.",
        next_by="يصل التحديث التالي حتى {at}.",
        answer=dict.fromkeys("fmn", "لأي سؤال يمكن الرد على هذه الرسالة."),
        calling="معكم {business}، بشأن الطلب {reference}.",
        asks_back=dict.fromkeys("fmn", "هل هناك أي سؤال؟"),
        instead_of_call={
            "not_called": "طُلب منا التحديث هاتفيًا، ونكتب هذه المرة كي يصل التحديث في موعده.",
            "not_reached": "اتصلنا ولم نتلقّ ردًا، لذلك نكتب هذه المرة.",
        },
        forward="يمكن تمرير هذا الملخص إلى الآخرين، وهو جاهز للطباعة في صفحة الطلب.",
        labels={
            "reference": "رقم الطلب",
            "subject": "الموضوع",
            "opened": "فُتح",
            "with": "في عهدة",
            "done": "ما تم",
            "offered": "آخر حل عُرض",
            "answered": "آخر رد منا",
            "closed": "أُغلق",
            "next": "الخطوة التالية",
            "by": "الحل المتوقع",
            "next_by": "التحديث التالي حتى",
        },
    ),
    "ru": UpdateWording(
        days=("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
        months=NO_MONTHS,
        moment="{clock} ({weekday}, {day}.{month:0>2})",
        day="{day}.{month:0>2} ({weekday})",
        greetings={
            "formal": "Здравствуйте, {name}!",
            "plain": "Здравствуйте, {name}!",
            "warm": "Добрый день, {name}!",
            "": "Здравствуйте!",
        },
        about="Новости по обращению {reference}",
        as_of="по состоянию на {at}",
        we_know="Мы знаем, что это срочно. Теперь мы будем сообщать новости чаще.",
        changes={
            Change.TAKEN: "Обращением занимается {who}.",
            Change.PASSED_ON: "Обращение передано: {who}.",
            Change.ASKED_COLLEAGUE: "Мы попросили другую нашу группу проверить это.",
            Change.ASKED_OUTSIDE: "Мы обратились к сторонней организации и следим за её ответом.",
            Change.PUT_OFF: "Мы назначили время, когда продолжим.",
            Change.GOES_ON: "Работа над обращением возобновлена.",
            Change.LATER: "Требуется больше времени, чем ожидалось; срок уточнён.",
            Change.NEW_TIME: "Назначенное время изменилось.",
        },
        nothing_new="Окончательного ответа ещё нет, работа продолжается.",
        with_person="Обращением занимается {who}.",
        team="группа «{who}»",
        with_team="Обращением займётся {who}.",
        with_somebody="Обращение ожидает нашу группу.",
        next_is_ours="Следующий шаг за нами.",
        ours="за нами",
        next_step="Следующий шаг: {what}.",
        asked_colleague="ответ другой нашей группы",
        asked_outside="ответ сторонней организации",
        put_off="продолжение работы",
        answered="за вами. Мы ответили и ждём вашего ответа",
        proposed="Предложено решение; ждём подтверждения, что вопрос решён.",
        closed="Обращение закрыто с согласия заявителя.",
        until="{what}, до {at}",
        agreed="Назначено: {what}.",
        acts={
            "call": "звонок ({who})",
            "write": "сообщение ({who})",
            "check": "проверка ({who})",
            "send": "отправка ({who})",
            "fix": "ремонт ({who})",
            "visit": "визит ({who})",
        },
        likely="Решение ожидается до {likely}, самое позднее до {latest}.",
        by="Решение ожидается до {latest}.",
        likely_short="до {likely}, самое позднее до {latest}",
        by_short="до {latest}",
        tell_by="До {at} мы сообщим, когда ожидать решения.",
        next_by="Следующие новости будут до {at}.",
        answer=dict.fromkeys("fmn", "Если есть вопросы, просто ответьте на это сообщение."),
        calling="Это {business}, по обращению {reference}.",
        asks_back=dict.fromkeys("fmn", "Есть ли у вас вопросы?"),
        instead_of_call={
            "not_called": "Вы просили сообщать по телефону. На этот раз мы пишем, чтобы новости пришли вовремя.",
            "not_reached": "Мы звонили, но не дозвонились, поэтому на этот раз пишем.",
        },
        forward="Эту сводку можно переслать; на странице обращения она готова к печати.",
        labels={
            "reference": "Номер обращения",
            "subject": "Тема",
            "opened": "Открыто",
            "with": "Занимается",
            "done": "Что сделано",
            "offered": "Последнее предложенное решение",
            "answered": "Наш последний ответ",
            "closed": "Закрыто",
            "next": "Следующий шаг",
            "by": "Решение ожидается",
            "next_by": "Следующие новости до",
        },
    ),
}


def update_wording(language: str) -> UpdateWording:
    """The wording of a language; English for one we have none of."""
    return WORDING.get(language, WORDING["en"])


def moment_words(at: datetime, words: UpdateWording) -> str:
    """A moment of its own zone, in words that stay true whenever they are read. A midnight ends the day said."""
    ends_day = at.time() == time()
    shown = at - timedelta(minutes=1) if ends_day else at
    return (words.day if ends_day else words.moment).format(
        weekday=words.days[shown.weekday()],
        day=shown.day,
        month=words.months[shown.month - 1] or shown.month,
        clock=f"{shown:%H:%M}",
    )


def says_moment(form: str, line: str, words: UpdateWording) -> bool:
    """Whether a line is a sentence of the form `form`, with any moment for its `{at}`."""
    before, after = (re.escape(part) for part in form.split("{at}"))
    moments = "|".join(".+?".join(map(re.escape, re.split(r"\{.+?\}", each))) for each in (words.moment, words.day))
    return re.fullmatch(f"{before}(?:{moments}){after}", line) is not None
