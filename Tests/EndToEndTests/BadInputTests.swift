import CLinux
import Foundation
import Glibc
import Testing

/// What goes wrong before or during a run is one clear message, the right status, and nothing torn.
@Suite(.serialized) struct BadInputTests {
    private static let small = [
        "run", "quickstart", "--set", "participants.count=3", "--set", "workload.rate_per_s=300",
        "--set", "schedule.warmup_s=0", "--set", "schedule.measure_s=0.4", "--set",
        "fault.0.at_s=0.1", "--set", "fault.0.for_s=0.1", "--quiet",
    ]

    @Test(arguments: [
        (["rnu"], "topolab: unknown command \"rnu\"\n  see topolab --help\n"),
        (
            ["run", "quickstart.tmol"],
            """
            topolab: no experiment "quickstart.tmol": there is neither such a file nor a shipped \
            experiment of that name
              topolab list shows what is shipped

            """
        ),
        (
            ["run", "quickstart", "--sed", "3"],
            """
            topolab: unknown option "--sed": did you mean "--set"?
              see topolab run --help

            """
        ),
        (
            ["run", "--sed=3", "quickstart"],
            """
            topolab: unknown option "--sed": did you mean "--set"?
              see topolab run --help

            """
        ),
        (["run"], "topolab: FILE is missing\n  see topolab run --help\n"),
        (
            ["run", "quickstart", "--seed"],
            "topolab: --seed needs a value\n  see topolab run --help\n"
        ),
        (
            ["compare", "no-such-folder", "b"],
            "topolab: no result folder \"no-such-folder\": expected a folder that 'topolab run' has "
                + "written; list yours with 'ls Results'\n"
        ),
        (
            ["live", "a"],
            "topolab: \"live\" is not available in this version; see topolab --help\n"
        ),
    ])
    func aWrongCommandSaysWhatIsWrong(arguments: [String], message: String) throws {
        let ended = try Program.run(arguments)
        #expect(ended.status == 2)
        #expect(ended.errors == message)
        #expect(ended.output == "")
    }

    @Test func aWrongFileIsNamedWithLineAndColumn() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file(
            "wrong.toml",
            holding: """
                name = "wrong"
                [[topology]]
                kind = "mesh"
                [participants]
                count = "four"
                [workload]
                kind = "request"
                raet_per_s = 100
                [schedule]
                measure_s = 1
                """)
        let ended = try Program.run(["run", file])
        #expect(ended.status == 2)
        #expect(ended.errors.contains("\(file):5:9:"), "\(ended.errors)")
        #expect(ended.errors.contains("\(file):8:1: unknown key \"raet_per_s\""), "\(ended.errors)")
        #expect(ended.errors.contains("did you mean \"rate_per_s\"?"), "\(ended.errors)")
    }

    @Test func anUnwritableResultFolderIsSaidBeforeTheRun() throws {
        let ended = try Program.run(Self.small + ["--out", "/dev/null/out"])
        #expect(ended.status == 3)
        #expect(
            ended.errors == """
                topolab: cannot create the folder "/dev/null/out": Not a directory; name one that can \
                be written with --out

                """)
    }

    @Test func aFolderWithSomethingInItIsLeftAlone() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("thesis.txt", holding: "years of work")
        let ended = try Program.run(Self.small + ["--out", folder.path])
        #expect(ended.status == 3)
        #expect(ended.errors.contains("exists and is not empty"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["thesis.txt"])
    }

    @Test func aPortInUseIsNamedWithItsHolder() throws {
        let listener = cl_socket_tcp()
        defer { close(listener) }
        let port = try #require((21_000..<22_000).first { cl_bind(listener, 0, UInt16($0)) == 0 })
        #expect(cl_listen(listener, 1) == 0)
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let ended = try Program.run(Self.small + ["--set", "network.port=\(port)", "--out", out])
        #expect(ended.status == 3)
        #expect(
            ended.errors.hasPrefix("topolab: port \(port) is held on all addresses by "),
            "\(ended.errors)")
        #expect(ended.errors.contains("(pid \(getpid()))"), "\(ended.errors)")
        #expect(!FileManager.default.fileExists(atPath: out))
    }

    @Test(.enabled(if: geteuid() == 0, "needs root to mount a small file system"))
    func aFullDiskLeavesWholeRowsOnly() throws {
        let folder = try TemporaryFolder()
        try #require(mount("none", folder.path, "tmpfs", 0, "size=900k") == 0)
        defer { umount2(folder.path, Int32(MNT_DETACH)) }
        let out = folder.path + "/out"
        let ended = try Program.run(Self.small + ["--out", out])
        #expect(ended.status == 3, "\(ended.errors)")
        #expect(ended.errors.contains("No space left on device"), "\(ended.errors)")
        if FileManager.default.fileExists(atPath: out) { try Results(folder: out).expectWhole() }
    }
}
