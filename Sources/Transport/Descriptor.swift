import Glibc

/// A file descriptor with one owner, closed when that owner lets go of it.
package struct Descriptor: ~Copyable {
    /// The number the kernel knows it by; good only as long as the owner keeps it.
    package let raw: Int32

    /// Takes over a descriptor that nobody else will close.
    package init(adopting raw: Int32) {
        precondition(raw >= 0, "descriptor \(raw)")
        self.raw = raw
    }

    /// Takes over the descriptor a CLinux function returned.
    ///
    /// - Throws: `SystemError` where it returned a failure instead: a negative error number.
    package init(adopting result: Int32, from call: String) throws(SystemError) {
        raw = try SystemError.check(result, call)
    }

    /// Closes it now, instead of at the end of its owner's life.
    package consuming func close() {}

    deinit {
        // Linux frees the number whatever close(2) says, so there is nothing to do about a failure.
        _ = Glibc.close(raw)
    }
}
