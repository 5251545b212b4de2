import Core

/// Reads `[network]` and the links in it.
struct NetworkReader {
    private(set) var findings = Findings()
    private let section: Section
    private let link: Section?
    private let providerLink: Section?

    init(_ document: CheckedDocument) {
        section = document["network"]
        link = document.sections(of: "network.link").first
        providerLink = document.sections(of: "network.provider_link").first
    }

    mutating func read() -> Network {
        if let link { checkDelay(of: link) }
        // One that is taken over from the other has its place too.
        if let providerLink, providerLink.place != link?.place { checkDelay(of: providerLink) }
        return Network(
            tier: Network.Tier(rawValue: section.text("tier")) ?? .loopback,
            port: section.integer("port"), link: link.map { Network.Link($0) },
            providerLink: providerLink.map { Network.Link($0) })
    }

    private mutating func checkDelay(of link: Section) {
        let delay = link.number("delay_ms")
        let tier = section.text("tier")
        guard delay > 0, section.isSound("tier"), tier != Network.Tier.simulated.rawValue else {
            return
        }
        findings.report(
            .value(.notAvailable(.delay(milliseconds: delay, tier: tier))),
            at: link.place(of: "delay_ms"))
    }
}

extension Network.Link {
    fileprivate init(_ section: Section) {
        self.init(delayNanoseconds: .seconds(section.number("delay_ms") / 1_000))
    }
}
