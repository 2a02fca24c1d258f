import Geolocation
import Guard
import IPNetworks
import Observability

/// What it costs to allow a country.
struct Countries {
    let code: String

    func run() {
        let before = ProcessStatistics.residentBytes
        guard let country = CountryCode(code) else { return GuardTrial.say("'\(code)' is no country") }
        let (addresses, problems) = CountryAddresses.load([country])
        let ranges = addresses[country.text]?.rangeCount ?? 0
        let growth = (ProcessStatistics.residentBytes - before) / 1024
        GuardTrial.say("\(code): \(ranges) ranges, \(growth) KiB more than before; \(problems)")
    }
}
