from ingest.document import Document, FrontMatter
from ingest.sentence import split_sentences
from ingest.word_table import build_word_table, read_terms

TEXT = """# Yeast

Yeast makes the bread of Paris rise. Louis Pasteur saw it in 1857.

# Baking

Bread is baked for 40 minutes.
"""


def test_terms_are_stems_with_their_place_and_say_names_and_numbers() -> None:
    found = [
        (term.stem, term.name, term.number, term.start) for term in read_terms("When did Pasteur see 2,000 yeasts?")
    ]

    assert found == [
        ("pasteur", True, False, 9),
        ("see", False, False, 17),
        ("2000", False, True, 21),
        ("yeast", False, False, 27),
    ]


def test_a_table_tells_where_each_stem_stands_and_what_each_sentence_has() -> None:
    document = Document(
        id="bread", text=TEXT, body_start=0, media="md", path="", sha256="", front_matter=FrontMatter(title="On bread")
    )

    table = build_word_table(split_sentences(document), {"bread": "On bread"})

    assert (table.postings["bread"].rows.tolist(), table.postings["bread"].counts.tolist()) == ([0, 2], [1, 1])
    assert (table.names.tolist(), table.numbers.tolist()) == ([1, 1, 0], [0, 1, 1])
    assert (table.sections.tolist(), table.lengths.tolist()) == ([0, 0, 1], [5, 4, 4])
    assert {stem: rows.tolist() for stem, rows in table.headings.items()} == {
        "bread": [0, 1],
        "yeast": [0],
        "bak": [1],
    }
