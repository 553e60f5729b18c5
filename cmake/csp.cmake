# csp.cmake: C with coroutines in CMake projects.
#
#   find_package(cspcc REQUIRED)      or add_subdirectory, or FetchContent
#   csp_add_executable(app main.c worker.c)
#
# csp_target_sources(target source...) adds sources to a target of any kind
# that are compiled by cspcc. csp_add_executable(name source...) and
# csp_add_library(name [STATIC|SHARED|MODULE|OBJECT] source...) make a target
# and do that. csp_inspect(target), or the word INSPECT behind a target's name,
# makes <target>.html beside its binaries, a page on which one can look at the
# state machines of all its files. cspcc::runtime is what a program of other files links with: it
# brings csp.h and the runtime library. docs/BUILDING.md tells the rest.
#
# cspcc stands in front of the project's own C compiler as its launcher, so
# flags, definitions, dependency files and compile_commands.json are CMake's
# own, with Ninja and with Makefiles; clangd sees ordinary commands for the
# project's compiler. Plain C files of the same target pass through.
#
# cspcc::http, cspcc::tls and cspcc::http2, as far as they were built, bring
# csp_http.h and its kin, and what those stand on.
#
# Needs the targets cspcc::csprt, _asan, _tsan and _shared, cspcc::csplib, _asan
# and _tsan (and the same of csphttp, csptls, csphttp2), and CSP_COMPILER,
# CSP_INCLUDE_DIR, CSP_DEPENDS (files that make objects old), CSP_TARGETS (what
# is built before) and CSP_NET (http=what,it,links for each that there is);
# cspcc-config.cmake or cspcc's CMakeLists.txt sets them. They are kept in global properties: the functions are seen everywhere.
include_guard(GLOBAL)
foreach(name COMPILER INCLUDE_DIR DEPENDS TARGETS)
  set_property(GLOBAL PROPERTY CSP_${name} "${CSP_${name}}")
endforeach()

# == What a target links with ==================================================

# Those options among the given ones that match, so that they can stand in a
# generator expression.
function(csp_options_like regex result)
  set(found ${ARGN})
  list(FILTER found INCLUDE REGEX "${regex}")
  list(TRANSFORM found REPLACE "," "$<COMMA>" REGEX "^[^$]*$")
  set(${result} "${found}" PARENT_SCOPE)
endfunction()

# The flags of this directory, for each configuration.
function(csp_directory_flags kind regex result)
  set(flags ${CMAKE_C_FLAGS} ${CMAKE_${kind}_LINKER_FLAGS})
  separate_arguments(flags)
  get_property(options DIRECTORY PROPERTY COMPILE_OPTIONS)
  get_property(links DIRECTORY PROPERTY LINK_OPTIONS)
  csp_options_like("${regex}" all ${flags} ${options} ${links})
  foreach(config ${CMAKE_CONFIGURATION_TYPES} ${CMAKE_BUILD_TYPE})
    string(TOUPPER "${config}" name)
    set(flags ${CMAKE_C_FLAGS_${name}} ${CMAKE_${kind}_LINKER_FLAGS_${name}})
    separate_arguments(flags)
    csp_options_like("${regex}" some ${flags})
    if(some)
      list(APPEND all "$<$<CONFIG:${config}>:${some}>")
    endif()
  endforeach()
  set(${result} "${all}" PARENT_SCOPE)
endfunction()

# What the options of a target, and of those that it links with, say.
function(csp_target_options target regex result)
  set(all "")
  set(seen "")
  set(next ${target})
  while(next)
    list(POP_FRONT next at)
    if(NOT TARGET "${at}" OR at IN_LIST seen)
      continue()
    endif()
    list(APPEND seen "${at}")
    foreach(name COMPILE_OPTIONS LINK_OPTIONS INTERFACE_COMPILE_OPTIONS
        INTERFACE_LINK_OPTIONS LINK_LIBRARIES INTERFACE_LINK_LIBRARIES)
      get_target_property(value "${at}" ${name})
      if(NOT value OR (NOT name MATCHES "^INTERFACE" AND NOT at STREQUAL target))
        continue()
      elseif(name MATCHES "LIBRARIES")
        list(APPEND next ${value})
      else()
        csp_options_like("${regex}" some ${value})
        list(APPEND all ${some})
      endif()
    endforeach()
  endwhile()
  set(${result} "${all}" PARENT_SCOPE)
endfunction()

# The static runtime goes into executables, once. A shared library leaves it to
# the program that loads it, unless nothing may stay undefined in it. Of the
# library on top of it, each of them has what it uses.
function(csp_declare_runtime)
  add_library(cspcc::headers INTERFACE IMPORTED GLOBAL)
  target_include_directories(cspcc::headers INTERFACE "${CSP_INCLUDE_DIR}")
  # csp/gcc.h makes <math.h> call functions for what gcc has builtins for.
  target_link_libraries(cspcc::headers INTERFACE "$<$<C_COMPILER_ID:GNU>:m>")
  csp_directory_flags(EXE "-fsanitize=" sanitizers)
  set(sanitizers
    "$<GENEX_EVAL:$<TARGET_PROPERTY:CSP_SANITIZER>>;${sanitizers}")
  set(type "$<TARGET_PROPERTY:TYPE>")
  foreach(name address thread)
    string(SUBSTRING ${name} 0 1 letter)
    set(is_on "$<BOOL:$<FILTER:${sanitizers},INCLUDE,${name}>>")
    if(TARGET cspcc::csprt_${letter}san)
      string(APPEND variant "$<${is_on}:_${letter}san>")
    endif()
  endforeach()
  set(program "$<STREQUAL:${type},EXECUTABLE>")
  add_library(cspcc::runtime INTERFACE IMPORTED GLOBAL)
  target_link_libraries(cspcc::runtime INTERFACE cspcc::headers)
  if(TARGET cspcc::csplib) # for another machine it may not be there
    set(linked EXECUTABLE SHARED_LIBRARY MODULE_LIBRARY)
    target_link_libraries(cspcc::runtime INTERFACE
      "$<$<IN_LIST:${type},${linked}>:cspcc::csplib${variant}>")
  endif()
  target_link_libraries(cspcc::runtime INTERFACE
    "$<${program}:cspcc::csprt${variant}>")
  # For libraries, those that are loaded later too.
  target_link_options(cspcc::runtime INTERFACE
    "$<${program}:LINKER:--export-dynamic-symbol=csp_*>")
  foreach(row IN LISTS CSP_NET)
    string(REGEX MATCH "^([^=]*)=(.*)$" row "${row}")
    set(name ${CMAKE_MATCH_1})
    string(REPLACE "," ";" needs "${CMAKE_MATCH_2}")
    list(TRANSFORM needs REPLACE "^csp" "cspcc::") # one of these, before it
    if(TARGET cspcc::csp${name}) # for another machine it is not there
      add_library(cspcc::${name} INTERFACE IMPORTED GLOBAL)
      target_link_libraries(cspcc::${name} INTERFACE
        "cspcc::csp${name}${variant}" ${needs} cspcc::runtime)
    endif()
  endforeach()
endfunction()
csp_declare_runtime()

# == Targets with coroutines ===================================================

# At the end of the directory, when all is known of the target. A launcher of
# the user's, ccache for instance, runs cspcc.
function(csp_finish target)
  get_property(compiler GLOBAL PROPERTY CSP_COMPILER)
  get_target_property(kind ${target} TYPE)
  get_target_property(launcher ${target} C_COMPILER_LAUNCHER)
  set(words "${compiler}")
  if(launcher)
    foreach(word IN LISTS launcher)
      list(APPEND words "--launcher=${word}")
    endforeach()
  endif()
  set_target_properties(${target} PROPERTIES
    C_COMPILER_LAUNCHER "${words};--cc")
  csp_target_options(${target} "-fsanitize=" sanitizers)
  if(sanitizers AND kind STREQUAL "EXECUTABLE")
    set_property(TARGET ${target} APPEND PROPERTY CSP_SANITIZER ${sanitizers})
  endif()
  set(defs "-z,? ?defs|--no-undefined")
  csp_directory_flags(SHARED "${defs}" of_directory)
  csp_target_options(${target} "${defs}" of_target)
  if((of_directory OR of_target) AND kind MATCHES "SHARED|MODULE")
    target_link_libraries(${target} PRIVATE cspcc::csprt_shared)
  endif()
endfunction()

function(csp_prepare target)
  get_property(tools GLOBAL PROPERTY CSP_TARGETS)
  get_target_property(kind ${target} TYPE)
  get_target_property(dir ${target} SOURCE_DIR)
  if(tools)
    add_dependencies(${target} ${tools})
  endif()
  if(kind MATCHES "EXECUTABLE|SHARED|MODULE")
    target_link_libraries(${target} PRIVATE cspcc::runtime)
  endif()
  if(NOT kind STREQUAL "EXECUTABLE")
    target_link_libraries(${target} PRIVATE cspcc::headers
      INTERFACE cspcc::runtime)
  endif()
  if(dir STREQUAL CMAKE_CURRENT_SOURCE_DIR)
    cmake_language(EVAL CODE "cmake_language(DEFER CALL csp_finish ${target})")
  else()
    csp_finish(${target})
  endif()
endfunction()

function(csp_target_sources target)
  get_property(depends GLOBAL PROPERTY CSP_DEPENDS)
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  if(NOT "C" IN_LIST languages)
    message(FATAL_ERROR "cspcc compiles C: add the language to project(), or "
      "enable_language(C)")
  endif()
  target_sources(${target} PRIVATE ${ARGN})
  set_property(SOURCE ${ARGN} APPEND PROPERTY OBJECT_DEPENDS "${depends}")
  get_target_property(done ${target} CSP_TARGET)
  if(done)
    return()
  endif()
  set_target_properties(${target} PROPERTIES CSP_TARGET ON)
  get_filename_component(compiler "${CMAKE_C_COMPILER}" NAME)
  if(compiler MATCHES "^cspcc")
    # CMake takes the directory for one of the compiler's own and leaves it
    # out; clangd, which does not ask cspcc, needs it.
    get_property(include_dir GLOBAL PROPERTY CSP_INCLUDE_DIR)
    target_compile_options(${target} PRIVATE
      "SHELL:-isystem \"${include_dir}\"")
    # cspcc links what it links, but not a program with C++ in it.
    target_link_libraries(${target} INTERFACE cspcc::headers
      "$<$<LINK_LANGUAGE:CXX>:cspcc::runtime>")
  else()
    csp_prepare(${target})
  endif()
endfunction()

# The command that shows the machines of a target's files: its compiler, with
# the options of the target.
function(csp_inspect_command target result)
  get_property(compiler GLOBAL PROPERTY CSP_COMPILER)
  get_target_property(standard ${target} C_STANDARD)
  get_filename_component(name "${CMAKE_C_COMPILER}" NAME)
  set(command ${compiler} --cc "${CMAKE_C_COMPILER}")
  if(name MATCHES "^cspcc")
    set(command "${CMAKE_C_COMPILER}")
  endif()
  separate_arguments(flags NATIVE_COMMAND "${CMAKE_C_FLAGS}")
  if(standard)
    list(APPEND flags ${CMAKE_C${standard}_EXTENSION_COMPILE_OPTION})
  endif()
  foreach(kind DEFINITIONS OPTIONS)
    set(of_${kind} "$<TARGET_PROPERTY:${target},COMPILE_${kind}>")
  endforeach()
  set(dirs "$<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>")
  set(${result} ${command} ${flags} PARENT_SCOPE)
  # Quoted where they are used: semicolons stand in them.
  set(${result}_definitions
    "$<$<BOOL:${of_DEFINITIONS}>:-D$<JOIN:${of_DEFINITIONS},;-D>>" PARENT_SCOPE)
  set(${result}_dirs "$<$<BOOL:${dirs}>:-I$<JOIN:${dirs},;-I>>" PARENT_SCOPE)
  set(${result}_options "${of_OPTIONS}" PARENT_SCOPE)
endfunction()

# At the end of the directory, when all sources are known: what is said of each
# is kept in a file, made anew when that source is, or what it includes. The
# page is made of these.
function(csp_finish_inspect target)
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/inspect.cmake")
  get_property(depends GLOBAL PROPERTY CSP_DEPENDS)
  get_target_property(dir ${target} SOURCE_DIR)
  get_target_property(sources ${target} SOURCES)
  csp_inspect_command(${target} command)
  list(FILTER sources INCLUDE REGEX "[.]c(>|$)")
  set(said "")
  foreach(source IN LISTS sources)
    if(source MATCHES "[$]<")
      list(APPEND said "${source}") # what this is, CMake knows later
      continue()
    endif()
    list(LENGTH said number)
    get_filename_component(name "${source}" NAME_WE)
    set(file "${CMAKE_CURRENT_BINARY_DIR}/${target}.inspect/${number}-${name}")
    get_filename_component(path "${source}" ABSOLUTE BASE_DIR "${dir}")
    if(NOT EXISTS "${path}" AND NOT IS_ABSOLUTE "${source}")
      get_filename_component(path "${source}" ABSOLUTE
        BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}") # it is generated
    endif()
    file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/${target}.inspect")
    add_custom_command(OUTPUT "${file}.json"
      COMMAND ${CMAKE_COMMAND} -P "${script}" ${command}
        "${command_definitions}" "${command_dirs}" "${command_options}"
        --emit=json -MD -MF "${file}.d" -MT "${file}.json" -o "${file}.json"
        "${path}"
      DEPENDS "${path}" ${depends} DEPFILE "${file}.d"
      WORKING_DIRECTORY "${dir}"
      COMMENT "Looking at the state machines of ${source}"
      COMMAND_EXPAND_LISTS VERBATIM)
    list(APPEND said "${file}.json")
  endforeach()
  set(page "${CMAKE_CURRENT_BINARY_DIR}/${target}.html")
  add_custom_command(OUTPUT "${page}"
    COMMAND ${CMAKE_COMMAND} -P "${script}" ${command}
      "${command_definitions}" "${command_dirs}" "${command_options}"
      --emit=html -o "${page}" "${said}"
    DEPENDS "${said}" ${depends}
    WORKING_DIRECTORY "${dir}"
    COMMENT "The page of the state machines of ${target}"
    COMMAND_EXPAND_LISTS VERBATIM)
  add_custom_target(${target}-inspect ALL DEPENDS "${page}")
  # What the target waits for, generated headers for instance, is there then.
  add_dependencies(${target}-inspect ${target})
endfunction()

function(csp_inspect target)
  get_target_property(dir ${target} SOURCE_DIR)
  if(dir STREQUAL CMAKE_CURRENT_SOURCE_DIR)
    cmake_language(EVAL CODE
      "cmake_language(DEFER CALL csp_finish_inspect ${target})")
  else()
    csp_finish_inspect(${target})
  endif()
endfunction()

function(csp_add_executable target)
  add_executable(${target})
  set(inspect "${ARGV1}")
  if(inspect STREQUAL "INSPECT")
    list(POP_FRONT ARGN)
  endif()
  csp_target_sources(${target} ${ARGN})
  if(inspect STREQUAL "INSPECT")
    csp_inspect(${target})
  endif()
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
