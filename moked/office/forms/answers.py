"""The form of a ready answer."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import validate_unicode_slug
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Language, Topic
from moked.knowledge.models import AnswerBlock
from moked.office.forms.fields import KeyField


class AnswerForm(forms.Form):
    """A ready answer in one language."""

    title = forms.CharField(label=_("Title"), max_length=120)
    shortcut = forms.CharField(
        label=_("Shortcut"),
        max_length=30,
        required=False,
        validators=[validate_unicode_slug],
        help_text=_("Typed after a slash in the composer, it brings this answer."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    body = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("A blank line begins a new paragraph. Write ___ where whoever answers fills something in."),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, topics: Iterable[Topic], answer: AnswerBlock | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"] = KeyField(
            [(topic.pk, topic.name) for topic in topics],
            label=_("Topic"),
            empty=_("any"),
            help_text=_("Cases about it see this answer first."),
        )
        if answer:
            names = ("title", "shortcut", "language", "body", "is_active")
            self.initial.update({name: getattr(answer, name) for name in names})
            self.initial["topic"] = str(answer.topic_id or "")

    def facts(self) -> dict[str, object]:
        """The columns of the answer. The form must be valid."""
        chosen = dict(self.cleaned_data)
        return {**{name: value for name, value in chosen.items() if name != "topic"}, "topic_id": chosen["topic"]}
