"""Room 1: the rubric language, and the rubrics themselves. Knows no contestant, no database and no web."""
