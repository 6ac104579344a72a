"""An installation of any size, made up in minutes: for measuring, never for showing to anybody."""
