"""The search: from a first grid to the best that is found, and what is proven on the way."""
