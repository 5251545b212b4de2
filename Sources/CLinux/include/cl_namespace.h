/* Whether this process could give itself networks of its own. */
#ifndef CL_NAMESPACE_H
#define CL_NAMESPACE_H

/* How far a child process comes on the way to a network of its own. */
enum cl_namespace_step {
    /* A user namespace, in which it is root. */
    CL_NAMESPACE_USER,
    /* To be root there in name as well. */
    CL_NAMESPACE_MAP,
    /* A network namespace. */
    CL_NAMESPACE_NETWORK,
    /* To set up that network's loopback device. */
    CL_NAMESPACE_DEVICE,
    CL_NAMESPACE_ALL,
};

/* Tries it in a child process, which ends at once; nothing is left of it.
 * Returns 0, with the step it could not do in `step`, or CL_NAMESPACE_ALL, and why not in `code`
 * (an errno); or -EAGAIN, -ENOMEM when there can be no child. */
int cl_namespace_probe(enum cl_namespace_step *step, int *code);

#endif
