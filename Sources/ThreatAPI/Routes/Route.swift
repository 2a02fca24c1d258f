import HTTPTypes
import Hummingbird

/// One path of the API: what it is called in metrics and documentation, the methods it takes, and what answers it.
struct Route: Sendable {
    /// Such as `/v1/key/check/{ip}`: a part in braces stands for one part of a path. One that ends with a slash also takes the path
    /// without it.
    let pattern: String
    let methods: [HTTPRequest.Method]
    let audience: Audience
    var handle: @Sendable (Request, APIContext) async throws -> Answer

    private let parts: [Substring]

    /// Who asks for it.
    enum Audience: Sendable {
        /// Errors are JSON, and it stands in the API's description.
        case programs
        /// Errors are pages.
        case people
    }

    init(
        _ pattern: String, _ methods: HTTPRequest.Method..., for audience: Audience = .programs,
        handle: @escaping @Sendable (Request, APIContext) async throws -> Answer
    ) {
        self.pattern = pattern
        self.methods = methods
        self.audience = audience
        self.handle = handle
        parts = pattern.split(separator: "/", omittingEmptySubsequences: false)
    }

    /// - Parameter path: split at its slashes.
    func matches(_ path: [Substring]) -> Bool {
        (path.count == parts.count || path.count + 1 == parts.count && parts.last == "")
            && zip(parts, path).allSatisfy { $0.hasPrefix("{") ? !$1.isEmpty : $0 == $1 }
    }

    /// The value of the `Allow` field.
    var allow: String { methods.map(\.rawValue).joined(separator: ", ") }
}
