import Core
import Experiment
import Measurement
import Report
import Runner

/// run.json: what was run, on what, and when.
struct RunFile {
    let experiment: Experiment
    let trials: [TrialPlan]
    /// The host when the run began.
    let host: HostFacts
    let started: WallTime
    /// Nil while the run goes on, and in the file of one that was killed.
    let ended: WallTime?

    private static let schemaVersion: Int64 = 1

    private var specification: Specification { experiment.first }

    var json: JSON {
        let context = RunContext(
            experiment: specification.name, tier: specification.network.tier.rawValue)
        return .object([
            .init("schema_version", .integer(Self.schemaVersion)),
            .init("version", .string(Program.version)),
            .init("commit", SourceCommit.current.map { .string($0) } ?? .null),
            .init("build", .string(context.isDebugBuild ? "debug" : "release")),
            .init("command", .string(ShellText.commandLine(CommandLine.arguments))),
            .init("name", .string(specification.name)),
            .init("question", .string(specification.question)),
            .init("hypothesis", .string(specification.hypothesis)),
            .init("tier", .string(context.tier)),
            .init("seed", .unsigned(specification.seed)),
            .init("repetitions", .integer(Int64(specification.repetitions))),
            .init("trials", .integer(Int64(trials.count))),
            .init("plan_hashes", .array(planHashes)),
            .init("notes", .array(experiment.notes.map { .string($0.text) })),
            .init("started", .string(started.text)),
            .init("ended", ended.map { .string($0.text) } ?? .null),
            .init("host", host.json),
            .init("experiment", experiment.resolvedObject),
        ])
    }

    /// One per repetition: it is the same for every arm.
    private var planHashes: [JSON] {
        var last = 0
        return trials.compactMap { trial in
            guard trial.repetition > last else { return nil }
            last = trial.repetition
            return .string(trial.planHash)
        }
    }

    /// What a report says beside the numbers.
    ///
    /// - Throws: `Failure` when the folder has no readable run.json.
    static func facts(in folder: String) throws(Failure) -> RunFacts {
        let json = try read(folder)
        func string(_ name: String) -> String { json[name]?.stringValue ?? "" }
        return RunFacts(
            name: string("name"), question: string("question"),
            hypothesis: string("hypothesis"), command: string("command"), tier: string("tier"),
            seed: json["seed"]?.unsignedValue ?? 0, version: string("version"),
            repetitions: Int(json["repetitions"]?.unsignedValue ?? 1),
            notes: (json["notes"]?.arrayValue ?? []).compactMap(\.stringValue),
            expectations: (json["experiment"]?["expect"]?.arrayValue ?? []).compactMap(expectation),
            plannedTrials: json["trials"]?.unsignedValue.flatMap { Int(exactly: $0) },
            hasEnded: json["ended"] != .null)
    }

    /// Every setting of the experiment that was run, a `[[topology]]`'s under its label.
    ///
    /// - Throws: `Failure` when the folder has no readable run.json.
    static func settings(in folder: String) throws(Failure) -> [FolderComparison.Setting] {
        // What is asked and expected of the results is no setting that makes them.
        let words = ["question", "hypothesis", "expect"]
        guard case .object(let members)? = try read(folder)["experiment"] else { return [] }
        return members.filter { !words.contains($0.name) }.flatMap { $0.settings }
    }

    private static func read(_ folder: String) throws(Failure) -> JSON {
        let path = "\(folder)/run.json"
        let text: String
        do throws(UnreadableFile) {
            let bytes = try WholeFile.bytes(of: path, upTo: WholeFile.maximumDataBytes)
            text = String(decoding: bytes, as: UTF8.self)
        } catch {
            throw .wrong(
                "\"\(path)\" cannot be read: \(error.reason); name a folder that topolab run has made"
            )
        }
        do throws(JSONError) {
            return try JSON(parsing: text)
        } catch {
            throw .wrong(
                "\"\(path)\" is damaged at byte \(error.offset): expected \(error.expected); "
                    + "run the experiment again")
        }
    }

    /// An `[[expect]]`, nil where somebody has made it unreadable.
    private static func expectation(_ json: JSON) -> ResultExpectation? {
        guard let that = json["that"]?.stringValue,
            var expectation = try? ResultExpectation(parsing: that)
        else { return nil }
        if case .object(let members)? = json["where"] {
            expectation.conditions = members.flatMap { $0.leaves }.map {
                ResultExpectation.Condition(path: $0.name, value: $0.value.levelText)
            }
        }
        return expectation
    }
}

extension JSON.Member {
    /// The values below it with their paths; an element of a list goes by its label or position.
    fileprivate var settings: [FolderComparison.Setting] {
        switch value {
        case .object(let members):
            return members.flatMap { JSON.Member("\(name).\($0.name)", $0.value).settings }
        case .array(let elements) where elements.contains(where: { $0.isObject }):
            return elements.enumerated().flatMap { index, element in
                let label = element["label"]?.stringValue ?? "\(index)"
                return JSON.Member("\(name).\(label)", element).settings
            }
        case .array(let elements):
            let texts = elements.map(\.levelText).joined(separator: ", ")
            return [FolderComparison.Setting(name, "[\(texts)]")]
        default: return [FolderComparison.Setting(name, value.levelText)]
        }
    }

    /// The values in a table of tables, with their dotted paths.
    fileprivate var leaves: [JSON.Member] {
        guard case .object(let members) = value else { return [self] }
        return members.flatMap { $0.leaves }.map { JSON.Member("\(name).\($0.name)", $0.value) }
    }
}

extension JSON {
    fileprivate var isObject: Bool { if case .object = self { true } else { false } }

    /// A level as trials.csv shows it.
    fileprivate var levelText: String {
        switch self {
        case .string(let text): text
        case .number(let number): Int64(exactly: number).map { "\($0)" } ?? "\(number)"
        default: text
        }
    }
}

/// Command lines as a person would type them again.
enum ShellText {
    static func commandLine(_ arguments: [String]) -> String {
        let program = arguments.first?.split(separator: "/").last.map { String($0) } ?? "topolab"
        return ([program] + arguments.dropFirst().map(quoted)).joined(separator: " ")
    }

    /// In single quotes unless it needs none.
    private static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
                    || "-_./=:,+@%".utf8.contains(byte)
            }
        if isPlain { return word }
        return "'"
            + word.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "'\\''") + "'"
    }
}

/// Which commit of its sources the program was built beside.
enum SourceCommit {
    /// Nil when the sources are not in a git checkout.
    static var current: String? {
        var path = (TextFile.target(of: "/proc/self/exe") ?? "").split(separator: "/")
        while !path.isEmpty {
            path.removeLast()
            let git = "/" + (path + [".git"]).joined(separator: "/")
            if let head = TextFile.read(git + "/HEAD") { return commit(head, in: git) }
        }
        return nil
    }

    private static func commit(_ head: String, in git: String) -> String? {
        guard head.hasPrefix("ref: ") else {
            return head.split(separator: "\n").first.map { String($0) }
        }
        let reference = head.dropFirst(5).split(separator: "\n").first.map { String($0) } ?? ""
        if let text = TextFile.read("\(git)/\(reference)") {
            return text.split(separator: "\n").first.map { String($0) }
        }
        let packed = TextFile.read(git + "/packed-refs") ?? ""
        let line = packed.split(separator: "\n").first { $0.hasSuffix(" " + reference) }
        return line?.split(separator: " ").first.map { String($0) }
    }
}
