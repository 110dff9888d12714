from assistant.chat import answer_conversation
from assistant.conversation import read_request
from assistant.engine import Engine
from assistant.web.versions import label_versions


def test_each_cited_version_of_a_conflict_has_an_editors_words(engine: Engine) -> None:
    reply = answer_conversation(read_request({"question": "how long should tummy time be"}), engine)

    lines = label_versions(reply, engine.index)

    conflict = next(one for one in engine.index.corpus.conflicts if one.topic == reply.conflicts[0].topic)
    assert {line.words for line in lines} <= {
        version.label for one in engine.index.corpus.conflicts for version in one.versions
    }
    assert len([line for line in lines if line.topic == conflict.topic]) >= 2
    assert {number for line in lines for number in line.numbers} <= {one.number for one in reply.citations}
