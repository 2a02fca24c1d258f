import IPNetworks
import ThreatModel

/// A file that the user keeps: an address, a network or a range a line. Read again within a second of every change.
struct CustomFileSource: BlocklistSource {
    static let kind = SourceKind(name: "custom-file", summary: "files of your own, read again when they change") {
        settings, clock in
        settings.files.map { CustomFileSource(path: $0, clock: clock) }
    }

    let identity: SourceIdentity
    let author = ListAuthor.user
    private let path: String
    private let clock: any Clock<Duration>

    /// How often is looked: two looks make a change.
    static let interval = Duration.milliseconds(400)

    init(path: String, clock: any Clock<Duration>) {
        self.path = path
        self.clock = clock
        identity = .file(path)
    }

    func follow(
        from position: ListPosition?, deliver: @escaping @Sendable (SourceEvent) async -> SourceVerdict
    ) async {
        var watch = FileWatch()
        while !Task.isCancelled {
            let look = await BlockingWork.run { FileLook(path) }
            if watch.isDue(look) {
                let event = await BlockingWork.run { self.event(look) }
                if let event { await tell(event, deliver) } else { watch.changedUnderReading() }
            }
            try? await clock.sleep(for: Self.interval)
        }
    }

    func lines(listing address: IPAddress) async -> [ListedLine] {
        await ListText.lines(of: path, listing: address, rules: ListPolicy.localFile.rules).map {
            ListedLine(place: .file(path), number: $0.number, text: $0.text)
        }
    }

    private func tell(
        _ event: SourceEvent, _ deliver: @Sendable (SourceEvent) async -> SourceVerdict
    ) async {
        if case .held(let reason) = await deliver(event) {
            _ = await deliver(.refused("\(path): \(reason)", again: Self.interval))
        }
    }

    /// What there is to say about the file; `nil` when it changed while it was read.
    private func event(_ look: FileLook) -> SourceEvent? {
        if let problem = look.problem(path) { return .failed(problem.description, again: Self.interval) }
        let event = read()
        return FileLook(path) == look ? event : nil
    }

    private func read() -> SourceEvent {
        do throws(BlocklistError) {
            let list = try AcceptedList(file: path, policy: .localFile)
            if list.addresses.isEmpty, let reason = Self.objection(toEmpty: list.report) {
                return .refused("\(path) \(reason)", again: Self.interval)
            }
            return .list(list.addresses, ListPosition(), warnings: list.report.warnings.map { "\(path): \($0)" })
        } catch {
            return .refused(error.description, again: Self.interval)
        }
    }

    /// Why a file without an address is not taken for an empty list; `nil` when it is one.
    private static func objection(toEmpty report: ListReport) -> String? {
        if report.bytes == 0 {
            return "is empty, as files are that a crash or a full disk cut: leave a line that begins with # to mean it"
        }
        if report.tally.junkCount + report.tally.refusedCount > 0 {
            return "holds no address that can be used: \(report.warnings.joined(separator: "; "))"
        }
        return nil
    }
}

extension SourceIdentity {
    /// Of a file of the user's.
    package static func file(_ path: String) -> SourceIdentity {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        // Files of the same name in different folders are different lists.
        let checksum = String(CRC32C.of(path.utf8.span), radix: 16)
        return SourceIdentity(id: "file-\(name)-\(checksum)", name: name)
    }
}
