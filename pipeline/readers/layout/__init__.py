"""From words with their places on pages to running text: columns, tables, furniture, paragraphs."""
