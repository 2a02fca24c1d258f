import IPNetworks
import Store
import ThreatModel

/// What matched alerts during one round of ingest.
///
/// An IP or range alert matches each visit to a sensor, once, and each report. A username alert matches each attempt to log
/// in by that name; an e-mail alert each message from or to the address, and each attempt to log in with it. Addresses that
/// are never scored match too: whoever watches their own network wants to hear of it.
struct AlertTally {
    private let index: AlertIndex
    private var matches: [Int64: AlertMatches] = [:]
    private(set) var count = 0

    init(_ index: AlertIndex) { self.index = index }

    /// The first event of a session.
    mutating func addSession(_ event: SessionEvent) {
        addAddress(
            AlertExample(at: event.at, address: event.src, source: .session, protocolName: event.protocol.name))
    }

    mutating func addReport(_ report: Report, at time: Timestamp) {
        addAddress(
            AlertExample(at: time, address: report.address, source: .report, protocolName: report.protocolName))
    }

    /// - Parameter username: in lower case.
    mutating func addLogin(_ username: String, _ event: SessionEvent) {
        let alerts = index.alerts(ofUsername: username) + index.alerts(ofEmail: username)
        for alert in alerts { add(event, .login, to: alert) }
    }

    /// - Parameter email: in lower case.
    mutating func addMessage(_ email: String, _ event: SessionEvent) {
        for alert in index.alerts(ofEmail: email) { add(event, .message, to: alert) }
    }

    /// Writes what matched, within the transaction that holds what matched.
    func finish(in transaction: any StoreTransaction) throws {
        for alert in matches.keys.sorted() {
            if let matches = matches[alert] { try transaction.recordMatches(matches) }
        }
    }

    private mutating func addAddress(_ example: AlertExample) {
        guard index.watchesAddresses else { return }
        index.forEach(of: example.address) { alert, isRange in
            add(example, to: alert)
            if isRange { matches[alert]?.addresses.insert(example.address) }
        }
    }

    private mutating func add(_ event: SessionEvent, _ source: AlertExample.Source, to alert: Int64) {
        add(
            AlertExample(at: event.at, address: event.src, source: source, protocolName: event.protocol.name),
            to: alert)
    }

    private mutating func add(_ example: AlertExample, to alert: Int64) {
        count += 1
        var matches = matches[alert] ?? AlertMatches(alert: alert, count: 0, lastAt: example.at)
        matches.count += 1
        matches.lastAt = max(matches.lastAt, example.at)
        if matches.examples.count < StoredAlert.maximumExamples { matches.examples.append(example) }
        self.matches[alert] = matches
    }
}
