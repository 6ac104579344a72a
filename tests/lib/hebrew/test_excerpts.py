"""What is shown of a text in which something was found."""

from moked.lib.hebrew.excerpts import Sought, excerpt


def hits(query: str, *texts: str) -> list[str]:
    return [piece.text for piece in excerpt(texts, Sought.of(query)) if piece.is_hit]


def test_marks_the_words_in_the_form_they_were_written_in() -> None:
    assert hits("אינטרנט חשבוניות", "שלחו לי חשבונית על האינטרנט") == ["חשבונית", "האינטרנט"]
    assert hits("inter", "The Internet is down") == ["Internet"]
    assert hits("0547654321", "התקשרו 054-7654321 בערב") == ["054-7654321"]
    assert hits("חשמל", "אין אינטרנט") == []


def test_takes_the_text_that_has_most_and_cuts_it_round_the_first_word() -> None:
    long = "מילה " * 60
    shown = excerpt(["אין כאן", f"{long}אין אינטרנט {long}"], Sought.of("אין אינטרנט"))
    assert [piece.text for piece in shown if piece.is_hit] == ["אין", "אינטרנט"]
    assert "".join(piece.text for piece in shown).startswith("…מילה")
    assert sum(len(piece.text) for piece in shown) < 220
