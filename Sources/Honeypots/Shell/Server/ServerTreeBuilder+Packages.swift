extension ServerTreeBuilder {
    /// What dpkg knows (dpkg(1)): the list of packages, and the logs of their installation.
    mutating func addPackageRecords() {
        var status = ""
        var log = ""
        let packages = ServerPackage.all
        for (index, package) in packages.enumerated() {
            status +=
                "Package: \(package.name)\nStatus: install ok installed\nPriority: optional\nSection: admin\nInstalled-Size: \(package.sizeKiB)\nMaintainer: Debian <packages@\(package.name).packages.debian.org>\nArchitecture: \(package.architecture)\nVersion: \(package.version)\nDescription: \(package.name)\n\n"
            let time = CivilTime(seconds: Int(calendar.installed) + index * 420 / max(packages.count, 1)).iso
            log +=
                "\(time) install \(package.name):\(package.architecture) <none> \(package.version)\n\(time) status half-installed \(package.name):\(package.architecture) \(package.version)\n\(time) status installed \(package.name):\(package.architecture) \(package.version)\n"
        }
        let kernel = "linux-image-\(host.system.kernelRelease)"
        let upgrade = CivilTime(seconds: Int(calendar.upgraded)).iso
        let version = host.system.kernelVersion.split(separator: " ").first { $0.hasPrefix("5.10") } ?? "5.10"
        let last =
            "\(upgrade) install \(kernel):amd64 <none> \(version)\n\(upgrade) status installed \(kernel):amd64 \(version)\n"
        file("/var/lib/dpkg/status", at: calendar.upgraded, status)
        file("/var/lib/dpkg/status-old", at: calendar.upgraded, status)
        file("/var/log/dpkg.log", at: calendar.upgraded, last)
        file("/var/log/dpkg.log.1", at: calendar.installed + 430, log)
        let user = host.users.first.map { "\($0.name) (\($0.uid))" } ?? "root (0)"
        let day = upgrade.replacing(" ", with: "  ")
        directory("/var/log/apt", at: calendar.upgraded)
        file(
            "/var/log/apt/history.log", at: calendar.upgraded,
            "\nStart-Date: \(day)\nCommandline: apt upgrade\nRequested-By: \(user)\nInstall: \(kernel):amd64 (\(version), automatic)\nEnd-Date: \(day)\n"
        )
        file(
            "/var/log/apt/term.log", mode: 0o640, of: "root", group: "adm", at: calendar.upgraded,
            "\nLog started: \(day)\nSetting up \(kernel) (\(version)) ...\nLog ended: \(day)\n")
        file("/var/log/apt/eipp.log.xz", at: calendar.upgraded, "")
        file("/var/log/alternatives.log", at: calendar.upgraded, "")
    }
}
