# install-runtime.cmake: what is installed of a build for another machine. The
# compiler and the headers are those of this one; a pkg-config file of its own
# says where this runtime is (PKG_CONFIG_PATH or _LIBDIR must name the folder).
install(TARGETS ${runtimes} DESTINATION ${LIB_DIR})
if(NOT IS_ABSOLUTE "${LIB_DIR}")
  file(RELATIVE_PATH UP_FROM_PC "/${LIB_DIR}/pkgconfig" "/")
  string(REGEX REPLACE "/$" "" UP_FROM_PC "${UP_FROM_PC}")
  configure_file(cmake/cspcc.pc.in "${tree}/${LIB_DIR}/pkgconfig/cspcc.pc"
    @ONLY)
  install(FILES "${tree}/${LIB_DIR}/pkgconfig/cspcc.pc"
    DESTINATION ${LIB_DIR}/pkgconfig)
endif()
