"""The samples in every format that clerks have: corpus/formats, made from documents of corpus/.

    .venv/bin/python -m scripts.make_samples              make all of them
    .venv/bin/python -m scripts.make_samples quet-ro.pdf  make these alone

In: corpus/*.txt, and scripts/samples/samples.toml, which says what each sample is. Needs LibreOffice. Every
run makes samples with the same words; the bytes of what LibreOffice writes (.doc, .rtf, .odt, .pdf, and the
scans of its pages) differ from run to run.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence

from scripts.samples.catalog import FOLDER, Sample, load_samples, read_list
from scripts.samples.letters import encoded, old_font_runs
from scripts.samples.office import convert
from scripts.samples.paper import read_paper
from scripts.samples.pictures import photo, scan
from scripts.samples.signed import sign
from scripts.samples.web import make_html, make_mail
from scripts.samples.word import Style, make_docx, plain_runs

_PICTURES = ("photo", "scan")


def make(sample: Sample) -> bytes:
    """Return the bytes of one sample."""
    options = sample.options
    if sample.form == "text":
        return encoded(sample.text, options["encoding"])
    if sample.form == "html":
        return make_html(sample.paper, options["menu"])
    if sample.form == "signed":
        return _signed(sample)
    docx = make_docx(sample.paper, _style(options))
    if sample.form == "docx":
        return docx
    if sample.form not in _PICTURES:
        return convert(docx, sample.form)
    pdf = convert(docx, "pdf")
    return photo(pdf) if sample.form == "photo" else scan(pdf, options["level"])


def pack(file: str, members: Mapping[str, bytes]) -> bytes:
    """Return the archive or e-mail of that name with its members."""
    mail = read_list()["mail"]
    if file == mail["file"]:
        return make_mail(mail["head"], mail["body"], members)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def main(wanted: Sequence[str]) -> int:
    """Make the samples and write them; 0."""
    files: defaultdict[str, list[Sample]] = defaultdict(list)
    for sample in load_samples():
        files[sample.file.split("/")[0]].append(sample)
    FOLDER.mkdir(exist_ok=True)
    for file, samples in files.items():
        if wanted and file not in wanted:
            continue
        made = {sample.file.removeprefix(f"{file}/"): make(sample) for sample in samples}
        data = made.get(file) or pack(file, made)
        (FOLDER / file).write_bytes(data)
        print(f"{len(data):9,}  {file}")
    return 0


def _style(options: Mapping[str, str]) -> Style:
    return Style(
        runs=old_font_runs if "encoding" in options else plain_runs,
        revised="revised" in options,
        footnote=options.get("footnote", ""),
    )


def _signed(sample: Sample) -> bytes:
    """A page with blanks where the signing program has set number and day."""
    text, marks = sample.raw, sample.options["marks"]
    for before, words in marks:
        text = text.replace(before + words, before + "  " * len(words))
    pdf = convert(make_docx(read_paper(text), Style(plain_runs)), "pdf")
    return sign(pdf, [(before.rstrip(), words) for before, words in marks])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
