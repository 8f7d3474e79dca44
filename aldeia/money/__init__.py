"""Money: what a planned stack costs in a month, before and after, from a dated table of prices."""
