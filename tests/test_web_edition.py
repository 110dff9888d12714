import shutil
from pathlib import Path

import pytest

from assistant.chat import answer_conversation
from assistant.conversation import read_request
from assistant.web.edition import EXAMPLES, Shelf


@pytest.fixture
def own_home(home: Path, tmp_path: Path) -> Path:
    """A copy of the shared home, to publish in."""
    shutil.copytree(home, tmp_path / "home", ignore=shutil.ignore_patterns("cache"))
    return tmp_path / "home"


def publish_again(home: Path) -> str:
    """Publish a copy of the current generation under the next number."""
    current = (home / "CURRENT").read_text().strip()
    name = f"gen-9999-{current.rpartition('-')[2]}"
    shutil.copytree(home / "generations" / current, home / "generations" / name)
    (home / "CURRENT").write_text(name)
    return name


def test_a_new_generation_is_opened_and_questions_under_way_keep_theirs(own_home: Path) -> None:
    shelf = Shelf(own_home)
    before = shelf.edition()

    name = publish_again(own_home)

    assert shelf.edition().engine.index.generation == name
    assert answer_conversation(read_request({"question": "how long should tummy time be"}), before.engine).citations


def test_nothing_is_opened_again_while_nothing_is_published(own_home: Path) -> None:
    shelf = Shelf(own_home)

    assert shelf.edition() is shelf.edition()


def test_a_generation_that_cannot_be_opened_leaves_the_one_before_serving(own_home: Path) -> None:
    shelf = Shelf(own_home)
    before = shelf.edition()

    shutil.rmtree(own_home / "generations")

    (own_home / "CURRENT").write_text("gen-9999-00000000")
    assert shelf.edition() is before
    assert shelf.edition() is before


def test_every_example_is_answered(home: Path) -> None:
    edition = Shelf(home).edition()

    replies = [answer_conversation(read_request({"question": example}), edition.engine) for example in edition.examples]

    assert [reply.outcome for reply in replies] == ["answered"] * EXAMPLES
    assert edition.titles == {"head-control": "How does a child train his muscles to hold his head up?"}
