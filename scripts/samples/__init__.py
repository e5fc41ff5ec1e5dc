"""The samples in every format: documents of corpus/, printed the ways in which clerks get them."""
