# Those that damage, kill or fail in hundreds of ways take some seconds each. The two slowest of them are not needed to
# find what the sanitizers look for: the others go the same ways.
set_tests_properties(unit.store.test_faults unit.store.test_mutations unit.store.test_store PROPERTIES TIMEOUT 300)
set_tests_properties(unit.store.test_mark unit.store.test_power PROPERTIES LABELS long TIMEOUT 300)
