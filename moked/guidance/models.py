"""What a business wants its people to notice while they write."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Scoped
from moked.guidance.domain.hints import OwnPhrase, read_phrase
from moked.lib.ids import new_id


class Family(models.TextChoices):
    """Kinds of words that put a fault on somebody else; the codes are the recogniser's."""

    NOT_OURS = "not_ours", _("“it is not ours”")
    SOMEONE_ELSE = "someone_else", _("“it depends on somebody else”")
    ON_YOUR_SIDE = "on_your_side", _("“it is on your side”")
    WORKS_FOR_US = "works_for_us", _("“it works for us”")
    GO_ELSEWHERE = "go_elsewhere", _("“turn to somebody else”")
    NOTHING_TO_DO = "nothing_to_do", _("“there is nothing to be done”")
    YOUR_FAULT = "your_fault", _("“it is your own doing”")


@pghistory.track()
class CarefulWords(Scoped):
    """A business's own list: phrases it adds, each with better words if it likes, and families it does not mind."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # As the office writes them; see `domain.hints.read_phrase`.
    phrases = ArrayField(models.CharField(max_length=300), verbose_name=_("phrases of our own"), default=list)
    muted = ArrayField(
        models.CharField(max_length=20, choices=Family.choices), verbose_name=_("not mentioned here"), default=list
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business"], name="careful_words_once")]

    @property
    def own_phrases(self) -> list[OwnPhrase]:
        """The phrases, read."""
        return [read_phrase(line) for line in self.phrases]
