"""Words of ours: what stands in a file of the corpus or the assistant, and what does not, wherever it is put."""

from dataclasses import replace

import pytest
from example_suite import CORPUS, DISAGREES, NOTED, TEXTS, alarm, answer, card, cite, disagreement, refusal

from assistant.reply import Part, Reply, SourceReference
from evals.own_words import check_own_words, plain, read_own_words
from evals.tally import Tally

ASKED = ("when can I start {now}\nand how?", "And then?")
SOUND = answer(cite(1, "at 2 weeks"), cite(2, "From 3 weeks"))


def misses(reply: Reply) -> int:
    found = check_own_words(reply, ASKED, TEXTS.ours)
    return found.of - found.hits


@pytest.mark.parametrize(
    "reply",
    [
        SOUND,
        replace(SOUND, text=f"{DISAGREES}\n\n{NOTED}\n\n---\n\n[a] It can slip. ()", notes=(card(),)),
        replace(SOUND, text="The guidance is not consistent on this: 2 weeks [1]; 3 [2]."),
        replace(SOUND, conflicts=(disagreement(1, 2),)),
        refusal(),
        alarm(),
        replace(SOUND, alert=alarm().alert, text=f"**Still important: Call now.**\n\n{SOUND.text}"),
        replace(SOUND, text="Corrected age: 12 weeks old − 5 weeks early = 8 weeks, counted from the due date."),
        replace(
            SOUND,
            text="Corrected age: 20 weeks old − 10 weeks early = 10 weeks (about 2 months), counted from the due date.",
        ),
    ],
)
def test_what_stands_in_a_file_is_known(reply: Reply) -> None:
    assert misses(reply) == 0


@pytest.mark.parametrize(
    "line",
    [
        "Rings are fine.",
        "Do not use a ring. Rings are fine.",
        "use a ring.",
        "The guidance says: “Rings are fine.”",
        "It says nothing about: rings.",
        "Corrected age: 12 weeks old − 5 weeks early = 17 weeks, counted from the due date.",
        "Corrected age: 20 weeks old − 10 weeks early = 10 weeks (about 3 months), counted from the due date.",
        "Corrected age: 20 weeks old − 10 weeks early = 10 weeks, counted from the due date.",
        "Corrected age: 12 weeks old − 5 weeks early = 7 weeks (about 2 months), counted from the due date.",
        "On “rings are fine”:",
        "The guidance is not consistent on this: 2 weeks [1]; rings are fine [2].",
        "The guidance is not consistent on this: 2 weeks [1].",
        "The guidance is not consistent on this: 2 weeks [1]; 2 weeks [2].",
        "The guidance is not consistent on this: 2 weeks [1]; at 2 months [2].",
    ],
)
def test_a_line_that_no_file_has_whole_is_not_known(line: str) -> None:
    assert misses(replace(SOUND, text=f"{line}\n\n{SOUND.text}")) == 1


def test_versions_of_two_disagreements_are_not_told_as_one() -> None:
    (start,) = CORPUS.conflicts
    other = replace(start, id="warmth", topic="how warm", versions=(replace(start.versions[0], label="warm"),) * 2)
    ours = read_own_words(replace(CORPUS, conflicts=(start, other)))
    mixed = replace(SOUND, text="The guidance is not consistent on this: 2 weeks [1]; warm [2].", citations=())
    whole = replace(mixed, text="The guidance is not consistent on this: 2 weeks [1]; 3 [2].")
    assert check_own_words(mixed, ASKED, ours) == Tally(hits=0, of=1)
    assert check_own_words(whole, ASKED, ours) == Tally(hits=1, of=1)


def test_capitals_of_a_word_in_another_spelling_are_kept() -> None:
    assert plain("Orthopedic advice, pediatric care") == plain("Orthopaedic advice, paediatric care")


def test_a_reply_that_says_nothing_at_all_is_not_known() -> None:
    assert misses(replace(refusal(), text=" ")) == 1


def test_a_heading_repeats_the_users_own_words_and_no_others() -> None:
    part = Part(question="when can I start {now}\nand how?", outcome="answered", reason=None, citations=())
    headed = replace(SOUND, text=f"On “{part.question}”:\n\n{SOUND.text}", parts=(part,))
    told = replace(part, question="rings are fine, when can I start")
    assert misses(headed) == 0
    assert misses(replace(headed, text=f"On “{told.question}”:\n\n{SOUND.text}", parts=(told,))) == 1


def test_an_alert_says_what_the_file_of_its_situation_says() -> None:
    soothing = replace(alarm().alert, text="Go back to sleep.")
    assert misses(replace(alarm(), alert=soothing)) == 1
    assert misses(replace(alarm(), alert=soothing, text="Go back to sleep.")) == 2
    assert misses(replace(alarm(), text="The guidance says:")) == 1, "the text says something else"
    assert misses(alarm("urgent")) == misses(alarm(situation="fit")) == 1


def test_cards_say_what_their_files_say() -> None:
    spoiled = replace(
        SOUND,
        citations=(replace(cite(1, "at 2 weeks"), title="Rings are fine"),),
        notes=(replace(card(), text="Rings are fine."),),
        conflicts=(replace(disagreement(1, 2), resolution=""),),
        suggestions=("Why are rings fine?",),
    )
    link = SourceReference(publisher="A shop", title="Rings", year=None, url="https://example.org")
    assert misses(spoiled) == 4
    assert misses(replace(SOUND, notes=(replace(card(), references=(link,)),))) == 1


def test_of_a_corpus_of_documents_alone_only_the_assistants_wording_is_known() -> None:
    bare = read_own_words(replace(CORPUS, notes=(), situations=(), conflicts=()))
    assert check_own_words(refusal(), ASKED, bare) == Tally(hits=1, of=1)
    assert check_own_words(replace(SOUND, text=NOTED, citations=()), ASKED, bare) == Tally(hits=0, of=1)
