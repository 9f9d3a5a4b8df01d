#include <sqlite3.h>

/* A macro that Swift cannot import: SQLite copies the bytes before the call returns. */
static inline sqlite3_destructor_type relman_sqlite_transient(void) {
  return SQLITE_TRANSIENT;
}
