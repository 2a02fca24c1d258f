import Blocklists
import Guard
import ThreatModel

/// What happened within a span, as the history has it.
struct OverviewHistory: Encodable, Sendable {
    var totals: Totals
    var series: Series
    /// Those that most packets came from.
    var addresses: [Address]
    /// What most packets were for.
    var services: [Service]
    /// `nil`: no database says where addresses are.
    var countries: Countries?
    /// Those that named the addresses first, by packets.
    var lists: [List]

    /// Of each kind of which there is most.
    static let topLength = 8
    /// Addresses whose countries are looked up: those with most packets.
    static let placedAddresses = 500

    struct Totals: Encodable, Sendable {
        var dropped: Int
        /// Let through and logged.
        var observed: Int
        /// Different ones that they came from.
        var addresses: Int

        var packets: Int { dropped + observed }
    }

    /// Packets by hour or day.
    struct Series: Encodable, Sendable {
        struct Point: Encodable, Sendable {
            var start: Moment
            /// In the order of ``Series/lists``.
            var packets: [Int]
        }

        /// `null`: on no list any more, or not known.
        var lists: [String?]
        var points: [Point]
    }

    struct Address: Encodable, Sendable {
        var address: String
        var packets: Int
        /// Two letters.
        var country: String?
        var countryName: String?
        var network: String?
    }

    struct Service: Encodable, Sendable {
        /// Such as `ssh`; `other` for ports without a usual service, `nil` for protocols without ports.
        var service: String?
        /// Such as `TCP`.
        var transport: String
        var port: UInt16?
        var packets: Int

        var name: String { BlockRow.protocolText(service, port, transport) }
    }

    struct Countries: Encodable, Sendable {
        struct Country: Encodable, Sendable {
            var code: String
            var name: String
            var packets: Int
        }

        var countries: [Country]
        /// Addresses that were looked up: those with most packets.
        var addresses: Int
        /// What came from them.
        var packets: Int
        /// Whether they are all that there were.
        var isComplete: Bool
    }

    struct List: Encodable, Sendable {
        /// `null`: on no list any more, or not known.
        var id: String?
        var name: String?
        var packets4: Int
        var packets6: Int

        var packets: Int { packets4 + packets6 }
    }
}
