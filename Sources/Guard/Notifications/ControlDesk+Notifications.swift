import ThreatModel

extension ControlDesk {
    /// Sends a message to the guard's owner, by every way there is, and waits for what comes of it.
    package func notifyTest() async throws(ControlError) -> ControlReceipt {
        ControlReceipt(try await staff.notifier.test())
    }

    /// A change was taken back because nobody confirmed it.
    ///
    /// - Parameter what: what it had done, in one sentence.
    package func tellReverted(_ what: String) async {
        await staff.notifier.tell(
            Happening(
                .changeReverted, at: staff.clock.now, title: "A change was taken back",
                text: "It cut its author off, and nobody confirmed it: \(what)"))
    }

    /// How telling the guard's owner fares.
    package func notifications() async -> NotificationStatus { await staff.notifier.status }
}
