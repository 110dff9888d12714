"""Answered cases and an LLM -> what LlamaIndex's evaluators say of them; it knows nothing of reports and gates.

Faithfulness asks whether the reply is supported by its quotes, correctness grades it from 1 to 5 against the gold
quotes. Each is asked three times, since a model's judgement is not repeatable. Imported only when a judge was asked
for, since llama-index takes seconds to load.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from llama_index.core import Settings as LlamaSettings
from llama_index.core.evaluation import CorrectnessEvaluator, EvaluationResult, FaithfulnessEvaluator
from llama_index.core.llms import CompletionResponse, CompletionResponseGen, CustomLLM, LLMMetadata
from llama_index.core.node_parser import SentenceSplitter
from rich.console import Console
from rich.progress import Progress

from assistant.reply import Reply
from evals.asking import CaseRun
from evals.errors import SuiteError
from evals.judgement import Judged, Judgement, make_judgement
from ingest.errors import LlmError
from ingest.llm import LlmServer, open_llm
from ingest.settings import LlmSettings

REPEATS = 3
WINDOW_TOKENS = 8192
ANSWER_TOKENS = 512


class ChatServer(CustomLLM):
    """The configured server as LlamaIndex sees an LLM; a fault of the server is an empty answer."""

    server: LlmServer

    @property
    def metadata(self) -> LLMMetadata:
        """What LlamaIndex asks of a model's limits."""
        return LLMMetadata(context_window=WINDOW_TOKENS, num_output=ANSWER_TOKENS, model_name=self.server.model)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:  # noqa: ANN401
        """Ask once; a fault of the server is an empty text."""
        del formatted, kwargs
        with suppress(LlmError):
            return CompletionResponse(text=self.server.ask(prompt, answer_tokens=ANSWER_TOKENS))
        return CompletionResponse(text="")

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:  # noqa: ANN401
        """The whole answer as one piece."""
        yield self.complete(prompt, formatted, **kwargs)


def open_judge(settings: LlmSettings) -> ChatServer:
    """The configured server, asked once. Raises SuiteError where none is, or where it gives no answer."""
    server = open_llm(settings)
    if server is None:
        raise SuiteError("No LLM is configured to judge; set HEADSUP_LLM_URL and HEADSUP_LLM_MODEL.")
    try:
        server.ask("Answer with the word YES.")
    except LlmError as error:
        raise SuiteError(
            f"The LLM judge at {error}; "
            "mend HEADSUP_LLM_URL, HEADSUP_LLM_MODEL or HEADSUP_LLM_KEY, or leave --judge out."
        ) from None
    return ChatServer(server=server)


def judge_runs(
    runs: Sequence[CaseRun], llm: ChatServer, on_case: Callable[[], None] = lambda: None
) -> tuple[Judgement, ...]:
    """Judge every answered case that has gold facts, in the order given."""
    LlamaSettings.node_parser = SentenceSplitter(chunking_tokenizer_fn=lambda text: text.splitlines(keepends=True))
    evaluators = FaithfulnessEvaluator(llm=llm), CorrectnessEvaluator(llm=llm)
    judged = []
    for run in runs:
        if run.reply is not None and _has_answer(run):
            judged.append(_judge(run, run.reply, *evaluators))
        on_case()
    return tuple(judged)


def judge_cases(runs: Sequence[CaseRun], llm: ChatServer, most: int) -> Judged:
    """Let the LLM judge at most so many answered dev cases, with a progress bar on a terminal."""
    chosen = [run for run in runs if run.case.split == "dev" and _has_answer(run)][:most]
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("LLM judge", total=len(chosen))
        judgements = judge_runs(chosen, llm, lambda: progress.advance(task))
    return Judged(model=llm.server.model, repeats=REPEATS, judgements=judgements)


def _has_answer(run: CaseRun) -> bool:
    return run.reply is not None and run.reply.outcome == "answered" and bool(run.case.gold.facts)


def _judge(
    run: CaseRun, reply: Reply, faithfulness: FaithfulnessEvaluator, correctness: CorrectnessEvaluator
) -> Judgement:
    quotes = [one.quote for one in reply.citations] + [note.text for note in reply.notes]
    reference = "\n".join(fact.spans[0].quote for fact in run.case.gold.facts)
    faithful = _repeat(
        lambda: faithfulness.evaluate(query=reply.standalone, response=reply.text, contexts=quotes or [""])
    )
    correct = _repeat(lambda: correctness.evaluate(query=reply.standalone, response=reply.text, reference=reference))
    return make_judgement(run.case.id, faithful, correct)


def _repeat(evaluate: Callable[[], EvaluationResult]) -> list[float]:
    """The scores of three evaluations; an answer that LlamaIndex cannot read gives none."""
    scores = []
    for _ in range(REPEATS):
        with suppress(ValueError):
            result = evaluate()
            scores += [result.score] if result.score is not None and result.feedback else []
    return scores
