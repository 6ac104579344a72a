/** The widget's words. It speaks Hebrew and English; a widget of another language speaks English in its direction. */

export interface Words {
  open: (title: string) => string;
  close: string;
  unread: (count: number) => string;
  log: string;
  you: string;
  us: string;
  withYou: (name: string) => string;
  answering: string;
  connecting: string;
  reconnecting: string;
  write: string;
  send: string;
  attach: string;
  typing: (name: string) => string;
  waiting: string;
  sent: string;
  seen: string;
  sending: (percent: number) => string;
  failed: string;
  again: string;
  kilobytes: (amount: string) => string;
  megabytes: (amount: string) => string;
  tooLarge: (size: string) => string;
  wrongKind: string;
  menu: string;
  soundOn: string;
  soundOff: string;
  details: string;
  detailsLead: string;
  detailsSaved: (email: string) => string;
  name: string;
  email: string;
  optional: string;
  save: string;
  notNow: string;
  badEmail: string;
  end: string;
  endQuestion: string;
  endLead: string;
  endYes: string;
  endNo: string;
  ended: string;
  solvedQuestion: string;
  solvedLead: string;
  solvedYes: string;
  solvedNo: string;
  notYetThanks: string;
  closed: (reference: string) => string;
  rateQuestion: string;
  rateMarks: [string, string, string, string, string];
  rateThanks: string;
  casePage: string;
  newMessage: string;
  opensInNewTab: string;
}

const HEBREW: Words = {
  open: (title) => `פתיחת צ׳אט עם ${title}`,
  close: "מזעור הצ׳אט",
  unread: (count) => (count === 1 ? "הודעה אחת שלא נקראה" : `${count} הודעות שלא נקראו`),
  log: "השיחה",
  you: "כתבת",
  us: "הצוות",
  withYou: (name) => `${name} איתך בשיחה`,
  answering: "כאן כותבים, כאן עונים",
  connecting: "מתחברים…",
  reconnecting: "מתחברים מחדש… מה שכתבת יישלח",
  write: "כאן כותבים הודעה",
  send: "שליחה",
  attach: "צירוף תמונה או קובץ",
  typing: (name) => (name ? `תשובה מ${name} נכתבת עכשיו…` : "תשובה נכתבת עכשיו…"),
  waiting: "ממתין לשליחה",
  sent: "נשלח",
  seen: "נקרא",
  sending: (percent) => `נשלח… ${percent}%`,
  failed: "לא נשלח",
  again: "ניסיון נוסף",
  kilobytes: (amount) => `${amount} ק״ב`,
  megabytes: (amount) => `${amount} מ״ב`,
  tooLarge: (size) => `הקובץ גדול מדי. אפשר לצרף עד ${size}.`,
  wrongKind: "אפשר לצרף תמונות, PDF, טקסט ומסמכי Office.",
  menu: "אפשרויות",
  soundOn: "הפעלת צליל להודעות",
  soundOff: "השתקת צליל ההודעות",
  details: "שם ומייל",
  detailsLead: "אם צריך לצאת באמצע, נוכל לענות במייל. לא חובה, ואפשר גם אחר כך.",
  detailsSaved: (email) => `אם השיחה תתנתק, נענה אל \u2068${email}\u2069`,
  name: "שם",
  email: "מייל",
  optional: "לא חובה",
  save: "שמירה",
  notNow: "לא עכשיו",
  badEmail: "כדאי לבדוק את הכתובת, למשל name@example.com",
  end: "סיום הצ׳אט",
  endQuestion: "לסיים את הצ׳אט?",
  endLead: "השיחה תימחק מהדפדפן הזה. הפנייה עצמה נשארת פתוחה עד שתיפתר.",
  endYes: "סיום",
  endNo: "להמשיך",
  ended: "הצ׳אט הסתיים. אפשר לכתוב שוב בכל רגע.",
  solvedQuestion: "פתרנו את הבעיה?",
  solvedLead: "הפנייה נסגרת רק באישור שלך.",
  solvedYes: "כן, אפשר לסגור",
  solvedNo: "עדיין לא",
  notYetThanks: "ממשיכים לטפל. מה עדיין לא עובד?",
  closed: (reference) => `הפנייה \u2066${reference}\u2069 נסגרה באישור שלך. תודה!`,
  rateQuestion: "כמה קל היה לפתור את זה איתנו?",
  rateMarks: ["קשה מאוד", "קשה", "ככה־ככה", "קל", "קל מאוד"],
  rateThanks: "תודה, רשמנו.",
  casePage: "לעמוד הפנייה",
  newMessage: "הודעה חדשה",
  opensInNewTab: "נפתח בלשונית חדשה",
};

const ENGLISH: Words = {
  open: (title) => `Open chat with ${title}`,
  close: "Minimise the chat",
  unread: (count) => (count === 1 ? "One unread message" : `${count} unread messages`),
  log: "Conversation",
  you: "You wrote",
  us: "Our team",
  withYou: (name) => `${name} is with you`,
  answering: "Write here, we answer here",
  connecting: "Connecting…",
  reconnecting: "Reconnecting… what you wrote will be sent",
  write: "Write a message",
  send: "Send",
  attach: "Attach a picture or a file",
  typing: (name) => (name ? `${name} is typing…` : "Typing…"),
  waiting: "Waiting to be sent",
  sent: "Sent",
  seen: "Read",
  sending: (percent) => `Sending… ${percent}%`,
  failed: "Not sent",
  again: "Try again",
  kilobytes: (amount) => `${amount} KB`,
  megabytes: (amount) => `${amount} MB`,
  tooLarge: (size) => `This file is too large. Up to ${size} can be attached.`,
  wrongKind: "You can attach pictures, PDF, text and Office documents.",
  menu: "Options",
  soundOn: "Turn message sound on",
  soundOff: "Turn message sound off",
  details: "Name and e-mail",
  detailsLead: "If you have to leave, we can answer by e-mail. Optional, and you can do it later.",
  detailsSaved: (email) => `If you leave, we will answer to \u2066${email}\u2069`,
  name: "Name",
  email: "E-mail",
  optional: "optional",
  save: "Save",
  notNow: "Not now",
  badEmail: "Please check the address, for example name@example.com",
  end: "End chat",
  endQuestion: "End this chat?",
  endLead: "The conversation is removed from this browser. Your case stays open until it is solved.",
  endYes: "End chat",
  endNo: "Go on",
  ended: "The chat has ended. You can write again at any time.",
  solvedQuestion: "Did we solve it?",
  solvedLead: "Only you can close the case.",
  solvedYes: "Yes, close it",
  solvedNo: "Not yet",
  notYetThanks: "We go on. What is still not working?",
  closed: (reference) => `Case \u2066${reference}\u2069 was closed by you. Thank you!`,
  rateQuestion: "How easy was it to solve this with us?",
  rateMarks: ["Very hard", "Hard", "So-so", "Easy", "Very easy"],
  rateThanks: "Thank you, noted.",
  casePage: "Open the case's page",
  newMessage: "New message",
  opensInNewTab: "opens in a new tab",
};

const RIGHT_TO_LEFT = new Set(["he", "ar"]);

const GREETINGS: Record<string, string> = {
  he: "שלום! במה אפשר לעזור?",
  en: "Hello! How can we help?",
  ar: "مرحبًا! كيف يمكننا المساعدة؟",
  ru: "Здравствуйте! Чем мы можем помочь?",
};

export function wordsFor(language: string): Words {
  return language === "he" ? HEBREW : ENGLISH;
}

/** A number of bytes as one reads it. */
export function sizeIn(words: Words, bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024));
  return kilobytes < 1024 ? words.kilobytes(`${kilobytes}`) : words.megabytes(`${Math.round(kilobytes / 102.4) / 10}`);
}

export function directionOf(language: string): "rtl" | "ltr" {
  return RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
}

/** What greets a visitor in whose language the business wrote no greeting of its own. */
export function greetingIn(language: string): string {
  return GREETINGS[language] ?? GREETINGS.en!;
}
