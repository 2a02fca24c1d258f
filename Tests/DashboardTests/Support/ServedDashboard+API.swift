import Foundation

/// What programs do with a dashboard.
extension ServedDashboard {
    /// Asks for a change.
    ///
    /// - Returns: status line, headers, body.
    func change(_ name: String, _ fields: [String: String]) async throws -> String {
        let json = String(decoding: try JSONEncoder().encode(fields), as: UTF8.self)
        return try await curl("-H", "Content-Type: application/json", "-d", json, path: "/api/changes/\(name)")
    }

    /// What is answered at a path.
    func json<Answer: Decodable>(_ type: Answer.Type, path: String) async throws -> Answer {
        let answer = try await curl(path: path)
        let body = answer.split(separator: "\r\n\r\n", maxSplits: 1).last ?? ""
        return try JSONDecoder().decode(type, from: Data(body.utf8))
    }
}
