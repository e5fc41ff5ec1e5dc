"""Public agencies, places and their names: data with its small loader. Imports nothing of the pipeline."""

from gazetteer.catalog import Gazetteer, load_gazetteer
from gazetteer.load import GazetteerError, OverlayError
from gazetteer.model import Issuer, Place

__all__ = ["Gazetteer", "GazetteerError", "Issuer", "OverlayError", "Place", "load_gazetteer"]
