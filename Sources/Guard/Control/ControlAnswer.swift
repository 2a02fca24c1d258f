/// What is answered to a ``ControlRequest``, one JSON object a line: `{"result":…}` or `{"error":…}`.
package struct ControlAnswer<Result: Codable & Sendable>: Codable, Sendable {
    package var result: Result?
    package var error: ControlError?

    package init(result: Result) { self.result = result }

    package init(error: ControlError) { self.error = error }
}

/// An order was carried out.
package struct ControlReceipt: Codable, Equatable, Sendable {
    /// One sentence that says what is so now.
    package var message: String

    package init(_ message: String) { self.message = message }
}

/// What reading the settings again has changed, or would.
package struct ApplyReport: Codable, Equatable, Sendable {
    package var isDryRun: Bool
    /// Settings that are others now, by name.
    package var changed: [String]
    /// Settings that count when the guard is started again, by name.
    package var waiting: [String]
    /// What the kernel is given; `nil`: nothing new.
    package var plan: String?
}
