import CLinux
import Core

/// Where the two sides of an exchange run: left to the system, a pair that shares a processor and
/// one that does not differ by more than nodes and bare C do.
package struct Processors: Equatable, Sendable {
    package var server: Int32
    /// The same one where this process is allowed no other.
    package var clients: Int32

    /// The first two processors this process may use.
    package static var allowed: Processors {
        let allowed = (0..<1024).filter { cl_cpu_allows(0, Int32($0)) == 1 }.prefix(2)
        let first = Int32(allowed.first ?? 0)
        return Processors(server: first, clients: allowed.last.map { Int32($0) } ?? first)
    }

    /// Confines a process; one that is gone already is told of by others.
    static func pin(_ process: Int32, to processor: Int32) {
        _ = cl_cpu_pin(process, processor)
    }
}
