"""Words by which cases are found."""

from collections.abc import Iterable, Mapping
from itertools import chain

from django.db import connection

from moked.cases.models import Attachment, Case, Message, MessageState
from moked.lib.hebrew.search_words import words_to_index

# A word list may not exceed a megabyte. What stands beyond these many words is not found by them.
MOST_WORDS_OF_A_MESSAGE = 2_000
MOST_WORDS_OF_A_CASE = 6_000
# Words of ours are found once they leave, and are indexed then.
NOT_SAID = (MessageState.CANCELLED, MessageState.HELD, MessageState.SCHEDULED)
INDEX_WORDS = """
INSERT INTO cases_casesearch AS s (case_id, business_id, lexemes)
SELECT said."case", said.business, array_to_tsvector(string_to_array(said.words, E'\n'))
FROM unnest(%s::uuid[], %s::uuid[], %s::text[]) AS said ("case", business, words)
ON CONFLICT (case_id) DO UPDATE
SET lexemes = CASE WHEN length(s.lexemes) < %s THEN s.lexemes || excluded.lexemes ELSE s.lexemes END
"""


def index_words(case: Case, *texts: str) -> None:
    """Adds words under which a case is found."""
    index_each({case: texts})


def index_each(texts: Mapping[Case, Iterable[str]]) -> None:
    """Adds words under which several cases are found; where there are too many, those of the first texts."""
    words = {
        case: list(dict.fromkeys(chain.from_iterable(sorted(words_to_index(text)) for text in its)))
        for case, its in texts.items()
    }
    found = {case: its[:MOST_WORDS_OF_A_MESSAGE] for case, its in words.items() if its}
    if not found:
        return
    # Words are told apart by lines before they are folded, so none has a line's end in it.
    rows = (
        [each.pk for each in found],
        [each.business_id for each in found],
        ["\n".join(its) for its in found.values()],
    )
    with connection.cursor() as cursor:
        cursor.execute(INDEX_WORDS, (*rows, MOST_WORDS_OF_A_CASE))


def file_names(message: Message) -> list[str]:
    """Names of the files that go with a message: it is found by them too."""
    return list(Attachment.objects.filter(message=message).values_list("name", flat=True))


def index_anew(cases: Iterable[Case]) -> None:
    """Adds the words of all that was said, for cases whose words were indexed by an earlier version.

    Nothing is taken away: a case is found by words that nobody could read out of its rows again, too.
    """
    for case in cases:
        rows = Message.objects.filter(case=case).exclude(state__in=NOT_SAID).exclude(author=None, is_automatic=True)
        texts = rows.order_by("-created_at").values_list("text", flat=True)
        first = Message.objects.filter(case=case).order_by("created_at", "pk")
        below = first.values_list("quoted", flat=True)[:1]
        names = Attachment.objects.filter(case=case, message__isnull=False).values_list("name", flat=True)
        address = [case.contact_point.normal] if case.contact_point else []
        index_words(case, case.subject, case.customer.name, str(case.number), *address)
        for text in (*texts, *names, *below):
            index_words(case, text)
