# SPDX-License-Identifier: MIT
# The folder is the list: every .c and .test file below test/ and not in an
# Inputs folder is a test. Run through the build (`ctest`), or by hand:
#
#     CSPCC=build/bin/cspcc lit test/program            all of one room
#     lit -Dvariant=asan test/program                   plain, asan, tsan or stress
#     lit -Drepeat=20 test/program/select               hunt a rare failure
#
# Features for REQUIRES and UNSUPPORTED: the variant's name; `gcc`, `cxx`, `gdb`, `valgrind`,
# `csmith`, `go`, `valgrind` if there; `gcc-torture` where Debian's packages can be had; `quiet` (-Dquiet=1) on a machine that runs nothing else.
import os
import shutil

import lit.formats

here = os.path.dirname(os.path.abspath(__file__))


def setting(name, default):
    """From lit.site.cfg.py, else from the environment, else the default."""
    return getattr(config, name, None) or os.environ.get(name.upper(), default)


config.name = "cspcc"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".test"]
config.excludes = ["Inputs"]
config.test_source_root = here
source_dir = setting("source_dir", os.path.dirname(here))
build_dir = setting("build_dir", os.path.join(source_dir, "build"))
version = setting("llvm_version", "19")
llvm_bin = setting("llvm_bin", "/usr/lib/llvm-%s/bin" % version)
python = setting("python", "python3")
gcc = setting("gcc", shutil.which("gcc") or "gcc")
cxx = next((tool for tool in ("g++", "clang++-" + version, "clang++")
            if shutil.which(tool)), "g++")
cspcc = setting("cspcc_bin", os.environ.get(
    "CSPCC", os.path.join(build_dir, "bin", "cspcc")))


def llvm_tool(name):
    in_llvm = os.path.join(llvm_bin, name)
    if os.path.exists(in_llvm):
        return in_llvm
    return shutil.which("%s-%s" % (name, version)) or name


variant = lit_config.params.get("variant", "plain")
config.name += "" if variant == "plain" else "-" + variant
config.test_exec_root = os.path.join(build_dir, "test", variant)
config.available_features.add(variant)
for feature, tool in (("gcc", gcc), ("gdb", "gdb"), ("cxx", cxx), ("csmith", "csmith"), ("go", "go"),
                      ("valgrind", "valgrind"),
                      ("gcc-torture", "dpkg-deb"), ("valgrind", "valgrind")):
    if shutil.which(tool):
        config.available_features.add(feature)
if lit_config.params.get("quiet"):
    config.available_features.add("quiet")

config.environment.update({
    "CSPCC": cspcc,
    "CLANG": llvm_tool("clang"),
    "GCC": gcc,
    "CSP_TEST_VARIANT": variant,
    "CSP_TEST_REPEAT": lit_config.params.get("repeat", "1"),
    "CSP_TEST_CFLAGS": os.environ.get("CSP_TEST_CFLAGS", ""),
    "LC_ALL": "C",
})

script = os.path.join(here, "run-program")
config.substitutions += [
    ("%program", "%s %s -o %%t" % (python, script)),
    ("%check", llvm_tool("FileCheck") + " --enable-var-scope %s"),
    ("%FileCheck", llvm_tool("FileCheck") + " --enable-var-scope"),
    ("%cspcc", cspcc),
    ("%clang-format", llvm_tool("clang-format")),
    ("%clang-tidy", llvm_tool("clang-tidy")),
    ("%clangd", llvm_tool("clangd")),
    ("%clang", llvm_tool("clang")),
    ("%gcc", gcc),
    ("%cxx", cxx),
    ("%not", llvm_tool("not")),
    ("%count", llvm_tool("count")),
    ("%dwarfdump", llvm_tool("llvm-dwarfdump")),
    ("%ar", llvm_tool("llvm-ar")),
    ("%python", python),
    ("%source_dir", source_dir),
    ("%build_dir", build_dir),
    ("%include", os.path.join(source_dir, "include")),
]
