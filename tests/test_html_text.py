"""HTML: what a reader sees, with headings and items marked, and nothing that is hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.html_text import extract_html, find_html_title

PAGE = """<html><head><title>My
 page</title><style>p {}</style></head><body><!-- a <b>comment</b> --><h1>Tummy
time</h1><div><p>One.</p><p>Two <b>bold</b>
words.</p>Reasons:<ul><li>First.<ul><li>Inner</li></ul></li><li><p>Second.</p></li></ul></div>
<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>Line<br>break<script>alert(1)</script></body></html>"""


def test_a_page_becomes_marked_text() -> None:
    assert extract_html(PAGE) == (
        "# Tummy time\n\nOne.\n\nTwo bold words.\n\nReasons:\n\n- First.\n\n  - Inner\n\n- Second.\n\n"
        "a b\n\nc\n\nLine\nbreak\n"
    )
    assert find_html_title(PAGE) == "My page"


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>x</p>",
        '<p aria-hidden="true">x</p>',
        '<p style="color:red; Display : NONE">x</p>',
        '<i style="font-size:0">x</i>',
        "<template>x</template>",
        "<script>x</script>",
        "<!-- x -->",
        "<title>x</title>",
        "<noscript>x</noscript>",
    ],
)
def test_what_a_browser_does_not_show_is_left_out(hidden: str) -> None:
    assert extract_html(f"<p>Seen.</p>{hidden}") == "Seen.\n"


@given(st.text(alphabet="<>/aphil!-= \n\"'", max_size=60))
def test_any_text_is_read_without_an_error(html: str) -> None:
    assert extract_html(html).endswith("\n")
