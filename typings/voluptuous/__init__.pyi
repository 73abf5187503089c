# Home Assistant answers `import voluptuous` with probatio, its drop-in replacement, since 2026.9.
from probatio import *  # noqa: F403 - a drop-in replacement is taken whole
