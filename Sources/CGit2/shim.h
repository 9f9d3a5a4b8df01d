#include <git2.h>
#include <git2/sys/odb_backend.h>

/* git_libgit2_opts takes a variable number of arguments, which Swift cannot pass. */
static inline int git_limit_mapping(size_t mapped_limit, size_t window_size) {
  int status = git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, window_size);
  return status < 0 ? status : git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, mapped_limit);
}

static inline int git_validate_owners(int enabled) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}
