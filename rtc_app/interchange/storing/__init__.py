"""Writing what a catalogue file says into the tables of the catalogue, one module per noun."""
