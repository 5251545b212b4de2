import Core
import Links

/// Holds one link's keys against each other and against what the tier can do.
struct LinkCheck {
    private(set) var findings = Findings()
    private let link: Section
    private let packets: PacketRule

    init(_ link: Section, _ packets: PacketRule) {
        self.link = link
        self.packets = packets
        if packets.lacksPackets { refuseChances() } else { checkPackets() }
        for (key, base, none) in [("loss_burst", "loss", 1.0), ("reorder", "delay_ms", 0)]
        where link.isSound(key, base) && link.number(key) != none && link.number(base) == 0 {
            note(.changesNothing(key, zero: base), at: key)
        }
        noteJitter()
        checkBursts()
    }

    /// What acts on packets can be had where there are some.
    private mutating func refuseChances() {
        for key in ["loss", "duplicate", "reorder"] where link.isSound(key) && link.number(key) > 0
        {
            refuse(key, digits(link.number(key)))
        }
        if link.text("counts") == LinkShape.Counted.frame.rawValue {
            refuse("counts", quoted(link.text("counts")))
        }
        if link.isSound("queue_ms"), link.number("queue_ms") != 100 {
            note(packets.queueRemark, at: "queue_ms")
        }
    }

    private mutating func checkPackets() {
        let (share, delay) = (link.number("reorder"), link.number("delay_ms"))
        if link.isSound("reorder", "delay_ms"), share > 0, delay > 0 {
            // What overtakes does so by skipping the delay, which a mean delay shows.
            note(.overtakes(share: share, delayMilliseconds: delay), at: "reorder")
        }
        let slowest = ["up_mbit_per_s", "down_mbit_per_s"].compactMap { link.optionalNumber($0) }
            .min()
        guard link.isSound("queue_ms", "up_mbit_per_s", "down_mbit_per_s"), let slowest else {
            return
        }
        let packet = Double(8 * Bucket.packetBytes) / slowest / 1_000
        guard link.number("queue_ms") < packet else { return }
        note(
            .queueOfNoPacket(milliseconds: link.number("queue_ms"), packet: packet), at: "queue_ms")
    }

    /// A packet does not leave before it comes: what jitter would take below 0 makes the mean longer.
    private mutating func noteJitter() {
        let (jitter, delay) = (link.number("jitter_ms"), link.number("delay_ms"))
        guard link.isSound("jitter_ms", "delay_ms"), jitter > delay else { return }
        note(.jitterBeyondDelay(jitter, delay: delay), at: "jitter_ms")
    }

    /// Bursts have at least one packet between them that arrives.
    private mutating func checkBursts() {
        guard link.isSound("loss", "loss_burst") else { return }
        let (loss, burst) = (link.number("loss"), link.number("loss_burst"))
        guard burst > 1, loss < 1, loss > burst / (burst + 1) else { return }
        findings.report(
            .network(.lossNeedsLongerBursts(loss: loss, burst: burst)), at: link.place(of: "loss"))
    }

    private mutating func refuse(_ key: String, _ value: String) {
        findings.report(packets.refusal(key, value), at: link.place(of: key))
    }

    private mutating func note(_ remark: Remark, at key: String) {
        findings.note(remark, at: link.place(of: key))
    }
}
