/// The header with which a balancer begins its connections, for a client 203.0.113.9 (PROXY protocol §2).
enum ProxyPreface: String, CaseIterable, Sendable {
    case version1
    case version2

    static let client = "203.0.113.9"

    var bytes: [UInt8] {
        switch self {
        case .version1: Array("PROXY TCP4 \(Self.client) 192.0.2.1 56324 443\r\n".utf8)
        case .version2:
            // Signature; version 2, PROXY; TCP over IPv4; 12 bytes follow: addresses and ports.
            [13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10] + [0x21, 0x11, 0, 12]
                + [203, 0, 113, 9, 192, 0, 2, 1] + [0xdc, 0x04, 0x01, 0xbb]
        }
    }
}
