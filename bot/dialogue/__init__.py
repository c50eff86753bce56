"""The conversation around a routine: what is known, what is offered, what comes next."""
