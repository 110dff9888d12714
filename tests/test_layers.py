"""Imports run one way, ingest <- assistant <- evals <- app; libraries stay in their rooms; importing does no work."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "ingest": {"ingest"},
    "assistant": {"ingest", "assistant"},
    "evals": {"ingest", "assistant", "evals"},
    "app": {"ingest", "assistant", "evals"},
    "tests": {"ingest", "assistant", "evals", "app", "tests"},
}
FITTING = ["evals/adapter_anchors.py", "evals/adapter_batches.py", "evals/low_rank.py", "evals/train_adapter.py"]
"""The scripts that train what is shipped; nothing that answers or judges imports them."""
CONFINED = {
    "chromadb": ["ingest/store.py"],
    "gradio": ["assistant/web/", "app.py"],
    "llama_index": ["ingest/", "evals/llm_judge.py"],
    "llama_index.vector_stores": ["ingest/store.py"],
    "onnxruntime": ["ingest/encoder.py"],
    "sentence_transformers": ["ingest/sentence_model.py"],
    "sklearn": ["ingest/kernel_classifier.py", "ingest/label_classifier.py", "ingest/ngram_classifier.py", "evals/"],
    "sqlalchemy": [],
    "torch": ["ingest/export.py", *FITTING],
    "transformers": ["ingest/sentence_model.py"],
}
SLOW = {"gradio", "llama_index", "sentence_transformers", "sklearn", "torch", "transformers"}
"""Libraries that take seconds to import, or bring one that does."""
SLOW_MODULES = {
    "evals.llm_judge",
    "ingest.embedding",
    "ingest.export",
    "ingest.extraction",
    "ingest.sentence_model",
}
"""The modules that need one of them, and are imported only when they are called."""

IMPORT_ALL = """
import json, os, sys, importlib
before, written = dict(os.environ), []
def watch(event, args):
    opens_to_write = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
    if opens_to_write and args[0] != os.devnull or event in ("os.mkdir", "os.rename", "socket.connect"):
        written.append(f"{event} {args[0]}")
sys.addaudithook(watch)
for name in sys.argv[1:]:
    importlib.import_module(name)
changed = sorted(set(before.items()) ^ set(os.environ.items()))
print(json.dumps({"loaded": sorted(sys.modules), "written": written, "changed": changed}))
"""


def find_faults(root: Path) -> list[str]:
    """Every import below root that runs against the arrows or out of a library's room, as `file:line: module`."""
    helpers = {path.stem for path in (root / "tests").glob("*.py")}
    return [
        f"{path}:{line}: {module}"
        for path in list_modules(root)
        for line, module in read_imports(root, path)
        if _is_against_the_arrows(path, module, helpers) or _is_out_of_its_room(path, module)
    ]


def list_modules(root: Path) -> list[str]:
    """All our Python files, relative to root."""
    rooms = [path for room in MAY_IMPORT for path in (root / room).rglob("*.py")]
    return sorted(path.relative_to(root).as_posix() for path in (*root.glob("*.py"), *rooms))


def read_imports(root: Path, path: str) -> Iterator[tuple[int, str]]:
    """Line and full module name of each import in a file, at its top or inside a function; calls that import, too."""
    package = path.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(ast.parse((root / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            name = node.args[0]
            yield node.lineno, str(name.value) if isinstance(name, ast.Constant) else f"unknown {ast.unparse(node)}"


def _is_against_the_arrows(path: str, module: str, helpers: set[str]) -> bool:
    room, target = path.removesuffix(".py").split("/")[0], module.partition(".")[0]
    if target in helpers or target.startswith("unknown "):
        return room != "tests"
    return target in MAY_IMPORT and target not in MAY_IMPORT.get(room, set())


def _is_out_of_its_room(path: str, module: str) -> bool:
    return not path.startswith("tests/") and any(
        f"{module}.".startswith(f"{library}.") and not path.startswith(tuple(rooms))
        for library, rooms in CONFINED.items()
    )


def test_every_import_runs_with_the_arrows_and_in_its_room() -> None:
    assert find_faults(ROOT) == []


def test_all_rooms_are_walked() -> None:
    assert {path.split("/")[0] for path in list_modules(ROOT)} >= {"app.py", "assistant", "evals", "ingest", "tests"}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("ingest/a.py", "import assistant.chat"),
        ("ingest/a.py", "from evals import run"),
        ("assistant/a.py", "from evals.run import run_and_report"),
        ("assistant/a.py", "def f():\n    import app"),
        ("assistant/web/a.py", "from ...evals import run"),
        ("evals/a.py", "import app"),
        ("evals/a.py", "from tests.example import make"),
        ("app.py", "from conftest import call_headsup"),
        ("ingest/a.py", "import chromadb.api"),
        ("ingest/a.py", "from llama_index.vector_stores.chroma import ChromaVectorStore"),
        ("ingest/a.py", "import torch"),
        ("ingest/a.py", "from sentence_transformers import SentenceTransformer"),
        ("assistant/a.py", "from llama_index.core import Document"),
        ("assistant/a.py", "if TYPE_CHECKING:\n    import gradio as gr"),
        ("assistant/a.py", "import importlib as x\nx.import_module('torch')"),
        ("ingest/a.py", "import importlib as x\nx.import_module(f'assistant.{name}')"),
        ("assistant/web/a.py", "import onnxruntime"),
        ("evals/a.py", "from sqlalchemy import select"),
    ],
)
def test_a_planted_violation_is_found(tmp_path: Path, path: str, line: str) -> None:
    for folder in ("ingest", "assistant/web", "evals", "tests"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "tests" / "conftest.py").write_text("import app, gradio\n", encoding="utf-8")
    (tmp_path / "ingest" / "store.py").write_text("import chromadb\n", encoding="utf-8")
    assert find_faults(tmp_path) == []

    (tmp_path / path).write_text(f"{line}\n", encoding="utf-8")

    assert [fault.split(":")[0] for fault in find_faults(tmp_path)] == [path]


def test_importing_loads_nothing_slow_writes_no_file_and_changes_no_setting(tmp_path: Path) -> None:
    slow = SLOW_MODULES | {_name_module(path) for path in FITTING}
    quick = [name for name in _list_names() if name not in slow and not name.startswith("assistant.web")]

    seen = _import_all(quick, tmp_path)

    assert (_slow_libraries(seen), seen["written"], seen["changed"]) == (set(), [], [])
    assert list(tmp_path.rglob("*")) == []


def test_the_pages_load_gradio_and_nothing_else_that_is_slow(tmp_path: Path) -> None:
    seen = _import_all([name for name in _list_names() if name.startswith("assistant.web")], tmp_path)

    assert _slow_libraries(seen) <= {"gradio"}


def _import_all(names: list[str], home: Path) -> dict[str, list[str]]:
    """Import modules in a process of their own, in an empty home; what was loaded, written and changed by then."""
    run = subprocess.run(
        [sys.executable, "-B", "-c", IMPORT_ALL, *names],
        env={"HOME": str(home), "PATH": "", "PYTHONPATH": str(ROOT)},
        cwd=home,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    seen: dict[str, list[str]] = json.loads(run.stdout)
    return seen


def _slow_libraries(seen: dict[str, list[str]]) -> set[str]:
    return SLOW & {name.partition(".")[0] for name in seen["loaded"]}


def _list_names() -> list[str]:
    """All our modules but the tests, as they are imported."""
    return [_name_module(path) for path in list_modules(ROOT) if not path.startswith("tests/")]


def _name_module(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
