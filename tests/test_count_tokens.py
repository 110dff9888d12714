"""Counting tokens: offline, and the same for any text that a parent or document may hold."""

import subprocess
import sys

import pytest

from ingest.count_tokens import count_tokens


@pytest.mark.parametrize(
    ("text", "tokens"), [("", 0), ("Tummy time is good.", 6), ("<|endoftext|>", 7), ("naïve 👶", 5)]
)
def test_text_is_counted_in_cl100k_tokens(text: str, tokens: int) -> None:
    assert count_tokens(text) == tokens


def test_a_million_equal_characters_are_counted_in_slices() -> None:
    assert count_tokens("^" * 1_000_000) == 100 * count_tokens("^" * 10_000)


def test_counting_needs_neither_the_network_nor_llama_index() -> None:
    code = (
        "import os, socket, sys\n"
        "os.environ.pop('TIKTOKEN_CACHE_DIR', None)\n"
        "socket.getaddrinfo = None\n"
        "from ingest.count_tokens import count_tokens\n"
        "assert 'TIKTOKEN_CACHE_DIR' not in os.environ\n"
        "assert count_tokens('Hello.') == 2\n"
        "assert 'llama_index.core' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
