import Core
import Faults
import Testing

@Suite("What a fault does to whom")
struct PlanTests {
    private func order(
        _ target: FaultTarget? = nil, at: Double = 1, for length: Double? = nil,
        _ values: [String: FaultValue] = [:]
    ) -> FaultOrder {
        FaultOrder(
            number: 2, target: target, atNanoseconds: .seconds(at),
            forNanoseconds: length.map { .seconds($0) }, values: values)
    }

    private func cuts(_ planned: [PlannedFault]) -> Conditions {
        var conditions = Conditions()
        for (index, fault) in planned.enumerated() {
            for step in fault.steps {
                if case .impair(let impairment) = step.stroke {
                    conditions.impair(fault.node, by: impairment, fault: index)
                }
            }
        }
        return conditions
    }

    @Test("A partition leaves a(a-1) + b(b-1) of N(N-1) ordered pairs, exactly")
    func pairs() throws {
        for share in [0.125, 0.25, 0.5, 0.75] {
            let scene = try scene(of: "mesh")
            let planned = Partition.plan(
                order(nil, at: 1, ["groups": .numbers([share, 1 - share])]), in: scene)
            let conditions = cuts(planned)
            let first = Int(share * 8)
            #expect(planned.map(\.node) == (first..<8).map { NodeID($0) })
            var reached = 0
            for from in 0..<8 {
                for to in 0..<8 where from != to {
                    let path = conditions.path(from: NodeID(from), to: NodeID(to))
                    #expect(path.isCut == ((from < first) != (to < first)))
                    reached += path.isCut ? 0 : 1
                }
            }
            #expect(reached == first * (first - 1) + (8 - first) * (7 - first))
        }
    }

    @Test("A server is in the first group, and three groups do not reach each other")
    func threeGroups() throws {
        let planned = Partition.plan(
            order(nil, at: 1, ["groups": .numbers([0.25, 0.25, 0.5])]),
            in: try scene(of: "client-server"))
        let conditions = cuts(planned)
        let group = [0, 0, 0, 1, 1, 2, 2, 2, 2]
        for from in 0..<9 {
            for to in 0..<9 where from != to {
                #expect(
                    conditions.path(from: NodeID(from), to: NodeID(to)).isCut
                        == (group[from] != group[to]))
            }
        }
    }

    @Test("One way, later groups still reach earlier ones, but nobody can connect")
    func oneWay() throws {
        let planned = Partition.plan(
            order(nil, at: 1, ["one_way": .flag(true)]), in: try scene(of: "mesh"))
        let conditions = cuts(planned)
        #expect(conditions.path(from: NodeID(0), to: NodeID(7)).isCut)
        #expect(!conditions.path(from: NodeID(7), to: NodeID(0)).isCut)
        #expect(conditions.isCut(between: NodeID(7), and: NodeID(0)))
        #expect(!conditions.isCut(between: NodeID(6), and: NodeID(7)))
    }

    @Test("Groups are two shares or more that add up to 1")
    func groups() {
        #expect(
            Partition.contradiction(in: order(nil, at: 1, ["groups": .numbers([0.5, 0.4])]))
                == FaultContradiction(
                    parameter: "groups", value: "[0.5, 0.4]",
                    expected: "two shares or more that add up to 1, such as [0.5, 0.5]"))
        #expect(Partition.contradiction(in: order(nil, at: 1, ["groups": .numbers([1])])) != nil)
        #expect(
            Partition.contradiction(in: order(nil, at: 1, ["groups": .numbers([0.3, 0.3, 0.4])]))
                == nil)
    }

    @Test("An isolated node reaches nobody, and relief takes away just that")
    func isolate() throws {
        let scene = try scene(of: "mesh")
        let planned = Isolate.plan(order(.place(.provider, 3), for: 2), in: scene)
        var conditions = cuts(planned)
        conditions.impair(NodeID(1), by: .delay(5), fault: 9)
        conditions.impair(NodeID(2), by: .delay(7), fault: 10)
        #expect(conditions.path(from: NodeID(3), to: NodeID(0)).isCut)
        #expect(conditions.path(from: NodeID(0), to: NodeID(3)).isCut)
        #expect(conditions.path(from: NodeID(1), to: NodeID(2)).delayNanoseconds == 12)
        conditions.relieve(fault: 0)
        #expect(conditions.path(from: NodeID(3), to: NodeID(0)) == .clear)
        #expect(conditions.path(from: NodeID(1), to: NodeID(0)).delayNanoseconds == 5)
        #expect(planned[0].steps.last == FaultStep(.relieve, atNanoseconds: 3_000_000_000))
        #expect(!planned[0].stopsNode)
    }

    @Test("Slow nodes multiply, each fault its own factor")
    func slow() {
        var conditions = Conditions()
        conditions.impair(NodeID(4), by: .slow(factor: 4), fault: 0)
        conditions.impair(NodeID(4), by: .slow(factor: 5), fault: 1)
        #expect(conditions.slowness(of: NodeID(4)) == 20)
        conditions.relieve(fault: 0)
        #expect(conditions.slowness(of: NodeID(4)) == 5)
        #expect(conditions.slowness(of: NodeID(3)) == 1)
    }

    @Test("Only a join hits those who are still to come, by role")
    func joining() throws {
        let scene = try scene(of: "mesh", joining: 3)
        let everybody = FaultTarget.share(.participant, 1)
        #expect(Kill.plan(order(everybody), in: scene).map(\.node.position) == [0, 1, 2, 3, 4])
        #expect(Join.plan(order(everybody), in: scene).map(\.node.position) == [5, 6, 7])
        #expect(
            Join.plan(order(.count(.participant, 2)), in: scene).allSatisfy {
                $0.steps.map(\.stroke) == [.start] && $0.node.position >= 5
            })
    }

    @Test("Churn keeps its means, and what one node does hangs on no other")
    func churn() throws {
        var scene = try scene(of: "mesh")
        scene.endNanoseconds = .seconds(20_000)
        let values: [String: FaultValue] = ["mean_up_s": .number(3), "mean_down_s": .number(1)]
        let planned = Churn.plan(order(.count(.participant, 4), at: 1, values), in: scene)
        let downs = planned.map { $0.steps[1].atNanoseconds - $0.steps[0].atNanoseconds }
        let mean = Double(downs.reduce(0, +)) / Double(downs.count) / 1e9
        // 4 nodes x 20,000 s / 4 s a cycle: 20,000 absences.
        #expect(abs(Double(planned.count) - 20_000) < 4 * 20_000.0.squareRoot())
        #expect(abs(mean - 1) < 4 / 20_000.0.squareRoot())
        let alone = Churn.plan(order(.node("peer-3"), at: 1, values), in: scene)
        #expect(
            alone == planned.filter { $0.node == NodeID(3) }
                || !planned.contains { $0.node == NodeID(3) })
    }

    @Test("A random schedule is the seed's and the repetition's, and over when its time is")
    func random() throws {
        let asked = order(nil, at: 1, for: 2, ["faults": .number(40)])
        let one = RandomFaults.plan(asked, in: try scene(of: "mesh"))
        #expect(one == RandomFaults.plan(asked, in: try scene(of: "mesh")))
        #expect(one != RandomFaults.plan(asked, in: try scene(of: "mesh", repetition: 2)))
        #expect(one != RandomFaults.plan(asked, in: try scene(of: "mesh", seed: 2)))
        let times = one.flatMap { $0.steps.map(\.atNanoseconds) }
        #expect(times.allSatisfy { $0 >= 1_000_000_000 && $0 <= 3_000_000_000 })
        let actions = Set(one.map(\.action))
        #expect(
            actions == [
                "kill", "restart", "pause", "leave", "isolate", "partition", "slow", "delay",
            ])
    }

    /// Kinds, times, and whom of the participants, as every arm must have them.
    private func strikes(
        _ planned: [PlannedFault], in scene: FaultScene
    ) -> [String] {
        planned.map { fault in
            let participant = scene.members[fault.node.position].participant
            return "\(fault.action) \(participant ?? -1) \(fault.steps.map(\.atNanoseconds))"
        }
    }

    @Test("Churn strikes the same participants at the same times in every arm")
    func churnAlike() throws {
        let values: [String: FaultValue] = ["mean_up_s": .number(1), "mean_down_s": .number(1)]
        let asked = order(.count(.participant, 4), at: 1, values)
        let mesh = try scene(of: "mesh")
        let central = try scene(of: "client-server")
        let strikes = strikes(Churn.plan(asked, in: mesh), in: mesh)
        #expect(strikes.count > 4)
        #expect(strikes == self.strikes(Churn.plan(asked, in: central), in: central))
    }

    @Test("A random schedule is the same in every arm, but for which of its providers are struck")
    func randomAlike() throws {
        var participants = 0
        for repetition in 1...20 {
            let mesh = try scene(of: "mesh", joining: 3, repetition: repetition)
            let central = try scene(of: "client-server", joining: 3, repetition: repetition)
            let asked = order(nil, at: 1, for: 2, ["faults": .number(40)])
            let inMesh = RandomFaults.plan(asked, in: mesh)
            let inCentral = RandomFaults.plan(asked, in: central)
            #expect(
                inMesh.map(\.steps.first?.atNanoseconds)
                    == inCentral.map(\.steps.first?.atNanoseconds))
            #expect(inMesh.map(\.action) == inCentral.map(\.action))
            for (one, other) in zip(inMesh, inCentral) {
                guard let struck = central.members[other.node.position].participant else {
                    continue
                }
                participants += 1
                #expect(mesh.members[one.node.position].participant == struck)
                #expect(one.steps.map(\.atNanoseconds) == other.steps.map(\.atNanoseconds))
            }
        }
        #expect(participants > 100)
    }
}
