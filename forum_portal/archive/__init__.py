"""The data that ships: the real archive in data/, the demonstration in demo/, and how they are loaded."""
