"""Documents: texts exactly as shipped, and a clear reason for every file that is none."""

import hashlib
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest
from example_files import write_blank_pdf, write_docx, write_text_pdf

from ingest.document import Document, FrontMatter, read_documents

GOOD = {
    "markdown.md": "\ufeff---\r\ntitle: A guide\r\nlayout: post\r\n---\r\n# Head\r\nDo “so”.\rNot so.\n",
    "plain.txt": "One line.\r\nAnother — line.\u2028Third.\n",
}
BAD: dict[str, tuple[bytes, str]] = {
    "blank.md": (b" \n\t\r\n", "has no words (5 characters); put its text into it"),
    "only-front-matter.md": (b"---\ntitle: x\n---\n\n---\n", "has no words (22 characters)"),
    "empty.md": (b"", "is empty (0 bytes); put its text into it"),
    "nul.txt": (b"abc\0def", "is not a text file: byte 3 is NUL"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not a text file: byte 8 is NUL"),
    "bell.md": (b"ding \x07 dong \x07", "has 2 control characters, the first U+0007 at character 5; take them out"),
    "hidden.md": ("Sleep\U000e0041 well".encode(), "has 1 invisible character, the first U+E0041 at character 5"),
    "latin-1.txt": ("voilà".encode("latin-1"), "is not UTF-8: byte 0xE0 at offset 4; convert it, for example: `iconv"),
    "utf-16.md": ("Sleep".encode("utf-16"), "is UTF-16, not UTF-8; convert it: `iconv -f UTF-16 -t UTF-8 OLD > NEW`"),
    "utf-16-unmarked.txt": ("Sleep well".encode("utf-16-le"), "is UTF-16LE, not UTF-8"),
    "broken.pdf": (b"%PDF-1.4 nothing more", "is broken, or no .pdf: PdfStreamError"),
    "broken.docx": (b"PK\x03\x04 nothing more", "is broken, or no .docx: BadZipFile"),
    "latin-1.html": (b"<p>voil\xe0</p>", "is not UTF-8: byte 0xE0 at offset 7"),
    "nothing-shown.html": (b"<p hidden>Sleep</p><script>x</script>", "has no words"),
    "sheet.xlsx": (b"PK", "has the ending '.xlsx', which is not read; convert it to one of .md, .markdown, .txt"),
    "no-ending": (b"words", "has the ending '', which is not read"),
    "___.md": (b"words", "has a name without letters or digits; give it a name"),
    "twin.txt": (b"words", "has the same id, 'twin', as "),
    "unclosed.md": (b"---\ntitle: x\n\nwords", "its front matter has no end within 10,000 characters; close it"),
    "list.md": (b"---\n- a\n---\nwords", "its front matter is no list of `key: value` lines (list.md:2)"),
    "bracket.md": (b"---\ntitle: [a\n---\nwords", "its front matter is broken: bracket.md:3: "),
    "tag.md": (b"---\ntitle: !!python/object:os.system x\n---\nwords", "its front matter is broken: tag.md:2: could"),
    "alias.md": (b"---\na: &a [x]\ntitle: *a\n---\nwords", "its front matter is broken: alias.md:3: an alias (*)"),
    "deep.md": (b"---\na: " + b"[" * 500 + b"\n---\nwords", "its front matter is broken: deep.md:2: more than 20"),
    "date.md": (b"---\nretrieved_on: 2026-02-30\n---\nwords", "its front matter is broken: date.md:2: "),
    "number.md": (b"---\n\ntitle: 7\n---\nwords", "its front matter is wrong at number.md:3: title: Input should"),
    "twice.md": (b"---\ntitle: a\ntitle: b\n---\nwords", "its front matter is broken: twice.md:3: the key 'title'"),
}


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Reasons by file name, of one reading of a folder full of bad files and one good one."""
    folder = tmp_path_factory.mktemp("bad")
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    (folder / "twin.md").write_text("words\n")
    write_blank_pdf(folder / "scanned.pdf", pages=3)
    write_blank_pdf(folder / "no-pages.pdf", pages=0)
    write_blank_pdf(folder / "locked.pdf", pages=1, password="secret")  # noqa: S106 - opens nothing
    with zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 5_000_000)
    with (folder / "huge.txt").open("wb") as sparse:
        sparse.truncate(10 * 1024**3)
    os.mkfifo(folder / "pipe.md")
    (folder / "inside.md").symlink_to("twin.md")
    (folder / "outside.md").symlink_to(Path(__file__))
    (folder / "nowhere.md").symlink_to("gone.md")
    (folder / "linked").symlink_to(folder.parent, target_is_directory=True)
    (folder / ".hidden.md").write_bytes(b"")
    (folder / "twin.wording.yaml").write_text("spans: []\n")
    outcome = read_documents([folder])
    assert [document.id for document in outcome.documents] == ["twin"]
    reasons = {Path(failure.path).name: failure.reason for failure in outcome.failures}
    assert len(reasons) == len(outcome.failures)
    return reasons


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_its_reason_and_the_next_step(failures: dict[str, str], name: str) -> None:
    assert failures[name].startswith(BAD[name][1])


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (
            "scanned.pdf",
            "has no text on its 3 pages (scanned?); run text recognition on it, for example `ocrmypdf OLD NEW`",
        ),
        ("no-pages.pdf", "has 0 pages; export it again"),
        ("locked.pdf", "is encrypted; save a copy without a password"),
        ("huge.txt", "has 10,240.0 MB, at most 20 MB are read; split it"),
        ("pipe.md", "is a pipe, socket or device, not a file; save what it holds as a file"),
        ("outside.md", "is a link that leads out of the folder; copy the file into the folder"),
        ("nowhere.md", "cannot be found: No such file or directory; check the path"),
        ("linked", "is a link that leads out of the folder; copy the file into the folder"),
    ],
)
def test_what_is_no_ordinary_text_is_named_with_its_reason(failures: dict[str, str], name: str, reason: str) -> None:
    assert failures[name] == reason


def test_a_zip_bomb_is_refused_by_its_numbers(failures: dict[str, str]) -> None:
    assert failures["bomb.docx"].startswith("unpacks to 5 MB in 1 parts, one 1,0")
    assert failures["bomb.docx"].endswith(
        "times its packed size (at most 200 MB, 10,000 parts, 100 times); save it anew"
    )


def test_nothing_else_fails_and_hidden_and_side_files_are_passed_over(failures: dict[str, str]) -> None:
    named = {"scanned.pdf", "no-pages.pdf", "locked.pdf", "huge.txt", "pipe.md", "outside.md", "nowhere.md", "linked"}
    assert failures.keys() == BAD.keys() | named | {"bomb.docx"}


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_and_a_folder_without_permission_are_failures(tmp_path: Path) -> None:
    for path in (tmp_path / "a" / "x.md", tmp_path / "y.md"):
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    (tmp_path / "a").chmod(0)
    (tmp_path / "y.md").chmod(0)
    outcome = read_documents([tmp_path])
    (tmp_path / "a").chmod(0o700)
    assert [failure.reason for failure in outcome.failures[1:]] == [
        "is a folder that may not be opened; `chmod u+rx` it",
        "may not be read; `chmod u+r` it",
    ]


@pytest.mark.parametrize("name", GOOD)
def test_the_text_is_the_file_as_python_reads_it_without_touching_line_ends(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(GOOD[name].encode())
    (document,) = read_documents([path]).documents
    with path.open(encoding="utf-8", newline="") as file:
        assert document.text == file.read() == GOOD[name]


def test_a_markdown_file_becomes_a_whole_document(tmp_path: Path) -> None:
    path = tmp_path / "Tummy Time_1.md"
    content = b"---\ntitle: 'Tummy: time'\nlanguage: de\nretrieved_on: 2026-11-22\nlayout: post\n---\nDaily.\n"
    path.write_bytes(content)
    assert read_documents([path]).documents == (
        Document(
            id="tummy-time-1",
            text=content.decode(),
            body_start=content.index(b"Daily"),
            media="md",
            path=str(path),
            sha256=hashlib.sha256(content).hexdigest(),
            front_matter=FrontMatter(title="Tummy: time", language="de", retrieved_on=date(2026, 11, 22)),
        ),
    )


def test_formats_that_cannot_hold_front_matter_take_it_from_a_side_file(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<title>Page title</title><h2>Neck</h2><p>One.</p><p>Two.</p>")
    write_docx(tmp_path / "word.docx", "First words.", "Second words.")
    write_text_pdf(tmp_path / "sheet.pdf", "Hold his head.")
    (tmp_path / "sheet.meta.yaml").write_text("title: The sheet\nlicence: CC0\n")
    outcome = read_documents([tmp_path])
    assert [(document.id, document.media, document.text) for document in outcome.documents] == [
        ("page", "html", "## Neck\n\nOne.\n\nTwo.\n"),
        ("sheet", "pdf", "Hold his head."),
        ("word", "docx", "First words.\n\nSecond words."),
    ]
    assert [document.front_matter for document in outcome.documents] == [
        FrontMatter(title="Page title"),
        FrontMatter(title="The sheet", licence="CC0"),
        FrontMatter(title="word"),
    ]


def test_a_title_falls_back_to_the_first_heading_and_then_to_the_name(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Words.\n\n## Heading ##\n")
    (tmp_path / "b.md").write_text("Words.\n---\n")
    titles = [document.front_matter.title for document in read_documents([tmp_path]).documents]
    assert titles == ["Heading", "b"]


def test_files_are_read_once_each_in_order_and_each_is_reported_when_done(tmp_path: Path) -> None:
    names = ["b/z.md", "b/a.txt", "a.md", "голова.md", "empty.txt"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("" if name == "empty.txt" else "Words.")
    done: list[Path] = []
    outcome = read_documents([tmp_path / "b" / "z.md", tmp_path], done.append)
    assert [document.id for document in outcome.documents] == ["z", "a", "голова"]
    assert [path.name for path in done] == ["z.md", "a.md", "a.txt", "голова.md"]
    assert [Path(failure.path).name for failure in outcome.failures] == ["a.txt", "empty.txt"]
