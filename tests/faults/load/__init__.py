"""Those who use an installation while it is being killed. Each writes down what it was told is safe."""
