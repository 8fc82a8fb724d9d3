"""From a file to rows: read safely, map columns, check cells, match, apply.

`services/imports.py` is the entry; nothing here is called by a view.
"""
