import Glibc

/// Zeroed memory of one process, or part of a file that several map; given back with its owner.
final class MemoryRegion {
    let base: UnsafeMutableRawPointer
    let byteCount: Int
    private let isMapped: Bool

    init(zeroed byteCount: Int) {
        base = .allocate(byteCount: byteCount, alignment: 64)
        base.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
        self.byteCount = byteCount
        isMapped = false
    }

    /// Maps part of a file for reading and writing; `offset` must be a whole number of pages.
    init(
        mapping file: borrowing OpenFile, from offset: Int, byteCount: Int
    ) throws(FileFailure) {
        let mapped = mmap(
            nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, file.descriptor, off_t(offset))
        guard let mapped, mapped != MAP_FAILED else {
            throw FileFailure(path: file.path, call: "mmap", code: errno)
        }
        base = mapped
        self.byteCount = byteCount
        isMapped = true
    }

    deinit {
        if isMapped { munmap(base, byteCount) } else { base.deallocate() }
    }

    /// Takes the page faults of first writing now, from `offset` on, where all bytes are still zero.
    ///
    /// MAP_POPULATE would not do: it leaves the pages of a shared file write-protected.
    func touch(from offset: Int) {
        for page in stride(from: offset, to: byteCount, by: SampleFileLayout.pageBytes) {
            base.storeBytes(of: 0, toByteOffset: page, as: UInt8.self)
        }
    }
}
