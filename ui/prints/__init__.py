"""Labels on their way to paper, and paper on the screen."""
