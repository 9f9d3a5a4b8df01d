#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

// A macro of an expression, which Swift does not import.
static const int relman_public_key = EVP_PKEY_PUBLIC_KEY;
