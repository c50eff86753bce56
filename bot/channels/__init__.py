"""Where one talks: each channel renders typed utterances its own way."""
