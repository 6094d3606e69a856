"""Chaos: real tablets and scripted seats enter marks while everything between them and the database breaks.

timetable  what goes wrong when, drawn from a seed      crowd    who sits where, and the scripted seats' intentions
proxy      the bad network                              seats    scripted seats with a tablet's rules
tablets    real browsers, real taps                     promises.js  what a browser tablet promised to keep
ledger     what was intended; the comparison with the database file      certificate  what the event says of itself
conduct    one run from the first tap to the last figure
"""
