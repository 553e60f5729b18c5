# install.cmake: what is installed, and the package files, which the build tree
# has too: find_package(cspcc) and pkg-config work on both.
include(CMakePackageConfigHelpers)
set(package_dir ${LIB_DIR}/cmake/cspcc)
file(RELATIVE_PATH UP_FROM_PC "/${LIB_DIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" UP_FROM_PC "${UP_FROM_PC}")
foreach(config IN LISTS configs)
  string(REPLACE "$<CONFIG>" "${config}" here "${tree}")
  configure_package_config_file(cmake/cspcc-config.cmake.in
    "${here}/${package_dir}/cspcc-config.cmake"
    INSTALL_DESTINATION ${package_dir}
    PATH_VARS BIN_DIR LIBEXEC_DIR INCLUDE_DIR LIB_DIR)
  write_basic_package_version_file(
    "${here}/${package_dir}/cspcc-config-version.cmake"
    COMPATIBILITY SameMinorVersion)
  configure_file(cmake/csp.cmake "${here}/${package_dir}/csp.cmake" COPYONLY)
  configure_file(cmake/inspect.cmake "${here}/${package_dir}/inspect.cmake"
    COPYONLY)
  configure_file(cmake/cspcc.pc.in "${here}/${LIB_DIR}/pkgconfig/cspcc.pc"
    @ONLY)
  foreach(row IN LISTS NET_ROWS)
    string(REGEX REPLACE "=.*" "" name "${row}")
    string(REGEX REPLACE ".*=" "" needs "${row}")
    string(REPLACE "," ";" needs "${needs}")
    set(requires cspcc ${needs})
    list(FILTER requires INCLUDE REGEX "^csp")
    list(FILTER needs EXCLUDE REGEX "^csp")
    list(TRANSFORM needs PREPEND "-l")
    list(JOIN requires ", " requires)
    list(JOIN needs " " needs)
    configure_file(cmake/net.pc.in
      "${here}/${LIB_DIR}/pkgconfig/csp${name}.pc" @ONLY)
  endforeach()
endforeach()

install(TARGETS cspcc ${trace_programs})
install(TARGETS cspcc_front DESTINATION ${LIBEXEC_DIR}/cspcc)
install(TARGETS ${runtimes})
install(DIRECTORY include/ TYPE INCLUDE)
install(DIRECTORY "${tree}/${package_dir}/" DESTINATION ${package_dir})
install(DIRECTORY "${tree}/${LIB_DIR}/pkgconfig/"
  DESTINATION ${LIB_DIR}/pkgconfig)
install(FILES docs/cspcc.1 docs/csp-trace.1 docs/csp-top.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES LICENSE README.md CHANGELOG.md CONTRIBUTING.md TYPE DOC)
install(DIRECTORY docs examples DESTINATION ${CMAKE_INSTALL_DOCDIR}
  PATTERN *.1 EXCLUDE)
