"""A second opinion on a text: its clues and circumstances weighed altogether, as labelled sentences taught.

Rules name what they saw; this only says that a text sounds like those labelled so. It is asked where rules saw
nothing, and set so that it is hardly ever wrong; and where they did, whether to believe them.
`python scripts/weigh_words.py` teaches it anew.
"""

import base64
import math
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from moked.lib.hebrew.circumstances import CIRCUMSTANCES, circumstances_of, is_at_ease
from moked.lib.hebrew.clues import PLACES, places_of
from moked.lib.hebrew.phrases import FoldedText, sentences

# What was learned from is as long; a longer text is weighed by its sentences.
_WHOLE = 500
_AROUND = 200
_HEBREW = re.compile("[א-ת]")
# A word or two tell nothing but themselves.
_FEWEST_WORDS = 3


@dataclass(frozen=True)
class Opinion:
    """`packed`: a signed byte for each of PLACES and CIRCUMSTANCES, times `scale` its weight.

    A text must weigh `enough` in Hebrew, and `enough_latin` without a Hebrew letter, which fewer sentences taught.
    """

    packed: str
    scale: float
    bias: float
    enough: float
    enough_latin: float

    @cached_property
    def weights(self) -> npt.NDArray[np.float64]:
        """The weights, in the order of their places."""
        return np.frombuffer(unpacked(self.packed), dtype=np.int8).astype(np.float64) * self.scale

    def weigh(self, folded: str) -> float:
        """How much a folded text sounds like what is looked for: log odds, from the bias on."""
        return self.bias + sum(float(self.weights[places].sum()) * value for places, value in features_of(folded))

    def is_enough(self, weight: float, folded: str) -> bool:
        """Whether a folded text of this weight sounds like what is looked for."""
        return weight >= (self.enough if is_hebrew(folded) else self.enough_latin)

    def find(self, folded: FoldedText) -> tuple[int, int] | None:
        """The most telling sentence of a text that sounds like it: where it stands in the folded text."""
        if len(folded.text.split()) < _FEWEST_WORDS:
            return None
        if len(folded.text) <= _WHOLE and not self.is_enough(self.weigh(folded.text), folded.text):
            return None
        said = [each for each in sentences(folded) if each.text.strip()]
        weighed = [(self.weigh(each.text), each) for each in said]
        most, telling = max(weighed, key=lambda pair: pair[0])
        # The more sentences are tried, the more often one of them sounds so by chance.
        if len(folded.text) > _WHOLE and not self.is_enough(most - math.log(len(said)), folded.text):
            return None
        bare = telling.text.strip()
        start = telling.start + telling.text.index(bare)
        return start, start + len(bare)

    def doubts(self, folded: FoldedText, start: int, end: int) -> bool:
        """Whether strong words, there in the folded text, are rather harmless by what stands around them."""
        around = folded.text
        if len(around) > _WHOLE:
            around = around[max(0, start - _AROUND) : end + _AROUND]
        return len(around.split()) >= _FEWEST_WORDS and is_at_ease(around) and self.weigh(around) < 0


# Several opinions weigh the same sentences, one after the other.
@lru_cache(maxsize=128)
def features_of(folded: str) -> Sequence[tuple[list[int], float]]:
    """The places a folded text fills in a table of weights, and what each counts: of clues, of circumstances."""
    clues, told = places_of(folded), [PLACES + place for place in circumstances_of(folded)]
    return [(places, 1 / math.sqrt(max(len(places), 1))) for places in (clues, told)]


def is_hebrew(text: str) -> bool:
    """Whether a text has a Hebrew letter."""
    return _HEBREW.search(text) is not None


def packed(weights: npt.NDArray[np.float64]) -> tuple[str, float]:
    """Weights as an opinion keeps them, and their scale."""
    scale = float(np.abs(weights).max()) / 127 or 1.0
    small = np.round(weights / scale).astype(np.int8)
    return base64.b85encode(zlib.compress(small.tobytes(), 9)).decode(), scale


def unpacked(text: str) -> bytes:
    """The bytes of a packed table."""
    found = zlib.decompress(base64.b85decode(text))
    if len(found) != PLACES + CIRCUMSTANCES:
        raise ValueError("a table of another size")
    return found
