"""A document's question file, and what is new -> the same file with more entries, every line of it kept.

Lines are put in, none is written anew, so that questions, comments and order stay as a person left them. Knows nothing
of sentences and of who drafts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

import yaml
from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError, with_config

from ingest.corpus_files import describe_problems
from ingest.editorial import Text, TextsOrNone
from ingest.errors import CorpusError
from ingest.yaml_file import parse_yaml

HEADER = """\
# For each sentence of the document the questions that it answers, as parents ask them. They are compared, never shown
# as facts. To fill in: below `questions:` one line a question, as `      - how long should it be`, 15 to 40 of them.
# - Write as parents type: many voices, long and short, worried and terse, misspelt, with as few of the sentence's own
#   words as possible. Put a question that has a colon, a # or quotation marks into double quotes.
# - Only what this sentence answers; where it answers nothing, delete the entry's questions or leave them empty.
# - `drafts:` are a machine's and count for nothing. Move those that are good below `questions:`, delete the others.
# - No question may be a case of evals/cases/, or stand in not-covered.yaml.
# Then `headsup ingest --check`, and `headsup ingest`. `headsup expand` adds what is new in the document, and keeps the
# rest of this file as it is.
"""

_LINE = re.compile(r"[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|\Z)")
_COMMENT = re.compile(r"( *)#")


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A quote and its questions, as they stand in the file; drafts: None where the key is missing."""

    quote: Text
    questions: TextsOrNone
    drafts: Annotated[tuple[Text, ...] | None, BeforeValidator(lambda value: value or ())] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFile:
    """A file's lines and entries.

    first_line: the number of the line after `sentences:`; dash: the column of the entries' dashes; after: for each
    entry the number of the line after it, comments that are indented below its dash included.
    """

    name: str
    lines: tuple[str, ...]
    document: str
    entries: tuple[Entry, ...]
    first_line: int
    dash: int
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What to put in: a new entry, or drafts alone; after: the number of the entry that it follows, -1 for none.

    quote: None where entry `after` gets drafts; heading: what the comment above names, None for no comment.
    """

    after: int
    quote: str | None = None
    heading: str | None = None
    drafts: tuple[str, ...] = ()


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    document: Text
    sentences: Annotated[tuple[Entry, ...], BeforeValidator(lambda value: () if value is None else value)]


_CONTENT = TypeAdapter(_Content)


def start_question_file(name: str, document: str) -> QuestionFile:
    """Start a file for a document (an id): guidance in comments, no entries yet."""
    return parse_question_file(f"{HEADER}document: {_quote_key(document)}\nsentences:\n", name)


def parse_question_file(text: str, name: str) -> QuestionFile:
    """Parse a question file. Raises CorpusError, with name and line, where it is not one that lines can be put into."""
    file = parse_yaml(text, name)
    try:
        content = _CONTENT.validate_python(file.content)
    except ValidationError as error:
        raise CorpusError("\n".join(describe_problems(file, error))) from None
    lines = tuple(line for line in _LINE.findall(text) if line)
    node = _find_sentences(file.root)
    entries = node.value if isinstance(node, yaml.SequenceNode) else []
    if isinstance(node, yaml.SequenceNode) and (node.flow_style or any(entry.flow_style for entry in entries)):
        raise CorpusError(f"{name}:{node.start_mark.line + 1}: entries stand in brackets; give each lines of its own")
    dash = node.start_mark.column if entries else 2
    return QuestionFile(
        name=name,
        lines=lines,
        document=content.document,
        entries=content.sentences,
        first_line=_find_key_line(file.root) + 1,
        dash=dash,
        after=tuple(_skip_comments(lines, _last_line(entry) + 1, dash) for entry in entries),
    )


def add_to_file(file: QuestionFile, additions: Sequence[Addition]) -> QuestionFile:
    """Put additions in, those with the same place in the order given.

    Raises CorpusError where the result would lack anything that was there: then the file is written in a way that
    lines cannot be put into.
    """
    lines = list(file.lines)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += "\n"
    for addition in reversed(sorted(additions, key=lambda one: one.after)):
        place = file.first_line if addition.after < 0 else file.after[addition.after]
        lines[place:place] = list(_write_addition(addition, file.dash))
    grown = parse_question_file("".join(lines), file.name)
    lost = _list_questions(file) - _list_questions(grown)
    if lost or len(grown.entries) != len(file.entries) + sum(one.quote is not None for one in additions):
        raise CorpusError(f"{file.name}:1: lines cannot be put into it as it is written; indent it as `headsup` does")
    return grown


def _write_addition(addition: Addition, dash: int) -> Iterator[str]:
    blanks = " " * dash
    if addition.heading is not None:
        yield f"{blanks}# {_make_comment(addition.heading)}\n"
    if addition.quote is not None:
        yield f"{blanks}- quote: {write_scalar(addition.quote)}\n"
        yield f"{blanks}  questions:\n"
    if addition.drafts:
        yield f"{blanks}  drafts:\n"
        yield from (f"{blanks}    - {write_scalar(draft)}\n" for draft in addition.drafts)


def write_scalar(text: str) -> str:
    """Write a text as one line of YAML in double quotes, white space folded to blanks."""
    folded = " ".join(text.split())
    return yaml.safe_dump(folded, default_style='"', allow_unicode=True, width=float("inf")).rstrip("\n")


def _quote_key(document: str) -> str:
    return document if re.fullmatch(r"[a-z][a-z0-9-]*", document) else write_scalar(document)


def _make_comment(heading: str) -> str:
    return "".join(character for character in " ".join(heading.split()) if character.isprintable()) or "no heading"


def _list_questions(file: QuestionFile) -> Counter[tuple[str, str]]:
    return Counter(
        (entry.quote, text.strip()) for entry in file.entries for text in (*entry.questions, *(entry.drafts or ()), "")
    )


def _find_sentences(root: yaml.Node | None) -> yaml.Node:
    """Find the node below `sentences`; parsing has made sure that there is one."""
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    node: yaml.Node = next(value for key, value in pairs if key.value == "sentences")
    return node


def _find_key_line(root: yaml.Node | None) -> int:
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    return next(int(key.end_mark.line) for key, _ in pairs if key.value == "sentences")


def _last_line(node: yaml.Node) -> int:
    """Find the number of the last line of a node's own text, blank lines and comments below it left out."""
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return int(node.end_mark.line) - (node.end_mark.column == 0)
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        children = [part for child in node.value for part in (child if isinstance(child, tuple) else (child,))]
        return max(_last_line(child) for child in children)
    return int(node.end_mark.line)


def _skip_comments(lines: Sequence[str], line: int, dash: int) -> int:
    """Pass over comments that are indented below an entry's dash: they belong to that entry."""
    while line < len(lines) and (comment := _COMMENT.match(lines[line])) and len(comment[1]) > dash:
        line += 1
    return line
