import ThreatModel

/// When things happened to a server, in seconds since the epoch: everything it shows a date of agrees with these.
struct ServerCalendar: Hashable, Sendable {
    /// The installer ran.
    let installed: Int64
    /// The packages were brought up to date for the last time, to the kernel it runs.
    let upgraded: Int64
    /// The site was put there.
    let deployed: Int64

    /// Between the release of Debian 11 and the kernel it runs, which was installed some days after it was built.
    init(_ host: ServerHost, _ generator: SeededGenerator) {
        var generator = generator
        let release = Int64(CivilDate.days(year: 2021, month: 8, day: 14)) * 86_400
        let kernel = Self.date(of: host.system.kernelVersion) ?? release + 400 * 86_400
        upgraded = kernel + Int64(generator.number(in: 4 * 86_400...25 * 86_400))
        let latest = min(kernel, release + 700 * 86_400)
        installed =
            release + Int64(generator.below(Int(max(latest - release, 86_400)))) + Int64(generator.below(86_400))
        deployed = installed + Int64(generator.number(in: 3 * 3600...12 * 86_400))
    }

    /// The day in brackets at the end of a kernel's version.
    private static func date(of version: String) -> Int64? {
        let parts = version.split(separator: "(").last?.dropLast().split(separator: "-").compactMap { Int($0) } ?? []
        guard parts.count == 3 else { return nil }
        return Int64(CivilDate.days(year: parts[0], month: parts[1], day: parts[2])) * 86_400
    }
}
