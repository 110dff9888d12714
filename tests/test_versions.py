"""The versions of a disagreement: each with an editor's words and its quote, alike in the text and on the page."""

import pytest

from assistant.chat import answer_conversation
from assistant.conversation import read_request
from assistant.engine import Engine
from assistant.reply import Reply
from assistant.versions import label_versions, tells_versions, write_versions
from assistant.wording import say

REVIEWED, RESOLVED = "how long should tummy time be", "my boy is big, does size matter"


def ask(engine: Engine, question: str) -> Reply:
    return answer_conversation(read_request({"question": question}), engine)


def test_each_cited_version_of_a_conflict_has_an_editors_words(engine: Engine) -> None:
    reply = ask(engine, REVIEWED)

    lines = label_versions(reply, engine.index)

    conflict = next(one for one in engine.index.corpus.conflicts if one.topic == reply.conflicts[0].topic)
    assert {line.words for line in lines} <= {
        version.label for one in engine.index.corpus.conflicts for version in one.versions
    }
    assert len([line for line in lines if line.topic == conflict.topic]) >= 2
    assert {number for line in lines for number in line.numbers} <= {one.number for one in reply.citations}


@pytest.mark.parametrize(("question", "source"), [(REVIEWED, "reviewed"), (RESOLVED, "extractive")])
def test_the_text_tells_each_version_with_its_quote(engine: Engine, question: str, source: str) -> None:
    reply = ask(engine, question)

    told = [line for line in reply.text.splitlines() if tells_versions(line)]

    labelled = "; ".join(f"{line.words} [{line.numbers[0]}]" for line in label_versions(reply, engine.index))
    assert reply.source == source
    assert told == [say("answered.versions", versions=labelled)]


def test_one_version_alone_is_not_told_as_several(engine: Engine) -> None:
    reply = ask(engine, REVIEWED)
    conflict = next(one for one in engine.index.corpus.conflicts if one.topic == reply.conflicts[0].topic)
    span = conflict.versions[0].span
    alone = [one for one in reply.citations if span.overlaps(one.document, one.start, one.end)]

    assert write_versions(conflict, alone) == say("answered.inconsistent")
    assert not tells_versions(say("answered.inconsistent"))
