"""Finding cases by words: which have them all, page by page, the latest activity first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q

from moked.cases.listing import CaseKey
from moked.cases.models import Case, MessageState
from moked.cases.selectors import cases_by_key, cases_with_people
from moked.customers.selectors import list_customers
from moked.lib.hebrew.phone_words import is_phone, phone_runs
from moked.lib.hebrew.search_words import Phrase, phrases_in, singulars, words_to_find

# The hyphen is left out as often as it is typed.
REFERENCE = re.compile(r"([A-Za-z]{2,6})-?(\d{1,12})")
# A number may be a household's; and a part of one is many people's.
MOST_CUSTOMERS_OF_A_NUMBER = 20
# Word lists know no order, so cases with a phrase's words are read. After so many of them the page ends, full or not.
READ_AT_ONCE, MOST_READ = 100, 300
MESSAGES_OF_CASES = """
SELECT family.key, said.text FROM unnest(%s::uuid[]) AS family (key)
CROSS JOIN LATERAL (
  (SELECT left(m.text, %s) AS text FROM cases_message m
   WHERE m.case_id = family.key AND m.state <> %s ORDER BY m.created_at DESC, m.id DESC LIMIT %s)
  UNION ALL
  (SELECT left(m.quoted, %s) FROM cases_message m
   WHERE m.case_id = family.key ORDER BY m.created_at, m.id LIMIT 1)
) AS said
"""


@dataclass(frozen=True)
class FoundCases:
    """A page of cases; `next` is the key after which there are more."""

    cases: tuple[Case, ...]
    next: CaseKey | None = None


def search_cases(words: str, *, after: CaseKey | None = None, limit: int = 20) -> FoundCases:
    """Cases in scope in which every word occurs in some form, latest activity first, from a key on.

    A whole reference such as MK-1234 or MK1234 finds just its case. Words in quotation marks must stand so in one
    message or in the subject. A telephone number finds the cases of whoever has it too.
    Words of one letter are ignored.
    """
    if case := _referred(words):
        return FoundCases((case,))
    phrases = phrases_in(words)
    if not phrases:
        return _page(_with_words(words, after, limit + 1), limit)
    return _with_phrases(words, phrases, after, limit)


def _referred(words: str) -> Case | None:
    reference = REFERENCE.fullmatch(words.strip())
    if reference is None:
        return None
    prefix, number = reference.groups()
    return cases_with_people().filter(business__case_prefix=prefix.upper(), number=int(number)).first()


def _page(found: list[Case], limit: int) -> FoundCases:
    shown = tuple(found[:limit])
    return FoundCases(shown, _key(shown[-1]) if len(found) > limit else None)


def _key(case: Case) -> CaseKey:
    return CaseKey(case.last_activity_at, case.pk)


def _with_words(words: str, after: CaseKey | None, limit: int) -> list[Case]:
    found = {case.pk: case for case in cases_by_key(case_ids_with(queries_of_words(words), after=after, limit=limit))}
    if is_phone(words):
        found |= {case.pk: case for case in _of_callers(words, after, limit)}
    return sorted(found.values(), key=lambda case: (case.last_activity_at, case.pk), reverse=True)[:limit]


def _of_callers(number: str, after: CaseKey | None, limit: int) -> Iterable[Case]:
    keys = [customer.pk for customer in list_customers(words=number, limit=MOST_CUSTOMERS_OF_A_NUMBER)]
    rows = cases_with_people().filter(Q(customer__in=keys) | Q(customer__canonical__in=keys), canonical=None)
    if after:
        earlier = Q(last_activity_at__lt=after.last_activity_at)
        rows = rows.filter(earlier | Q(last_activity_at=after.last_activity_at, pk__lt=after.id))
    return rows.order_by("-last_activity_at", "-pk")[:limit] if keys else ()


def _with_phrases(words: str, phrases: tuple[Phrase, ...], after: CaseKey | None, limit: int) -> FoundCases:
    found: list[Case] = []
    for _ in range(MOST_READ // READ_AT_ONCE):
        candidates = _with_words(words, after, READ_AT_ONCE)
        texts = texts_of_cases([case.pk for case in candidates])
        for case in candidates:
            said = (case.subject, *texts.get(case.pk, ()))
            if all(any(phrase.stands_in(text) for text in said) for phrase in phrases):
                found.append(case)
        if len(found) > limit or len(candidates) < READ_AT_ONCE:
            return _page(found, limit)
        after = _key(candidates[-1])
    return FoundCases(tuple(found), after)


def texts_of_cases(
    keys: list[UUID], *, most_letters: int = 20_000, most_messages: int = 200
) -> dict[UUID, list[str]]:
    """What was said in each of these cases, the latest first, and last what the first message quotes. One query."""
    texts: dict[UUID, list[str]] = {}
    if keys:
        with connection.cursor() as cursor:
            cursor.execute(
                MESSAGES_OF_CASES, (keys, most_letters, MessageState.CANCELLED, most_messages, most_letters)
            )
            for key, text in cursor.fetchall():
                texts.setdefault(key, []).append(text)
    return texts


def queries_of_words(words: str) -> list[str]:
    """What finds a case in which every word occurs in some form: a tsquery for each; none when there is no word."""
    numbers, rest = [], words
    for phone in phone_runs(words):
        rest = rest.replace(phone.said, " ", 1)
        # Said figure by figure it has no word of its own.
        said = " & ".join(_every_word(phone.said))
        numbers.append(_beginning(phone.key) + (f" | ({said})" if said else ""))
    return [*numbers, *_every_word(rest)]


def query_of_beginnings(beginnings: Iterable[str]) -> str:
    """What finds a case that has words which begin like each of these."""
    return " & ".join(map(_beginning, beginnings))


def _every_word(words: str) -> list[str]:
    return [f"({_any_form(group)})" for group in words_to_find(words) if len(group[0]) > 1]


def _any_form(forms: list[str]) -> str:
    """A form matches also as a beginning; a singular only whole, since a shorter word begins many others."""
    whole = [f"'{_safe(single)}'" for form in forms for single in singulars(form)]
    return " | ".join([*map(_beginning, forms), *whole])


def _beginning(form: str) -> str:
    return f"'{_safe(form)}':*"


def _safe(form: str) -> str:
    return form.replace("\\", "").replace("'", "")


def case_ids_with(queries: Sequence[str], *, after: CaseKey | None = None, limit: int) -> list[UUID]:
    """Keys of the cases in scope that each of these tsqueries finds, latest activity first, after a key; none where
    all are empty."""
    if not (wanted := [query for query in queries if query]):
        return []
    place = (after.last_activity_at, after.id) if after else ("infinity", None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT case_id FROM moked_search_cases(%s::tsquery[], %s, %s, %s)", (wanted, limit, *place))
        return [row[0] for row in cursor.fetchall()]
