"""Routines as data: the model, the loader with line-numbered problems, and the library."""
