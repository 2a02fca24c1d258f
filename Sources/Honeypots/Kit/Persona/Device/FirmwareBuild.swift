package import ThreatModel

/// When and by whom a device's firmware was made: the dates and names that kernel, BusyBox and files agree upon.
package struct FirmwareBuild: Hashable, Sendable {
    /// `uname -r`.
    package let kernelRelease: String
    /// `uname -v`: "#1 PREEMPT Tue Mar 14 16:02:11 CST 2017".
    package let kernelVersion: String
    /// "user@host" of the one who compiled the kernel.
    package let kernelBuilder: String
    package let compiler: String
    package let busyboxVersion: String
    /// As BusyBox prints it: "2017-03-14 15:48:02 CST".
    package let busyboxDate: String
    /// When the file system was packed: the modification time of its files.
    package let packed: Timestamp

    /// Whether its BusyBox is 1.`minor` or later: messages changed over the years.
    package func hasBusyBox(since minor: Int) -> Bool {
        (Int(busyboxVersion.split(separator: ".").dropFirst().first ?? "") ?? 0) >= minor
    }

    init(_ model: DeviceModel, _ zone: TimeZoneDress, _ generator: inout SeededGenerator) {
        let years = model.firmwareYears
        let first = CivilDate.days(year: years.lowerBound, month: 1, day: 5)
        let last = CivilDate.days(year: years.upperBound, month: 12, day: 20)
        // Office hours, on a working day.
        var day = first + generator.below(last - first)
        while [0, 6].contains(CivilDate.weekday(days: day)) { day += 1 }
        let busybox = day * 86_400 + generator.number(in: 9 * 3600...14 * 3600)
        let kernel = busybox + generator.number(in: 300...5400)
        packed = Timestamp(milliseconds: Int64(kernel + generator.number(in: 600...7200) - zone.offset) * 1000)
        kernelRelease = generator.pick(from: model.kernelReleases) ?? ""
        let number = generator.number(in: 1...37)
        let flavour = model.kernelFlavour.isEmpty ? "" : model.kernelFlavour + " "
        kernelVersion = "#\(number) \(flavour)\(CivilTime(seconds: kernel).ctime(zone: zone.name))"
        let user = generator.pick("root", "root", "build", "jenkins", InventedName.word(syllables: 2, &generator))
        let host =
            generator.chance(percent: 40)
            ? "localhost.localdomain"
            : InventedName.word(syllables: 2, &generator) + generator.pick("", "-desktop", "-server", "-ubuntu", "-pc")
        kernelBuilder = user + "@" + host
        compiler = generator.pick(from: model.compilers) ?? ""
        busyboxVersion = generator.pick(from: model.busyboxVersions) ?? ""
        busyboxDate = CivilTime(seconds: busybox).iso + " " + zone.name
    }
}
