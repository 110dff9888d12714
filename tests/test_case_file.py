"""Case files -> cases; what is malformed, doubled or leaking is refused with file, line and what to do."""

from pathlib import Path

import pytest
from example_suite import CORPUS, line, span, write_cases

from evals.case import Fact, GoldAlert, GoldConflict, sample_cases, select_cases
from evals.case_file import check_fit, load_cases
from evals.errors import CaseError, FitError
from ingest.index import Index


def refused(folder: Path, *lines: dict[str, object] | str) -> str:
    with pytest.raises(CaseError) as caught:
        load_cases(CORPUS, source=write_cases(folder, *lines))
    return str(caught.value)


def test_a_line_becomes_a_case_with_its_gold_resolved(tmp_path: Path) -> None:
    gold = {
        "outcomes": ["alert"],
        "facts": [["at 2 weeks", "From 3 weeks"], ["hanging toys"]],
        "notes": ["S01"],
        "conflict": "X1",
        "alert": {"level": "urgent", "situations": ["E1"]},
        "must_not": ["rings are safe"],
    }
    (case,) = load_cases(CORPUS, source=write_cases(tmp_path, line(gold=gold, baby={"age_weeks": 7})))
    assert case.place == "cases.jsonl:1"
    assert case.gold.facts == (
        Fact(spans=(span("at 2 weeks"), span("From 3 weeks"))),
        Fact(spans=(span("hanging toys"),)),
    )
    assert case.gold.notes == ("ring",)
    assert case.gold.conflict == GoldConflict(
        topic="when to start", versions=(span("at 2 weeks"), span("From 3 weeks"))
    )
    assert case.gold.alert == GoldAlert(level="urgent", situations=("breathing",))
    assert case.asked.as_request() == {
        "messages": [{"role": "user", "content": "when can I start"}], "baby": {"age_weeks": 7.0},
    }  # fmt: skip


def test_a_quote_that_stands_twice_is_gold_in_both_places(tmp_path: Path) -> None:
    (case,) = load_cases(CORPUS, source=write_cases(tmp_path, line(gold={"facts": [["him on his tummy"]]})))
    assert len({one.start for one in case.gold.facts[0].spans}) == 2


def test_a_quote_may_name_its_document(tmp_path: Path) -> None:
    quote = {"document": "head", "quote": "hanging toys"}
    (case,) = load_cases(CORPUS, source=write_cases(tmp_path, line(gold={"facts": [[quote]]})))
    assert case.gold.facts[0].spans == (span("hanging toys"),)


def test_gold_that_is_no_longer_in_the_corpus_is_refused_with_file_and_line(tmp_path: Path) -> None:
    words = refused(tmp_path, line(), line(id="ans-2", group="g", gold={"facts": [["at 9 weeks"]]}))
    assert words.startswith("cases.jsonl:2: gold.facts.0: these words are in no document: 'at 9 weeks'; copy them")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"gold": {"notes": ["S99"]}}, "gold.notes.0: there is no note 'S99'"),
        ({"gold": {"conflict": "X9"}}, "gold.conflict: there is no conflict 'X9'"),
        ({"gold": {"outcomes": ["maybe"]}}, "gold.outcomes.0: Input should be 'answered', 'not_covered'"),
        ({"gold": {"facts": []}}, "a case of kind answerable needs at least one fact"),
        ({"gold": {"outcomes": ["alert"]}}, "`alert` and the outcome alert come together"),
        ({"kind": "follow_up"}, "a follow-up needs `standalone`"),
        ({"kind": "red_flag"}, "a red flag needs `alert`"),
        ({"kind": "contradiction"}, "a contradiction needs `conflict`"),
        ({"split": "train"}, "split: Input should be 'dev' or 'test'"),
        ({"goal": 1}, "goal: Extra inputs are not permitted"),
        ({"messages": [{"role": "assistant", "content": "hi"}]}, "the last message must be the user's"),
        ({"messages": [{"role": "user", "content": "  "}]}, "messages.0.content: it is blank"),
        (
            {"messages": [{"role": "user", "content": "x" * 2001}]},
            "messages.0.content: it has 2,001 characters; a question has at most 2,000",
        ),
    ],
)
def test_a_malformed_line_is_refused(tmp_path: Path, changed: dict[str, object], said: str) -> None:
    words = refused(tmp_path, line(**changed))
    assert words.startswith("cases.jsonl:1: ")
    assert said in words


def test_a_line_that_is_no_json_is_refused(tmp_path: Path) -> None:
    assert "cases.jsonl:2: the line: Invalid JSON" in refused(tmp_path, line(), "{")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    words = refused(tmp_path, "{", line(split="train"), line(id="x", group="y", gold={"notes": ["S9"]}))
    assert [fault.split(": ")[0] for fault in words.splitlines()] == [f"cases.jsonl:{n}" for n in (1, 2, 3)]


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    other = line(messages=[{"role": "user", "content": "from which week"}])
    assert "cases.jsonl:2: the id ans-1 is used already at cases.jsonl:1" in refused(tmp_path, line(), other)


def test_the_same_words_asked_twice_are_refused(tmp_path: Path) -> None:
    other = line(id="ans-2", messages=[{"role": "user", "content": "When can I  START"}])
    assert "cases.jsonl:2: ans-2 asks the same as cases.jsonl:1" in refused(tmp_path, line(), other)


def test_a_group_in_both_splits_is_refused(tmp_path: Path) -> None:
    other = line(id="ans-2", split="test", messages=[{"role": "user", "content": "from which week"}])
    assert "group start has ans-2 in test and ans-1 in dev" in refused(tmp_path, line(), other)


def test_a_missing_or_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no case file is there"):
        load_cases(CORPUS, source=tmp_path / "none.jsonl")
    assert "holds no case" in refused(tmp_path, "")


def test_a_fit_gets_dev_cases_only(tmp_path: Path) -> None:
    test_line = line(id="ans-2", group="other", split="test", messages=[{"role": "user", "content": "from which week"}])
    source = write_cases(tmp_path, line(), test_line)
    kept = load_cases(CORPUS, source=source, split="dev", for_fitting=True)
    assert [case.id for case in kept] == ["ans-1"]
    for split in ("test", "all"):
        with pytest.raises(FitError, match="fitted on dev only"):
            load_cases(CORPUS, source=source, split=split, for_fitting=True)


def test_a_fit_that_was_given_test_cases_is_refused(tmp_path: Path) -> None:
    cases = load_cases(CORPUS, source=write_cases(tmp_path, line(split="test")))
    with pytest.raises(FitError, match="1 cases of the test split were about to be fitted on"):
        check_fit(cases)


def test_the_shipped_cases_are_as_many_and_as_varied_as_promised(index: Index) -> None:
    cases = load_cases(index.corpus)
    counts: dict[str, int] = {kind: sum(case.kind == kind for case in cases) for kind in {case.kind for case in cases}}
    least = {
        "answerable": 265, "follow_up": 40, "contradiction": 25, "near_topic": 70, "off_topic": 20, "red_flag": 70,
        "near_miss": 80, "unsafe": 25, "injection": 25,
    }  # fmt: skip
    assert len(cases) >= 560
    assert {kind: counts[kind] for kind in least if counts[kind] < least[kind]} == {}
    assert {case.split for case in cases} == {"dev", "test"}


def test_every_sentence_of_the_guidance_that_can_answer_is_the_gold_of_some_case(index: Index) -> None:
    barred = [wording.span for wording in index.corpus.wording if wording.use == "never_quote"]
    spans = [one for case in load_cases(index.corpus) for fact in case.gold.facts for one in fact.spans]
    untouched = [
        sentence.text
        for sentence in index.sentences
        if sentence.kind != "intro"
        and not any(one.start < sentence.end and sentence.start < one.end for one in (*spans, *barred))
    ]
    assert len(untouched) <= len(index.sentences) // 10, untouched


def test_names_choose_cases_by_id_group_or_kind(tmp_path: Path) -> None:
    other = line(id="off-1", group="cooking", kind="off_topic", gold={"outcomes": ["not_covered"], "facts": []},
                 messages=[{"role": "user", "content": "how long do I boil an egg"}])  # fmt: skip
    cases = load_cases(CORPUS, source=write_cases(tmp_path, line(), other))
    found = {
        name: [case.id for case in select_cases(cases, [name])] for name in ("ans-1", "cooking", "off_topic", "off*")
    }
    assert found == {"ans-1": ["ans-1"], "cooking": ["off-1"], "off_topic": ["off-1"], "off*": ["off-1"]}
    assert select_cases(cases, []) == cases
    assert select_cases(cases, ["nothing"]) == ()


def test_a_sample_takes_turns_among_the_kinds_and_is_always_the_same(index: Index) -> None:
    cases = load_cases(index.corpus, split="dev")
    sample = sample_cases(cases, 60)
    counts = [sum(case.kind == kind for case in sample) for kind in sorted({case.kind for case in cases})]
    assert len(sample) == 60
    assert max(counts) - min(count for count in counts if count > 2) <= 1
    assert sample == sample_cases(cases, 60)
    assert set(sample_cases(cases, 30)) < set(sample)
