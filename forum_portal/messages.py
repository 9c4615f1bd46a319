"""
Turning the translators' .po files into the .mo files that Django reads.

With polib, so that a machine without gettext can do it. The .mo files are not in git.
"""

import os
from pathlib import Path

import polib


def compile_messages(locale_dir):
    """Compile each .po file below ``locale_dir`` whose .mo file is not of the same moment; return these files."""
    return [po for po in sorted(Path(locale_dir).glob("*/LC_MESSAGES/*.po")) if _compile(po)]


def _compile(po):
    mo = po.with_suffix(".mo")
    written_at = po.stat().st_mtime_ns
    if mo.exists() and mo.stat().st_mtime_ns == written_at:
        return False
    # Beside it first: a server that starts at this moment must not read half a file.
    temporary = mo.with_suffix(f".{os.getpid()}.tmp")
    polib.pofile(str(po)).save_as_mofile(str(temporary))
    os.utime(temporary, ns=(written_at, written_at))
    temporary.replace(mo)
    return True
