"""From the matched text to its blocks: zones, letterhead, clause tree, tables, attribute lines."""
