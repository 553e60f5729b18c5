# cmake -DSOURCE= -DBUILD= -DGENERATOR= -P other-runtimes.cmake
#
# Builds the runtime for each of the toolchain files whose compiler is here, and
# puts it where the cspcc in BUILD finds it.
foreach(pair arm64=aarch64-linux-gnu-gcc riscv64=riscv64-linux-gnu-gcc
    musl=musl-gcc)
  string(REGEX REPLACE "=.*" "" machine "${pair}")
  string(REGEX REPLACE ".*=" "" compiler "${pair}")
  find_program(${machine}_CC "${compiler}")
  if(NOT ${machine}_CC)
    continue()
  endif()
  set(dir "${BUILD}/cross/${machine}")
  execute_process(COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET
    COMMAND ${CMAKE_COMMAND} -G ${GENERATOR} -S "${SOURCE}" -B "${dir}"
      --toolchain "${SOURCE}/cmake/${machine}.cmake" -DCSPCC_VARIANTS=OFF
      "-DCMAKE_INSTALL_PREFIX=${BUILD}")
  execute_process(COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET
    COMMAND ${CMAKE_COMMAND} --build "${dir}" --target install)
endforeach()
