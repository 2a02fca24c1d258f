/// The server program of a persona: how it reads, and how its answers look on the wire.
struct HTTPServer: Hashable, Sendable {
    enum Product: Hashable, Sendable {
        /// The Apache HTTP Server as Debian packages it.
        case apache
        case nginx
        /// Boa, on very many routers and cameras.
        case boa
    }

    let product: Product
    let version: String
    /// What it calls itself where no visitor has named it.
    let name: String

    /// The value of `Server`.
    var token: String {
        switch product {
        case .apache: "Apache/\(version) (Debian)"
        case .nginx: "nginx/\(version)"
        case .boa: "Boa/\(version)"
        }
    }

    /// Requests one connection may bring.
    var requestsPerConnection: Int {
        switch product {
        case .apache: 100
        // keepalive_requests, raised in 1.19.10.
        case .nginx: version.hasPrefix("1.18.") ? 100 : 1000
        case .boa: 1
        }
    }

    var rules: HTTPRules {
        switch product {
        // LimitRequestLine and LimitRequestFields of the core, HttpProtocolOptions Strict.
        case .apache:
            HTTPRules(
                lineBytes: 8190, headers: 100, allowsBareLineFeed: false, allowsMissingColon: false,
                allowsFolding: true,
                allowsSpaces: false, allowsSmallMethods: true, judgesFirstByte: false, refusesLengthWithCoding: false,
                requiresHost: true, highestMajorVersion: 9, bodyBytes: 1 << 30)
        // large_client_header_buffers; client_max_body_size as people set it who let others upload pictures.
        case .nginx:
            HTTPRules(
                lineBytes: 8190, headers: .max, allowsBareLineFeed: true, allowsMissingColon: true,
                allowsFolding: false,
                allowsSpaces: version.hasPrefix("1.18.") || version.hasPrefix("1.20."), allowsSmallMethods: false,
                judgesFirstByte: true,
                refusesLengthWithCoding: !version.hasPrefix("1.18.") && !version.hasPrefix("1.20."),
                requiresHost: true, highestMajorVersion: 1, bodyBytes: 64 << 20)
        case .boa:
            HTTPRules(
                lineBytes: 8190, headers: .max, allowsBareLineFeed: true, allowsMissingColon: true, allowsFolding: true,
                allowsSpaces: true, allowsSmallMethods: false, judgesFirstByte: false, refusesLengthWithCoding: false,
                requiresHost: false, highestMajorVersion: 9, bodyBytes: 64 << 20)
        }
    }

    /// The status a fault is answered with.
    func status(of fault: HTTPFault) -> HTTPStatus {
        switch fault {
        case .malformed, .headerTooLong, .tooManyHeaders, .brokenBody: .badRequest
        case .unsupportedVersion: product == .nginx ? .versionNotSupported : .badRequest
        case .targetTooLong: product == .boa ? .badRequest : .uriTooLong
        case .unknownCoding: product == .nginx ? .notImplemented : .badRequest
        case .bodyTooLarge: .contentTooLarge
        }
    }

    /// The bytes of an answer.
    func bytes(of reply: HTTPReply) -> [UInt8] {
        switch product {
        case .apache: apacheBytes(of: reply)
        case .nginx: nginxBytes(of: reply)
        case .boa: boaBytes(of: reply)
        }
    }

    /// Puts an answer together; HTTP/0.9 knows the body alone.
    static func assemble(_ reply: HTTPReply, head: [String], body: [UInt8]) -> [UInt8] {
        guard reply.version > .v0_9 else { return body }
        var bytes: [UInt8] = []
        for line in head {
            bytes += line.utf8
            bytes += [0x0d, 0x0a]
        }
        bytes += [0x0d, 0x0a]
        return reply.isHead ? bytes : bytes + body
    }

    /// A body as one chunk (RFC 9112 §7.1).
    static func chunked(_ body: [UInt8]) -> [UInt8] {
        let end = Array("0\r\n\r\n".utf8)
        return body.isEmpty ? end : Array("\(String(body.count, radix: 16))\r\n".utf8) + body + [0x0d, 0x0a] + end
    }
}
