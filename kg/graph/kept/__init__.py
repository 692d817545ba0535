"""A store on disk: a ledger of what was read, and an index that answers SPARQL, published whole and never changed."""
