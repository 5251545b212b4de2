package import Core

/// Something that is no error, and that whoever checks the file should know.
package struct Note: Sendable, Equatable {
    /// What gave it: a place in the file, or an option.
    package let place: Place
    /// What is worth knowing.
    package let remark: Remark

    /// The place and the remark, in one line.
    package var text: String { "\(place.text): note: \(remark.text)" }
}

/// What a note says.
package enum Remark: Sendable, Equatable {
    /// A fault asks for more nodes than an arm has, and gets those.
    case cut(fault: Int, asked: Int, has: Int, role: String, arm: String)
    /// A fault strikes in some arms alone.
    case onlyIn(fault: Int, target: String, arms: [String])
    /// A fault lets a node join that is there from the start in some arms, or in all.
    case thereAlready(fault: Int, target: String, arms: [String])
    /// A fault lets a share of a role join of which nobody is still to come.
    case nobodyToCome(fault: Int, role: String, arms: [String])
    /// A fault would be undone when nothing is measured any more.
    case undoneTooLate(fault: Int, atNanoseconds: Nanoseconds, endNanoseconds: Nanoseconds)
    /// A key of the file has lost its meaning to an option.
    case leftOut(String, because: String)
    /// A swept key that an option has set for good.
    case levelsLeftOut(String, because: String)
    /// An expectation of levels that an option has taken out of the sweep.
    case expectationLeftOut(String, found: FoundValue, because: String)
    /// A key that works on another one, which is 0.
    case changesNothing(String, zero: String)
    /// A share of packets that a link does not hold up.
    case overtakes(share: Double, delayMilliseconds: Double)
    /// A queue that the second of two packets cannot wait in.
    case queueOfNoPacket(milliseconds: Double, packet: Double)
    /// A spread that would take a delay below 0.
    case jitterBeyondDelay(Double, delay: Double)
    /// So many nodes cannot all have that many links.
    case oneLinkLess(degree: Int, nodes: Int)
    /// A queue of packets, on a tier that has none.
    case streamsWait(tier: String)
    /// A queue of packets, where the nodes themselves hold them back.
    case nodesWait(tier: String)
    /// A congestion control of what the kernel's TCP does not send.
    case noCongestion(of: String)
    /// Links that the nodes themselves put between them, since the host has none.
    case shapedByNodes

    var text: String {
        switch self {
        case .cut(let fault, let asked, let has, let role, let arm):
            "fault \(fault) asks for \(digits(asked)) of role \(quoted(role)), and topology "
                + "\(quoted(arm)) has \(digits(has)): it hits \(digits(has)) there"
        case .onlyIn(let fault, let target, let arms):
            "fault \(fault) hits \(quoted(target)) in "
                + arms.map { quoted($0) }.joined(separator: ", ")
                + " alone: no other topology here has it"
        case .thereAlready(let fault, let target, let arms):
            "fault \(fault) lets \(quoted(target)) join, which is there from the start in "
                + arms.map { quoted($0) }.joined(separator: ", ")
                + ": it does nothing there unless another fault has taken the node away; the last "
                + "participants come later with \"joining\" in [participants]"
        case .nobodyToCome(let fault, let role, let arms):
            "fault \(fault) lets a share of role \(quoted(role)) join, and in "
                + arms.map { quoted($0) }.joined(separator: ", ")
                + " nobody of it is still to come: it does nothing there; the last participants "
                + "come later with \"joining\" in [participants]"
        case .undoneTooLate(let fault, let moment, let end):
            "fault \(fault) would be undone at \(digits(moment.inSeconds)) s, and measurement "
                + "ends at \(digits(end.inSeconds)) s: no recovery from it is measured"
        case .leftOut(let key, let option):
            "\(quoted(key)) is left out: with \(option) it says nothing"
        case .levelsLeftOut(let path, let option):
            "\(quoted(path)) is not swept: \(option) sets it"
        case .expectationLeftOut(let path, let found, let option):
            "this is not expected, as \(option) sets \(quoted(path)), here \(found.token)"
        case .changesNothing(let key, let zero):
            "\(quoted(key)) changes nothing: it works on \(quoted(zero)), which is 0"
        case .overtakes(let share, let delay):
            "\"reorder\" is \(digits(share)): that share of packets takes none of the link's delay "
                + "of \(digits(delay)) ms" + (share < 1 ? ", and so overtakes the others" : "")
        case .oneLinkLess(let degree, let nodes):
            "\"degree\" is \(degree), and \(nodes) nodes cannot all have so many links: one of them "
                + "has \(degree - 1)"
        case .queueOfNoPacket(let queue, let packet):
            "\"queue_ms\" is \(digits(queue)), and a packet of 1448 bytes takes "
                + "\(digits((1_000 * packet).rounded() / 1_000)) ms here: of two that come together "
                + "the second is dropped"
        case .jitterBeyondDelay(let jitter, let delay):
            "\"jitter_ms\" is \(digits(jitter)), more than \"delay_ms\", \(digits(delay)): no delay is "
                + "below 0, so that they are longer on average"
        case .streamsWait(let tier):
            "\"queue_ms\" changes nothing on tier \(quoted(tier)): of a stream nothing is dropped, and "
                + "what has no room in the queue waits at its sender"
        case .nodesWait(let tier):
            "\"queue_ms\" changes nothing on tier \(quoted(tier)): nodes that shape their links "
                + "themselves drop nothing, and what has no room in the queue waits at its sender"
        case .noCongestion(let what):
            "\"congestion\" changes nothing: it is the kernel's TCP that has one, not \(what)"
        case .shapedByNodes:
            "on the loopback tier the nodes themselves shape the links, which the kernel does not "
                + "see: its handshakes, acknowledgements and windows take no time, and nothing is lost"
        }
    }
}
