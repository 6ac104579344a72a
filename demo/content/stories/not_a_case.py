"""What reaches a public mailbox and is set aside with a reason: reviewable, reversible, never counted as solved."""

from demo.content.shapes import Story, announces, says

NOT_A_CASE = (
    Story("spam-seo", "spam_seo", "general", "mail", "Rank #1 on Google in 7 days!!!", None, 2, "03:12", "set_aside", (
        says(0, "Dear tapuz.test Owner,\nI was on your website and I see some ERRORS which kill your ranking. We offer 500 backlinks only $49. Can I send the price list?\nBest, Kevin\nTo unsubscribe reply NO"),
    ), None, "spam"),
    Story("spam-loan", "spam_loan", "general", "mail", "אושרה לך הלוואה עד 80,000 ש\"ח", None, 8, "04:40", "set_aside", (
        says(0, "שלום רב! נמצאת זכאי/ת להלוואה מיידית עד 80,000 ש\"ח ללא ערבים וללא BDI. השאר/י פרטים ונציג יחזור תוך 10 דקות!\n\nלהסרה השב הסר"),
    ), None, "spam"),
    Story("kav-away", "kav", "general", "mail", "מענה אוטומטי: הפנייה שלך אצלנו", None, 14, "17:56", "set_aside", (
        says(0, "היי, אני בחופשה עד יום ראשון ולא קורא מיילים. לדחופים: סטודיו 050-555-0170.\nאיתמר\n(זו הודעה אוטומטית)"),
    ), None, "auto_reply"),
    Story("amsalem-thanks", "amsalem", "general", "mail", "Re: אישור היעדר חוב", None, 22, "20:15", "set_aside", (
        says(0, "תודה רבה יוסי, שבת שלום לך ולכל המשפחה 🙏\nשמעון"),
    ), None, "bare_thanks"),
    Story("lost-parent", "lost_parent", "general", "mail", "אביתר חולה היום", None, 5, "07:21", "set_aside", (
        says(0, "בוקר טוב אסנת, אביתר עם חום 38.5 ולא יגיע לגן היום. יש לו גם את הצעצוע של נועם בתיק, אחזיר מחר. מירב"),
    ), None, "wrong_address"),
    Story("harush-double", "harush", "router", "mail", "נורה אדומה", None, 2, "18:52", "set_aside", (
        says(0, "שלחתי כבר מהמייל השני, שולחת שוב ליתר ביטחון. נורה אדומה בראוטר. מיטל"),
        announces(1, "ההודעה צורפה לפנייה הקודמת שלך באותו נושא."),
    ), None, "duplicate"),
)
