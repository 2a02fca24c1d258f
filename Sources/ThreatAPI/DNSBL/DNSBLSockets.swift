import CDatagrams
import Glibc
import IPNetworks

/// The two sockets of one place, bound: datagrams, and connections, which have the same port.
struct DNSBLSockets: Sendable {
    let place: DNSBLPlace
    let datagrams: Int32
    /// Does not listen yet.
    let connections: Int32

    /// The queue of datagrams that wait while others are answered; the kernel may grant less.
    private static let receiveBytes: Int32 = 1 << 20
    /// A free port of UDP may be taken of TCP.
    private static let attempts = 16

    /// - Throws: ``ThreatAPIError/cannotListen(host:port:reason:)``
    init(_ wanted: DNSBLPlace) throws(ThreatAPIError) {
        var attempt = 1
        while true {
            let datagrams = try Self.socket(SOCK_DGRAM, wanted)
            var place = wanted
            place.port = Self.port(of: datagrams) ?? wanted.port
            do throws(ThreatAPIError) {
                connections = try Self.socket(SOCK_STREAM, place)
                self.datagrams = datagrams
                self.place = place
                return
            } catch {
                close(datagrams)
                guard wanted.port == 0, attempt < Self.attempts else { throw error }
                attempt += 1
            }
        }
    }

    func closeDatagrams() { close(datagrams) }

    func closeConnections() { close(connections) }

    /// All of them, or none.
    static func open(_ places: [DNSBLPlace]) throws(ThreatAPIError) -> [DNSBLSockets] {
        var sockets: [DNSBLSockets] = []
        do throws(ThreatAPIError) {
            for place in places { sockets.append(try DNSBLSockets(place)) }
        } catch {
            for socket in sockets {
                socket.closeDatagrams()
                socket.closeConnections()
            }
            throw error
        }
        return sockets
    }

    private static func socket(_ type: __socket_type, _ place: DNSBLPlace) throws(ThreatAPIError) -> Int32 {
        let isV4 = place.address.isIPv4
        let flags = Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = Glibc.socket(isV4 ? AF_INET : AF_INET6, flags, 0)
        func failure() -> ThreatAPIError {
            let reason = String(cString: strerror(errno))
            return .cannotListen(host: "\(place.address)", port: Int(place.port), reason: reason)
        }
        guard descriptor >= 0 else { throw failure() }
        if type == SOCK_STREAM {
            set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
        } else {
            set(descriptor, SOL_SOCKET, SO_RCVBUF, receiveBytes)
            // A socket of all addresses answers from the one that was asked, or the client would not know the answer.
            if place.address.mapped == 0 || place.address.v4 == 0 {
                _ = sikker_tell_destinations(descriptor, isV4 ? 0 : 1)
            }
        }
        // "0.0.0.0" and "::" may both be named.
        if !isV4 { set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1) }
        let bound = withSocketAddress(of: place) { bind(descriptor, $0, $1) }
        guard bound == 0 else {
            let error = failure()
            close(descriptor)
            throw error
        }
        return descriptor
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func port(of descriptor: Int32) -> UInt16? {
        var address = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        // The port stands at the same place in the addresses of both families (linux/in.h, linux/in6.h).
        return result == 0 ? withUnsafeBytes(of: &address) { UnsafeRawBufferPointer($0).word(at: 2) } : nil
    }

    private static func withSocketAddress<Result>(
        of place: DNSBLPlace, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var storage = sockaddr_storage()
        let isV4 = place.address.isIPv4
        withUnsafeMutableBytes(of: &storage) { bytes in
            bytes.storeBytes(of: sa_family_t(isV4 ? AF_INET : AF_INET6), as: sa_family_t.self)
            bytes.storeBytes(of: place.port.bigEndian, toByteOffset: 2, as: UInt16.self)
            for (index, byte) in place.address.networkBytes.enumerated() { bytes[(isV4 ? 4 : 8) + index] = byte }
        }
        return withUnsafePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(isV4 ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size))
            }
        }
    }
}
