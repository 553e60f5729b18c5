# arm64.cmake: a toolchain file for Linux on arm64 with Debian's cross compiler
# (gcc-aarch64-linux-gnu, libc6-dev-arm64-cross).
set(CMAKE_SYSTEM_PROCESSOR aarch64)
include(${CMAKE_CURRENT_LIST_DIR}/debian-cross.cmake)
