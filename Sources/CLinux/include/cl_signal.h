/* Signals as something to read. */
#ifndef CL_SIGNAL_H
#define CL_SIGNAL_H

/* Turns SIGINT, SIGTERM and, unless it is ignored, SIGHUP into a readable descriptor: blocks them in the calling thread (call it
 * before other threads start, which inherit that), so that they no longer end the process.
 * Non-blocking, closed on exec. Returns the descriptor, or -EMFILE, -ENFILE, -ENOMEM. */
int cl_signals_open(void);

/* The number of the next signal that has come in, 0 if none has, or -EBADF, -EINVAL. */
int cl_signals_take(int signals);

/* From now on one of these signals ends the process at once with that status, after these words on
 * standard error; also one that has come in and has not been taken. The words are copied, 4,095
 * bytes at most. */
void cl_signals_end_with(const char *words, int status);

#endif
