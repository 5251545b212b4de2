import Core
import Testing

@Test func seedAndPathAreToldApart() {
    let streams = [(1, 1), (1, 2), (2, 1), (2, 2)].map { seed, step in
        var random = SeededRandom(seed: UInt64(seed), path: UInt64(step))
        return random.next()
    }
    #expect(Set(streams).count == 4)
}
