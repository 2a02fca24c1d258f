import ArgumentParser
import IPNetworks
import ThreatModel

/// How the vocabulary is written on a command line: each reads an argument or says what is accepted.
enum ArgumentValue {
    @Sendable static func address(_ text: String) throws -> IPAddress {
        guard let address = IPAddress(text) else {
            throw ValidationError("an IPv4 or IPv6 address is needed, such as 45.10.1.2")
        }
        return address
    }

    /// A network, or one address.
    @Sendable static func network(_ text: String) throws -> IPPrefix {
        if let network = IPPrefix(text) { return network }
        guard let address = IPAddress(text) else {
            throw ValidationError("an address or network is needed, such as 45.10.1.0/24")
        }
        return IPPrefix(single: address)
    }

    @Sendable static func attackProtocol(_ text: String) throws -> AttackProtocol {
        guard let attackProtocol = AttackProtocol(name: text) else {
            throw ValidationError("one of \(AttackProtocol.acceptedNames) is needed")
        }
        return attackProtocol
    }

    @Sendable static func severity(_ text: String) throws -> Severity {
        guard let severity = Severity(name: text) else {
            throw ValidationError("one of \(Severity.acceptedNames) is needed")
        }
        return severity
    }

    /// A name, or its number.
    @Sendable static func category(_ text: String) throws -> ReportCategory {
        guard let category = ReportCategory(nameOrNumber: text) else {
            throw ValidationError("one of \(ReportCategory.allCases.map(\.name).joined(separator: ", ")) is needed")
        }
        return category
    }
}
