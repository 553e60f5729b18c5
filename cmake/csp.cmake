# csp.cmake: C with coroutines in CMake projects.
#
#   find_package(cspcc REQUIRED)
#   csp_add_executable(app main.c worker.c)
#
# csp_target_sources(target source...) adds sources to a target of any kind
# that are compiled by cspcc. csp_add_executable(name source...) and
# csp_add_library(name [STATIC|SHARED|MODULE|OBJECT] source...) make a target
# and do that.
#
# cspcc stands in front of the project's own C compiler as its launcher, so
# flags, definitions, dependency files and compile_commands.json are CMake's
# own, with Ninja and with Makefiles; clangd sees ordinary commands for the
# project's compiler. Plain C files of the same target pass through.
#
# Needs CSP_COMPILER, CSP_COMPILER_PROPER, CSP_INCLUDE_DIR and CSP_LIBRARY_DIR;
# cspcc-config.cmake sets them.
include_guard(GLOBAL)

# address or thread, if the directory's or the target's flags turn one on.
function(csp_sanitizer_of target result)
  get_target_property(options ${target} COMPILE_OPTIONS)
  get_target_property(link_options ${target} LINK_OPTIONS)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
  set(flags "${CMAKE_C_FLAGS} ${CMAKE_C_FLAGS_${type}} ${options}
    ${link_options} ${CMAKE_EXE_LINKER_FLAGS}")
  set(sanitizer "")
  if(flags MATCHES "-fsanitize=[a-z,]*thread")
    set(sanitizer "-tsan")
  elseif(flags MATCHES "-fsanitize=[a-z,]*address")
    set(sanitizer "-asan")
  endif()
  if(NOT EXISTS "${CSP_LIBRARY_DIR}/libcsprt${sanitizer}.a")
    set(sanitizer "")
  endif()
  set(${result} "${sanitizer}" PARENT_SCOPE)
endfunction()

# The runtime goes into executables, once: a shared library leaves it to the
# program that loads it.
function(csp_link_runtime target)
  get_target_property(type ${target} TYPE)
  csp_sanitizer_of(${target} variant)
  set(runtime "${CSP_LIBRARY_DIR}/libcsprt${variant}.a" Threads::Threads)
  if(type STREQUAL "EXECUTABLE")
    target_link_libraries(${target} PRIVATE ${runtime})
  elseif(NOT type STREQUAL "MODULE_LIBRARY")
    target_link_libraries(${target} INTERFACE ${runtime})
  endif()
endfunction()

function(csp_target_sources target)
  target_sources(${target} PRIVATE ${ARGN})
  set_property(SOURCE ${ARGN} APPEND PROPERTY OBJECT_DEPENDS
    "${CSP_COMPILER};${CSP_COMPILER_PROPER}")
  get_target_property(done ${target} CSP_TARGET)
  if(done)
    return()
  endif()
  get_filename_component(compiler "${CMAKE_C_COMPILER}" NAME)
  if(compiler MATCHES "^cspcc")
    # CMake takes the directory for one of the compiler's own and leaves it
    # out; clangd, which does not ask cspcc, needs it.
    target_compile_options(${target} PRIVATE
      "SHELL:-isystem \"${CSP_INCLUDE_DIR}\"")
  else()
    set_target_properties(${target} PROPERTIES
      C_COMPILER_LAUNCHER "${CSP_COMPILER};--cc")
    target_include_directories(${target} SYSTEM PRIVATE "${CSP_INCLUDE_DIR}")
    csp_link_runtime(${target})
  endif()
  set_target_properties(${target} PROPERTIES CSP_TARGET ON)
endfunction()

function(csp_add_executable target)
  add_executable(${target})
  csp_target_sources(${target} ${ARGN})
endfunction()

function(csp_add_library target)
  set(kinds STATIC SHARED MODULE OBJECT)
  set(kind "")
  if("${ARGV1}" IN_LIST kinds)
    list(POP_FRONT ARGN kind)
  endif()
  add_library(${target} ${kind})
  csp_target_sources(${target} ${ARGN})
endfunction()
