import Foundation
import Glibc
import Testing

/// What the host refuses is status 3 whichever call it was, and the word about what is kept.
struct RefusedByHostTests {
    private static let small = """
        run quickstart --set participants.count=3 --set workload.rate_per_s=300 \
        --set schedule.warmup_s=0 --set schedule.measure_s=0.4 --set fault.0.at_s=0.1 \
        --set fault.0.for_s=0.1 --quiet
        """

    /// Runs a shell's command line, `$T` being the program.
    private func shell(_ line: String, in program: URL = Program.folder) throws -> Program.Ended {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = Program.repository
        process.environment = [
            "T": program.appendingPathComponent("topolab").path, "PATH": "/bin:/usr/bin",
        ]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let text = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Program.Ended(
            status: process.terminationStatus, output: "",
            errors: String(decoding: text, as: UTF8.self))
    }

    @Test func aFolderThatCannotBeFilledIsNotLeftBehind() throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let ended = try shell("ulimit -f 1; exec \"$T\" \(Self.small) --out \(out)")
        #expect(ended.status == 3)
        #expect(
            ended.errors.contains(
                "File too large (errno 27); raise the limit on a file's size (ulimit -f)"),
            "\(ended.errors)")
        #expect(!FileManager.default.fileExists(atPath: out))
    }

    @Test(arguments: ["theory", "plan quickstart --csv", "--help"])
    func aClosedStandardOutputIsAFailure(arguments: String) throws {
        let ended = try shell("exec \"$T\" \(arguments) >&-")
        #expect(ended.status == 3)
        #expect(ended.errors.contains("Bad file descriptor"), "\(ended.errors)")
    }

    /// A folder with copies of both programs, or another as the node's.
    private func copies(node: String?, in folder: TemporaryFolder) throws -> URL {
        let manager = FileManager.default
        try manager.copyItem(
            atPath: Program.folder.appendingPathComponent("topolab").path,
            toPath: folder.path + "/topolab")
        if let node { try manager.copyItem(atPath: node, toPath: folder.path + "/topolab-node") }
        return URL(fileURLWithPath: folder.path)
    }

    @Test func aProgramThatIsNoNodeIsNamed() throws {
        let folder = try TemporaryFolder()
        let programs = try copies(node: "/bin/true", in: folder)
        let ended = try shell("exec \"$T\" \(Self.small) --out \(folder.path)/out", in: programs)
        #expect(ended.status == 3)
        #expect(
            ended.errors.hasSuffix(
                """
                failed: the node program "\(folder.path)/topolab-node" is something else, it exited \
                with status 0 before it listened: build it with `swift build -c release --product \
                topolab-node`
                  no trial finished, and nothing is kept

                """), "\(ended.errors)")
    }

    @Test func aNodeProgramThatMayNotBeRunIsSaidToBeThere() throws {
        let folder = try TemporaryFolder()
        let programs = try copies(node: "/bin/true", in: folder)
        chmod(folder.path + "/topolab-node", 0o600)
        let ended = try shell("exec \"$T\" \(Self.small) --out \(folder.path)/out", in: programs)
        #expect(ended.status == 3)
        #expect(
            ended.errors
                == "topolab: the node program \"\(folder.path)/topolab-node\" is there, but this user may "
                + "not execute it: allow it (chmod +x), or build it again with `swift build -c "
                + "release --product topolab-node`\n")
    }

    @Test func aCopyWithoutExperimentsSaysSoAtOnce() throws {
        let folder = try TemporaryFolder()
        let programs = try copies(node: nil, in: folder)
        for arguments in ["", "list"] {
            let ended = try shell("cd \(folder.path); exec \"$T\" \(arguments)", in: programs)
            #expect(ended.status == 3)
            #expect(
                ended.errors
                    == "topolab: the folder Experiments is neither here nor beside the program's "
                    + "sources: run it where that folder is, or name an experiment file\n")
        }
    }

    @Test(.enabled(if: geteuid() == 0, "needs root to become another user"))
    func theLimitOnProcessesIsNamed() throws {
        let folder = try TemporaryFolder()
        chmod(folder.path, 0o777)
        let programs = try copies(
            node: Program.folder.appendingPathComponent("topolab-node").path, in: folder)
        let file = try folder.file(
            "x.toml",
            holding: try String(
                contentsOfFile: Program.repository.path + "/Experiments/quickstart.toml",
                encoding: .utf8))
        let ended = try shell(
            "cd \(folder.path); exec setpriv --reuid=65534 --clear-groups prlimit --nproc=3:3 "
                + "\"$T\" run \(file) --quiet --out \(folder.path)/out",
            in: programs)
        #expect(ended.status == 3)
        #expect(
            ended.errors.contains(
                " could not be started: this user may have 3 processes and threads at a time (ulimit "
                    + "-u), and this trial takes 17 beside all others: raise the limit, or take "
                    + "fewer participants\n  no trial finished, and nothing is kept\n"),
            "\(ended.errors)")
    }
}
