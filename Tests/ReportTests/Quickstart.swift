@testable import Report

extension Fixture {
    /// 4,000 operations a second for 8 s; one provider is killed at 4 s and started again at 6 s.
    static var quickstart: Fixture {
        var fixture = Fixture()
        fixture.addTrial("1", "client-server", measured: server)
        fixture.addTrial("2", "mesh", measured: mesh)
        fixture.addFault("1", "client-server", node: "server-0")
        fixture.addFault("2", "mesh", node: "peer-3")
        fixture.addTimeline("1", okInOutage: 0, downInOutage: 0)
        fixture.addTimeline("2", okInOutage: 374, downInOutage: 25)
        fixture.addNode("1", "server-0", served: 24_000)
        fixture.addNode("1", "client-0", served: 0)
        fixture.addNode("2", "peer-3", served: 1_000, down: 500)
        fixture.addNode("2", "peer-4", served: 30_000)
        for key in 0..<16 {
            fixture.placement.append(
                ["trial": "1", "key": "\(key)", "holders": "server-0"])
            fixture.placement.append(
                ["trial": "2", "key": "\(key)", "holders": "peer-\(key) peer-\((key + 1) % 16)"])
        }
        for (trial, top) in [("1", 500_000), ("2", 900)] {
            for (percentile, value) in [("50", 90), ("90", 200), ("99", top), ("99.9", top)] {
                for clock in ["response", "response_ok"] {
                    fixture.latency.append(
                        [
                            "trial": trial, "clock": clock, "percentile": percentile,
                            "value_us": "\(value)",
                        ])
                }
            }
        }
        return fixture
    }

    static let server: Row = [
        "participants": "16", "nodes": "17", "measure_s": "8", "planned": "32000", "ok": "24000",
        "failed": "8000", "unsent": "0", "node_down": "0", "offered_per_s": "4000",
        "throughput_per_s": "3000", "response_p50_us": "86.4", "response_p99_us": "500000",
        "availability": "0.75", "outage_availability": "0", "detect_s": "0.0004",
        "recover_s": "2.1", "acked_writes": "2400", "lost_writes": "1180", "messages": "48000",
        "bytes_sent": "7440000", "connections": "16", "busiest_share": "1", "cpu_s": "0.984",
        "memory_peak_bytes": "139400000", "valid": "true",
    ]

    static let mesh: Row = [
        "participants": "16", "nodes": "16", "measure_s": "8", "planned": "32000", "ok": "31480",
        "failed": "20", "unsent": "0", "node_down": "500", "offered_per_s": "4000",
        "throughput_per_s": "3935", "response_p50_us": "91.7", "response_p99_us": "433",
        "availability": "0.99937", "outage_availability": "0.9973", "detect_s": "0.0013",
        "recover_s": "0", "acked_writes": "3150", "lost_writes": "0", "messages": "66108",
        "bytes_sent": "10388400", "connections": "120", "busiest_share": "0.0915",
        "cpu_s": "1.63696", "memory_peak_bytes": "131200000", "valid": "true",
    ]

    mutating func addTrial(
        _ trial: String, _ topology: String, repetition: Int = 1, measured: Row,
        changes: Row = [:]
    ) {
        var row = measured.merging(changes) { $1 }
        row["trial"] = trial
        row["topology"] = topology
        row["repetition"] = "\(repetition)"
        trials.append(row)
    }

    mutating func addFault(
        _ trial: String, _ topology: String, node: String, action: String = "kill",
        fault: String = "0", applied: String = "4.0004", healed: String = "6.0002",
        connected: String = ""
    ) {
        faults.append(
            [
                "trial": trial, "topology": topology, "fault": fault, "action": action,
                "node": node, "connected_share": connected, "asked_s": "4", "applied_s": applied,
                "healed_s": healed,
            ])
    }

    mutating func addNode(_ trial: String, _ node: String, served: Int, down: Int = 0) {
        nodes.append(
            [
                "trial": trial, "node": node, "served": "\(served)", "node_down": "\(down)",
                "planned": node.hasPrefix("server") ? "" : "2000",
            ])
    }

    /// 400 operations each 100 ms, from 1 s before measurement.
    mutating func addTimeline(_ trial: String, okInOutage: Int, downInOutage: Int) {
        for step in -10..<80 {
            let isOut = (40..<60).contains(step)
            let succeeded = isOut ? okInOutage : 400
            let isTimed = succeeded > 0
            timeline.append(
                [
                    "trial": trial, "start_s": "\(Double(step) / 10)", "planned": "400",
                    "ok": "\(succeeded)", "node_down": "\(isOut ? downInOutage : 0)",
                    "response_ok_p50_us": isTimed ? "90" : "",
                    "response_ok_p99_us": isTimed && succeeded > 380 ? "\(300 + step)" : "",
                    "response_ok_max_us": isTimed ? "900" : "",
                ])
        }
    }

    /// One message of a traced operation.
    mutating func addMessage(
        _ trial: String, _ operation: (participant: Int, sequence: Int), _ from: String,
        _ to: String, _ kind: String, sent: Int, received: Int?, fate: String = "delivered",
        messageClass: String = "operation"
    ) {
        messages =
            (messages ?? []) + [
                [
                    "trial": trial, "participant": "\(operation.participant)",
                    "sequence": "\(operation.sequence)", "from": from, "to": to,
                    "class": messageClass, "kind": kind, "sent_ns": "\(sent)",
                    "received_ns": received.map(String.init) ?? "", "fate": fate,
                ]
            ]
    }
}
