"""Records for the tools of language people: spaCy, and what annotators work with, there and back.

`component` and `tokens` are a pipe and a tokenizer of spaCy, found by entry point. `docbin`, `label_studio`,
`doccano` and `prodigy` each `write` documents with their tasks to a file of that tool and `read` them back,
with what people changed in it; `reading` sees which tool a file is of. Every offset is counted as
the tool counts: `units` says how.
"""
