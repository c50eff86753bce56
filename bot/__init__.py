"""Solemate: a hands-free assistant that leads foot massage routines in real time."""
