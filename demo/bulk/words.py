"""Words as people use them: a few all the time, most hardly ever. Each comes with what search finds it by."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, product
from random import Random

from demo.content.stories import STORIES
from moked.lib.hebrew.search_words import WORD, words_to_index

HEBREW_WORDS = 20_000
ENGLISH_WORDS = 8_000
HEBREW_PARTS = (
    *("בר", "גל", "דו", "הת", "חס", "טי", "יש", "כד", "לו", "מק"),
    *("נט", "סר", "עפ", "פל", "צי", "קו", "רג", "שמ", "תב", "אז"),
)
ENGLISH_PARTS = (
    *("ba", "con", "de", "fi", "gra", "hol", "in", "ke", "lor", "mi"),
    *("no", "par", "qui", "res", "sta", "ter", "un", "ver", "wo", "zen"),
)


@dataclass(frozen=True)
class Vocabulary:
    """`weights` are running sums, as `Random.choices` wants them; `lexemes` hold each word's forms, quoted."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    lexemes: dict[str, str]

    def draw(self, rng: Random, count: int) -> list[str]:
        """So many words, by how often people use them."""
        return rng.choices(self.words, cum_weights=self.weights, k=count)


def quoted(texts: Iterable[str]) -> str:
    """What a text is found by, as PostgreSQL reads word lists."""
    return " ".join(f"'{word}'" for text in texts for word in sorted(words_to_index(text)))


def hebrew() -> Vocabulary:
    """The demonstration's own words, most used first, and invented ones for the long rest."""
    said = [turn.text for story in STORIES for turn in story.turns]
    return _vocabulary(said, "א", "ת", HEBREW_PARTS, HEBREW_WORDS)


def english() -> Vocabulary:
    """The same in English."""
    said = [turn.text for story in STORIES for turn in story.turns]
    return _vocabulary(said, "a", "z", ENGLISH_PARTS, ENGLISH_WORDS)


def _vocabulary(texts: Iterable[str], first: str, last: str, parts: tuple[str, ...], size: int) -> Vocabulary:
    used = Counter(word for text in texts for word in WORD.findall(text.lower()))
    known = [word for word, _ in used.most_common() if all(first <= letter <= last for letter in word)]
    invented = ("".join(each) for count in (2, 3, 4) for each in product(parts, repeat=count))
    words = list(dict.fromkeys(known))
    seen = set(words)
    for word in invented:
        if len(words) >= size:
            break
        if word not in seen:
            words.append(word)
    # Zipf's law, its head flattened a little as in real mail.
    weights = accumulate(1 / (rank + 3) for rank in range(len(words)))
    return Vocabulary(tuple(words), tuple(weights), {word: quoted([word]) for word in words})
