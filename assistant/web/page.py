"""The parents' page in gradio: the conversation, the question and the baby's age, and what happens when one asks.

The page's script (page.js) keeps the parent's own messages and makes the request object; the server reads nothing else
of a history. It does not know how a reply is made or rendered.
"""

from __future__ import annotations

import re
import secrets

import gradio as gr

from assistant.errors import AssistantError
from assistant.versions import label_versions
from assistant.web.desk import CONCURRENT, WAITING, Desk
from assistant.web.first_paint import TITLE
from assistant.web.render import render_line, render_reply

_BEGIN = "(question, age, early) => window.headsup.begin(question, age, early)"
_FINISH = "(reply) => window.headsup.finish(reply)"
_FAIL = "() => window.headsup.fail()"
_PAGE_ID = re.compile(r"q[a-z0-9]{8,10}")


def make_page(desk: Desk) -> gr.Blocks:
    """The page's parts and its one event; each of its handlers is private to the page."""

    async def answer(request: object) -> str:
        return await answer_page(request, desk)

    with gr.Blocks(title=TITLE, analytics_enabled=False) as page:
        gr.HTML("", elem_id="conversation", apply_default_css=False, js_on_load=None)
        with gr.Column(elem_id="asking"):
            with gr.Row(elem_id="question-row"):
                question = gr.Textbox(
                    label="Your question", show_label=False, placeholder="Type your question", lines=1, max_lines=5,
                    elem_id="question", scale=1, min_width=120,
                )  # fmt: skip
                ask = gr.Button("Ask", variant="primary", elem_id="ask", scale=0, min_width=72)
            with gr.Accordion("Your baby’s age (optional)", open=False, elem_id="baby"), gr.Row():
                age = gr.Number(label="Age in weeks", minimum=0, maximum=520, value=None, min_width=120)
                early = gr.Number(label="Weeks born early", minimum=0, maximum=20, value=None, min_width=120)
        request = gr.JSON(visible=False)
        reply = gr.HTML(visible=False, js_on_load=None)
        begun = gr.on(
            [ask.click, question.submit], None, [question, age, early], [request, question, reply], js=_BEGIN,
            api_visibility="private", queue=False,
        )  # fmt: skip
        answered = begun.then(answer, [request], [reply], api_visibility="private", show_progress="hidden")
        answered.success(None, [reply], None, js=_FINISH, api_visibility="private", queue=False)
        answered.failure(None, None, None, js=_FAIL, api_visibility="private", queue=False)
    page.queue(max_size=WAITING, default_concurrency_limit=CONCURRENT, api_open=False)
    return page


async def answer_page(request: object, desk: Desk) -> str:
    """Answer a request object as markup under its id; what cannot be answered gets a kind line."""
    if request is None:
        return ""
    try:
        answered = await desk.answer(request)
    except AssistantError as error:
        return render_line(str(error), _read_id(request))
    lines = label_versions(answered.reply, answered.edition.engine.index)
    return render_reply(answered.reply, _read_id(request), lines)


def _read_id(request: object) -> str:
    """The id under which the page waits, where it is one that the page makes; else a new one."""
    given = request.get("id") if isinstance(request, dict) else None
    return given if isinstance(given, str) and _PAGE_ID.fullmatch(given) else f"r{secrets.token_hex(4)}"
