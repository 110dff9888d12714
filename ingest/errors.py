"""What can go wrong between a document and an open index; every message gives the numbers and the next step.

IngestError
├── CorpusError              an editor's file is malformed, or points to words that are not there
├── DocumentError            one document cannot be used; the others can
│   └── PassageTooLongError  a sentence is longer than what can be shown or encoded whole
├── LlmError                 the configured LLM gave no answer
├── ModelError               the embedding model is missing, altered or does not agree with its export
└── IndexError_
    ├── IndexMissingError    nothing was published yet
    ├── IndexOutdatedError   built with another model, schema, library version or corpus
    ├── IndexDamagedError    files are missing or altered
    ├── BuildLockedError     another build is running
    └── WithdrawalError      the build would withdraw too many documents at once

Knows nothing of exit statuses: the front door turns these into words and numbers.
"""


class IngestError(Exception):
    """Any fault of the world that the ingest room reports."""


class CorpusError(IngestError):
    """A file of the corpus is malformed or contradicts another; the message begins with file and line."""


class DocumentError(IngestError):
    """One document cannot be read or split."""


class PassageTooLongError(DocumentError):
    """A sentence is longer than the limit, even after it was split at its semicolons, colons and commas."""


class LlmError(IngestError):
    """The configured LLM cannot be reached, or answers with something else than an answer."""


class ModelError(IngestError):
    """The embedding model cannot be used as it is."""


class IndexError_(IngestError):  # noqa: N801, N818 - the name without a line is Python's own
    """The index on disk cannot be built or opened."""


class IndexMissingError(IndexError_):
    """No generation was published in this home."""


class IndexOutdatedError(IndexError_):
    """The generation was built from something else than what is asked for now."""


class IndexDamagedError(IndexError_):
    """The generation is not what its manifest says."""


class BuildLockedError(IndexError_):
    """Another process builds in this home."""


class WithdrawalError(IndexError_):
    """The build would withdraw more documents than a slip may."""
