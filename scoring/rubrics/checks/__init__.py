"""The rules beyond single fields, one file a part of the language. `check.py` next door calls them."""
