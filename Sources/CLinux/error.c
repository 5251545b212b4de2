#define _GNU_SOURCE
#include "cl_error.h"

#include <string.h>

const char *cl_error_name(int code) { return strerrorname_np(code); }

const char *cl_error_text(int code) { return strerrordesc_np(code); }
