"""What the till costs: every figure beside its yardstick, measured in turn in the same run (`make bench`)."""
