"""How QGIS draws a layer: a table of styles inside the GeoPackage, which it reads when the layer is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    import sqlite3

    import pandas as pd

LOOKS = {
    "literal": ("the place itself", "#0072b2", "#00416b"),
    "associative": ("those who act in its name", "#ffffff00", "#c44e00"),
}
"""Role → what it means, colours of disc and rim; those of the map page."""

_TABLE = """CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME
)"""
# The root of how often a place is named, so that areas compare; from 2 to 10 mm.
_BY_PLACE = 'min(10, 1.2 + 0.8 * sqrt(count("start", group_by:=coalesce("place_id", \'\') || "role")))'
_BY_COUNT = 'min(10, 1.2 + 0.8 * sqrt("mentions"))'


def layer_styles(database: sqlite3.Connection, table: pd.DataFrame, layer: str, time: str) -> None:
    """Add the style of a layer to a GeoPackage, as its default.

    Parameters
    ----------
    database : sqlite3.Connection
        The GeoPackage.
    table : pandas.DataFrame
        What the layer holds; by its columns the style is chosen.
    layer, time : str
        Name of the layer, and the time that is written.
    """
    style = ("", "", layer, "geom", layer, qml(table), "", True, "circles by role and by how often a place is named")
    database.execute(_TABLE)
    database.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
        "styleQML, styleSLD, useAsDefault, description, owner, update_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)",
        (*style, time),
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles', ?)",
        (time,),
    )


def qml(table: pd.DataFrame) -> str:
    """Return a style in QGIS's format: mentions by role, other tables in one colour; the larger the more mentions.

    Parameters
    ----------
    table : pandas.DataFrame
        Mentions, or a summary of them.
    """
    if {"role", "place_id", "start"} <= {*table.columns}:
        roles = list(LOOKS)
        size = _BY_PLACE
        kind = 'type="categorizedSymbol" attr="role"'
        entries = "".join(
            f'<category value="{role}" symbol="{number}" label={quoteattr(f"{role}: {LOOKS[role][0]}")} render="true"/>'
            for number, role in enumerate(roles)
        )
        entries = f"<categories>{entries}</categories>"
    else:
        roles, kind, entries = ["literal"], 'type="singleSymbol"', ""
        size = _BY_COUNT if "mentions" in table.columns else ""
    symbols = "".join(_symbol(number, role, size) for number, role in enumerate(roles))
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        '<qgis version="3.22.0" styleCategories="Symbology">'
        f'<renderer-v2 {kind} forceraster="0" symbollevels="0" enableorderby="0">{entries}'
        f"<symbols>{symbols}</symbols></renderer-v2>"
        "<blendMode>0</blendMode><featureBlendMode>0</featureBlendMode><layerOpacity>1</layerOpacity>"
        "<layerGeometryType>0</layerGeometryType></qgis>"
    )


def _symbol(number: int, role: str, size: str) -> str:
    _, disc, rim = LOOKS[role]
    looks = {
        "name": "circle",
        "color": _rgba(disc),
        "outline_color": _rgba(rim),
        "outline_style": "solid",
        "outline_width": "0.5",
        "outline_width_unit": "MM",
        "size": "2.4",
        "size_unit": "MM",
        "scale_method": "diameter",
    }
    options = "".join(f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in looks.items())
    return (
        f'<symbol type="marker" name="{number}" alpha="0.8" clip_to_extent="1" force_rhr="0">'
        '<layer class="SimpleMarker" enabled="1" locked="0" pass="0">'
        f'<Option type="Map">{options}</Option>{_defined(size) if size else ""}</layer></symbol>'
    )


def _defined(size: str) -> str:
    """The size as an expression over the rows."""
    return (
        '<data_defined_properties><Option type="Map"><Option type="QString" name="name" value=""/>'
        '<Option type="Map" name="properties"><Option type="Map" name="size">'
        '<Option type="bool" name="active" value="true"/>'
        f'<Option type="QString" name="expression" value={quoteattr(size)}/>'
        '<Option type="int" name="type" value="3"/></Option></Option>'
        '<Option type="QString" name="type" value="collection"/></Option></data_defined_properties>'
    )


def _rgba(colour: str) -> str:
    """``#0072b2`` → ``0,114,178,255``."""
    digits = colour[1:].ljust(8, "f")
    return ",".join(str(int(digits[at : at + 2], 16)) for at in range(0, 8, 2))
