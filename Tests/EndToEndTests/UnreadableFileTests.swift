import Foundation
import Glibc
import Testing

/// Files that are no files, that never end, or that stop short: an answer at once, with the reason.
struct UnreadableFileTests {
    private static let text = """
        name = "small"
        [[topology]]
        kind = "client-server"
        [[topology]]
        kind = "mesh"
        [participants]
        count = 3
        [workload]
        kind = "request"
        rate_per_s = 100
        keys = 100
        [schedule]
        warmup_s = 0.1
        measure_s = 0.5
        [network]
        tier = "simulated"

        """

    /// A whole result folder.
    private func results(in folder: TemporaryFolder) throws -> String {
        let file = try folder.file("small.toml", holding: Self.text)
        let out = folder.path + "/out"
        let ended = try Program.run(["run", file, "--out", out, "--quiet"])
        try #require(ended.status == 0, "\(ended.errors)")
        return out
    }

    @Test(arguments: ["trials.csv", "latency.csv", "placement.csv"])
    func aResultFileThatIsAPipeOrEndlessIsRefusedAtOnce(name: String) throws {
        let folder = try TemporaryFolder()
        let out = try results(in: folder)
        let again =
            "expected the file that 'topolab run' has written; make the results again\n"
        unlink("\(out)/\(name)")
        #expect(mkfifo("\(out)/\(name)", 0o600) == 0)
        for arguments in [["report", out], ["compare", out, out]] {
            let ended = try Program.run(arguments)
            #expect(ended.status == 2)
            #expect(
                ended.errors
                    == "topolab: cannot read \"\(out)/\(name)\": it is a named pipe, not a file; "
                    + again)
        }
        unlink("\(out)/\(name)")
        symlink("/dev/zero", "\(out)/\(name)")
        let ended = try Program.run(["report", out])
        #expect(ended.status == 2)
        #expect(
            ended.errors
                == "topolab: cannot read \"\(out)/\(name)\": it is a device, not a file; " + again)
    }

    @Test func aSampleFileThatIsAPipeIsRefusedAtOnce() throws {
        let folder = try TemporaryFolder()
        let out = try results(in: folder)
        let path = "\(out)/samples/trial-1-server-0-start-1.bin"
        try #require(unlink(path) == 0)
        #expect(mkfifo(path, 0o600) == 0)
        let ended = try Program.run(["samples", out])
        #expect(ended.status == 2)
        #expect(
            ended.errors
                == "topolab: \"\(path)\" is not a sample file: it is a named pipe, not a file; copy "
                + "it again, or run the experiment again\n")
    }

    @Test func aSamplesFolderThatIsNoneSaysSo() throws {
        let folder = try TemporaryFolder()
        let out = try results(in: folder)
        try FileManager.default.removeItem(atPath: out + "/samples")
        _ = try folder.file("out/samples", holding: "")
        let ended = try Program.run(["samples", out])
        #expect(ended.status == 2)
        #expect(
            ended.errors
                == "topolab: \"\(out)/samples\" cannot be read as a folder: Not a directory; copy the "
                + "whole result folder, or run the experiment again\n")
    }

    @Test func runJSONSaysWhyItCannotBeRead() throws {
        let folder = try TemporaryFolder()
        let out = try results(in: folder)
        func message() throws -> String { try Program.run(["report", out]).errors }
        let next = "name a folder that topolab run has made\n"
        unlink(out + "/run.json")
        #expect(
            try message()
                == "topolab: \"\(out)/run.json\" cannot be read: No such file or directory; " + next
        )
        symlink("run.json", out + "/run.json")
        #expect(
            try message()
                == "topolab: \"\(out)/run.json\" cannot be read: Too many levels of symbolic links; "
                + next)
        unlink(out + "/run.json")
        mkdir(out + "/run.json", 0o700)
        #expect(
            try message()
                == "topolab: \"\(out)/run.json\" cannot be read: it is a folder, not a file; "
                + next)
    }

    @Test func anExperimentSaysWhyItCannotBeRead() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/x.toml"
        func message() throws -> String {
            let ended = try Program.run(["check", path])
            #expect(ended.status == 2)
            return ended.errors
        }
        let start = "topolab: \"\(path)\" cannot be read as an experiment: "
        try Data(count: 10_000_000).write(to: URL(fileURLWithPath: path))
        #expect(
            try message() == start + "it has 10,000,000 bytes, and at most 4,194,304 are read\n")
        unlink(path)
        mkdir(path, 0o700)
        #expect(try message() == start + "it is a folder, not a file\n")
        rmdir(path)
        mkfifo(path, 0o600)
        #expect(try message() == start + "it is a pipe to which nobody writes\n")
        unlink(path)
        symlink("/dev/zero", path)
        #expect(try message() == start + "it is a device, not a file\n")
    }

    @Test func anExperimentMayComeThroughAPipe() throws {
        let ended = try Program.run(["check", "/dev/stdin"], input: Self.text)
        #expect(ended.status == 0, "\(ended.errors)")
    }

    @Test func aRunThatStoppedSaysSoInReportAndComparison() throws {
        let folder = try TemporaryFolder()
        let out = try results(in: folder)
        let path = out + "/run.json"
        let json = try String(contentsOfFile: path, encoding: .utf8)
        let cut = json.replacing(/"trials": ?2\b/, with: "\"trials\": 12")
            .replacing(/"ended": ?"[^"]*"/, with: "\"ended\": null")
        #expect(cut != json)
        try cut.write(toFile: path, atomically: true, encoding: .utf8)
        let report = try Program.run(["report", out])
        #expect(report.status == 0)
        #expect(
            report.errors.replacing("\n", with: " ").contains(
                "This run stopped after 2 of 12 trials, or is still going on: repetitions or points "
                    + "are missing"), "\(report.errors)")
        #expect(!report.errors.contains("One repetition gives no interval"))
        let html = try String(contentsOfFile: out + "/report.html", encoding: .utf8)
        #expect(html.contains("This run stopped after 2 of 12 trials"))
        let comparison = try Program.run(["compare", out, out])
        #expect(
            comparison.output.contains("! A stopped after 2 of 12 trials, or is still going on."))
    }

    @Test func aLevelThatStandsTwiceIsRefused() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file(
            "x.toml", holding: Self.text + "[sweep]\n\"participants.count\" = [4, 8, 8]\n")
        let ended = try Program.run(["check", file])
        #expect(ended.status == 2)
        #expect(
            ended.errors.contains(
                "\(file):18:31: 8 stands twice among the levels of \"participants.count\": expected "
                    + "each once; repetitions = 2 runs every point twice"), "\(ended.errors)")
    }
}
