"""Everything that imports cdktf."""

from stacks.bindings import prepare

# Here, because it has to come before the first import of cdktf or the provider, in whatever module that is.
prepare()
