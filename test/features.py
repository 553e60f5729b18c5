# SPDX-License-Identifier: MIT
"""What only some tests need, and why it is not here.

lit.cfg.py asks which features there are, for REQUIRES; test/run says why tests
were left out. A tool is a feature by its own name.
"""
import glob
import os
import shutil

TOOLS = ("gcc", "g++", "gdb", "valgrind", "csmith", "go", "spin", "ccache",
         "meson", "tmux", "pkg-config", "tclsh",
         "aarch64-linux-gnu-gcc", "qemu-aarch64", "riscv64-linux-gnu-gcc",
         "qemu-riscv64", "musl-gcc", "chromium", "chromedriver", "tidy", "dot",
         "curl", "openssl", "nghttp", "h2load", "h2spec", "nghttpd",
         "nginx")
# What each other machine needs; they are variants of the tests.
MACHINES = {
    "arm64": ("aarch64-linux-gnu-gcc", "qemu-aarch64"),
    "riscv64": ("riscv64-linux-gnu-gcc", "qemu-riscv64"),
    "musl": ("musl-gcc",),
}
# They read their own memory map there.
NEED_PROC = ("gdb", "valgrind", "go", "qemu-aarch64", "qemu-riscv64")
LLVM_TOOLS = ("clang-tidy", "clangd")
# The libraries of lib/net, by what is built; not on other machines.
NET = ("http", "tls", "http2")
HAS_PROC = os.path.exists("/proc/self/maps")

REASONS = {
    "all": "./check --all runs them (slow for what they find)",
    "proc": "/proc is not mounted",
    "csp-top": "there is no ncurses to build csp-top with (./setup)",
    "quiet": "they want a machine that does nothing else (lit -Dquiet=1)",
    "gcc-torture": "gcc-12-source is not installed (./setup --all)",
    "http": "lib/net/http was not built: no parser of HTTP (./setup)",
    "tls": "lib/net/tls was not built: no OpenSSL 3 (./setup)",
    "http2": "lib/net/http2 was not built: no nghttp2 (./setup)",
    "projects": "the sources of Debian's packages are not here (./setup --all)",
}


def installed(name):
    return shutil.which(name) is not None


def available(llvm_tool, build_dir):
    """All but those of lit's parameters; llvm_tool: finds one of LLVM's."""
    found = {name for name in TOOLS
             if installed(name) and (HAS_PROC or name not in NEED_PROC)}
    found.update(n for n in LLVM_TOOLS if installed(llvm_tool(n)))
    if HAS_PROC:
        found.add("proc")
    if os.path.exists(os.path.join(build_dir, "bin", "csp-top")):
        found.add("csp-top")
    if glob.glob("/usr/lib/python3/dist-packages/selenium"):
        found.add("selenium")  # Debian's, of /usr/bin/python3
    if glob.glob("/usr/lib/python3/dist-packages/jsonschema"):
        found.add("jsonschema")
    if glob.glob("/usr/src/gcc-*/gcc-*.tar.xz") or \
            os.path.isdir(os.path.join(build_dir, "torture", "gcc-torture")):
        found.add("gcc-torture")
    if os.path.exists(os.path.join(build_dir, "projects/sources/complete")):
        found.add("projects")
    return found


def net(build_dir, variant):
    """Those of lib/net that programs of this variant can link with."""
    suffix = {"asan": "-asan", "tsan": "-tsan"}.get(variant, "")
    return {name for name in NET if variant not in MACHINES and os.path.exists(
        os.path.join(build_dir, "lib", "libcsp%s%s.a" % (name, suffix)))}


def reason(missing):
    """Why a test that REQUIRES these was left out: the first thing to change."""
    if "all" in missing:
        return REASONS["all"]
    tools = sorted(name for name in missing if name not in REASONS)
    if not tools:
        return REASONS[min(missing)]
    if tools[0] in NEED_PROC and installed(tools[0]):
        return "%s needs /proc, which is not mounted" % tools[0]
    return "%s is not installed (./setup --all)" % tools[0]
