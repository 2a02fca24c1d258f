package import IPNetworks
package import ThreatModel

/// What matched one alert in one transaction.
package struct AlertMatches: Hashable, Sendable {
    package var alert: Int64
    package var count: Int
    package var lastAt: Timestamp
    /// Those that a digest shows.
    package var examples: [AlertExample]
    /// Of a range: the addresses, to be counted once each.
    package var addresses: Set<IPAddress>

    package init(
        alert: Int64, count: Int, lastAt: Timestamp, examples: [AlertExample] = [], addresses: Set<IPAddress> = []
    ) {
        self.alert = alert
        self.count = count
        self.lastAt = lastAt
        self.examples = examples
        self.addresses = addresses
    }
}

/// One match, as a digest shows it.
package struct AlertExample: Hashable, Sendable {
    package var at: Timestamp
    /// Where it came from.
    package var address: IPAddress
    package var source: Source
    /// The protocol's name, where it is known.
    package var protocolName: String?

    /// What matched. The raw value is stored: never renumber.
    package enum Source: UInt8, NamedVocabulary {
        /// A visit to a sensor.
        case session = 0
        /// What a contributor reported.
        case report = 1
        /// A name tried on a sensor.
        case login = 2
        /// Mail handed to a sensor.
        case message = 3

        package var name: String {
            switch self {
            case .session: "session"
            case .report: "report"
            case .login: "login"
            case .message: "message"
            }
        }
    }

    package init(at: Timestamp, address: IPAddress, source: Source, protocolName: String?) {
        self.at = at
        self.address = address
        self.source = source
        self.protocolName = protocolName
    }
}
