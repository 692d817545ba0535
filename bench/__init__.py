"""Speed and cost, as ratios measured in one run; see README.md."""
