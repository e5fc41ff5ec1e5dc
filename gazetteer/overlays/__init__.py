"""Additions of a user's own: a folder of TOML that is checked and laid over the data of the package."""
