"""What a visitor can send from the case's page."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moked.cases.files import IncomingFile
from moked.surveys.domain.asking import Question
from moked.surveys.domain.marks import RANGES, WORDS
from moked.ui.sizes import size_in_words

LONGEST_TEXT = 20_000
MOST_FILES = 10


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files up to ten, each within the installation's limit."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        uploads = [upload for upload in data or [] if upload]
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(gettext("Up to %(most)d files at a time.") % {"most": MOST_FILES})
        largest = settings.ATTACHMENT_LIMIT
        if any((upload.size or 0) > largest for upload in uploads):
            raise forms.ValidationError(
                gettext("Each file can be up to %(size)s.") % {"size": size_in_words(largest)}
            )
        return uploads


class UploadsForm(forms.Form):
    """Files beside whatever else is sent."""

    uploads = FilesField(label=_("Files"), required=False)

    def incoming_files(self) -> list[IncomingFile]:
        """The files as cases take them."""
        return [
            IncomingFile(upload.name or "", (upload.content_type or "").lower(), upload.read())
            for upload in self.cleaned_data["uploads"]
        ]


class StepAnswerForm(UploadsForm):
    """An answer to a step of a joint diagnosis. The service knows what the step asks."""

    step = forms.CharField(required=False, max_length=40)
    value = forms.CharField(required=False, max_length=4000)


class FindingForm(forms.Form):
    """Which finding an answer is to."""

    number = forms.IntegerField(min_value=0, max_value=10_000)


class MessageForm(UploadsForm):
    """A message: words, files, or both."""

    text = forms.CharField(
        label=_("Your message"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("text") and not cleaned.get("uploads"):
            raise forms.ValidationError(gettext("Write something or add a file."))
        return cleaned


class ReasonField(forms.CharField):
    """Words as far as they can be kept: without NUL, and cut where they grow too long."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\0", "")[:LONGEST_TEXT]


class ReasonForm(forms.Form):
    """Why it is not solved yet; may stay empty."""

    reason = ReasonField(required=False)


class SurveyForm(forms.Form):
    """Answers to a few questions, each optional."""

    comment = forms.CharField(required=False, max_length=4000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question, (low, high) in RANGES.items():
            choices = [(str(mark), str(mark)) for mark in range(low, high + 1)]
            self.fields[question.value] = forms.TypedChoiceField(
                choices=choices, coerce=int, empty_value=None, required=False
            )
        for question, words in WORDS.items():
            choices = [("", ""), *((word, word) for word in words)]
            self.fields[question.value] = forms.ChoiceField(choices=choices, required=False)

    def marks(self) -> dict[str, int | str | None]:
        """The answers by question. The form must be valid."""
        return {question.value: self.cleaned_data[question.value] for question in Question}


class CodeForm(forms.Form):
    """The six digits that were sent."""

    code = forms.CharField(
        label=_("The code from the mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr"}),
    )


class LetterForm(forms.Form):
    """An answer to a letter of the demonstration."""

    text = forms.CharField(
        label=_("Your answer"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"})
    )


class NewMailForm(forms.Form):
    """A new mail of a demonstration customer."""

    from_name = forms.CharField(label=_("Name"), max_length=80, required=False)
    from_address = forms.EmailField(
        label=_("From"), help_text=_("An invented address that ends with .test, for example dana@customers.test.")
    )
    to = forms.ChoiceField(label=_("To"))
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("Your message"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"})
    )
