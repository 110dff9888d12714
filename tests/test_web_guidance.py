import re
from dataclasses import replace

from web_pages import Markup

from assistant.web.guidance import render_guidance_page
from ingest.index import Index

HOSTILE = "</p><script>window.__xss=1</script>"


def page_of(index: Index) -> str:
    page = render_guidance_page("head-control", index)
    assert page is not None
    return page


def test_every_sentence_is_at_its_address_with_its_own_words(index: Index) -> None:
    page = page_of(index)

    places = {place["id"]: place for place in Markup(page).all("span")}
    for sentence in index.sentences:
        assert places[sentence.passage_id]["data-start"] == str(sentence.start)
        opening = re.search(rf'<span id="{sentence.passage_id}"[^>]*>(.*?)</span>', page, re.DOTALL)
        assert opening is not None
        assert "".join(Markup(opening[1]).pieces) == sentence.text


def test_the_words_are_those_of_the_document_in_order(index: Index) -> None:
    document = index.documents["head-control"]
    article = page_of(index).partition("<article")[2]
    shown = Markup(re.sub(r"<aside.*?</aside>", "", "<article" + article, flags=re.DOTALL)).words
    for block in re.findall(r"[^\n]+", document.text[document.body_start :]):
        words = " ".join(re.sub(r"^\s*(?:#+|[-*]|\d+\.)\s+", "", block).split())
        assert words in shown


def test_the_lead_of_a_note_stands_before_what_it_qualifies(index: Index) -> None:
    page = page_of(index)

    ring = next(note for note in index.corpus.notes if note.id == "neck-ring")
    assert page.index(ring.lead.partition("'")[0]) < page.index("special circles on the neck")


def test_a_page_needs_no_script_and_loads_only_our_style(index: Index) -> None:
    markup = Markup(page_of(index))

    assert markup.all("script") == []
    assert [link["href"] for link in markup.all("link") if link["rel"] == "stylesheet"] == ["/page.css"]


def test_an_unknown_document_has_no_page(index: Index) -> None:
    assert render_guidance_page("nothing", index) is None


def test_a_hostile_document_is_shown_as_text(index: Index) -> None:
    document = index.documents["head-control"]
    front = replace(document.front_matter, title=HOSTILE, source=HOSTILE)
    hostile = replace(document, text=document.text[: document.body_start] + HOSTILE, front_matter=front)
    markup = Markup(page_of(replace(index, documents={"head-control": hostile}, sentences=())))

    assert markup.all("script") == []
    assert markup.words.count(HOSTILE) == 4
