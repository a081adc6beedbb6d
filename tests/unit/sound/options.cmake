# The callback test counts what the mixer calls while it mixes: the linker leads those calls through the test.
# Apple's linker cannot; there the test is skipped.
if(NOT APPLE)
  foreach(call malloc calloc realloc free posix_memalign aligned_alloc pthread_mutex_lock pthread_mutex_trylock
               pthread_cond_wait pthread_cond_signal sem_wait sem_post sched_yield nanosleep clock_gettime time
               read write fwrite vfprintf log_line)
    target_link_options(sound_test_mix_callback PRIVATE -Wl,--wrap=${call})
  endforeach()
  target_compile_definitions(sound_test_mix_callback PRIVATE TEST_CALLS_ARE_WRAPPED=1)
endif()
