"""`python -m stacks` imports once what every synth imports, so that the first is as fast as every other.

Python writes its bytecode, jsii unpacks the libraries and indexes them. Set-up runs it.
"""

import importlib

from stacks.bindings import settle

MODULES = (
    "aldeia.cli",
    "aldeia.documents.render",
    "aldeia.synth",
    "rich.console",
    "rich.table",
    "stacks.synthesis",
)

if __name__ == "__main__":
    for module in MODULES:
        importlib.import_module(module)
    settle()
