#!/usr/bin/env python3
"""Sets the till up and runs it: `python3 make.py run` (Windows: `py -3 make.py run`).

Standard library only: it has to work before anything is installed. The Makefile calls it, so that Linux and
Windows share one way in. Commands: run, setup, test, lint, bench, soak, bundle, words, lock.
"""

import os
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.abspath(__file__))
WINDOWS = os.name == "nt"
TROUBLE = 3

# Which set-up each command needs: the lock file requirements/<name>.txt.
SETUP_FOR = {
    "run": "till",
    "setup": "till",
    "test": "tests",
    "lint": "tests",
    "bench": "tests",
    "soak": "tests",
    "words": "tests",
    "bundle": "bundle",
    "lock": "tests",
}

# What Qt loads from the system, and the Debian package it comes in. Probed by loading, not by asking dpkg:
# package names differ between releases (libglib2.0-0, libglib2.0-0t64), the libraries' own names do not.
LIBRARIES = [
    ("libEGL.so.1", "libegl1"),
    ("libGL.so.1", "libgl1"),
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
    ("libxcb-xkb.so.1", "libxcb-xkb1"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libusb-1.0.so.0", "libusb-1.0-0"),
]
PROGRAMS = {
    "tests": [("Xvfb", "xvfb"), ("xauth", "xauth"), ("pdftotext", "poppler-utils")],
    "bundle": [("objdump", "binutils")],
}


class Stopped(Exception):
    """The set-up cannot go on; the sentence has been chosen, the exit code too."""

    def __init__(self, chinese, english, code=TROUBLE):
        super().__init__(english)
        self.chinese, self.english, self.code = chinese, english, code


def say(chinese, english):
    """One message for the person at the keyboard, in both languages."""
    sys.stderr.write(chinese + "\n" + english + "\n")
    sys.stderr.flush()


# --- which Python -----------------------------------------------------------------------------------------


def use_a_new_enough_python():
    """Carry on with a newer Python of this machine if the one that was called is too old, else say so."""
    if sys.version_info[:2] >= OLDEST:
        return
    import shutil

    for minor in (13, 12, 11, 14):
        newer = shutil.which("python3.%d" % minor)
        if newer:
            os.execv(newer, [newer, os.path.join(ROOT, "make.py")] + sys.argv[1:])
    have = "%d.%d" % sys.version_info[:2]
    raise Stopped(
        "收银台需要 Python 3.11 或更新的版本，这台电脑上是 %s。什么都没有改动。请装上新版 Python 再来一次。" % have,
        "The till needs Python 3.11 or newer; this is %s. Nothing was changed. Install a newer Python and try again."
        % have,
    )


# --- is it ready? (every start passes here, so: few imports, no processes) ------------------------------------


def environment(kind):
    return os.path.join(ROOT, ".venv-bundle" if kind == "bundle" else ".venv")


def program(folder, name):
    """A program inside a virtual environment."""
    if WINDOWS:
        return os.path.join(folder, "Scripts", name + ".exe")
    return os.path.join(folder, "bin", name)


def fingerprint(kind):
    """What the set-up depends on: a stamp that carries this needs no work."""
    import hashlib

    # The real path changes when the system's Python is replaced; the folder's when somebody moved the till.
    seen = hashlib.sha256(repr((ROOT, os.path.realpath(program(environment(kind), "python")))).encode())
    for name in ("pyproject.toml", os.path.join("requirements", kind + ".txt")):
        with open(os.path.join(ROOT, name), "rb") as file:
            seen.update(hashlib.sha256(file.read()).digest())
    return seen.hexdigest()


def stamp(kind):
    return os.path.join(environment(kind), "ready-" + kind)


def ready(kind):
    """Whether the last set-up of this kind came to its end and nothing it depends on has changed since."""
    try:
        with open(stamp(kind), encoding="ascii") as file:
            stamped = file.read()
    except OSError:
        return False
    return os.path.exists(program(environment(kind), "python")) and stamped == fingerprint(kind)


# --- what the system must have ----------------------------------------------------------------------------


def loads(library):
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def python_library():
    """PyInstaller packs Python itself from its shared library, which Debian ships apart."""
    import sysconfig

    name = "libpython3.%d.so.1.0" % sys.version_info[1]
    beside = os.path.join(sysconfig.get_config_var("LIBDIR") or "", name)
    return None if os.path.exists(beside) or loads(name) else name


def missing_from_system(kind):
    """What set-up needs and the system lacks, as (what, Debian package)."""
    import importlib.util
    import shutil

    missing = []
    if importlib.util.find_spec("ensurepip") is None:
        missing.append(("ensurepip", "python3.%d-venv" % sys.version_info[1]))
    if sys.platform.startswith("linux"):
        missing += [(library, package) for library, package in LIBRARIES if not loads(library)]
        missing += [(name, package) for name, package in PROGRAMS.get(kind, []) if shutil.which(name) is None]
        if kind == "bundle" and python_library():
            missing.append((python_library(), "libpython3.%d" % sys.version_info[1]))
    return missing


def administrator():
    """How this user may install packages: a prefix for the command, or None for not without being asked."""
    import shutil
    import subprocess

    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        return ["sudo", "-n"]
    return None


def line_to_type(packages):
    import shutil

    names = " ".join(packages)
    if os.geteuid() == 0:
        return "apt-get update && apt-get install -y --no-install-recommends " + names
    if shutil.which("sudo"):
        return "sudo apt-get update && sudo apt-get install -y --no-install-recommends " + names
    return 'su -c "apt-get update && apt-get install -y --no-install-recommends %s"' % names


def complete_system(kind, command):
    """Install what the system lacks where this user may, else say exactly what to type."""
    import shutil
    import subprocess

    missing = missing_from_system(kind)
    if not missing:
        return
    if shutil.which("apt-get") is None:
        wanted = ", ".join(what for what, _ in missing)
        raise Stopped(
            "这台电脑缺少：%s。收银台还没有装好。请用系统自带的软件管理器装上，再运行 %s。" % (wanted, command),
            "This machine lacks: %s. The till is not set up yet. Install them with the system's own package manager, "
            "then run %s again." % (wanted, command),
        )
    packages = [package for _, package in missing]
    prefix = administrator()
    if prefix is not None:
        say(
            "正在安装系统缺少的软件包：%s" % " ".join(packages),
            "Installing system packages: %s" % " ".join(packages),
        )
        apt = prefix + ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        # A single unreachable source makes the update fail though the packages can be had.
        subprocess.call(apt + ["update"], stdin=subprocess.DEVNULL, stdout=2)
        subprocess.call(
            apt + ["install", "-y", "--no-install-recommends"] + packages, stdin=subprocess.DEVNULL, stdout=2
        )
        packages = [package for _, package in missing_from_system(kind)]
        if not packages:
            return
    raise Stopped(
        "还缺几个系统软件包，收银台没有装好。请输入下面这一行，然后再运行 %s：\n\n    %s\n"
        % (command, line_to_type(packages)),
        "Some system packages are missing, so the till is not set up. Type the line above, then run %s again."
        % command,
    )


# --- the virtual environment ------------------------------------------------------------------------------


def clean_environ():
    """The caller's environment without what would steer Python or pip past the virtual environment."""
    kept = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONHOME", "PIP_USER")}
    kept.update(PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", PYTHONUTF8="1")
    return kept


def works(folder):
    """Whether the environment's Python starts, is new enough, has pip, and was made for this very folder."""
    import subprocess

    try:
        with open(program(folder, "pip"), "rb") as file:
            # Every program in there names its Python by the full path: a till that moved needs them made anew.
            if os.path.join(folder, "").encode() not in file.read():
                return False
    except OSError:
        return False
    question = "import sys, pip; sys.exit(sys.version_info[:2] < %r or sys.prefix == sys.base_prefix)" % (OLDEST,)
    try:
        answer = subprocess.call(
            [program(folder, "python"), "-c", question], env=clean_environ(), stderr=subprocess.DEVNULL
        )
    except OSError:
        return False
    return answer == 0


def make_environment(folder):
    """A virtual environment that works: the present one if its last set-up was not cut short, else a new one.

    Answers the file that lies beside it from the first change to the last: whoever finds it knows that a
    set-up was cut short.
    """
    import subprocess

    if os.path.islink(folder):
        raise Stopped(
            "%s 是一个指向别处的链接，里面的东西没有动。请删掉这个链接再来一次。" % folder,
            "%s is a link to another place; nothing in there was touched. Remove the link and try again." % folder,
        )
    under_way = folder + "-under-way"
    mend = not os.path.exists(under_way) and works(folder)
    with open(under_way, "w"):
        pass
    if mend:
        return under_way
    say("正在建立运行环境……", "Making the virtual environment ...")
    python = sys.executable
    if os.path.realpath(sys.prefix) == os.path.realpath(folder):
        python = getattr(sys, "_base_executable", sys.executable)
    if subprocess.call([python, "-m", "venv", "--clear", folder], env=clean_environ(), stdout=2) != 0:
        raise Stopped(
            "没能建立运行环境：%s。收银台没有装好。请看上面的说明，腾出空间或权限后再来一次。" % folder,
            "The virtual environment %s could not be made, so the till is not set up. See the lines above; "
            "try again once there is room and permission." % folder,
        )
    return under_way


def pip(folder, *arguments):
    import subprocess

    return subprocess.call(
        [program(folder, "python"), "-m", "pip", *arguments], cwd=ROOT, env=clean_environ(), stdout=2
    )


def set_up(kind, command):
    """Everything from an empty machine to a program that starts; a second call mends what a first left half done."""
    say(
        "第一次启动要先安装，视网速需要一到几分钟。",
        "Setting up first; this takes a minute or more, as the network goes.",
    )
    complete_system(kind, command)
    folder = environment(kind)
    under_way = make_environment(folder)
    for old in ("ready-till", "ready-tests", "ready-bundle"):
        if os.path.exists(os.path.join(folder, old)):
            os.remove(os.path.join(folder, old))
    lock = os.path.join("requirements", kind + ".txt")
    done = pip(folder, "install", "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", lock) == 0
    if done and kind != "bundle":
        done = pip(folder, "install", "-q", "--no-deps", "--no-build-isolation", "--editable", ".") == 0
    if not done:
        raise Stopped(
            "依赖没有装完，收银台还不能用。请看上面的说明，检查网络和磁盘空间，再运行 %s。" % command,
            "The dependencies are not complete, so the till cannot start yet. See the lines above, check the network "
            "and the space on disk, then run %s again." % command,
        )
    for name in ("till", "tests") if kind == "tests" else (kind,):
        with open(stamp(name), "w", encoding="ascii") as file:
            file.write(fingerprint(name))
    os.remove(under_way)


# --- the commands -----------------------------------------------------------------------------------------


def step(*arguments, **more):
    """Run one program of the environment; stop with its exit code if it is not content."""
    import subprocess

    sys.stderr.write("$ " + " ".join(arguments[:6]) + (" ..." if len(arguments) > 6 else "") + "\n")
    folder = environment(more.pop("kind", "till"))
    code = subprocess.call([program(folder, "python"), "-m", *arguments], cwd=ROOT, **more)
    if code:
        sys.exit(code)


def become(*arguments):
    """Hand this process over to the environment's Python."""
    python = program(environment("till"), "python")
    os.chdir(ROOT)
    if WINDOWS:
        import subprocess

        sys.exit(subprocess.call([python, *arguments]))
    os.execv(python, [python, *arguments])


def lint():
    step("ruff", "format", "--check", ".")
    step("ruff", "check", ".")
    step("mypy")


def sources():
    """The till's own Python files, as paths from the project's folder."""
    import glob

    found = glob.glob(os.path.join(ROOT, "pos", "**", "*.py"), recursive=True)
    return sorted(os.path.relpath(name, ROOT).replace(os.sep, "/") for name in found)


def words_command(target):
    """Gathers every sentence of the sources into the translation file `target`; tests call it too."""
    quiet = ["-locations", "none", "-no-obsolete", "-source-language", "en", "-target-language", "zh_CN"]
    return [program(environment("tests"), "pyside6-lupdate"), *quiet, *sources(), "-ts", target]


def words():
    import subprocess

    target = os.path.join("resources", "i18n", "pos_zh_CN.ts")
    sys.exit(subprocess.call(words_command(target), cwd=ROOT))


def lock():
    """Resolve the lock files anew (needs uv, which the till itself does not)."""
    import subprocess

    resolve = ["uv", "pip", "compile", "pyproject.toml", "--quiet", "--upgrade", "--universal"]
    resolve += ["--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header"]
    resolve += ["--extra", "usb", "--extra", "serial", "--extra", "win", "--extra", "pg", "--group", "build"]
    till = "requirements/till.txt"
    for more in (["-o", till], *(["-c", till, "--group", g, "-o", o] for g, o in GROUPS)):
        code = subprocess.call([*resolve, *more], cwd=ROOT)
        if code:
            sys.exit(code)


GROUPS = [("test", "requirements/tests.txt"), ("bundle", "requirements/bundle.txt")]


def main():
    use_a_new_enough_python()
    command = sys.argv[1] if len(sys.argv) > 1 else "run"
    if command not in SETUP_FOR:
        sys.stderr.write(__doc__)
        return 2
    kind = SETUP_FOR[command]
    typed = "py -3 make.py " + command if WINDOWS else "make " + command
    if not ready(kind):
        set_up(kind, typed)
    more = sys.argv[2:]
    if command == "run":
        become("-m", "pos.example", *more)
    elif command == "setup":
        say("已装好：%s" % program(environment(kind), "pos"), "Ready: %s" % program(environment(kind), "pos"))
    elif command == "lint":
        lint()
    elif command == "test":
        lint()
        become("-m", "pytest", "-n", "2", *more)
    elif command == "soak":
        # Other examples each time; what fails prints how to see it again.
        os.environ.setdefault("HYPOTHESIS_PROFILE", "soak")
        become("-m", "pytest", "-p", "no:xdist", "-m", "soak", *more)
    elif command == "bench":
        become("-m", "bench", *more)
    elif command == "bundle":
        step("PyInstaller", "--noconfirm", "--log-level", "WARN", "build.spec", kind="bundle")
    elif command == "words":
        words()
    elif command == "lock":
        lock()
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        sys.exit(main())
    except Stopped as stopped:
        say(stopped.chinese, stopped.english)
        sys.exit(stopped.code)
    except KeyboardInterrupt:
        say("已中断，再运行一次会接着装。", "Interrupted; run it again and it goes on from here.")
        sys.exit(130)
