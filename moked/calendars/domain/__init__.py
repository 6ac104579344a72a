"""Working time: pure arithmetic from a calendar's hours to the moment something is due."""
