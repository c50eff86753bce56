"""What a text alarms, what to ask first, and what fits whom."""
