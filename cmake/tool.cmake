# tool.cmake: the compiler, of the sources in tool/.
#
# cspcc is the command and has no libclang in it: loading that takes as long as
# compiling a small file. It runs cspcc1, which has the passes, when a file uses
# csp.h.
file(GLOB tool_sources CONFIGURE_DEPENDS tool/*/*.c)
set(command_sources
  base/arena base/intern base/read base/vec report/diag
  host/child host/cleanup host/file host/place host/target text/scan text/source
  tree/forms said/mistakes said/said said/words
  driver/flags driver/launch driver/main driver/options driver/plain)
list(TRANSFORM command_sources PREPEND tool/)
list(TRANSFORM command_sources APPEND .c)
list(REMOVE_ITEM tool_sources "${PROJECT_SOURCE_DIR}/tool/driver/main.c"
  "${PROJECT_SOURCE_DIR}/tool/driver/launch.c")
function(add_tool target here)
  add_executable(${target} ${ARGN})
  target_link_libraries(${target} PRIVATE csp_flags)
  target_compile_options(${target} PRIVATE -fno-sanitize=all)
  target_link_options(${target} PRIVATE -fno-sanitize=all)
  if(CSPCC_SANITIZE)
    target_compile_options(${target} PRIVATE
      -fsanitize=${CSPCC_SANITIZE} -fno-sanitize-recover=all)
    target_link_options(${target} PRIVATE -fsanitize=${CSPCC_SANITIZE})
  endif()
  target_include_directories(${target} PRIVATE tool)
  target_compile_definitions(${target} PRIVATE
    CSPCC_VERSION="${PROJECT_VERSION}"
    CSPCC_LLVM_VERSION="${LibClang_VERSION}"
    CSPCC_DEFAULT_CC="${LibClang_CC}"
    CSPCC_DEFAULT_CC_NAME="clang-${LibClang_VERSION}"
    CSPCC_BIN_FROM_HERE="${here}"
    CSPCC_COMPILER_FROM_BIN="../${LIBEXEC_DIR}/cspcc/cspcc1"
    CSPCC_INCLUDE_FROM_BIN="../${INCLUDE_DIR}"
    CSPCC_LIB_FROM_BIN="../${LIB_DIR}")
endfunction()
add_tool(cspcc . ${command_sources})
libclang_target()
add_tool(cspcc1 ../../bin ${tool_sources})
target_link_libraries(cspcc1 PRIVATE LibClang m)
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
target_sources(cspcc1 PRIVATE "${page_header}")
target_include_directories(cspcc1 PRIVATE "${PROJECT_BINARY_DIR}/page")
set_target_properties(cspcc1 PROPERTIES
  RUNTIME_OUTPUT_DIRECTORY "${tree}/${LIBEXEC_DIR}/cspcc"
  INSTALL_RPATH_USE_LINK_PATH ON)
# cspcc says by which cspcc1 and headers it compiles: ccache asks it, and a
# change of those must be a change of cspcc.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS include/*.h)
set(build_id "${tree}/id/cspcc_build.h")
add_custom_command(OUTPUT "${build_id}"
  COMMAND ${CMAKE_COMMAND} -P "${PROJECT_SOURCE_DIR}/cmake/build-id.cmake"
    "${build_id}" "$<TARGET_FILE:cspcc1>" ${headers}
  DEPENDS cspcc1 cmake/build-id.cmake ${headers}
  VERBATIM)
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
