import Foundation
import Glibc
import Observability
import Testing

/// What the service manager is told, read from a socket of the test's own.
struct ServiceNotifierTests {
    /// The other end of `NOTIFY_SOCKET`.
    private struct Manager: ~Copyable {
        let descriptor: Int32
        let name: String

        /// - Parameter name: `@` at its beginning stands for NUL.
        init(_ name: String) {
            self.name = name
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            var bytes = Array(name.utf8)
            if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
            let length = socklen_t(2 + bytes.count + (name.hasPrefix("@") ? 0 : 1))
            let isBound = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) == 0 }
            }
            #expect(isBound)
        }

        deinit {
            close(descriptor)
            if !name.hasPrefix("@") { unlink(name) }
        }

        /// A datagram that is there already.
        var message: String? {
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
        }
    }

    private static var names: [String] {
        let mark = UUID().uuidString
        return [FileManager.default.temporaryDirectory.appending(path: "n-\(mark)").path, "@sikker-\(mark)"]
    }

    @Test(arguments: names)
    func messagesArrive(_ name: String) throws {
        let manager = Manager(name)
        let notifier = try #require(ServiceNotifier(environment: ["NOTIFY_SOCKET": name]))
        #expect(notifier.watchdog == nil)
        notifier.send(.ready, .status("all is well\nREADY=0"))
        #expect(manager.message == "READY=1\nSTATUS=all is well READY=0")
        notifier.send(.alive)
        #expect(manager.message == "WATCHDOG=1")
        notifier.send(.stopping)
        #expect(manager.message == "STOPPING=1")
        notifier.send(.reloading)
        #expect(manager.message?.wholeMatch(of: /RELOADING=1\nMONOTONIC_USEC=[0-9]+/) != nil)
        #expect(manager.message == nil)
    }

    @Test func nobodyWantsToKnow() {
        for name in ["", "relative", "/", "@", "/" + String(repeating: "x", count: 200)] {
            #expect(ServiceNotifier(environment: ["NOTIFY_SOCKET": name]) == nil, "\(name)")
        }
        #expect(ServiceNotifier(environment: [:]) == nil)
        // A manager that is gone is no fault.
        ServiceNotifier(environment: ["NOTIFY_SOCKET": "/no/such/socket"])?.send(.ready)
    }

    @Test func theWatchdogIsOursOrNot() {
        func watchdog(_ environment: [String: String]) -> Duration? {
            ServiceNotifier(environment: environment.merging(["NOTIFY_SOCKET": "/x"]) { given, _ in given })?.watchdog
        }
        #expect(watchdog(["WATCHDOG_USEC": "30000000"]) == .seconds(30))
        #expect(watchdog(["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "\(getpid())"]) == .seconds(30))
        #expect(watchdog(["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"]) == nil)
        for nonsense in ["", "0", "-1", "x", "99999999999999999999"] {
            #expect(watchdog(["WATCHDOG_USEC": nonsense]) == nil)
        }
    }
}
