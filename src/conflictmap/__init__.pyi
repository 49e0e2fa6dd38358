from conflictmap import corrections as corrections
from conflictmap import evaluation as evaluation
from conflictmap import gazetteer as gazetteer
from conflictmap import pipeline as pipeline
from conflictmap import plugins as plugins
from conflictmap import regions as regions
from conflictmap._errors import AnalysisError as AnalysisError
from conflictmap._errors import ConflictMapError as ConflictMapError
from conflictmap._errors import GeodataError as GeodataError
from conflictmap._errors import InputError as InputError
from conflictmap._errors import OutputError as OutputError
from conflictmap._errors import PluginError as PluginError
from conflictmap._errors import Problem as Problem
from conflictmap._errors import UnknownResourceError as UnknownResourceError
from conflictmap._errors import UnreadableError as UnreadableError
from conflictmap.corrections.applying import CorrectionWarning as CorrectionWarning
from conflictmap.corrections.overrides import Override as Override
from conflictmap.corrections.overrides import read_overrides as read_overrides
from conflictmap.corrections.reviewing import review as review
from conflictmap.documents.read import DocumentWarning as DocumentWarning
from conflictmap.documents.read import read as read
from conflictmap.evaluation.scorecard import Scorecard as Scorecard
from conflictmap.evaluation.scorecard import score as score
from conflictmap.explaining.explain import explain as explain
from conflictmap.gazetteer.gazetteer import Gazetteer as Gazetteer
from conflictmap.gazetteer.geocoding import GazetteerGeocoder as GazetteerGeocoder
from conflictmap.gazetteer.geocoding import GeocoderChain as GeocoderChain
from conflictmap.mapping import ConflictMap as ConflictMap
from conflictmap.mapping import build_map as _build_map
from conflictmap.mapping.layers import layer_text as layer_text
from conflictmap.model.document import Document as Document
from conflictmap.model.place import Place as Place
from conflictmap.pipeline import geoparse as geoparse
from conflictmap.table.columns import COLUMNS as COLUMNS
from conflictmap.table.read import read_table as read_table
from conflictmap.table.summary import summary as summary
from conflictmap.table.write import write as write

__version__: str

# A name that an import gives is public only if it is the thing's own.
map = _build_map  # noqa: A001
