import Glibc
import IPNetworks

/// One attempt to open a TCP connection. Used on one thread.
final class ConnectivityCall {
    /// The name of the target.
    let target: String
    let deadline: ContinuousClock.Instant
    /// Negative when there is none.
    private(set) var descriptor: Int32 = -1
    private let address: IPAddress
    private let port: UInt16

    init(_ target: String, _ address: IPAddress, port: UInt16, until deadline: ContinuousClock.Instant) {
        self.target = target
        self.deadline = deadline
        self.address = address
        self.port = port
    }

    deinit { hangUp() }

    var isUnderWay: Bool { descriptor >= 0 }

    /// Returns whether there is an answer already.
    func begin() -> Bool {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        descriptor = socket(address.isIPv4 ? AF_INET : AF_INET6, type, 0)
        guard descriptor >= 0 else { return false }
        let code = connect() == 0 ? 0 : errno
        if code == EINPROGRESS { return false }
        hangUp()
        return Self.isAnswer(code)
    }

    /// To be called when the descriptor is ready. Returns whether that is because of an answer.
    func end() -> Bool {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        let isKnown = getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0
        hangUp()
        return isKnown && Self.isAnswer(code)
    }

    /// Other errors mean that nothing came back, or that a router on the way says so.
    private static func isAnswer(_ code: Int32) -> Bool { code == 0 || code == ECONNREFUSED || code == ECONNRESET }

    private func connect() -> Int32 {
        if let v4 = address.v4 {
            var place = sockaddr_in()
            place.sin_family = sa_family_t(AF_INET)
            place.sin_port = port.bigEndian
            place.sin_addr.s_addr = v4.bigEndian
            return Self.connect(descriptor, &place)
        }
        var place = sockaddr_in6()
        place.sin6_family = sa_family_t(AF_INET6)
        place.sin6_port = port.bigEndian
        withUnsafeMutableBytes(of: &place.sin6_addr) { $0.copyBytes(from: address.networkBytes) }
        return Self.connect(descriptor, &place)
    }

    private static func connect<Place>(_ descriptor: Int32, _ place: inout Place) -> Int32 {
        withUnsafePointer(to: &place) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Place>.size))
            }
        }
    }

    private func hangUp() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }
}
