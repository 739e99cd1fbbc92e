"""Says which Debian packages to install when a Python module that most rooms need is missing."""

import importlib.util
import sys

DEBIAN_PACKAGES = {
    'google.protobuf': 'python3-protobuf',
    'numpy': 'python3-numpy',
    'sentencepiece': 'python3-sentencepiece',
    'torch': 'python3-torch',
}


def is_present(module):
    """Whether a module can be imported."""
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # of the package that would hold it
        return False


def missing_packages():
    """The Debian packages of the modules that cannot be imported."""
    return [package for module, package in DEBIAN_PACKAGES.items() if not is_present(module)]


def require_packages():
    """Ends the program with a clear message unless every module can be imported."""
    missing = missing_packages()
    if missing:
        sys.exit(
            f'{sys.executable} lacks Python modules. On Debian: apt install {" ".join(missing)}, '
            'and run the program with /usr/bin/python3.'
        )
