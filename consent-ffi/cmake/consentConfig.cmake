# find_package(consent 0.1 REQUIRED): the targets consent::consent (the shared library) and consent::static.
#
# This file lies in PREFIX/share/cmake/consent, the header in PREFIX/include and the libraries in PREFIX/lib or a folder like it.

get_filename_component(consent_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
set(consent_suffixes lib "lib/${CMAKE_LIBRARY_ARCHITECTURE}" lib64)
find_path(consent_INCLUDE_DIR consent.h PATHS "${consent_prefix}" PATH_SUFFIXES include NO_DEFAULT_PATH)
# By their whole names: a bare one would find the static library where there is no shared one.
find_library(consent_SHARED NAMES "${CMAKE_SHARED_LIBRARY_PREFIX}consent${CMAKE_SHARED_LIBRARY_SUFFIX}"
  PATHS "${consent_prefix}" PATH_SUFFIXES ${consent_suffixes} NO_DEFAULT_PATH)
find_library(consent_STATIC NAMES "${CMAKE_STATIC_LIBRARY_PREFIX}consent${CMAKE_STATIC_LIBRARY_SUFFIX}"
  PATHS "${consent_prefix}" PATH_SUFFIXES ${consent_suffixes} NO_DEFAULT_PATH)
mark_as_advanced(consent_INCLUDE_DIR consent_SHARED consent_STATIC)

if(NOT consent_INCLUDE_DIR OR NOT (consent_SHARED OR consent_STATIC))
  set(consent_FOUND FALSE)
  set(consent_NOT_FOUND_MESSAGE "expected consent.h and libconsent below ${consent_prefix}, found not both")
  return()
endif()

if(consent_STATIC AND NOT TARGET consent::static)
  find_package(Threads REQUIRED)
  add_library(consent::static STATIC IMPORTED)
  set_target_properties(consent::static PROPERTIES
    IMPORTED_LOCATION "${consent_STATIC}"
    INTERFACE_INCLUDE_DIRECTORIES "${consent_INCLUDE_DIR}"
    INTERFACE_LINK_LIBRARIES "Threads::Threads;${CMAKE_DL_LIBS};$<$<PLATFORM_ID:Linux>:m>;$<$<PLATFORM_ID:Linux>:gcc_s>")
endif()

# Where only the static library is installed, it is the library.
if(NOT TARGET consent::consent)
  if(consent_SHARED)
    add_library(consent::consent SHARED IMPORTED)
    set_target_properties(consent::consent PROPERTIES
      IMPORTED_LOCATION "${consent_SHARED}"
      INTERFACE_INCLUDE_DIRECTORIES "${consent_INCLUDE_DIR}")
  else()
    add_library(consent::consent INTERFACE IMPORTED)
    set_target_properties(consent::consent PROPERTIES INTERFACE_LINK_LIBRARIES consent::static)
  endif()
endif()
