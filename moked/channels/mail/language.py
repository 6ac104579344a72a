"""Which language a text is in: by its script, and by small words where languages share one."""

import re

_SAMPLE = 3_000
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"\S*(?:@|://)\S*")

_SCRIPTS = (
    ("he", "\u0590", "\u05ff"),
    ("ar", "\u0600", "\u06ff"),
    ("ru", "\u0400", "\u04ff"),
    ("el", "\u0370", "\u03ff"),
    ("hy", "\u0530", "\u058f"),
    ("ka", "\u10a0", "\u10ff"),
    ("am", "\u1200", "\u137f"),
    ("th", "\u0e00", "\u0e7f"),
    ("hi", "\u0900", "\u097f"),
    ("ko", "\uac00", "\ud7af"),
    ("ja", "\u3040", "\u30ff"),
    ("zh", "\u4e00", "\u9fff"),
)
_LATIN_WORDS = {
    "en": "the and you is to of for we have not this that with please my are was it can i in hello hi thanks",
    "de": "der die das und ich nicht ist sie wir ein eine mit für auf dem zu bitte haben von den "
    "am im hallo danke habe es war bei nach noch wie aber",
    "fr": "le la les et je vous est pas de des un une pour nous que dans avec bonjour sur mon",
    "es": "el la los que de y en no es por para una con mi gracias hola se las del está",
    "it": "il che di non è per una sono con la mi grazie ho del della gli si buongiorno",
    "pt": "que não de o a para uma com é os por obrigado em do da você meu olá se",
    "nl": "de het een en ik niet is van dat voor met op zijn wij bedankt aan te mijn heb",
    "da": "og jeg det ikke er en til på har med at som den af hej for vi",
    "no": "og jeg det ikke er en til på har med at som hei vi av å fra",
    "sv": "och jag det inte är en till på har med att som den av hej vi för",
    "fi": "ja on ei että se en ole olen minä kun kiitos mutta tämä hei",
    "pl": "i nie w na się jest że do z to dzień proszę mam czy dziękuję jak",
    "cs": "je na se že v a to jsem není s pro děkuji dobrý den prosím z jsme do",
    "hu": "a az és hogy nem is egy kérem köszönöm van szia nincs ez meg már csak jó napot",
    "ro": "și nu de la este în pentru o că am cu mulțumesc bună",
    "tr": "ve bir bu için ile değil merhaba çok var teşekkürler ben",
}
# The languages each of these words belongs to.
_LANGUAGES_OF: dict[str, list[str]] = {}
for _name, _words in _LATIN_WORDS.items():
    for _word in set(_words.split()):
        _LANGUAGES_OF.setdefault(_word, []).append(_name)
# Letters that Ukrainian has and Russian has not; those that Persian has and Arabic has not.
_UKRAINIAN = set("іїєґІЇЄҐ")
_PERSIAN = set("پچژگ")


# Words of each script: a run of its letters.
_RUNS = {name: re.compile(f"[{first}-{last}]+") for name, first, last in _SCRIPTS}
_LATIN_RUN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of most of the text; None when nothing tells."""
    sample = text[:_SAMPLE]
    if "@" in sample or "://" in sample:
        # Addresses are Latin in every language.
        sample = _ADDRESS.sub(" ", sample)
    letters = set(sample)
    alphabet = "".join(letters)
    present = [name for name, run in _RUNS.items() if run.search(alphabet)]
    counts = {name: len(_RUNS[name].findall(sample)) for name in present}
    counts["latin"] = len(_LATIN_RUN.findall(sample))
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        return None
    if script == "latin":
        return _latin_language(_WORD.findall(sample.lower()))
    if script == "ru" and letters & _UKRAINIAN:
        return "uk"
    if script == "ar" and len(letters & _PERSIAN) > 1:
        return "fa"
    # Japanese mixes its own letters into Chinese ones.
    return "ja" if script == "zh" and counts.get("ja") else script


def _latin_language(words: list[str]) -> str | None:
    scores = dict.fromkeys(_LATIN_WORDS, 0)
    for word in words:
        for name in _LANGUAGES_OF.get(word, ()):
            scores[name] += 1
    best = max(scores, key=lambda name: scores[name])
    # One small word proves nothing in a longer text: languages share them.
    return best if scores[best] > len(words) // 10 and (scores[best] > 1 or len(words) < 5) else None
