import Testing

@testable import Emulation

@Suite("The kernel's queues between interfaces")
struct KernelBacklogTests {
    @Test("drops are the second number of each processor's line")
    func parsing() {
        let statistics = """
            0c72e91c 00006b2b 00000037 00000000
            0c4324d7 0000f032 00000037 00000000

            """
        #expect(KernelBacklog.dropped(in: statistics) == 27_435 + 61_490)
        #expect(KernelBacklog.dropped(in: "") == 0)
        #expect(KernelBacklog.dropped(in: "nothing") == 0)
    }
}
