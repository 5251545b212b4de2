import CLinux
import Core
import Emulation
import Glibc
import NodeProcess
import Transport

/// Waits for the kernel to be done with networks, as a process of its own: this program started again.
///
/// It says "ready", is told "wait", and says "done"; and it dies with its parent.
package enum CleanupProcess {
    /// The argument that makes this program one.
    package static let argument = "cleanup-process"

    /// Does so once.
    ///
    /// - Returns: The process's exit status.
    package static func main() -> Int32 {
        signal(SIGINT, SIG_IGN)
        do throws(SandboxError) {
            let cleanup = try NetworkCleanup()
            // Entering a user namespace makes the kernel forget whom to die with.
            guard cl_die_with_parent(SIGKILL) == 0, getppid() != 1 else { return 1 }
            return converse(cleanup)
        } catch {
            return complain(error.message)
        }
    }

    private static func converse(_ cleanup: consuming NetworkCleanup) -> Int32 {
        do throws(SystemError) {
            let loop = try EventLoop()
            let control = try LineChannel(
                Descriptor(adopting: NodeProcess.controlDescriptor), on: loop)
            try control.send("ready")
            while control.nextLine() == nil {
                guard !control.isClosed else { return 1 }
                try loop.turn(until: .never)
            }
            cleanup.wait()
            try control.send("done")
            return 0
        } catch {
            return complain(error.message)
        }
    }

    private static func complain(_ text: String) -> Int32 {
        let bytes = Array((text + "\n").utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
        return 1
    }
}
