import Testing
import Workload

@Suite("Workload kinds")
struct WorkloadRegistryTests {
    @Test("All five names are known, and request is there to be run")
    func names() {
        let registry = WorkloadRegistry.standard
        #expect(registry.kinds.map(\.name) == ["request", "file", "broadcast", "lookup", "mail"])
        #expect(registry.kind(named: "request")?.isAvailable == true)
        #expect(registry.kind(named: "mail")?.isAvailable == false)
        #expect(registry.kind(named: "requests") == nil)
    }
}
