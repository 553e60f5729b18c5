# debian-cross.cmake: what arm64.cmake and riscv64.cmake have in common.
# CMAKE_SYSTEM_PROCESSOR is set. The compiler is Debian's cross compiler, or that
# of -DCMAKE_C_COMPILER.
set(CMAKE_SYSTEM_NAME Linux)
set(CSPCC_CROSS ${CMAKE_SYSTEM_PROCESSOR}-linux-gnu)
if(NOT CMAKE_C_COMPILER)
  set(CMAKE_C_COMPILER ${CSPCC_CROSS}-gcc)
endif()
# Programs for there run here where qemu-user is installed.
find_program(CSPCC_QEMU qemu-${CMAKE_SYSTEM_PROCESSOR})
if(CSPCC_QEMU)
  set(CMAKE_CROSSCOMPILING_EMULATOR "${CSPCC_QEMU};-L;/usr/${CSPCC_CROSS}")
endif()
