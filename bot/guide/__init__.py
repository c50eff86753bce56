"""How a routine is led: a pure state machine over a compiled plan, and its cues."""
