"""Building blocks of page bodies."""
