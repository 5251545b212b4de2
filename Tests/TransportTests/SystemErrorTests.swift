import Glibc
import Testing

@testable import Transport

@Suite("System errors, endpoints")
struct SystemErrorTests {
    @Test("An error names the call, what went wrong, and the symbol")
    func messages() {
        #expect(
            SystemError("connect", code: ECONNREFUSED).message
                == "connect: Connection refused (ECONNREFUSED)")
        #expect(
            SystemError("epoll_pwait2", code: ENOSYS).message
                == "epoll_pwait2: Function not implemented (ENOSYS)")
        #expect(SystemError("send", code: 12_345).message == "send: error 12345")
    }

    @Test("A result that is no error number passes")
    func checking() throws {
        #expect(try SystemError.check(0, "call") == 0)
        #expect(try SystemError.check(7, "call") == 7)
        #expect(throws: SystemError("call", code: EBADF)) { try SystemError.check(-EBADF, "call") }
    }

    @Test("An endpoint is written as people write it")
    func endpoints() {
        #expect("\(Endpoint(address: 0x7F03_0001, port: 7400))" == "127.3.0.1:7400")
        #expect("\(Endpoint(address: 0xFFFF_FFFF, port: 0))" == "255.255.255.255:0")
    }
}
