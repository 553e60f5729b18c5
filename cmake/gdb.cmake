# gdb.cmake: gdb's extension, in gdb/: copied into the build tree, whose cspcc
# names it in the programs that it compiles, and installed.
set(gdb_auto_load_dir ${DATA_DIR}/gdb/auto-load) # which gdb trusts below /usr
set(gdb_package_dir ${DATA_DIR}/cspcc/gdb/csp_gdb)
file(GLOB gdb_sources CONFIGURE_DEPENDS gdb/csp_gdb/*.py)
foreach(config IN LISTS configs)
  string(REPLACE "$<CONFIG>" "${config}" here "${tree}")
  configure_file(gdb/csp-gdb.py "${here}/${gdb_auto_load_dir}/csp-gdb.py"
    COPYONLY)
  foreach(source IN LISTS gdb_sources)
    get_filename_component(name "${source}" NAME)
    configure_file("${source}" "${here}/${gdb_package_dir}/${name}" COPYONLY)
  endforeach()
endforeach()
if(CSPCC_INSTALL)
  install(FILES gdb/csp-gdb.py DESTINATION ${gdb_auto_load_dir})
  install(FILES ${gdb_sources} DESTINATION ${gdb_package_dir})
endif()
