import CLinux

/// Whether this process could give nodes networks of their own, and what forbids it.
package enum NamespaceProbe {
    /// How it went.
    package enum Answer: Equatable, Sendable {
        case works
        /// What could not be done, such as "a user namespace", and why, such as "EPERM".
        case refused(what: String, why: String)
    }

    /// Tries it, in a child process.
    package static func run() -> Answer {
        var step = CL_NAMESPACE_USER
        var code: Int32 = 0
        let result = cl_namespace_probe(&step, &code)
        guard result == 0 else { return .refused(what: "a child process", why: name(-result)) }
        guard step != CL_NAMESPACE_ALL else { return .works }
        return .refused(what: what(step), why: name(code))
    }

    /// The command that lifts the restriction, as the system's settings tell which it is.
    static func fix(_ tree: HostTree, isContainer: Bool) -> String {
        if tree.number("/proc/sys/kernel/unprivileged_userns_clone") == 0 {
            return "sudo sysctl -w kernel.unprivileged_userns_clone=1"
        }
        for kind in ["user", "net"] where tree.number("/proc/sys/user/max_\(kind)_namespaces") == 0
        {
            return "sudo sysctl -w user.max_\(kind)_namespaces=65536"
        }
        if tree.number("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == 1 {
            return "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
        }
        return isContainer
            ? "docker run --security-opt seccomp=unconfined --cap-add SYS_ADMIN ..."
            : "use a kernel built with CONFIG_USER_NS=y and CONFIG_NET_NS=y"
    }

    private static func what(_ step: cl_namespace_step) -> String {
        switch step {
        case CL_NAMESPACE_USER: "a user namespace"
        case CL_NAMESPACE_MAP: "root in a user namespace"
        case CL_NAMESPACE_NETWORK: "a network namespace"
        default: "a loopback device in a network namespace"
        }
    }

    private static func name(_ code: Int32) -> String {
        cl_error_name(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
