# riscv64.cmake: a toolchain file for Linux on riscv64 with Debian's cross
# compiler (gcc-riscv64-linux-gnu, libc6-dev-riscv64-cross).
set(CMAKE_SYSTEM_PROCESSOR riscv64)
include(${CMAKE_CURRENT_LIST_DIR}/debian-cross.cmake)
