"""Answered cases and an LLM -> what LlamaIndex's evaluators say of them; it may report beside, and never gates.

Faithfulness asks whether the reply is supported by its quotes, correctness grades it from 1 to 5 against the gold
quotes. Each is asked three times, since a model's judgement is not repeatable: mean and spread are told. Imported only
when a judge was asked for, since llama-index takes seconds to load.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from llama_index.core import Settings as LlamaSettings
from llama_index.core.evaluation import CorrectnessEvaluator, EvaluationResult, FaithfulnessEvaluator
from llama_index.core.llms import CompletionResponse, CompletionResponseGen, CustomLLM, LLMMetadata
from llama_index.core.node_parser import SentenceSplitter
from rich.console import Console
from rich.progress import Progress

from assistant.reply import Reply
from evals.asking import CaseRun
from evals.figures import show_number
from evals.settings import JudgeSettings

REPEATS = 3
WINDOW_TOKENS = 8192
ANSWER_TOKENS = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the judge said of one case: means over the repeats, and the highest less the lowest.

    faithful is between 0 and 1, correct between 1 and 5; None where the judge gave no usable answer in any repeat.
    """

    case_id: str
    faithful: float | None
    faithful_spread: float | None
    correct: float | None
    correct_spread: float | None


class ChatServer(CustomLLM):
    """An OpenAI-compatible server as LlamaIndex sees an LLM; a fault of the server is an empty answer."""

    url: str
    model: str
    key: str
    timeout_seconds: float

    @property
    def metadata(self) -> LLMMetadata:
        """What LlamaIndex asks of a model's limits."""
        return LLMMetadata(context_window=WINDOW_TOKENS, num_output=ANSWER_TOKENS, model_name=self.model)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:  # noqa: ANN401
        """Ask once, at temperature 0."""
        del formatted, kwargs
        fields = {
            "model": self.model, "temperature": 0, "max_tokens": ANSWER_TOKENS,
            "messages": [{"role": "user", "content": prompt}],
        }  # fmt: skip
        return CompletionResponse(text=self._post(json.dumps(fields).encode()))

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:  # noqa: ANN401
        """The whole answer as one piece."""
        yield self.complete(prompt, formatted, **kwargs)

    def _post(self, body: bytes) -> str:
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {self.key}"} if self.key else {})}
        request = urllib.request.Request(f"{self.url.rstrip('/')}/chat/completions", body, headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=self.timeout_seconds) as answer:  # noqa: S310
                return str(json.load(answer)["choices"][0]["message"]["content"] or "")
        except (OSError, ValueError, KeyError, IndexError, TypeError):
            return ""


def open_judge(settings: JudgeSettings) -> ChatServer:
    """The configured server; it is not asked yet."""
    return ChatServer(
        url=settings.llm_url or "",
        model=settings.llm_model or "",
        key=settings.llm_key.get_secret_value() if settings.llm_key else "",
        timeout_seconds=settings.llm_timeout_seconds,
    )


def judge_runs(
    runs: Sequence[CaseRun], llm: ChatServer, on_case: Callable[[], None] = lambda: None
) -> tuple[Judgement, ...]:
    """Judge every answered case that has gold facts, in the order given."""
    LlamaSettings.node_parser = SentenceSplitter(chunking_tokenizer_fn=lambda text: text.splitlines(keepends=True))
    evaluators = FaithfulnessEvaluator(llm=llm), CorrectnessEvaluator(llm=llm)
    judged = []
    for run in runs:
        if run.reply is not None and run.reply.outcome == "answered" and run.case.gold.facts:
            judged.append(_judge(run, run.reply, *evaluators))
        on_case()
    return tuple(judged)


def judge_and_report(runs: Sequence[CaseRun], settings: JudgeSettings, most: int, out: Path | None) -> None:
    """Let the configured LLM judge at most so many dev cases; print its means and write judge.json."""
    chosen = [run for run in runs if run.case.split == "dev"][:most]
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("LLM judge", total=len(chosen))
        judged = judge_runs(chosen, open_judge(settings), lambda: progress.advance(task))
    faithful = [one.faithful for one in judged if one.faithful is not None]
    correct = [one.correct for one in judged if one.correct is not None]
    means = f"faithful {show_number(_mean(faithful))} of 1 (n {len(faithful)})"
    means += f", correct {show_number(_mean(correct))} of 5 (n {len(correct)})"
    Console().print(f"LLM judge {settings.llm_model}, {REPEATS} repeats, never a gate: {means}")
    if out:
        content = json.dumps([asdict(one) for one in judged], indent=1)
        (out / "judge.json").write_text(content + "\n", encoding="utf-8")


def _judge(
    run: CaseRun, reply: Reply, faithfulness: FaithfulnessEvaluator, correctness: CorrectnessEvaluator
) -> Judgement:
    quotes = [one.quote for one in reply.citations] + [note.text for note in reply.notes]
    reference = "\n".join(fact.spans[0].quote for fact in run.case.gold.facts)
    faithful = _repeat(
        lambda: faithfulness.evaluate(query=reply.standalone, response=reply.text, contexts=quotes or [""])
    )
    correct = _repeat(lambda: correctness.evaluate(query=reply.standalone, response=reply.text, reference=reference))
    return Judgement(
        case_id=run.case.id,
        faithful=_mean(faithful),
        faithful_spread=_spread(faithful),
        correct=_mean(correct),
        correct_spread=_spread(correct),
    )


def _repeat(evaluate: Callable[[], EvaluationResult]) -> list[float]:
    """The scores of three evaluations; an answer that LlamaIndex cannot read gives none."""
    scores = []
    for _ in range(REPEATS):
        with suppress(ValueError):
            result = evaluate()
            scores += [result.score] if result.score is not None and result.feedback else []
    return scores


def _mean(scores: Sequence[float]) -> float | None:
    return round(mean(scores), 3) if scores else None


def _spread(scores: Sequence[float]) -> float | None:
    return round(max(scores) - min(scores), 3) if scores else None
