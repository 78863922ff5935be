"""Where bytes come from: a folder, the United Nations' repositories, a catalogue."""
