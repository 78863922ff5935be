"""The index of uses: who cites, asks, names a thing, and does something with it, in order."""
