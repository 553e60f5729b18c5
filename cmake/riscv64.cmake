# riscv64.cmake: a toolchain file for Linux on riscv64 with Debian's cross compiler
# (gcc-riscv64-linux-gnu, libc6-dev-riscv64-cross), or that of -DCMAKE_C_COMPILER.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR riscv64)
if(NOT CMAKE_C_COMPILER)
  set(CMAKE_C_COMPILER riscv64-linux-gnu-gcc)
endif()
# Programs for there run here where qemu-user is installed.
find_program(CSPCC_QEMU qemu-riscv64)
if(CSPCC_QEMU)
  set(CMAKE_CROSSCOMPILING_EMULATOR "${CSPCC_QEMU};-L;/usr/riscv64-linux-gnu")
endif()
