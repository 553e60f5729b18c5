# SPDX-License-Identifier: MIT
# The folder is the list: every .c and .test file below test/ and not in an
# Inputs folder is a test. Run by ./check, or by hand:
#
#     lit build/test/program                        all of one room
#     lit build/test/asan/program/select            plain, asan, tsan, stress,
#                                                   arm64, riscv64 or musl
#     lit -Drepeat=20 build/test/program/select     hunt a rare failure
#
# Features for REQUIRES and UNSUPPORTED: the variant's name; the tools in
# features.py, which also says why they may be missing; `proc`, where /proc is
# mounted; `all` (-Dall=1), for what ./check leaves to ./check --all; `quiet`
# (-Dquiet=1), a machine that runs nothing else. Of a folder's programs the
# variants run a sample (formats.SAMPLES), with -Dwhole=1 all; plain then
# has every build of each.
import os
import shutil
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
import features
import formats


def setting(name, default):
    """From lit.site.cfg.py, else from the environment, else the default."""
    return getattr(config, name, None) or os.environ.get(name.upper(), default)


config.name = "cspcc"
config.test_format = formats.Script(execute_external=False)
config.suffixes = [".c", ".test"]
config.excludes = ["Inputs"]
config.test_source_root = here
source_dir = setting("source_dir", os.path.dirname(here))
build_dir = setting("build_dir", os.path.join(source_dir, "build"))
version = setting("llvm_version", "19")
llvm_bin = setting("llvm_bin", "/usr/lib/llvm-%s/bin" % version)
python = setting("python", "python3")
gcc = setting("gcc", shutil.which("gcc") or "gcc")
cspcc = setting("cspcc_bin", os.environ.get(
    "CSPCC", os.path.join(build_dir, "bin", "cspcc")))


def llvm_tool(name):
    in_llvm = os.path.join(llvm_bin, name)
    if os.path.exists(in_llvm):
        return in_llvm
    return shutil.which("%s-%s" % (name, version)) or name


variant = setting("variant", None) or lit_config.params.get("variant", "plain")
config.variant = variant
config.build_dir = build_dir
config.also_requires = []
config.name += "" if variant == "plain" else "-" + variant
config.test_exec_root = os.path.join(build_dir, "test", variant)
config.available_features.add(variant)
config.available_features |= features.available(llvm_tool, build_dir)
config.available_features |= features.net(build_dir, variant)
config.available_features |= {
    name for name in ("all", "quiet") if lit_config.params.get(name)}
if variant in ("asan", "tsan"):
    config.also_requires.append("proc")
if variant in features.MACHINES:
    config.also_requires += ["all", *features.MACHINES[variant]]
    if any(name in features.NEED_PROC for name in config.also_requires):
        config.available_features.discard("proc")  # it shows qemu's threads
if variant in formats.SAMPLES and not lit_config.params.get("whole"):
    config.test_format = formats.Sample(variant)
if variant == "tsan":  # unasked, it sleeps for a second at each program's end
    config.environment["TSAN_OPTIONS"] = "atexit_sleep_ms=20"

config.environment.update({
    "CSPCC": cspcc,
    "CLANG": llvm_tool("clang"),
    "GCC": gcc,
    "CSP_TEST_VARIANT": variant,
    "CSP_TEST_WHOLE": lit_config.params.get("whole", ""),
    "CSP_TEST_REPEAT": lit_config.params.get("repeat", "1"),
    "CSP_TEST_CFLAGS": os.environ.get("CSP_TEST_CFLAGS", ""),
    "LC_ALL": "C",
})

script = os.path.join(here, "run-program")
config.substitutions += [
    ("%program", "%s -S %s -o %%t" % (python, script)),
    ("%check", llvm_tool("FileCheck") + " --enable-var-scope %s"),
    ("%FileCheck", llvm_tool("FileCheck") + " --enable-var-scope"),
    ("%cspcc", cspcc),
    ("%top", os.path.join(os.path.dirname(cspcc), "csp-top")),
    ("%trace", os.path.join(os.path.dirname(cspcc), "csp-trace")),
    ("%clang-format", llvm_tool("clang-format")),
    ("%clang-tidy", llvm_tool("clang-tidy")),
    ("%clangd", llvm_tool("clangd")),
    ("%clang", llvm_tool("clang")),
    ("%gcc", gcc),
    ("%cc", setting("cc", llvm_tool("clang"))),
    ("%libclang_include", setting("libclang_include", "")),
    ("%cxx", "g++"),
    ("%not", llvm_tool("not")),
    ("%count", llvm_tool("count")),
    ("%dwarfdump", llvm_tool("llvm-dwarfdump")),
    ("%profdata", llvm_tool("llvm-profdata")),
    ("%cov", llvm_tool("llvm-cov")),
    ("%ar", llvm_tool("llvm-ar")),
    ("%python", python),
    ("%source_dir", source_dir),
    ("%build_dir", build_dir),
    ("%include", os.path.join(source_dir, "include")),
]
