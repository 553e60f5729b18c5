# inspect.cmake: runs the command that makes a target's page, for csp.cmake.
#
#   cmake -P inspect.cmake COMMAND ARGUMENT...
#
# The options of a target come as its properties have them: several words may
# stand behind SHELL:.
math(EXPR last "${CMAKE_ARGC} - 1")
set(command "")
foreach(i RANGE 3 ${last})
  set(words "${CMAKE_ARGV${i}}")
  if(words MATCHES "^SHELL:(.*)")
    separate_arguments(words UNIX_COMMAND "${CMAKE_MATCH_1}")
  else()
    string(REPLACE ";" "\\;" words "${words}")
  endif()
  list(APPEND command "${words}")
endforeach()
execute_process(COMMAND ${command} RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "The page was not made.")
endif()
