"""ROOM 6: people and screens. Thin blueprints: may this person? is it valid? then one call of store."""
