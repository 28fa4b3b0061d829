"""The search index: a cable's words in, the files of a static index out. Its format: docs/search-index.md."""
