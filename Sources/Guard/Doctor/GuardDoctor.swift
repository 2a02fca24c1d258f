package import APIClient
import Firewall
import Netlink
package import Settings
package import ThreatModel

/// Looks for the usual faults of a guard and of the machine around it. Changes nothing.
package struct GuardDoctor: Sendable {
    private let effective: EffectiveSettings<GuardConfiguration>
    private let machine: MachineFacts
    private let surroundings: GuardSurroundings
    private let connections: HTTPConnections
    private let clock: any WallClock

    /// A clock that differs by more makes leases, expiry and evidence wrong.
    static let mostClockError = Duration.seconds(60)
    /// Lists, generations and history of a busy server.
    static let leastFreeBytes: UInt64 = 100 << 20

    /// - Parameters:
    ///   - effective: the settings that the guard has, or would have.
    ///   - machine: `nil`: this one.
    package init(
        _ effective: EffectiveSettings<GuardConfiguration>, machine: MachineFacts? = nil,
        surroundings: GuardSurroundings = GuardSurroundings(), connections: HTTPConnections,
        clock: any WallClock = SystemClock()
    ) {
        self.effective = effective
        self.machine = machine ?? .current(folder: effective.settings.dataFolder)
        self.surroundings = surroundings
        self.connections = connections
        self.clock = clock
    }

    /// Everything, in the order in which one would mend it.
    package func examine() async -> [DoctorFinding] {
        var findings = settings() + missingSources()
        findings.append(capability())
        findings.append(conntrack())
        findings += disk()
        let (running, status) = await guardAtWork()
        findings.append(running)
        findings += await kernel(status)
        findings += await order(status)
        if let status { findings += sources(status) }
        findings += await server()
        return findings
    }

    private func settings() -> [DoctorFinding] {
        guard !effective.faults.isEmpty else {
            return [.good("settings", "every setting can be used (\(effective.file ?? "no file"))")]
        }
        return effective.faults.map {
            .fault(
                "settings", "\($0)", why: "a guard does not start with it, and a running one keeps what it had",
                remedy: "mend it where the message says; 'sikker guard config example' shows what is accepted")
        }
    }

    private func missingSources() -> [DoctorFinding] {
        guard !effective.settings.hasSources else { return [] }
        return [
            .note(
                "sources", "no source of addresses is set", why: "nothing is blocked but what is blocked by hand",
                remedy: "enter a key or choose lists on the dashboard, or see 'sikker guard config example'")
        ]
    }

    private func capability() -> DoctorFinding {
        guard !machine.canAdministrateNetwork else { return .good("capability", "CAP_NET_ADMIN is there") }
        return .fault(
            "capability", "this process does not have CAP_NET_ADMIN",
            why: "only with it the kernel's firewall can be read and changed",
            remedy: "run as root, or by the systemd unit, or with --cap-add NET_ADMIN in a container")
    }

    private func conntrack() -> DoctorFinding {
        guard !machine.followsConnections else { return .good("conntrack", "the kernel follows connections") }
        return .note(
            "conntrack", "the kernel does not follow connections yet",
            why: "what this machine opens itself is told from what strangers open by that",
            remedy: "nothing, if a guard is about to start: its rules switch it on; otherwise 'modprobe nf_conntrack'")
    }

    private func disk() -> [DoctorFinding] {
        let folder = effective.settings.dataFolder
        var findings: [DoctorFinding] = []
        if !machine.isWritable {
            findings.append(
                .fault(
                    "disk", "\(folder) cannot be written", why: "without it a restart begins with nothing",
                    remedy: "give it to the user that the guard runs as, or name another with 'data'"))
        }
        if let free = machine.freeBytes, free < Self.leastFreeBytes {
            findings.append(
                .fault(
                    "disk", "only \(free >> 20) MB are left for \(folder)",
                    why: "lists and generations cannot be kept; protection goes on from memory",
                    remedy: "make room; at least \(Self.leastFreeBytes >> 20) MB"))
        }
        return findings.isEmpty ? [.good("disk", "\(folder) can be written")] : findings
    }

    private func guardAtWork() async -> (DoctorFinding, StatusReport?) {
        let path = effective.settings.controlSocket
        do throws(ControlError) {
            let status = try await ControlClient(path: path).ask(.status, for: StatusReport.self)
            switch status.state {
            case .protected: return (.good("guard", status.summary), status)
            case .observing, .paused, .dryRun, .starting:
                return (
                    .note(
                        "guard", status.summary, why: "packets of listed addresses are not dropped",
                        remedy: "nothing, if it is meant so; 'sikker guard resume' ends a pause"), status
                )
            case .unprotected:
                return (
                    .fault(
                        "guard", status.summary, why: "packets of listed addresses may come through",
                        remedy: "see its log: 'journalctl -u sikkerguard'"), status
                )
            }
        } catch {
            if let other = await otherGuard() { return (other, nil) }
            return (
                .fault(
                    "guard", "no guard runs here: \(error)", why: "nobody keeps the kernel in step with the lists",
                    remedy: "start one: 'systemctl start sikkerguard' or 'sikker guard'"), nil
            )
        }
    }

    /// A guard that holds this firewall and does not answer on the socket of these settings.
    private func otherGuard() async -> DoctorFinding? {
        guard let thread = try? NetlinkThread(onStart: surroundings.enterHost) else { return nil }
        guard (try? await GuardLock(thread: thread).isFirewallLocked()) == true else { return nil }
        return .fault(
            "guard", "another guard is at work on this firewall, with other settings than these",
            why: "there can be only one, and this one cannot be asked",
            remedy: "name its folder with --data or its file with --config, or stop it")
    }

    /// - Parameter status: of the guard that runs; its backend's rules belong there.
    private func kernel(_ status: StatusReport?) async -> [DoctorFinding] {
        do throws(GuardError) {
            let remains = try await GuardInspection.remains(surroundings)
            let kept = status.flatMap { BackendRegistry.named($0.backend)?.outlivedBy }
            let strays = remains.filter { $0.isStanding && $0.backend != kept }
            if strays.isEmpty {
                let usable = remains.filter { $0.failure == nil }.map(\.backend).joined(separator: ", ")
                return [
                    .good("kernel", "it can be asked by \(usable), and holds nothing that is not the guard's at work")
                ]
            }
            return strays.map { stray in
                .fault(
                    "kernel", "\(stray.backend) holds rules that no guard keeps: \(stray.summary)",
                    why: "they drop by lists that nobody brings up to date",
                    remedy: status == nil
                        ? "start the guard, which takes them over, or take them away with 'sikker guard flush'"
                        : "stop the guard, 'sikker guard flush', start it again")
            }
        } catch {
            return [
                .fault(
                    "kernel", "\(error)", why: "no backend can drop a packet here",
                    remedy: "a kernel with nf_tables (CONFIG_NF_TABLES, NFT_CT, NFT_LOG), and CAP_NET_ADMIN")
            ]
        }
    }

    private func order(_ status: StatusReport?) async -> [DoctorFinding] {
        do throws(NetlinkError) {
            let reader = PathReader(thread: try NetlinkThread(onStart: surroundings.enterHost))
            return PathExamination.findings(try await reader.read(), backend: status?.backend)
        } catch {
            return [
                .note(
                    PathExamination.subject, "who else filters packets cannot be told: \(error)",
                    why: "what others drop before the guard, it does not count", remedy: "run it as root")
            ]
        }
    }

    private func sources(_ status: StatusReport) -> [DoctorFinding] {
        let ailing = status.sources.filter { $0.state == "refused" || $0.state == "failing" || $0.storage != nil }
        var findings = ailing.map { source in
            DoctorFinding.fault(
                "sources", "\(source.name) is \(source.state): \(source.reason ?? source.storage ?? "")",
                why: "its last good list stays in force and grows old",
                remedy: "mend what it says, then 'sikker guard pull \(source.id)'")
        }
        if ailing.isEmpty, !status.sources.isEmpty {
            findings.append(.good("sources", "\(status.sources.count) are up to date"))
        }
        // Sessions come first among what is not blocked.
        for exclusion in status.exclusions where exclusion.hasSuffix(AllowReason.sshSession.description) {
            findings.append(
                .note(
                    "lists", exclusion, why: "a list asks to block an address that somebody is logged in from",
                    remedy: "look whether that host has been broken into, or add it to 'whitelist' for good"))
        }
        return findings
    }

    private func server() async -> [DoctorFinding] {
        guard let credential = effective.settings.credential else { return [] }
        let client = APIClient(
            server: effective.settings.server, credential: credential, connections: connections, timeout: .seconds(10),
            userAgent: "sikker-guard")
        do throws(APIError) {
            let examination = try await client.examine()
            return [answer(examination.status)] + (examination.date.map { clock(against: $0) } ?? [])
        } catch {
            return [
                .fault(
                    "server", "\(error)", why: "changes to the blacklist do not arrive",
                    remedy: "look whether 'api.url' is right, and whether a firewall or proxy is in between")
            ]
        }
    }

    private func answer(_ status: Int) -> DoctorFinding {
        switch status {
        case 200...299: .good("server", "\(effective.settings.server) answers and knows the key")
        case 401, 403:
            .fault(
                "server", "\(effective.settings.server) does not accept the key (\(status))",
                why: "the blacklist is not given out without one",
                remedy: "make another: 'sikker key create' on the server")
        default:
            .fault(
                "server", "\(effective.settings.server) answers with status \(status)",
                why: "changes to the blacklist may not arrive",
                remedy: "look whether 'api.url' names a Sikker server, and at its log")
        }
    }

    private func clock(against date: String) -> [DoctorFinding] {
        guard let theirs = HTTPDate.moment(date) else { return [] }
        let difference = clock.now.since(theirs)
        let error = difference < .zero ? .zero - difference : difference
        guard error > Self.mostClockError else { return [.good("clock", "it agrees with the server's")] }
        let seconds = error.components.seconds
        return [
            .fault(
                "clock",
                "this machine's clock is \(seconds) s \(difference < .zero ? "behind" : "ahead of") the server's",
                why: "certificates are refused, and blocks and pauses end at the wrong time",
                remedy: "switch on time synchronisation: 'timedatectl set-ntp true'")
        ]
    }
}
