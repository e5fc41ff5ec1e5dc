"""`giaoviec gazetteer …`: what the gazetteer knows, and what a user adds to it."""
