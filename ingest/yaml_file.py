"""YAML text -> its content, with the line of everything in it; refuses what could be hostile or lost silently.

Knows nothing of what the content means.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from ingest.errors import CorpusError

MAX_DEPTH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlFile:
    """A parsed file; `name` is how messages call it, `first_line` the line of `root`'s text in the file."""

    name: str
    content: object
    root: yaml.Node | None
    first_line: int = 1


class _Loader(yaml.CSafeLoader):
    """Loads plain values only, and no key twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Construct a mapping; raises ConstructorError at a key that stands twice or is no plain value."""
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in seen:
                problem = f"the key {key.value!r} stands twice" if isinstance(key, yaml.ScalarNode) else "no plain key"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def parse_yaml(text: str, name: str, first_line: int = 1) -> YamlFile:
    """Parse one YAML document of plain values.

    Raises CorpusError with name and line for broken YAML, tags, aliases (a few lines of which can stand for
    gigabytes), more than 20 levels, and keys that stand twice.
    """
    try:
        _refuse_bombs(text, name, first_line)
        loader = _Loader(text)
        root = loader.get_single_node()
        content = loader.construct_document(root) if root else None
    except yaml.MarkedYAMLError as error:
        line = first_line + (error.problem_mark.line if error.problem_mark else 0)
        raise CorpusError(f"{name}:{line}: {error.problem}; mend the YAML there") from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date or number that cannot be
        raise CorpusError(f"{name}:{first_line}: {error}; mend the YAML") from error
    return YamlFile(name=name, content=content, root=root, first_line=first_line)


def find_place(file: YamlFile, path: Sequence[str | int]) -> str:
    """Name file and line, as `file:line`, of what keys and indices lead to; steps that lead nowhere are skipped."""
    node, line = file.root, 0
    for step in path:
        for key, value in _children(node):
            if key == step:
                node, line = value, value.start_mark.line
    return f"{file.name}:{file.first_line + line}"


def _children(node: yaml.Node | None) -> list[tuple[str | int, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        return [(key.value, value) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return list(enumerate(node.value))
    return []


def _refuse_bombs(text: str, name: str, first_line: int) -> None:
    """Refuse aliases and depth while only reading, before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > MAX_DEPTH:
            line = first_line + (event.start_mark.line if event.start_mark else 0)
            problem = "an alias (*)" if isinstance(event, yaml.AliasEvent) else f"more than {MAX_DEPTH} levels"
            raise CorpusError(f"{name}:{line}: {problem}, which is not read here; write the values out")
