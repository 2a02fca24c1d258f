/// The time zone a device was set to: its abbreviation and distance from UTC in seconds.
package struct TimeZoneDress: Hashable, Sendable {
    package let name: String
    package let offset: Int

    static let all = [
        Self(name: "UTC", offset: 0), Self(name: "UTC", offset: 0), Self(name: "GMT", offset: 0),
        Self(name: "CST", offset: 8 * 3600), Self(name: "CST", offset: 8 * 3600), Self(name: "CET", offset: 3600),
        Self(name: "ICT", offset: 7 * 3600), Self(name: "IST", offset: 19_800), Self(name: "MSK", offset: 3 * 3600),
    ]
}
