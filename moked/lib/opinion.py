"""A second opinion on a text: its clues weighed altogether, as labelled sentences taught.

Rules name what they saw; this only says that a text sounds like those labelled so. It is asked where rules saw
nothing, and set so that it is hardly ever wrong. `python scripts/weigh_words.py` teaches it anew.
"""

import base64
import math
import re
import zlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from moked.lib.hebrew.clues import PLACES, places_of
from moked.lib.hebrew.phrases import FoldedText, sentences

# What was learned from is as long; a longer text is weighed by its sentences.
_WHOLE = 500
_HEBREW = re.compile("[א-ת]")
# A word or two tell nothing but themselves.
_FEWEST_WORDS = 3


@dataclass(frozen=True)
class Opinion:
    """`packed`: a signed byte for each of PLACES, times `scale` its weight.

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
        places = places_of(folded)
        return self.bias + float(self.weights[places].sum()) / math.sqrt(max(len(places), 1))

    def is_enough(self, weight: float, folded: str) -> bool:
        """Whether a folded text of this weight sounds like what is looked for."""
        return weight >= (self.enough if is_hebrew(folded) else self.enough_latin)

    def find(self, folded: FoldedText) -> tuple[int, int] | None:
        """The most telling sentence of a text that sounds like it: where it stands in the folded text."""
        said = [each for each in sentences(folded) if each.text.strip()]
        if len(folded.text.split()) < _FEWEST_WORDS:
            return None
        weighed = [(self.weigh(each.text), each) for each in said]
        most, telling = max(weighed, key=lambda pair: pair[0])
        # The more sentences are tried, the more often one of them sounds so by chance.
        chance = self.weigh(folded.text) if len(folded.text) <= _WHOLE else most - math.log(len(said))
        if not self.is_enough(chance, folded.text):
            return None
        bare = telling.text.strip()
        start = telling.start + telling.text.index(bare)
        return start, start + len(bare)


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
    if len(found) != PLACES:
        raise ValueError("a table of another size")
    return found
