/* Error numbers as text; static storage, independent of the locale, safe in any thread. */
#ifndef CL_ERROR_H
#define CL_ERROR_H

/* The symbol of an error number, such as "ECONNREFUSED"; NULL for a number that has none. */
const char *cl_error_name(int code);

/* What an error number means, such as "Connection refused"; NULL for a number that has none. */
const char *cl_error_text(int code);

#endif
