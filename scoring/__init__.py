"""The floor plan. A room imports only rooms above it in this list; tests/test_floor_plan.py checks that.

    rubrics/     1  the rubric language, and the rubrics themselves
    engine/      2  scoring: pure functions, exact numbers; no names of people, no clock, no chance
    store/       3  the only door to the database
    paper/       4  files in and out: sheets, workbooks, rosters
    live/        5  pushing: what the hall sees without asking
    web/         6  people and screens: thin blueprints and forms

    app.py       puts the rooms together into one Flask application
    cli.py       the same for the command line
    serving.py   `serve`: opens an instance, serves it, says where
    instance.py  the folder of one competition office: database, settings, its own rubrics
    demo/        a ready competition whose judges are robots
    __main__.py  makes .venv from the lock, then opens cli.py inside it; standard library only

This file imports nothing, so that `python3 -m scoring` works before anything is installed.
"""
