"""Room 3: the only door to the database. Writes go through `record`, reads through `read`; facts are only added."""
