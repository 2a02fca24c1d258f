import AsyncHTTPClient
import Foundation
import IPNetworks
import NIOCore
import NIOHTTP1
import Testing
import ThreatModel

@testable import ThreatAPI

/// Follows a blacklist's stream the way a guard does: applies events to a set, remembers the cursor of the last one.
struct StreamClient: Sendable {
    /// One block of the stream.
    struct Event: Sendable, Equatable {
        var id: String?
        var name: String?
        var data: String?
        var comment: String?
    }

    private(set) var listed: Set<IPAddress> = []
    private(set) var cursor: String?
    /// Events that said what was known already.
    private(set) var repetitions = 0
    private var isReset = false

    mutating func apply(_ event: Event) throws {
        if let id = event.id { cursor = id }
        switch event.name {
        case "reset":
            listed = []
            isReset = true
        case "add":
            if !listed.insert(try Self.address(in: event)).inserted { repetitions += 1 }
        case "remove":
            if listed.remove(try Self.address(in: event)) == nil { repetitions += 1 }
        case "ready", nil: break
        default: Issue.record("an unknown event: \(event)")
        }
    }

    private static func address(in event: Event) throws -> IPAddress {
        let text = event.data?.split(separator: "\"").first { $0.contains(".") || $0.contains("::") }
        return try #require(text.flatMap { IPAddress(String($0)) })
    }
}

extension TestServer {
    /// Opens a stream and hands its blocks to `body` until that returns `false` or the stream ends.
    func stream(
        _ query: String = "", key: String, lastEventID: String? = nil,
        _ body: (StreamClient.Event) async throws -> Bool
    ) async throws {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/v1/key/blacklist/stream\(query)")
        request.headers.add(name: "Authorization", value: "Bearer \(key)")
        if let lastEventID { request.headers.add(name: "Last-Event-ID", value: lastEventID) }
        let response = try await Self.client.execute(request, timeout: .seconds(60))
        try #require(response.status == .ok)
        #expect(response.headers.first(name: "Content-Type") == "text/event-stream")
        var pending = ""
        for try await buffer in response.body {
            pending += String(buffer: buffer)
            while let end = pending.range(of: "\n\n") {
                let block = pending[..<end.lowerBound]
                pending = String(pending[end.upperBound...])
                guard try await body(StreamClient.Event(block)) else { return }
            }
        }
    }
}

extension StreamClient.Event {
    init(_ block: Substring) {
        for line in block.split(separator: "\n") {
            if line.hasPrefix(":") { comment = String(line.dropFirst().drop { $0 == " " }) }
            if line.hasPrefix("id: ") { id = String(line.dropFirst(4)) }
            if line.hasPrefix("event: ") { name = String(line.dropFirst(7)) }
            if line.hasPrefix("data: ") { data = String(line.dropFirst(6)) }
        }
    }
}
