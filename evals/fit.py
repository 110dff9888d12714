"""Dev cases -> `assistant/limits.json`: every number that was tuned, with the run that chose it.

    python -m evals.fit [--home DIR] [--dry-run]

Fits on the dev split only; the loader refuses anything else. Run it after a change of the banks or of the encoder, and
write what it prints into evals/LOG.md. It changes no code and reads no test case.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

from assistant.engine import Engine, open_engine
from assistant.limits import LIMITS_PATH, Limits
from evals.case import Case
from evals.case_file import load_cases
from evals.fit_evidence import fit_evidence
from evals.fit_reader import fit_reader
from evals.fit_triage import fit_triage
from ingest.settings import read_settings


def main() -> None:
    """Fit all limits and write them, unless told to only print them."""
    parser = argparse.ArgumentParser(description="Fit assistant/limits.json on the dev cases.")
    parser.add_argument("--home", type=Path, default=None, help="folder of the index (default: HEADSUP_HOME)")
    parser.add_argument("--dry-run", action="store_true", help="print, write nothing")
    options = parser.parse_args()
    engine = open_engine(options.home or read_settings().home)
    cases = load_cases(engine.index.corpus, split="dev", for_fitting=True)
    limits = fit_limits(engine, cases)
    text = describe_limits(limits, engine, len(cases))
    print(text)
    if not options.dry_run:
        LIMITS_PATH.write_text(text + "\n", encoding="utf-8")


def fit_limits(engine: Engine, cases: tuple[Case, ...]) -> Limits:
    """Fit triage, then the reader, then what is cited, each with what was fitted before it in place."""
    triage = fit_triage(engine, cases)
    engine = replace(engine, limits=replace(engine.limits, triage=triage))
    engine = replace(engine, limits=replace(engine.limits, reader=fit_reader(engine, cases)))
    return fit_evidence(engine, cases)


def describe_limits(limits: Limits, engine: Engine, cases: int) -> str:
    """The limits as the JSON of `limits.json`, with the run that made them."""
    index = engine.index
    run = f"python -m evals.fit on {cases} dev cases, corpus {index.manifest.corpus_sha256[:12]}"
    return json.dumps({"fitted_by": run, **_rounded(asdict(limits))}, indent=2)


def _rounded(tree: dict[str, object]) -> dict[str, object]:
    return {
        key: _rounded(value) if isinstance(value, dict) else round(value, 4) if isinstance(value, float) else value
        for key, value in tree.items()
    }


if __name__ == "__main__":
    main()
