extension ServerTreeBuilder {
    /// The stock's packages as this machine has them: with the kernel that runs, and at the updates it has seen.
    private var installedPackages: [ServerPackage] {
        let version = String(host.system.kernelVersion.split(separator: " ").first { $0.hasPrefix("5.10") } ?? "5.10")
        let kernel = ServerPackage(
            name: "linux-image-\(host.system.kernelRelease)", version: version, architecture: "amd64", sizeKiB: 312_284)
        let update = SSHDress.openSSH(persona).version.split(separator: "-").last ?? "5+deb11u3"
        let others = ServerPackage.all.filter { !$0.name.hasPrefix("linux-image-5") }.map { package in
            switch package.name {
            case "base-files": package.at("11.1+deb11u\(pointRelease)")
            case "openssh-client", "openssh-server", "openssh-sftp-server": package.at("1:8.4p1-\(update)")
            default: package
            }
        }
        return (others + [kernel]).sorted { $0.name < $1.name }
    }

    /// What dpkg knows (dpkg(1)): the list of packages, and the logs of their installation.
    mutating func addPackageRecords() {
        var status = ""
        var log = ""
        let packages = installedPackages
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
