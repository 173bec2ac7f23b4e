"""What every platform promises Kring, tried on each through what stands in for it: one contract, three platforms."""
