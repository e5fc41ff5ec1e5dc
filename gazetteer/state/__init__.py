"""The whole state through time: units, bodies, changes, groups, and what a name means on a day."""
