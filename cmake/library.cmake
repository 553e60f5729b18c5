# library.cmake: the sources in lib/, each variant of the runtime's.
#
# cspcc stands in front of the C compiler as its launcher, as csp.cmake has it,
# so it is built before.
file(GLOB library_sources CONFIGURE_DEPENDS lib/*.c lib/*/*.c)
file(GLOB_RECURSE library_headers CONFIGURE_DEPENDS include/*.h lib/*.h)
if(NOT CMAKE_CROSSCOMPILING)
  set(library_compiler "$<TARGET_FILE:cspcc>")
  set(library_depends ${tool_sources} ${library_headers})
else()
  find_program(CSPCC_COMPILER cspcc DOC "The cspcc of this machine" HINTS
    "${CMAKE_INSTALL_PREFIX}/bin" "${CMAKE_INSTALL_LIBDIR}/../bin"
    NO_CMAKE_FIND_ROOT_PATH)
  if(NOT CSPCC_COMPILER)
    message(WARNING "Only the runtime is built, and no locks of csp_sync.h that "
      "are coroutines: there is no cspcc on the PATH; set CSPCC_COMPILER")
    return()
  endif()
  set(library_compiler "${CSPCC_COMPILER}")
  set(library_depends "${CSPCC_COMPILER}" ${library_headers})
endif()
function(add_csp_library target name)
  add_library(${target} STATIC ${library_sources})
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name}
    C_COMPILER_LAUNCHER "${library_compiler};--cc" EXPORT_COMPILE_COMMANDS OFF)
  target_compile_options(${target} PRIVATE
    -DCSP_LIBRARY=1 -O2 -gdwarf-4 -fPIC -fvisibility=hidden -fno-sanitize=all ${ARGN})
  target_include_directories(${target} PUBLIC
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>")
  target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:csp_flags>)
  if(TARGET cspcc)
    add_dependencies(${target} cspcc)
  endif()
  add_library(cspcc::${target} ALIAS ${target})
endfunction()
# Each variant that the runtime has; gives their targets in `made`.
function(add_library_variants name)
  set_property(SOURCE ${library_sources} APPEND PROPERTY
    OBJECT_DEPENDS "${library_depends}")
  add_csp_library(${name} ${name} ${ARGN})
  set(made ${name})
  if(CSPCC_HAS_ASAN)
    add_csp_library(${name}_asan ${name}-asan ${ARGN} ${asan})
    list(APPEND made ${name}_asan)
  endif()
  if(CSPCC_HAS_TSAN)
    # Not checked itself, as the runtime: see lib/edge.h.
    add_csp_library(${name}_tsan ${name}-tsan ${ARGN} -DCSP_RACES=1)
    list(APPEND made ${name}_tsan)
  endif()
  set(made ${made} PARENT_SCOPE)
endfunction()
add_library_variants(csplib)
list(APPEND runtimes ${made})
add_net_libraries()
