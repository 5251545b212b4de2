import Core
import Links
import Measurement

/// Reads `[network]` and the links in it, and holds them against what the tier can do.
struct NetworkReader {
    private(set) var findings = Findings()
    private(set) var section: Section
    private(set) var files: NamedFiles
    private let packets: PacketRule
    private let link: Section?
    private let providerLink: Section?

    init(_ document: CheckedDocument, files: NamedFiles) {
        section = document["network"]
        packets = PacketRule(document)
        link = document.sections(of: "network.link").first
        providerLink = document.sections(of: "network.provider_link").first
        self.files = files
    }

    mutating func read() -> Network {
        if let link { check(link) }
        // One that is taken over from the other has its place too.
        if let providerLink, providerLink.place != link?.place { check(providerLink) }
        let participants = link.map { LinkShape($0) } ?? LinkShape()
        let network = Network(
            tier: Network.Tier(rawValue: section.text("tier")) ?? .loopback,
            port: section.integer("port"), link: participants,
            providerLink: providerLink.map { LinkShape($0) } ?? participants,
            regions: readRegions())
        noteShaping(of: network)
        return network
    }

    private mutating func noteShaping(of network: Network) {
        guard network.tier == .loopback, section.isSound("tier") else { return }
        if network.regions != nil {
            findings.note(.shapedByNodes, at: section.place(of: "delay_matrix"))
        } else if let link, !network.link.isClear {
            findings.note(.shapedByNodes, at: link.place)
        } else if let providerLink, !network.providerLink.isClear {
            findings.note(.shapedByNodes, at: providerLink.place)
        }
    }

    private mutating func check(_ link: Section) {
        findings.append(LinkCheck(link, packets).findings)
    }

    private mutating func readRegions() -> Network.Regions? {
        guard section.isSound("delay_matrix", "server_region") else { return nil }
        guard let path = section.optionalText("delay_matrix") else {
            if let region = section.optionalText("server_region") {
                report(.noMatrix(region: region), at: "server_region")
            }
            return nil
        }
        guard let matrix = readMatrix(path) else { return nil }
        section.derive("server_region", .text(matrix.names[0]))
        let name = section.text("server_region")
        guard let server = matrix.names.firstIndex(of: name) else {
            report(.unknownRegion(name, known: matrix.names), at: "server_region")
            return nil
        }
        return Network.Regions(matrix: matrix, server: server)
    }

    private mutating func readMatrix(_ path: String) -> DelayMatrix? {
        let bytes: [UInt8]
        do throws(UnreadableFile) {
            bytes = try files.bytes(of: path, namedAt: section.place(of: "delay_matrix"))
        } catch {
            report(.unreadable(error), at: "delay_matrix")
            return nil
        }
        do throws(DelayMatrixFault) {
            return try DelayMatrix(bytes)
        } catch {
            report(.matrix(path: path, error), at: "delay_matrix")
            return nil
        }
    }

    private mutating func report(_ problem: NetworkProblem, at key: String) {
        findings.report(.network(problem), at: section.place(of: key))
    }
}

extension LinkShape {
    fileprivate init(_ section: Section) {
        self.init()
        func length(_ key: String) -> Nanoseconds { .seconds(section.number(key) / 1_000) }
        func rate(_ key: String) -> Double? { section.optionalNumber(key).map { $0 * 1e6 } }
        upBitsPerSecond = rate("up_mbit_per_s")
        downBitsPerSecond = rate("down_mbit_per_s")
        delayNanoseconds = length("delay_ms")
        jitterNanoseconds = length("jitter_ms")
        jitterDistribution =
            JitterDistribution(rawValue: section.text("jitter_distribution")) ?? .uniform
        queueNanoseconds = length("queue_ms")
        loss = section.number("loss")
        lossBurst = section.number("loss_burst")
        duplicate = section.number("duplicate")
        reorder = section.number("reorder")
        counts = Counted(rawValue: section.text("counts")) ?? .payload
    }
}
