import Experiment
import Testing

@Suite("Notes")
struct NoteTests {
    private static func fault(_ keys: String) -> String {
        both + "[[fault]]\naction = \"kill\"\nat_s = 4\n\(keys)\n"
    }

    @Test("a count above what an arm has is cut, and the note says where")
    func cut() throws {
        #expect(
            try notes(Self.fault("target = \"provider\"\ncount = 3")) == [
                "x.toml:17:9: note: fault 0 asks for 3 of role \"provider\", and topology "
                    + "\"client-server\" has 1: it hits 1 there"
            ])
        #expect(try notes(Self.fault("target = \"participant\"\ncount = 4")) == [])
        #expect(try notes(Self.fault("target = \"provider\"\nshare = 0.5")) == [])
    }

    @Test("a node that only some arms have is hit there alone")
    func onlyIn() throws {
        #expect(
            try notes(Self.fault("target = \"peer-3\"")) == [
                "x.toml:16:10: note: fault 0 hits \"peer-3\" in \"mesh\" alone: "
                    + "no other topology here has it"
            ])
        #expect(
            try notes(Self.fault("target = \"provider-3\"")) == [
                "x.toml:16:10: note: fault 0 hits \"provider-3\" in \"mesh\" alone: "
                    + "no other topology here has it"
            ])
        #expect(try notes(Self.fault("target = \"provider-0\"")) == [])
    }

    @Test("a join of who is there from the start does nothing, and the note says where")
    func thereAlready() throws {
        func join(_ target: String, joining: Int) throws -> [String] {
            let text = edited("count = 4", "count = 4\njoining = \(joining)", in: both)
            return try notes(text + "[[fault]]\naction = \"join\"\nat_s = 4\n\(target)\n")
        }
        func note(_ target: String, in arms: String) -> String {
            "x.toml:17:10: note: fault 0 lets \"\(target)\" join, which is there from the start in "
                + "\(arms): it does nothing there unless another fault has taken the node away; "
                + "the last participants come later with \"joining\" in [participants]"
        }
        let everywhere = "\"client-server\", \"mesh\""
        #expect(
            try join("target = \"participant-3\"", joining: 0)
                == [note("participant-3", in: everywhere)])
        #expect(
            try join("target = \"participant-2\"", joining: 1)
                == [note("participant-2", in: everywhere)])
        #expect(try join("target = \"participant-3\"", joining: 1) == [])
        #expect(
            try join("target = \"provider-0\"", joining: 3)
                == [note("provider-0", in: everywhere)])
        #expect(try join("target = \"participant\"\ncount = 1", joining: 1) == [])
        #expect(try join("target = \"participant\"\nshare = 0.5", joining: 1) == [])
        #expect(
            try join("target = \"participant\"\nshare = 0.5", joining: 0) == [
                "x.toml:17:10: note: fault 0 lets a share of role \"participant\" join, and in "
                    + "\(everywhere) nobody of it is still to come: it does nothing there; the "
                    + "last participants come later with \"joining\" in [participants]"
            ])
    }

    @Test("a fault that outlasts measurement is said to")
    func undoneTooLate() throws {
        #expect(
            try notes(Self.fault("target = \"provider-0\"\nfor_s = 6.5")) == [
                "x.toml:17:9: note: fault 0 would be undone at 10.5 s, and measurement ends at "
                    + "10 s: no recovery from it is measured"
            ])
        #expect(try notes(Self.fault("target = \"provider-0\"\nfor_s = 6")) == [])
    }

    @Test("lengths are compared in nanoseconds, not in fractions that do not add up")
    func rounding() throws {
        let text =
            smallest.replacing("measure_s = 10", with: "measure_s = 0.3")
            + "[[fault]]\naction = \"kill\"\ntarget = \"provider-0\"\nat_s = 0.1\nfor_s = 0.2\n"
        #expect(try notes(text) == [])
    }

    @Test("where not all peers can have so many links, the note says so")
    func degree() throws {
        let text = edited("count = 4", "count = 7", in: both)
        let degree = [Override.set("topology.mesh.degree=3")]
        #expect(
            try notes(text, degree) == [
                "--set \"topology.mesh.degree=3\": note: \"degree\" is 3, and 7 nodes cannot all "
                    + "have so many links: one of them has 2"
            ])
        #expect(try notes(text, [.set("topology.mesh.degree=4")]) == [])
        #expect(try notes(text, [.set("topology.mesh.degree=7")]) == [])
    }

    @Test("a speed without a service time changes nothing")
    func speed() throws {
        #expect(
            try notes(edited("kind = \"client-server\"", "kind = \"client-server\"\nspeed = 8"))
                == [
                    "x.toml:4:9: note: \"speed\" changes nothing: "
                        + "it works on \"service_time_us\", which is 0"
                ])
    }
}
