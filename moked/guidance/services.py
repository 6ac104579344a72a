"""Writes about the words people write, and what the composer notices in a draft."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Literal
from uuid import UUID

from django.db import transaction

from moked.cases.access import get_case
from moked.cases.events import MessageReleased
from moked.cases.models import Case, Message, MessageState
from moked.guidance.domain.hints import WordingHint, wording_hint
from moked.guidance.domain.wording import FAMILIES, OWN_PHRASE, recogniser_of
from moked.guidance.events import CarefulWordsChanged, WordsChosen, WordsSent
from moked.guidance.models import CarefulWords
from moked.journal.models import JournalEntry
from moked.journal.record import record
from moked.lib.errors import Invalid
from moked.lib.recognise import Recogniser
from moked.lib.rows import assign
from moked.staff.access import check_allowed
from moked.staff.actors import Actor, PersonActor
from moked.staff.permissions import Permission

Choice = Literal["used", "kept"]
CHOICES: tuple[Choice, ...] = ("used", "kept")


def careful_words_of(business_id: UUID) -> CarefulWords:
    """The business's list; an empty one, not stored, while it has none. One query."""
    return CarefulWords.objects.filter(business_id=business_id).first() or CarefulWords(business_id=business_id)


@transaction.atomic
def set_careful_words(
    *, actor: Actor, business_id: UUID, phrases: Sequence[str], muted: Sequence[str]
) -> CarefulWords:
    """Changes the list; lines as `hints.read_phrase` reads them. Raises Invalid for a family there is none of."""
    check_allowed(actor, business_id, Permission.KNOWLEDGE_EDIT)
    if not set(muted) <= set(FAMILIES):
        raise Invalid
    words, _is_new = CarefulWords.objects.get_or_create(business_id=business_id)
    changed = assign(words, {"phrases": list(phrases), "muted": sorted(muted)})
    if changed:
        words.save(update_fields=changed)
        record(CarefulWordsChanged(business_id=business_id, actor=actor.code, fields=changed))
    return words


def hint_for_draft(actor: PersonActor, case: Case, text: str) -> WordingHint | None:
    """What to say about a draft; nothing of the families its writer chose to keep in it. Two queries at most."""
    words = careful_words_of(case.business_id)
    hint = _hint(words, text, case.language)
    if hint is None:
        return None
    kept = _kept_in_draft(actor, case)
    return _hint(words, text, case.language, kept) if hint.family in kept else hint


def _hint(words: CarefulWords, text: str, language: str, kept: Collection[str] = ()) -> WordingHint | None:
    own = [] if OWN_PHRASE in kept else words.own_phrases
    recogniser = _recogniser(tuple(phrase.words for phrase in own), frozenset(words.muted) | frozenset(kept))
    return wording_hint(text, recogniser, own, "en" if language == "en" else "he")


@lru_cache(maxsize=64)
def _recogniser(phrases: tuple[str, ...], muted: frozenset[str]) -> Recogniser:
    return recogniser_of(phrases, muted)


def _kept_in_draft(actor: PersonActor, case: Case) -> set[str]:
    """The families the writer kept since their last answer: the draft is what they have written since."""
    answers = Message.objects.filter(case=case, author_id=actor.person_id).exclude(state=MessageState.CANCELLED)
    since = answers.order_by("-created_at").values_list("created_at", flat=True).first() or case.opened_at
    kept = JournalEntry.objects.filter(
        case_id=case.pk, code=WordsChosen.code, actor=actor.code, at__gte=since, facts__choice="kept"
    )
    return set(kept.values_list("facts__family", flat=True))


@transaction.atomic
def choose_words(*, actor: PersonActor, case_id: UUID, family: str, choice: str) -> None:
    """Remembers what somebody made of better words they were offered. Raises Invalid."""
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER)
    if family not in (*FAMILIES, OWN_PHRASE) or choice not in CHOICES:
        raise Invalid
    record(WordsChosen(business_id=case.business_id, actor=actor.code, case_id=case.pk, family=family, choice=choice))


def note_sent_words(event: MessageReleased) -> None:
    """Remembers when an answer a person wrote left with such words."""
    if event.is_by_program:
        return
    message = Message.objects.filter(pk=event.message_id, is_automatic=False).only("text", "language").first()
    if message is None or not message.text:
        return
    hint = _hint(careful_words_of(event.business_id), message.text, message.language)
    if hint is not None:
        record(
            WordsSent(
                business_id=event.business_id,
                actor=event.actor,
                case_id=event.case_id,
                message_id=event.message_id,
                family=hint.family,
            )
        )
