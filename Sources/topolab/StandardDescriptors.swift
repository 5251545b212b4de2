import Glibc

/// Descriptors 0 to 2, which whoever starts a program may have closed.
enum StandardDescriptors {
    /// Opens /dev/null under those that are closed, lest a result file gets their number and the
    /// text for people is written into it.
    static func open() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // For reading alone where data is to go: who writes there must hear that it is lost.
            _ = Glibc.open("/dev/null", descriptor == STDOUT_FILENO ? O_RDONLY : O_RDWR)
        }
    }
}
