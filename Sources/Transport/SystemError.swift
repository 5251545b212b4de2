import CLinux

/// A system call that failed: which one and why.
package struct SystemError: Error, Equatable, Sendable {
    /// The call's name, such as `connect`.
    package let call: String
    /// The error number, as in errno(3).
    package let code: Int32

    package init(_ call: String, code: Int32) {
        self.call = call
        self.code = code
    }

    /// The failure in one line, such as `connect: Connection refused (ECONNREFUSED)`.
    package var message: String {
        guard let text = cl_error_text(code), let name = cl_error_name(code) else {
            return "\(call): error \(code)"
        }
        return "\(call): \(String(cString: text)) (\(String(cString: name)))"
    }

    /// Passes on what a CLinux function returned, unless that is a failure: a negative error number.
    ///
    /// - Throws: The failure, under the call's name.
    @discardableResult
    package static func check(_ result: Int32, _ call: String) throws(SystemError) -> Int32 {
        guard result >= 0 else { throw SystemError(call, code: -result) }
        return result
    }
}
