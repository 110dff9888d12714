"""A reply and its gold -> which needed facts are cited, and which citations are on gold; it reads no words.

The need is written down as quotes, so that what ALCE (Gao et al. 2023, arXiv:2305.14627) judges with a language
model is computed here exactly, from characters.
"""

from __future__ import annotations

from assistant.reply import Citation, Reply
from evals.case import Fact, Gold
from evals.tally import Tally, count
from evals.texts import Texts, overlap_characters
from ingest.span import Span

CITED_SHARE = 0.6
"""How much of an alternative's characters must be cited; less would let a cut lose the half that answers."""


def count_facts(reply: Reply, facts: tuple[Fact, ...], texts: Texts) -> Tally:
    """Essential recall: how many of the needed facts are cited; see `is_fact_cited`.

    Source: ALCE's citation recall, Gao et al. 2023, arXiv:2305.14627, section 3.3.
    """
    return count(is_fact_cited(fact, reply, texts) for fact in facts)


def is_fact_cited(fact: Fact, reply: Reply, texts: Texts) -> bool:
    """Whether, for one of the fact's spans, 60 % of the characters are cited, or whole sentences or items within it."""
    return any(is_cited(span, reply.citations, texts) for span in fact.spans)


def count_on_gold(reply: Reply, gold: Gold, texts: Texts) -> Tally:
    """Citation precision: how many citations are on gold, among all but the lines that introduce a cited list item.

    A citation is on gold if it overlaps a span of any gold fact, or of any version of the disagreement that is gold.
    An introducing line counts neither for nor against: it must be cited, and says nothing by itself.
    Source: ALCE's citation precision, arXiv:2305.14627, section 3.3.
    """
    return count(is_on_gold(citation, gold) for citation in leave_out_introductions(reply.citations, texts))


def leave_out_introductions(citations: tuple[Citation, ...], texts: Texts) -> tuple[Citation, ...]:
    """The citations without those that only introduce another one."""
    introduced = {
        (one.document, texts.introductions[one.document, one.start])
        for one in citations
        if (one.document, one.start) in texts.introductions
    }
    return tuple(one for one in citations if (one.document, one.start) not in introduced)


def is_on_gold(citation: Citation, gold: Gold) -> bool:
    """Whether a citation overlaps a gold fact or a version of the gold's disagreement."""
    spans = [span for fact in gold.facts for span in fact.spans]
    spans += gold.conflict.versions if gold.conflict else ()
    return any(overlap_characters(span, citation.document, citation.start, citation.end) for span in spans)


def count_versions(reply: Reply, gold: Gold, texts: Texts) -> Tally:
    """How many versions of the gold's disagreement are cited, by the rule of `count_facts`."""
    versions = gold.conflict.versions if gold.conflict else ()
    return count(is_cited(span, reply.citations, texts) for span in versions)


def is_cited(span: Span, citations: tuple[Citation, ...], texts: Texts) -> bool:
    """Whether 60 % of a span's characters are cited, or a whole sentence or list item lies within it and is."""
    inside = any(
        one.document == span.document_id
        and span.start <= one.start
        and one.end <= span.end
        and texts.begins_passage(one.document, one.start)
        and texts.find_last_passage(one.document, one.end)
        for one in citations
    )
    return inside or _cited_characters(span, citations) >= CITED_SHARE * (span.end - span.start)


def _cited_characters(span: Span, citations: tuple[Citation, ...]) -> int:
    """How many of a span's characters lie inside at least one citation."""
    covered: set[int] = set()
    for one in citations:
        if one.document == span.document_id:
            covered.update(range(max(span.start, one.start), min(span.end, one.end)))
    return len(covered)
