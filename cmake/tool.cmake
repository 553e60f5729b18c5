# tool.cmake: the compiler, of the sources in tool/.
#
# cspcc is the command. What needs libclang, the room front/, is a module that
# it loads when a file uses csp.h: loading libclang takes as long as compiling a
# small file.
file(GLOB tool_sources CONFIGURE_DEPENDS tool/*/*.c)
file(GLOB front_sources CONFIGURE_DEPENDS tool/front/*.c)
set(rooms_sources ${tool_sources})
# These two tell by what cspcc compiles, so they are built last.
set(command_sources "${PROJECT_SOURCE_DIR}/tool/driver/main.c"
  "${PROJECT_SOURCE_DIR}/tool/driver/launch.c")
list(REMOVE_ITEM rooms_sources ${front_sources} ${command_sources})
# Programs of their own, which know of the rooms base/ alone.
file(GLOB base_sources CONFIGURE_DEPENDS tool/base/*.c)
file(GLOB trace_sources CONFIGURE_DEPENDS tool/trace/*.c)
file(GLOB top_sources CONFIGURE_DEPENDS tool/top/*.c)
list(REMOVE_ITEM rooms_sources ${trace_sources} ${top_sources})
# What is sanitized is the tool, by CSPCC_SANITIZE alone.
set(sanitizers -fno-sanitize=all)
if(CSPCC_SANITIZE)
  list(APPEND sanitizers -fsanitize=${CSPCC_SANITIZE}
    -fno-sanitize-recover=all)
endif()
# What the driver knows of lib/net, a word each: csphttp=http_parser.
list(TRANSFORM NET_ROWS PREPEND csp OUTPUT_VARIABLE net_words)
list(JOIN net_words " " net_words)
function(tool_target target)
  target_link_libraries(${target} PRIVATE csp_flags)
  target_compile_options(${target} PRIVATE ${sanitizers})
  target_link_options(${target} PRIVATE ${sanitizers})
  target_include_directories(${target} PRIVATE tool)
  target_compile_definitions(${target} PRIVATE
    CSPCC_VERSION="${PROJECT_VERSION}"
    CSPCC_LLVM_VERSION="${LibClang_VERSION}"
    CSPCC_DEFAULT_CC="${LibClang_CC}"
    CSPCC_DEFAULT_CC_NAME="clang-${LibClang_VERSION}"
    CSPCC_FRONT_FROM_BIN="../${LIBEXEC_DIR}/cspcc/front.so"
    CSPCC_INCLUDE_FROM_BIN="../${INCLUDE_DIR}"
    CSPCC_LIB_FROM_BIN="../${LIB_DIR}"
    CSPCC_NET_LIBRARIES="${net_words}"
    CSPCC_GDB_FROM_BIN="../${DATA_DIR}/gdb/auto-load")
endfunction()
libclang_target()
add_library(cspcc_front MODULE ${front_sources})
tool_target(cspcc_front)
target_link_libraries(cspcc_front PRIVATE LibClang)
# Its own calls are bound when it is loaded; of libclang's many few are made.
target_link_options(cspcc_front PRIVATE -Wl,-z,now)
set_target_properties(cspcc_front PROPERTIES PREFIX "" OUTPUT_NAME front
  LIBRARY_OUTPUT_DIRECTORY "${tree}/${LIBEXEC_DIR}/cspcc"
  INSTALL_RPATH_USE_LINK_PATH ON)
add_library(cspcc_rooms OBJECT ${rooms_sources})
tool_target(cspcc_rooms)
# The page of --emit=html, with its style and script.
set(page_files "${PROJECT_SOURCE_DIR}/tool/inspect/page.html"
  "${PROJECT_SOURCE_DIR}/tool/inspect/page.css"
  "${PROJECT_SOURCE_DIR}/tool/inspect/page.js")
set(page_header "${PROJECT_BINARY_DIR}/page/page_files.h")
file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/page")
add_custom_command(OUTPUT "${page_header}"
  COMMAND ${CMAKE_COMMAND} -P "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
    "${page_header}" ${page_files}
  DEPENDS cmake/embed.cmake ${page_files}
  VERBATIM)
target_sources(cspcc_rooms PRIVATE "${page_header}")
target_include_directories(cspcc_rooms PRIVATE "${PROJECT_BINARY_DIR}/page")
add_executable(cspcc ${command_sources} $<TARGET_OBJECTS:cspcc_rooms>)
tool_target(cspcc)
set_target_properties(cspcc PROPERTIES ENABLE_EXPORTS ON) # front.so calls it
find_package(Threads REQUIRED)
target_link_libraries(cspcc PRIVATE m Threads::Threads ${CMAKE_DL_LIBS})
add_dependencies(cspcc cspcc_front)
# What reads the traces of programs.
add_executable(csp-trace ${trace_sources} ${base_sources})
tool_target(csp-trace)
target_include_directories(csp-trace PRIVATE include)
# What shows a program that runs, on a terminal. In a surrounding project there
# is none: to look for ncurses leaves words in its cache.
if(alone)
  set(CURSES_NEED_NCURSES ON)
  find_package(Curses QUIET)
endif()
set(trace_programs csp-trace)
if(alone AND CURSES_FOUND)
  list(FILTER trace_sources INCLUDE REGEX "/(load|rank|replay)\\.c$")
  add_executable(csp-top ${top_sources} ${trace_sources} ${base_sources})
  tool_target(csp-top)
  target_include_directories(csp-top PRIVATE include ${CURSES_INCLUDE_DIRS})
  target_link_libraries(csp-top PRIVATE ${CURSES_LIBRARIES})
  list(APPEND trace_programs csp-top)
elseif(alone)
  message(STATUS "No ncurses, so no csp-top")
endif()
# cspcc says by which passes and headers it compiles: ccache asks it, and a
# change of those must be a change of cspcc.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS include/*.h)
set(build_id "${tree}/id/cspcc_build.h")
add_custom_command(OUTPUT "${build_id}"
  COMMAND ${CMAKE_COMMAND} -P "${PROJECT_SOURCE_DIR}/cmake/build-id.cmake"
    "${build_id}" "$<TARGET_FILE:cspcc_front>" $<TARGET_OBJECTS:cspcc_rooms>
    ${headers}
  DEPENDS cspcc_front $<TARGET_OBJECTS:cspcc_rooms> cmake/build-id.cmake
    ${headers}
  COMMAND_EXPAND_LISTS VERBATIM)
add_custom_target(cspcc_build_id DEPENDS "${build_id}")
add_dependencies(cspcc cspcc_build_id)
target_include_directories(cspcc PRIVATE "${tree}/id")

# It finds its headers beside it.
foreach(config IN LISTS configs)
  string(REPLACE "$<CONFIG>" "${config}" here "${tree}")
  file(MAKE_DIRECTORY "${here}")
  file(CREATE_LINK "${PROJECT_SOURCE_DIR}/include" "${here}/${INCLUDE_DIR}"
    SYMBOLIC)
endforeach()
