# net.cmake: the libraries in lib/net, each on one of the system's, and left out
# where that is not found.
#
# lib/net/NAME/*.c become libcspNAME.a and its variants for sanitizers. Programs
# say -lcspNAME to cspcc, which knows the rest; or link with cspcc::NAME, in
# CMake; or ask pkg-config for cspNAME. Found are NET_FOUND (names), and of each
# NET_NAME_HEADER, _DIR (where that is), _LINKED (what is linked, comma between);
# NET_ROWS has name and links for others.

# net_library(NAME (HEADER LINKED)...): the first choice that is here.
macro(net_library name)
  set(choices ${ARGN})
  while(choices)
    list(POP_FRONT choices header linked)
    string(MAKE_C_IDENTIFIER "CSPCC_NET_${header}" cache)
    string(REGEX REPLACE ",.*" "" first "${linked}")
    find_path(${cache} "${header}" DOC "Where ${header} is, for lib/net")
    find_library(${cache}_LIBRARY ${first} DOC "For lib/net")
    mark_as_advanced(${cache} ${cache}_LIBRARY)
    if(${cache} AND ${cache}_LIBRARY)
      set(NET_${name}_HEADER "${header}")
      set(NET_${name}_DIR "${${cache}}")
      set(NET_${name}_LINKED "${linked}")
      list(APPEND NET_FOUND ${name})
      break()
    endif()
  endwhile()
  if(NOT "${name}" IN_LIST NET_FOUND)
    message(STATUS "Left out: libcsp${name}, since there is no ${header}")
  endif()
endmacro()

set(NET_FOUND "")
if(CMAKE_CROSSCOMPILING)
  message(STATUS "Left out: lib/net, which is not built for other machines")
else()
  net_library(http llhttp.h llhttp http_parser.h http_parser)
  net_library(tls openssl/core.h ssl,crypto) # a header that version 3 brought
  if(http IN_LIST NET_FOUND) # on which it stands too
    net_library(http2 nghttp2/nghttp2.h nghttp2,csphttp)
  else()
    message(STATUS "Left out: libcsphttp2, since there is no libcsphttp")
  endif()
endif()

# One row each: http=http_parser, tls=ssl,crypto.
set(NET_ROWS "")
foreach(name IN LISTS NET_FOUND)
  list(APPEND NET_ROWS "${name}=${NET_${name}_LINKED}")
endforeach()

# To be called when the runtimes have been, by library.cmake.
function(add_net_libraries)
  foreach(name IN LISTS NET_FOUND)
    file(GLOB library_sources CONFIGURE_DEPENDS "lib/net/${name}/*.c")
    string(MAKE_C_IDENTIFIER "HAS_${NET_${name}_HEADER}" has)
    string(TOUPPER "${has}" has)
    add_library_variants(csp${name} "-D${has}=1")
    foreach(target IN LISTS made)
      target_include_directories(${target} SYSTEM PRIVATE "${NET_${name}_DIR}")
      string(REPLACE csp${name} csplib below ${target})
      target_link_libraries(${target} INTERFACE ${below})
    endforeach()
    list(APPEND runtimes ${made})
  endforeach()
  set(runtimes ${runtimes} PARENT_SCOPE)
endfunction()
