# embed.cmake: files as arrays of C, each named after its file.
#
#   cmake -P embed.cmake HEADER FILE...
#
# In a script no tag may end the element that it will stand in.
math(EXPR last "${CMAKE_ARGC} - 1")
set(text "// Made by embed.cmake.\n")
foreach(i RANGE 4 ${last})
  set(file "${CMAKE_ARGV${i}}")
  get_filename_component(name "${file}" NAME)
  string(MAKE_C_IDENTIFIER "${name}" name)
  file(READ "${file}" bytes HEX)
  if(file MATCHES "\\.js$")
    string(REPLACE "3c2f736372697074" "3c5c2f736372697074" bytes "${bytes}")
  endif()
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND text "static const char ${name}[] = {${bytes}0};\n")
endforeach()
file(WRITE "${CMAKE_ARGV3}" "${text}")
