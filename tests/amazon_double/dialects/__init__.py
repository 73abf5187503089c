"""Made-up ways to delete and to set, in place of Amazon's own, which are not public.

Each module here is one dialect: its requests, what its pages send, and the recipes that lead to the same requests.
A new module is found by itself.
"""

from importlib import import_module
import inspect
from pkgutil import iter_modules

from tests.amazon_double.dialects.base import Dialect

DIALECTS: dict[str, type[Dialect]] = {
    dialect.name: dialect
    for module in iter_modules(__path__)
    for dialect in vars(import_module(f"{__name__}.{module.name}")).values()
    if inspect.isclass(dialect) and issubclass(dialect, Dialect) and not inspect.isabstract(dialect)
}
