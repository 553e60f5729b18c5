# musl.cmake: a toolchain file for musl's C library on this machine, by
# musl-gcc (Debian's musl-tools), or what -DCMAKE_C_COMPILER names.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR "${CMAKE_HOST_SYSTEM_PROCESSOR}")
if(NOT CMAKE_C_COMPILER)
  set(CMAKE_C_COMPILER musl-gcc)
endif()
set(CMAKE_CROSSCOMPILING_EMULATOR env) # they run as they are
