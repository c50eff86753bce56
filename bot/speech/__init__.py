"""Written text for the ear: sentences, numbers and times as one says them."""
