extension Parameter {
    fileprivate static let busy = Parameter(
        "utilisation", "share of time the server is busy", .above(0, below: 1))
    fileprivate static let customers = Parameter(
        "customers", "consecutive requests measured", .from(1, to: 1e15), as: .whole,
        otherwise: 10_000)
}

extension Law {
    static let noise = Law(
        name: "noise", summary: "how far the mean wait of a finite M/M/1 run strays",
        source: "Daley 1968; Whitt, Planning queueing simulations, Management Science 35, 1989",
        questions: [
            Question(parameters: [.busy, .customers]) { settings throws(ModelError) in
                let noise = try WaitNoise(utilisation: settings[.busy])
                let deviation = noise.relativeStandardDeviation(
                    customers: settings.whole(.customers))
                return [
                    .share("standard deviation of the mean wait", deviation),
                    .share("95 % of runs lie within, plus or minus", 1.96 * deviation),
                    ResultRow(
                        "requests for a deviation of 1 %",
                        noise.customers(forRelativeStandardDeviation: 0.01)),
                ]
            }
        ])
}
