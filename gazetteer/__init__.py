"""Public agencies, places and their names: data with its small loader. Imports nothing of the pipeline."""

from gazetteer.catalog import Gazetteer, load_gazetteer
from gazetteer.load import GazetteerError
from gazetteer.model import Issuer, Place
from gazetteer.overlays.files import OverlayError

__all__ = ["Gazetteer", "GazetteerError", "Issuer", "OverlayError", "Place", "load_gazetteer"]
