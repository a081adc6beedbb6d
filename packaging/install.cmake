# What `cmake --install` puts where. The worker lies beside the program, which looks for its data in
# ../share/supine from there: an installed tree can be moved as a whole (packaging/bundle makes an archive of one).
set(SUPINE_ID io.github.supine.Supine)

install(TARGETS supine supine-script-worker RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scripts ${PROJECT_SOURCE_DIR}/assets
        DESTINATION ${CMAKE_INSTALL_DATADIR}/supine
        PATTERN screenshots EXCLUDE)
install(FILES ${PROJECT_SOURCE_DIR}/packaging/linux/${SUPINE_ID}.desktop
        DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${PROJECT_SOURCE_DIR}/packaging/linux/${SUPINE_ID}.metainfo.xml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${PROJECT_SOURCE_DIR}/assets/icon.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps RENAME ${SUPINE_ID}.svg)
install(FILES ${PROJECT_SOURCE_DIR}/packaging/linux/supine.6 DESTINATION ${CMAKE_INSTALL_MANDIR}/man6)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/LICENSE-assets ${PROJECT_SOURCE_DIR}/README.md
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/supine)
