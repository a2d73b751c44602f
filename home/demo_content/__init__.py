"""The demo county “Talbrücken verbindet”: loaded by one command, taken away by another."""
