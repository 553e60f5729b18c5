# triple.cmake: the name of the machine that the project's C compiler compiles
# for, as cspcc finds it: by the compiler's own macros.
function(csp_find_triple result)
  set(flags ${CMAKE_C_COMPILER_ARG1} ${CMAKE_C_FLAGS})
  separate_arguments(flags)
  if(CMAKE_C_COMPILER_TARGET AND CMAKE_C_COMPILE_OPTIONS_TARGET)
    list(APPEND flags
      "${CMAKE_C_COMPILE_OPTIONS_TARGET}${CMAKE_C_COMPILER_TARGET}")
  endif()
  if(CMAKE_SYSROOT)
    list(APPEND flags "${CMAKE_C_COMPILE_OPTIONS_SYSROOT}${CMAKE_SYSROOT}")
  endif()
  execute_process(
    COMMAND ${CMAKE_C_COMPILER} ${flags} -w -E -P -D__CSPCC_TARGET__ -x c
      "${PROJECT_SOURCE_DIR}/include/csp/target.h"
    OUTPUT_VARIABLE said ERROR_VARIABLE complaint)
  string(REGEX MATCH "csp_target [01] ([0-9]+) ([^\n]*)" line "${said}")
  if(NOT line)
    message(FATAL_ERROR "${CMAKE_C_COMPILER} does not say what it compiles "
      "for:\n${complaint}")
  endif()
  set(pointer_bytes "${CMAKE_MATCH_1}")
  string(REGEX REPLACE "[\" ]" "" triple "${CMAKE_MATCH_2}")
  if(NOT pointer_bytes EQUAL 8 OR NOT triple MATCHES "-linux-" OR
     triple MATCHES "android")
    message(FATAL_ERROR "cspcc supports 64-bit targets with Linux and glibc or "
      "musl only, for now: ${triple}")
  endif()
  set(${result} "${triple}" PARENT_SCOPE)
endfunction()
