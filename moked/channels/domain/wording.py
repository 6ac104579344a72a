"""What our mails say beside the agent's words, in each language customers write in.

Not in the catalogues of screens: customers are served in more languages than screens have.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class MailWording:
    """Sentences of one language. Braces are filled in when a mail is made."""

    direction: Literal["rtl", "ltr"]
    follow: str
    is_it_solved: str
    solved: str
    not_yet: str
    closing_is_yours: str
    acknowledgement: str
    # Before what is said to everybody, whatever they wrote about.
    to_everybody: str
    code_subject: str
    code: str
    no_subject: str
    encrypted: str
    unreadable: str
    files_left_out: str
    passed_on: str
    passed_on_unverified: str


WORDING: Mapping[str, MailWording] = {
    "he": MailWording(
        direction="rtl",
        follow="לצפייה בפנייה ולמענה:",
        is_it_solved="האם זה נפתר?",
        solved="כן, זה נפתר",
        not_yet="עדיין לא",
        closing_is_yours="הפנייה תיסגר רק באישור שלך.",
        acknowledgement="קיבלנו את פנייתך, ומספרה {reference}.\n\n"
        "אפשר להוסיף פרטים בתשובה למייל הזה, והם יגיעו לאותה פנייה.",
        to_everybody="הודעה לכולם:",
        code_subject="קוד האימות שלך: {code}",
        code="קוד האימות שלך הוא {code}. הקוד בתוקף לעשר דקות.\n\n"
        "אם לא ביקשת קוד, אפשר להתעלם מההודעה. אין למסור את הקוד למי שפנה אליך מיוזמתו.",
        no_subject="פנייה",
        encrypted="ההודעה מוצפנת ואי אפשר לקרוא אותה כאן. היא מצורפת כקובץ כפי שהגיעה.",
        unreadable="לא ניתן היה לקרוא את ההודעה במלואה. היא מצורפת כקובץ כפי שהגיעה.",
        files_left_out="קבצים נוספים גדולים מכדי להישמר כאן. הם נמצאים בהודעה המקורית, כפי שהגיעה.",
        passed_on="נכתב במייל, מעל ההודעה שהועברה:",
        passed_on_unverified="נכתב במייל מהכתובת {address}, מעל ההודעה שהועברה. השולח לא אומת:",
    ),
    "en": MailWording(
        direction="ltr",
        follow="Follow your case and reply:",
        is_it_solved="Is it solved?",
        solved="Yes, it is solved",
        not_yet="Not yet",
        closing_is_yours="Your case is closed only when you say so.",
        acknowledgement="We received your message. Its case number is {reference}.\n\n"
        "To add anything, reply to this mail; it reaches the same case.",
        to_everybody="A notice to everybody:",
        code_subject="Your verification code: {code}",
        code="Your verification code is {code}. It is valid for ten minutes.\n\n"
        "If you did not ask for a code, ignore this message. Do not give it to anybody who contacted you first.",
        no_subject="Your case",
        encrypted="This message is encrypted and cannot be read here. It is attached as it came.",
        unreadable="Not all of this message could be read. It is attached as it came.",
        files_left_out="Further files are too large to be kept here. They are in the original message, as it came.",
        passed_on="Written by mail, above the message that was passed on:",
        passed_on_unverified="Written by mail from {address}, above the message that was passed on. "
        "The sender is not verified:",
    ),
    "ar": MailWording(
        direction="rtl",
        follow="لمتابعة طلبك والرد:",
        is_it_solved="هل حُلّت المشكلة؟",
        solved="نعم، حُلّت",
        not_yet="ليس بعد",
        closing_is_yours="لا يُغلق الطلب إلا بموافقتك.",
        acknowledgement="وصلتنا رسالتك، ورقم الطلب هو {reference}.\n\n"
        "لإضافة أي تفاصيل، يمكن الرد على هذه الرسالة وستصل إلى الطلب نفسه.",
        to_everybody="إشعار للجميع:",
        code_subject="رمز التحقق: {code}",
        code="رمز التحقق هو {code}، وهو صالح لعشر دقائق.\n\n"
        "إذا لم تطلب رمزًا فتجاهل هذه الرسالة. لا تعطِ الرمز لمن بادر بالاتصال بك.",
        no_subject="طلب",
        encrypted="هذه الرسالة مشفّرة ولا يمكن قراءتها هنا. وهي مرفقة كما وصلت.",
        unreadable="تعذّرت قراءة هذه الرسالة كاملةً. وهي مرفقة كما وصلت.",
        files_left_out="ملفات أخرى أكبر من أن تُحفظ هنا. وهي في الرسالة الأصلية كما وصلت.",
        passed_on="كُتب في رسالة بريد، فوق الرسالة المعاد توجيهها:",
        passed_on_unverified="كُتب في رسالة بريد من {address}، فوق الرسالة المعاد توجيهها. لم يتم التحقق من المرسل:",
    ),
    "ru": MailWording(
        direction="ltr",
        follow="Посмотреть обращение и ответить:",
        is_it_solved="Вопрос решён?",
        solved="Да, решён",
        not_yet="Ещё нет",
        closing_is_yours="Обращение закроется только с вашего согласия.",
        acknowledgement="Мы получили ваше обращение. Его номер: {reference}.\n\n"
        "Чтобы что-то добавить, ответьте на это письмо: оно попадёт в то же обращение.",
        to_everybody="Объявление для всех:",
        code_subject="Код подтверждения: {code}",
        code="Ваш код подтверждения: {code}. Он действует десять минут.\n\n"
        "Если вы не запрашивали код, не обращайте внимания на это письмо. "
        "Не сообщайте код тем, кто связался с вами сам.",
        no_subject="Обращение",
        encrypted="Это сообщение зашифровано, и прочитать его здесь нельзя. Оно приложено так, как пришло.",
        unreadable="Это сообщение не удалось прочитать полностью. Оно приложено так, как пришло.",
        files_left_out="Остальные файлы слишком велики, чтобы хранить их здесь. Они остались в исходном письме.",
        passed_on="Написано в письме, над пересланным сообщением:",
        passed_on_unverified="Написано в письме с адреса {address}, над пересланным сообщением. "
        "Отправитель не проверен:",
    ),
}


def wording_of(language: str) -> MailWording:
    """The wording of a language; English for one we have none of."""
    return WORDING.get(language, WORDING["en"])
