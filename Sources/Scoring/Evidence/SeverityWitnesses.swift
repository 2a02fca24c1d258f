/// Whose sensors saw behaviours of one severity, and when last.
package struct SeverityWitnesses: Equatable, Sendable {
    /// On a sensor of the operator's own.
    package internal(set) var own: UTCHour?
    /// On sensors lent by others.
    package internal(set) var lent = RecentOrganisations()

    mutating func note(_ owner: SensorOwner, at hour: UTCHour) {
        switch owner {
        case .own: own = max(own ?? hour, hour)
        case .lent(let organisation): lent.note(organisation, at: hour)
        }
    }
}
