"""A question and sentences without questions of their own -> how well each fits it; it judges no answer.

The signs are of any text: what words, names and numbers are shared, how near each of the question's words comes by its
token's vector, and whether the sentence holds the kind of thing that is asked for. Their weights were learned on public
questions about other texts (`evals/fit_general.py`). It knows no document, no bank and no subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assistant.asked_for import find_kinds, find_shapes
from assistant.shared_words import Flags, Floats, Rows, SharedWords, find_shared_words
from ingest.encoder import Encoder
from ingest.index import Index
from ingest.word_table import Term

EVERY = 200
"""Up to so many sentences all are candidates; of 3,596, the answering one is among some 90 for 0.993 of questions."""
BY_EACH, WHOLE_SECTIONS = 40, 6
HIT = 0.7
SIGNS = (
    "cosine", "late", "late_worst", "late_beside", "late_section", "late_back",
    "near", "near_section", "near_missing", "soft", "soft_section", "soft_worst", "soft_names", "hit", "hit_section",
    "cover", "cover_rare", "cover_before", "cover_section", "names", "names_section", "rarest_section", "bm25_section",
    "position", "pronoun_before", "new_numbers", "other_name", "who_name", "where_name", "when_year", "number_number",
    "why_because",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as the encoder read it.

    vector: of length 1; tokens: of shape (t, dim); spans: where each token stands in the text.
    """

    text: str
    vector: Floats
    tokens: Floats
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """The signs of the sentences that come into question.

    words: the question's, each stem once; rows: the sentences' places in the index, rising; values: of shape
    (c, signs), in the order of SIGNS.
    """

    asked: Asked
    words: tuple[Term, ...]
    rows: Rows
    values: Floats


def read_asked(question: str, encoder: Encoder) -> Asked:
    """Embed a question, and find where its tokens stand."""
    embedded = encoder.embed([question])
    return Asked(
        text=question,
        vector=embedded.vectors[0],
        tokens=embedded.tokens[0],
        spans=tuple(encoder.piece_spans(question)),
    )


def read_signs(asked: Asked, index: Index, rows: Rows) -> Signs:
    """Find the candidates among the sentences of these places, which rise and are not none, and read their signs."""
    shared = find_shared_words(asked.text, index.words, rows)
    cosines = (index.vectors @ asked.vector)[rows]
    among = _choose_candidates(cosines, (index.section_vectors @ asked.vector)[rows], shared)
    signs = {
        "cosine": cosines[among],
        **_read_words(shared, among),
        **_read_tokens(asked, index, rows, shared, among),
        **_read_kinds(asked.text, [index.sentences[row].text for row in rows[among]], shared, among),
    }
    signs["pronoun_before"] = signs["pronoun"] * signs["cover_before"]
    values = np.stack([signs[name] for name in SIGNS], axis=1).astype(np.float32)
    return Signs(asked=asked, words=shared.words, rows=rows[among], values=values)


def score_signs(signs: Signs, weights: Mapping[str, float]) -> Floats:
    """The weighted sum of the signs, of shape (c,): log-odds against each other, of no meaning alone."""
    return signs.values @ np.array([weights[name] for name in SIGNS], dtype=np.float32)


def _choose_candidates(cosines: Floats, section_cosines: Floats, shared: SharedWords) -> Rows:
    """The best by meaning, by words and by both, and all of the best sections."""
    if len(cosines) <= EVERY:
        return np.arange(len(cosines))
    both = shared.bm25 + 0.5 * shared.bm25_section + 0.5 * cosines + 0.25 * section_cosines
    kept = np.zeros(len(cosines), dtype=np.bool_)
    for scores in (cosines, shared.bm25, both):
        kept[np.argsort(-scores, kind="stable")[:BY_EACH]] = True
    best = np.argsort(-np.maximum.reduceat(both, shared.starts), kind="stable")[:WHOLE_SECTIONS]
    return np.flatnonzero(kept | np.isin(shared.sections, best))


def _beside(shared: SharedWords, among: Rows) -> tuple[Rows, Rows]:
    """The sentence before each, and the one after it, in the same section; itself where there is none."""
    sections, last = shared.sections, len(shared.sections) - 1
    before, after = np.maximum(among - 1, 0), np.minimum(among + 1, last)
    return (
        np.where(sections[before] == sections[among], before, among),
        np.where(sections[after] == sections[among], after, among),
    )


def _read_words(shared: SharedWords, among: Rows) -> dict[str, Floats]:
    held, in_section = shared.held[among], shared.in_section[shared.sections[among]]
    before, _ = _beside(shared, among)
    names = np.array([word.name for word in shared.words], dtype=np.bool_)
    rare = shared.share**2
    return {
        "cover": held @ shared.share,
        "cover_rare": held @ (rare / max(float(rare.sum()), 1e-6)),
        "cover_before": (shared.held[before] & ~held) @ shared.share,
        "cover_section": in_section @ shared.share,
        "names": _share_of(held, names, shared),
        "names_section": _share_of(in_section, names, shared),
        "rarest_section": np.asarray(in_section[:, _rarest(shared)].any(axis=1), dtype=np.float32),
        "bm25_section": shared.bm25_section[among],
        "position": np.minimum(among - shared.starts[shared.sections[among]], 10) / 10,
    }


def _rarest(shared: SharedWords) -> list[int]:
    """The place of the word that tells most of those that occur; none where none does."""
    known = np.flatnonzero(shared.known)
    return [int(known[np.argmax(shared.share[known])])] if len(known) else []


def _share_of(matches: Floats | Flags, words: Flags, shared: SharedWords) -> Floats:
    """How much of some of the words is matched, each by what it tells; 0 where there are none. matches: (c, q)."""
    total = float(shared.share[words].sum())
    if total <= 0:
        return np.zeros(len(matches), dtype=np.float32)
    found: Floats = matches[:, words] @ shared.share[words] / np.float32(total)
    return found


def _read_tokens(asked: Asked, index: Index, rows: Rows, shared: SharedWords, among: Rows) -> dict[str, Floats]:
    """Late interaction (Khattab and Zaharia 2020, arXiv:2004.12832), by tokens and by the words that they make up.

    A token tells more the further its best match lies above its mean one. A word that stands there counts as 1, one
    that does not by its tokens' nearest.
    """
    before, after = _beside(shared, among)
    read = np.unique(np.concatenate([among, before, after]))
    nearest, back = index.token_vectors.compare(asked.tokens, rows[read])
    own, beside = np.searchsorted(read, among), (np.searchsorted(read, before), np.searchsorted(read, after))
    telling = np.maximum(nearest.max(axis=0) - nearest.mean(axis=0), 1e-3)
    telling /= max(float(telling.sum()), 1e-6)
    with_beside = np.maximum.reduce([nearest[own], *(nearest[place] for place in beside)])
    sections, starts = np.unique(shared.sections[read], return_index=True)
    by_section = np.maximum.reduceat(nearest, starts, axis=0)[np.searchsorted(sections, shared.sections[among])]
    words = _words_of_tokens(asked, shared)
    held, in_section = shared.held[among], shared.in_section[shared.sections[among]]
    near, near_section = nearest[own] @ words, by_section @ words
    soft, soft_section = np.maximum(near, held), np.maximum(near_section, in_section)
    missing = np.where(held, 0, shared.share)
    return {
        "late": nearest[own].mean(axis=1) if len(asked.tokens) else back[own],
        "late_worst": nearest[own].min(axis=1, initial=1),
        "late_beside": (with_beside - nearest[own]) @ telling,
        "late_section": by_section @ telling,
        "late_back": back[own],
        "near": near @ shared.share,
        "near_section": near_section @ shared.share,
        "near_missing": np.where(
            missing.any(axis=1), (near * missing).sum(axis=1) / np.maximum(missing.sum(axis=1), 1e-6), 1
        ),
        "soft": soft @ shared.share,
        "soft_section": soft_section @ shared.share,
        "soft_worst": soft.min(axis=1, initial=1),
        "soft_names": _share_of(soft, np.array([word.name for word in shared.words], dtype=np.bool_), shared),
        "hit": (soft > HIT) @ shared.share,
        "hit_section": (soft_section > HIT) @ shared.share,
    }


def _words_of_tokens(asked: Asked, shared: SharedWords) -> Floats:
    """What each token is of each word, of shape (t, q): a word's tokens have equal shares of it."""
    parts = np.zeros((len(asked.tokens), len(shared.words)), dtype=np.float32)
    for place, word in enumerate(shared.words):
        pieces = [number for number, (start, end) in enumerate(asked.spans) if start < word.end and word.start < end]
        if pieces:
            parts[pieces, place] = 1 / len(pieces)
    return parts


def _read_kinds(question: str, texts: list[str], shared: SharedWords, among: Rows) -> dict[str, Floats]:
    """Whether the sentence holds the kind of thing that is asked for; names and numbers less the question's own."""
    kinds = find_kinds(question)
    shapes = [find_shapes(text) for text in texts]
    has = {name: np.array([shape[name] for shape in shapes], dtype=np.float32) for name in shapes[0]}
    names = np.log1p(shared.new_names[among])
    return {
        "pronoun": has["pronoun"],
        "new_numbers": np.log1p(shared.new_numbers[among]),
        "other_name": names * (not any(kinds.values())),
        "who_name": names * kinds["who"],
        "where_name": names * kinds["where"],
        "when_year": has["year"] * kinds["when"],
        "number_number": has["number"] * kinds["number"],
        "why_because": has["because"] * kinds["why"],
    }
