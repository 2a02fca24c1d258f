package import Blocklists

/// What is said about AbuseIPDB, whether it is asked or not.
package struct AbuseIPDBSettings: Sendable {
    /// `nil`: it is not asked.
    package var key: AbuseIPDBKey?
    package var confidenceMinimum = 90
    package var limit = 10_000
    package var interval = Duration.seconds(86_400)
    package var dailyCalls = AbuseIPDBOptions.freeCalls
    package var base = AbuseIPDBOptions.service

    package init() {}

    var options: AbuseIPDBOptions? {
        key.map {
            AbuseIPDBOptions(
                key: $0, confidenceMinimum: confidenceMinimum, limit: limit, interval: interval,
                dailyCalls: dailyCalls, base: base)
        }
    }
}

extension GuardConfiguration {
    /// The lists of others that are asked for.
    var askedLists: ListSourceOptions {
        var asked = lists
        if let options = abuseIPDB.options { asked.abuseIPDB = options }
        // Whoever calls a list of their own by the same name means that one.
        let own = Set(asked.urlLists.map(\.name))
        asked.urlLists += knownLists.filter { !own.contains($0.name) }.compactMap(\.options)
        return asked
    }
}
