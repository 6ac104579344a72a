"""The form of a business's careful words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moked.guidance.domain.hints import read_phrase
from moked.guidance.models import CarefulWords, Family

LONGEST = 300
MOST = 200


class CarefulWordsForm(forms.Form):
    """Families of phrases that are noticed, and phrases of the business's own."""

    noticed = forms.MultipleChoiceField(
        label=_("Noticed here"),
        choices=Family.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In all their forms, in Hebrew and English. Quotations and questions are left alone."),
    )
    phrases = forms.CharField(
        label=_("Phrases of our own"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=_("One on each line. Better words may follow after an equals sign."),
    )

    def __init__(self, *args: Any, words: CarefulWords, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["noticed"] = [family for family in Family.values if family not in words.muted]
        self.initial["phrases"] = "\n".join(words.phrases)

    def clean_phrases(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["phrases"].splitlines()]
        phrases = list(dict.fromkeys(line for line in lines if read_phrase(line).words))
        if len(phrases) > MOST or any(len(line) > LONGEST for line in phrases):
            raise forms.ValidationError(_("At most 200 phrases, of 300 characters each."))
        return phrases

    @property
    def muted(self) -> list[str]:
        """The families that are not noticed. The form must be valid."""
        return [family for family in Family.values if family not in self.cleaned_data["noticed"]]
