import Glibc

/// Text for people on standard error, data on standard output.
enum Console {
    /// Writes a line of data, or of text somebody asked for, to standard output.
    ///
    /// - Throws: `Failure` when it cannot be written; a pipe whose reader has left ends the program.
    static func print(_ text: String) throws(Failure) {
        guard write(text + "\n", to: STDOUT_FILENO) else {
            throw Failure(
                status: .host,
                message: "standard output cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    /// Writes a line for the person at the terminal to standard error.
    static func error(_ text: String) { _ = write(text + "\n", to: STDERR_FILENO) }

    /// Puts one line over the last one; only sensible on a terminal.
    static func overwrite(_ text: String) { _ = write("\r\u{1B}[K" + text, to: STDERR_FILENO) }

    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Colours help on a terminal, unless the person asks for none (no-color.org).
    static var wantsColor: Bool {
        errorIsTerminal && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
    }

    /// Columns of the terminal, 100 where there is none.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 100
        }
        return Int(size.ws_col)
    }

    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }
}
