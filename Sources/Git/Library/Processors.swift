import Glibc

/// How many processors to work on at once: what there is, up to where more no longer help.
let processors = min(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), 8)
