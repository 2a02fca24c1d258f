import Blocklists
import Firewall
import Settings
package import ThreatModel

/// Takes orders for a guard at work, from the socket, from signals, from the dashboard.
package actor ControlDesk {
    /// What a desk has at hand.
    struct Staff {
        let workshop: GuardWorkshop
        let crew: SourceCrew
        let pauses: PauseFile
        let allows: ManualAllows
        let clock: any WallClock
        let version: String
        let manual: ManualBlocks
        let makeSources: @Sendable (GuardConfiguration) -> [any BlocklistSource]
        let records: BlockRecords
        /// Reads the settings again; `nil` where they cannot change.
        let reloading: GuardReloading?
        /// Takes reports.
        let server: any ReportReceiver
        let door: DashboardDoor
        let changes: ChangeRecord
        let notifier: Notifier
    }

    let staff: Staff
    /// What holds now.
    package private(set) var configuration: GuardConfiguration
    /// What the kernel counted when last asked, which costs it some work.
    private var traffic: (at: Timestamp, counted: FirewallTraffic)?

    /// How far the lists say the same, as last compared.
    var comparison: (overlap: SourceOverlap, at: Timestamp)?
    /// Once after the start, so that whoever looks finds something.
    var isComparisonWanted = true

    static let trafficInterval = Duration.seconds(1)
    /// From one comparison of all lists to the next.
    static let overlapInterval = Duration.seconds(60)

    init(_ staff: Staff, _ configuration: GuardConfiguration) {
        self.staff = staff
        self.configuration = configuration
    }

    /// Whether settings can change while this guard runs.
    package var isChangeable: Bool { staff.reloading != nil && !configuration.isDryRun }

    var enforcer: Enforcer { staff.workshop.enforcer }

    /// By the clock that ends what was made for a time.
    package nonisolated var now: Timestamp { staff.clock.now }

    // MARK: - Looking

    /// How the guard fares. "Protected" is only said when the kernel has just confirmed it.
    package func status() async -> StatusReport {
        let isConfirmed = await enforcer.confirmNow()
        let status = await enforcer.status(backend: staff.workshop.backendName)
        var report = StatusReport(status, isConfirmed: isConfirmed, traffic: await counted(), version: staff.version)
        report.notifications = await notifications()
        return report
    }

    private func counted() async -> FirewallTraffic? {
        let now = staff.clock.now
        if let traffic, now >= traffic.at, now.since(traffic.at) < Self.trafficInterval { return traffic.counted }
        let counted = await staff.workshop.traffic()
        traffic = counted.map { (now, $0) }
        return counted
    }

    // MARK: - Pausing

    /// Lets packets of listed addresses through for a time. It ends by itself, also when the guard is started anew.
    package func pause(for duration: Duration) async throws(ControlError) -> ControlReceipt {
        try await pause(until: staff.clock.now.advanced(by: duration))
    }

    /// The same with the moment at which it ends.
    package func pause(until end: Timestamp) async throws(ControlError) -> ControlReceipt {
        let now = staff.clock.now
        // What was asked for as a whole second may have begun some milliseconds ago.
        guard end > now, end.since(now) <= Pause.longest else {
            throw ControlError(
                .wrong, "a pause takes from 1s to \(DurationText.text(Pause.longest)), and ends by itself")
        }
        let pause = Pause(began: now, until: end)
        try await keep(pause)
        await enforcer.pause(pause)
        return ControlReceipt("Paused until \(pause.until.rfc3339): packets of listed addresses are let through.")
    }

    package func resume() async throws(ControlError) -> ControlReceipt {
        await enforcer.pause(nil)
        try await keep(nil)
        return ControlReceipt("Packets of listed addresses are dropped again.")
    }

    private func keep(_ pause: Pause?) async throws(ControlError) {
        do throws(BlocklistError) {
            try await staff.pauses.save(pause)
        } catch {
            throw ControlError(.failed, error.description)
        }
    }

    // MARK: - Sources

    /// - Parameter source: its identifier or its name; `nil`: all.
    package func pull(_ source: String?, isAccepting: Bool) async throws(ControlError) -> ControlReceipt {
        let sources = await enforcer.status(backend: staff.workshop.backendName).sources.map(\.identity)
        let wanted = source.map { name in sources.filter { $0.id == name || $0.name == name } } ?? sources
        guard !wanted.isEmpty else {
            let names = sources.map(\.name)
            let hint = NearestName.hint(for: source ?? "", among: names)
            throw ControlError(
                .wrong, "there is no source '\(source ?? "")'\(hint); there are \(names.joined(separator: ", "))")
        }
        guard !isAccepting || source != nil else {
            throw ControlError(.wrong, "name the source whose sudden change is to be taken")
        }
        for source in wanted { await staff.crew.pull(source.id, isAccepting: isAccepting) }
        return ControlReceipt("Asked for the whole list: \(wanted.map(\.name).joined(separator: ", ")).")
    }

    // MARK: - What is never blocked

    /// - Parameter duration: `nil`: for good.
    package func allow(
        _ text: String, for duration: Duration?, comment: String?
    ) async throws(ControlError) -> ControlReceipt {
        try await allow(text, until: duration.map { staff.clock.now.advanced(by: $0) }, comment: comment)
    }

    /// - Parameter until: `nil`: for good.
    package func allow(
        _ text: String, until: Timestamp?, comment: String?
    ) async throws(ControlError) -> ControlReceipt {
        guard let entry = WhitelistEntry(text) else {
            throw ControlError(.wrong, "'\(text.prefix(60))' is no address, network, range or host name")
        }
        let now = staff.clock.now
        if let until, until <= now { throw ControlError(.wrong, "the end lies in the past") }
        try await storing { () async throws(BlocklistError) in
            try await staff.allows.allow(
                ManualAllow(entry: "\(entry)", made: now, until: until, comment: comment))
        }
        await allowlistChanged()
        return ControlReceipt("\(entry) is not blocked" + (until.map { " until \($0.rfc3339)." } ?? "."))
    }

    package func disallow(_ text: String) async throws(ControlError) -> ControlReceipt {
        let entry = WhitelistEntry(text).map { "\($0)" } ?? text
        var isGone = false
        try await storing { () async throws(BlocklistError) in isGone = try await staff.allows.disallow(entry) }
        guard isGone else {
            let own = configuration.whitelist.contains { "\($0)" == entry }
            throw ControlError(
                .wrong,
                own
                    ? "\(entry) stands in the settings ('whitelist'): change it there"
                    : "'\(entry.prefix(60))' was not allowed by hand ('sikker guard allow')")
        }
        await allowlistChanged()
        return ControlReceipt("\(entry) is blocked again if a list says so.")
    }

    func storing(_ work: () async throws(BlocklistError) -> Void) async throws(ControlError) {
        do throws(BlocklistError) {
            try await work()
        } catch {
            throw ControlError(.failed, error.description)
        }
    }

    func allowlistChanged() async {
        let entries = await configuration.whitelist + staff.allows.entries
        await staff.workshop.hosts.replace(
            whitelist: entries, servers: GuardWorkshop.servers(configuration),
            countries: await staff.workshop.countries(of: entries, by: configuration.places))
    }

    /// What time brings. To be called every second.
    func tick() async {
        if await staff.allows.expire(staff.clock.now) { await allowlistChanged() }
    }

    // MARK: - Settings

    /// Takes over those settings that can change while the guard runs; the others are as they were.
    func adopt(_ new: GuardConfiguration) async {
        let old = configuration
        configuration = new
        await enforcer.limit(MergeLimits(maximumShare: new.maximumShare, coversIPv6: new.coversIPv6))
        await enforcer.obey(new.isLogOnly ? .logOnly : .drop)
        await staff.records.adopt(new)
        await staff.notifier.adopt(new.notifications)
        await allowlistChanged()
        if !new.hasSources(of: old) { await staff.crew.replace(with: staff.makeSources(new)) }
    }

    /// Reads the settings again and compares all that the kernel holds, or says what that would change.
    package func apply(isDryRun: Bool) async throws(ControlError) -> ApplyReport {
        guard let reloading = staff.reloading else { throw Self.unchangeable }
        if isDryRun {
            let effective = reloading.read()
            if let fault = effective.faults.first { throw ControlError(.wrong, "\(fault)") }
            let (changed, waiting) = GuardConfiguration.differences(from: configuration, to: effective.settings)
            let hosts = staff.workshop.hosts
            let allowlist = await hosts.allowlist(with: effective.settings.whitelist + staff.allows.entries)
            let limits = MergeLimits(
                maximumShare: effective.settings.maximumShare, coversIPv6: configuration.coversIPv6)
            return ApplyReport(
                isDryRun: true, changed: changed, waiting: waiting,
                plan: await enforcer.preview(allowing: allowlist, limits))
        }
        let outcome = await reloading.reloader.reload()
        if let fault = outcome.faults.first { throw ControlError(.wrong, "\(fault); the settings stay as they were") }
        await enforcer.compareEverything()
        return ApplyReport(isDryRun: false, changed: outcome.changed, waiting: outcome.waiting)
    }

    /// Changes a setting and keeps it over restarts, where nothing stronger sets it.
    package func set(_ name: String, to value: String?) async throws(ControlError) -> ControlReceipt {
        try await set([name: value])
    }

    /// Changes settings, all of them or none.
    func set(_ changes: KeptSettings.Changes) async throws(ControlError) -> ControlReceipt {
        let reloading = try changeable()
        let kept = KeptSettings(configuration.keptSettings)
        let before: KeptSettings.Contents
        do throws(SettingFault) {
            before = try kept.change(changes, beside: reloading.read())
        } catch {
            throw ControlError(.wrong, "\(error)")
        }
        let outcome = await reloading.reloader.reload()
        if let fault = outcome.faults.first {
            // What makes no sense beside the other settings must not meet the next start.
            try? kept.write(before)
            throw ControlError(.wrong, "\(fault)")
        }
        let waiting = outcome.waiting.filter { changes.keys.contains($0) }
        var sentences: [String] = []
        if !outcome.changed.isEmpty { sentences.append("Changed: \(outcome.changed.joined(separator: ", ")).") }
        if !waiting.isEmpty {
            let names = waiting.map { "'\($0)'" }.joined(separator: ", ")
            sentences.append(
                "Kept: \(names) \(waiting.count == 1 ? "counts" : "count") when the guard is started again.")
        }
        return ControlReceipt(sentences.isEmpty ? "Nothing has changed." : sentences.joined(separator: " "))
    }

    /// What reads the settings again.
    ///
    /// - Throws: where they cannot change.
    func changeable() throws(ControlError) -> GuardReloading {
        guard let reloading = staff.reloading, !configuration.isDryRun else { throw Self.unchangeable }
        return reloading
    }

    private static var unchangeable: ControlError {
        ControlError(.wrong, "the settings of this guard cannot change while it runs")
    }
}
