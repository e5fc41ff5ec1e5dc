"""A task tracker as an office may have one, and the proof that it can live on the feed.

    .venv/bin/python -m scripts.demo_tracker [--kills 40] [--seed 1] [--documents FOLDER]

`tracker` is its database, with the fields and names of real trackers; `poll` fills it by asking the HTTP API,
`receive` by taking the push. These know nothing of the store: only the JSON of the feed. `proof` runs a store
that is loaded, corrected and cut down while both import, kills everything again and again, and compares.
"""
