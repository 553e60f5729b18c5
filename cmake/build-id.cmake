# cmake -P build-id.cmake OUTPUT FILE...: defines CSPCC_BUILD in the header
# OUTPUT, a word that is another one when a file has changed.
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(i RANGE 4 ${last})
  file(SHA256 "${CMAKE_ARGV${i}}" sum)
  string(APPEND sums "${sum}")
endforeach()
string(SHA256 build "${sums}")
string(SUBSTRING "${build}" 0 12 build)
file(WRITE "${CMAKE_ARGV3}" "#define CSPCC_BUILD \"${build}\"\n")
