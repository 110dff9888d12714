"""Held-out lines and dev cases -> `assistant/limits.json`: every number that was tuned, with the run that chose it.

    python -m evals.fit [--home DIR] [--dry-run]

Fits on no test case; the loader refuses them. Run it after a change of the banks or of the encoder, and
write what it prints into evals/LOG.md. It changes no code.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from assistant.engine import Engine, open_engine
from assistant.limits import LIMITS_PATH, Limits
from evals.case import Case
from evals.case_file import load_cases
from evals.fit_conflicts import fit_conflicts
from evals.fit_evidence import fit_evidence
from evals.fit_passages import fit_passages
from evals.fit_reader import fit_reader
from evals.fit_triage import fit_triage
from evals.held_out_lines import HeldOutLine, load_held_out
from ingest.settings import read_settings


def main() -> None:
    """Fit all limits and write them, unless told to only print them."""
    parser = argparse.ArgumentParser(description="Fit assistant/limits.json on held-out lines and dev cases.")
    parser.add_argument("--home", type=Path, default=None, help="folder of the index (default: HEADSUP_HOME)")
    parser.add_argument("--dry-run", action="store_true", help="print, write nothing")
    options = parser.parse_args()
    engine = open_engine(options.home or read_settings().home)
    cases = load_cases(engine.index.corpus, split="dev", for_fitting=True)
    held_out = load_held_out(engine.index.corpus)
    limits = fit_limits(engine, cases, held_out)
    text = describe_limits(limits, engine, f"{len(cases)} dev cases and {len(held_out)} held-out lines")
    print(text)
    if not options.dry_run:
        LIMITS_PATH.write_text(text + "\n", encoding="utf-8")


def fit_limits(engine: Engine, cases: Sequence[Case], held_out: Sequence[HeldOutLine]) -> Limits:
    """Fit triage, ranking, reader, contradictions, then what is cited, each with what was fitted before it in place."""
    limits = replace(engine.limits, triage=fit_triage(engine, cases, held_out), passages=fit_passages(engine, held_out))
    engine = replace(engine, limits=limits)
    limits = replace(limits, reader=fit_reader(engine, cases, held_out), conflicts=fit_conflicts(engine, held_out))
    engine = replace(engine, limits=limits)
    return fit_evidence(engine, tuple(cases))


def describe_limits(limits: Limits, engine: Engine, fitted_on: str) -> str:
    """The limits as the JSON of `limits.json`, with the run that made them."""
    run = f"python -m evals.fit on {fitted_on}, corpus {engine.index.manifest.corpus_sha256[:12]}"
    return json.dumps({"fitted_by": run, **_rounded(asdict(limits))}, indent=2)


def _rounded(tree: dict[str, object]) -> dict[str, object]:
    return {
        key: _rounded(value) if isinstance(value, dict) else round(value, 4) if isinstance(value, float) else value
        for key, value in tree.items()
    }


if __name__ == "__main__":
    main()
