import Geolocation
import ThreatModel

/// A file that says where addresses are, as `--json` shows it.
struct PlaceRow: Encodable {
    let file: String
    let role: String
    let type: String
    /// When the data was put together, or where the file does not say so, when it was written.
    let asOf: String?
    let ageDays: Int?
    let ipv4Ranges: Int
    let ipv6Ranges: Int
    let countries: Int
    let autonomousSystems: Int

    init(_ summary: PlaceSummary, at now: Timestamp) {
        file = summary.file.path
        role = summary.file.role.rawValue
        type = summary.type
        let moment = summary.builtAt ?? summary.changedAt
        asOf = moment?.rfc3339
        ageDays = moment.map { max(0, Int(now.since($0).components.seconds / 86_400)) }
        ipv4Ranges = summary.v4Ranges
        ipv6Ranges = summary.v6Ranges
        countries = summary.countries
        autonomousSystems = summary.autonomousSystems
    }
}
