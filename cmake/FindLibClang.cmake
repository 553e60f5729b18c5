# Finds libclang's C interface, 18 or newer, and the clang of the same version.
#
# Looks for LLVM in the order of CSPCC_LLVM_ORDER: in Debian's directories, by
# llvm-config-N, in Homebrew's, then wherever CMake looks. -DCSPCC_LLVM=N picks
# one. May be included before project(): nothing here needs a compiler.
#
# Sets LibClang_VERSION, LibClang_CC (the path of clang), LibClang_BIN_DIR (of
# FileCheck and its like), and after libclang_target() the target LibClang.
set(CSPCC_LLVM "" CACHE STRING "Version of LLVM to build against, e.g. 19")
# 19 is what the continuous integration tests, so it comes first.
set(CSPCC_LLVM_ORDER 19 20 21 22 18)

function(libclang_try version)
  find_program(LibClang_config NAMES llvm-config-${version} NO_CACHE)
  set(roots /usr/lib/llvm-${version} /usr/lib/llvm${version}
    /usr/lib64/llvm${version} /opt/homebrew/opt/llvm@${version}
    /usr/local/opt/llvm@${version})
  if(LibClang_config)
    execute_process(COMMAND ${LibClang_config} --prefix
      OUTPUT_VARIABLE root OUTPUT_STRIP_TRAILING_WHITESPACE)
    list(APPEND roots "${root}")
  endif()
  find_path(include clang-c/Index.h PATHS ${roots} PATH_SUFFIXES include
    NO_CACHE NO_DEFAULT_PATH)
  find_library(library NAMES clang libclang PATHS ${roots}
    PATH_SUFFIXES lib lib64 NO_CACHE NO_DEFAULT_PATH)
  find_program(cc NAMES clang-${version} clang PATHS ${roots}
    PATH_SUFFIXES bin NO_CACHE NO_DEFAULT_PATH)
  if(NOT cc)
    find_program(cc NAMES clang-${version} NO_CACHE)
  endif()
  if(NOT include OR NOT library OR NOT cc)
    return()
  endif()
  get_filename_component(bin "${cc}" DIRECTORY)
  set(LibClang_VERSION ${version} CACHE INTERNAL "")
  set(LibClang_INCLUDE_DIR "${include}" CACHE INTERNAL "")
  set(LibClang_LIBRARY "${library}" CACHE INTERNAL "")
  set(LibClang_CC "${cc}" CACHE INTERNAL "")
  set(LibClang_BIN_DIR "${bin}" CACHE INTERNAL "")
endfunction()

if(NOT LibClang_VERSION OR
   (CSPCC_LLVM AND NOT LibClang_VERSION EQUAL CSPCC_LLVM))
  unset(LibClang_VERSION CACHE)
  if(CSPCC_LLVM)
    set(CSPCC_LLVM_ORDER ${CSPCC_LLVM})
  endif()
  foreach(version IN LISTS CSPCC_LLVM_ORDER)
    if(NOT LibClang_VERSION)
      libclang_try(${version})
    endif()
  endforeach()
endif()

if(NOT LibClang_VERSION)
  list(JOIN CSPCC_LLVM_ORDER ", " versions)
  message(FATAL_ERROR "No clang with libclang's headers found (looked for "
    "versions ${versions}). On Debian or Ubuntu: apt-get install clang-19 "
    "libclang-19-dev, or run ./setup, which does that.")
endif()

function(libclang_target)
  add_library(LibClang SHARED IMPORTED)
  set_target_properties(LibClang PROPERTIES
    IMPORTED_LOCATION "${LibClang_LIBRARY}"
    INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${LibClang_INCLUDE_DIR}"
    INTERFACE_INCLUDE_DIRECTORIES "${LibClang_INCLUDE_DIR}")
endfunction()
