import AsyncHTTPClient
import IPNetworks
import NIOCore
import NIOHTTP1
import NIOPosix

/// Asks an address for the page that its holder puts a token on.
protocol AppealPageFetcher: Sendable {
    /// The page; `nil` when the address does not answer with one.
    func page(of address: IPAddress) async -> [UInt8]?
}

/// Asks by HTTP: one request to the address itself, which follows nothing and reads little.
///
/// The path is the same for all appeals and the token is not part of the request: a server that repeats what it was asked for
/// proves nothing.
struct HTTPAppealPageFetcher: AppealPageFetcher {
    /// RFC 8615.
    static let path = "/.well-known/sikker-appeal"
    /// Bytes of a page: room for the words of some eighty appeals.
    static let maximumPageBytes = 4096
    static let connectTimeout = TimeAmount.seconds(5)

    /// 80 but in tests: who can run a program on a machine can answer on other ports, and need not be its holder.
    var port = 80
    /// For everything from the connection to the page's last byte.
    var timeout = Duration.seconds(10)

    static func url(of address: IPAddress, port: Int = 80) -> String {
        let host = address.isIPv4 ? "\(address)" : "[\(address)]"
        return "http://\(host)\(port == 80 ? "" : ":\(port)")\(path)"
    }

    func page(of address: IPAddress) async -> [UInt8]? {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = Self.connectTimeout
        configuration.decompression = .disabled
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton), configuration: configuration)
        let page = await withTaskGroup(of: [UInt8]?.self) { group in
            group.addTask { [port] in await Self.page(at: Self.url(of: address, port: port), with: client) }
            // The client's own deadline ends with the head of the answer; this one covers all of it.
            group.addTask { [timeout] in
                try? await Task.sleep(for: timeout)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        // The only error is that it was shut down before.
        try? await client.shutdown()
        return page
    }

    private static func page(at url: String, with client: HTTPClient) async -> [UInt8]? {
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "User-Agent", value: "sikker-appeal/1")
        request.headers.add(name: "Accept", value: "text/plain")
        guard let response = try? await client.execute(request, deadline: .distantFuture),
            response.status == .ok, let page = try? await response.body.collect(upTo: maximumPageBytes)
        else { return nil }
        return Array(buffer: page)
    }
}
