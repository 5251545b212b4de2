import CLinux
import Foundation
import Glibc
import Synchronization
import Testing

/// The built program, run as a person runs it.
struct Program {
    /// What one run left: its exit status and both its outputs.
    struct Ended {
        var status: Int32
        var output: String
        var errors: String
    }

    /// The folder of the test's own executable, where the programs lie as well.
    static var folder: URL {
        let own =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: own).deletingLastPathComponent()
    }

    static var repository: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    /// Whether this is a debug build, the one reason for invalidity a test may expect.
    static var isDebugBuild: Bool {
        #if DEBUG
            true
        #else
            false
        #endif
    }

    /// Whether a run on real processes went well: 1 where its trials are invalid, as they always are
    /// in a debug build and may be on a busy machine.
    static func wentWell(_ ended: Ended) -> Bool {
        ended.status == 1 || (ended.status == 0 && !isDebugBuild)
    }

    /// Runs the program to its end, where `script` is given by a shell that does something before:
    /// the program is its `$0`, the arguments are its `$@`.
    static func run(
        _ arguments: [String], input: String = "", under script: String? = nil
    ) throws -> Ended {
        let running = try Running(arguments, input: input, under: script)
        return running.wait()
    }

    /// Whether a process ends within so many seconds; says so as soon as it does.
    static func hasEnded(_ pid: Int32, within seconds: Double) -> Bool {
        let handle = cl_pidfd_open(pid)
        guard handle >= 0 else { return true }
        defer { close(handle) }
        var waiting = pollfd(fd: handle, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, Int32(seconds * 1000)) != 0
    }

    /// A program that has been started.
    final class Running {
        let process = Process()
        private let output = Pipe()
        private let errors = Pipe()

        init(_ arguments: [String], input: String = "", under script: String? = nil) throws {
            let program = Program.folder.appendingPathComponent("topolab")
            process.executableURL = script == nil ? program : URL(fileURLWithPath: "/bin/sh")
            process.arguments = (script.map { ["-c", $0, program.path] } ?? []) + arguments
            process.currentDirectoryURL = Program.repository
            process.standardOutput = output
            process.standardError = errors
            let standardInput = Pipe()
            process.standardInput = standardInput
            try process.run()
            standardInput.fileHandleForWriting.write(Data(input.utf8))
            try standardInput.fileHandleForWriting.close()
        }

        func wait() -> Ended {
            // Both pipes are read to their ends before the wait, or a full one would stop the program.
            let errorReader = errors.fileHandleForReading
            let text = OutputText()
            let thread = Thread { text.set(errorReader.readDataToEndOfFile()) }
            thread.start()
            let output = self.output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return Ended(
                status: process.terminationReason == .exit ? process.terminationStatus : -1,
                output: String(decoding: output, as: UTF8.self), errors: text.wait())
        }

        /// Whether it ends within so many seconds; says so as soon as it does.
        func hasEnded(within seconds: Double) -> Bool {
            Program.hasEnded(process.processIdentifier, within: seconds)
        }

        /// The node processes it has started, by process id.
        var nodes: [Int32] {
            let children =
                "/proc/\(process.processIdentifier)/task/\(process.processIdentifier)/children"
            let text = (try? String(contentsOfFile: children, encoding: .utf8)) ?? ""
            return text.split(separator: " ").compactMap { Int32($0) }
        }

        /// Waits until it has started that many nodes and their load has begun.
        func waitForLoad(nodes count: Int, in folder: String) {
            let start = "\(folder)/samples"
            let deadline = Date().addingTimeInterval(30)
            while Date() < deadline, !hasEnded(within: 0.001) {
                let files = (try? FileManager.default.contentsOfDirectory(atPath: start)) ?? []
                if nodes.count >= count, files.count >= count { return }
            }
        }
    }
}

/// Text handed from one thread to another.
final class OutputText: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let text = MutexText()

    func set(_ data: Data) {
        text.value.withLock { $0 = String(decoding: data, as: UTF8.self) }
        semaphore.signal()
    }

    func wait() -> String {
        semaphore.wait()
        return text.value.withLock { $0 }
    }
}

private final class MutexText: Sendable {
    let value = Mutex("")
}
