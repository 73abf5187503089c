# Home Assistant answers `import voluptuous` with probatio, its drop-in replacement, since 2026.9.
from probatio import *
