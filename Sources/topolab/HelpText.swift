/// What `--help` says.
enum HelpText {
    static var program: String {
        var text = """
            topolab: what changes when the same work is done by one server for many clients,
            and by peers for each other?

            usage: topolab                    the quickstart: both topologies, one fault, a report
                   topolab VERB ...           topolab VERB --help tells more


            """
        for verb in Program.verbs {
            let name = verb.name + String(repeating: " ", count: 11 - verb.name.count)
            text += "  \(name)\(verb.summary)\n"
        }
        return text + """

            examples:
              topolab run quickstart --set participants.count=32
              topolab run quickstart --repetitions 5 --seed 7
              topolab run quickstart --tier simulated --set network.link.delay_ms=10
              topolab check my-experiment.toml

            exit status: 0 done and valid; 1 a trial is invalid, or an [[expect]] failed;
            2 the command or file is wrong; 3 this host cannot run it; 4 a trial failed; 130 interrupted
            """
    }

    static func of(_ verb: any Verb.Type) -> String {
        "usage: topolab \(verb.name) \(verb.synopsis)\n\n\(verb.summary)\n\n\(verb.details)"
    }

    /// The options every verb that reads an experiment takes.
    static let experimentOptions = """
        FILE is a path, or the name of a shipped experiment (topolab list).
          --set PATH=VALUE     change one value: --set participants.count=32,
                               --set topology.mesh.replicas=3, --set fault.0.at_s=2
          --seed N             the same as --set seed=N
          --repetitions N      the same as --set repetitions=N
          --tier TIER          loopback, simulated (virtual time), or emulated (a network of its
                               own for each node)
        """
}
