import ThreatModel

/// Does what ``FetchCourse`` says.
actor ListPuller {
    private let fetcher: ListFetcher
    private var course: FetchCourse
    private let ledger: StoredFile?
    private let bell: PullBell
    private let clock: any Clock<Duration>
    private let deliver: @Sendable (SourceEvent) async -> SourceVerdict
    private var generator = SystemRandomNumberGenerator()

    init(
        _ fetcher: ListFetcher, _ course: FetchCourse, ledger: StoredFile?, bell: PullBell, clock: any Clock<Duration>,
        deliver: @escaping @Sendable (SourceEvent) async -> SourceVerdict
    ) {
        self.fetcher = fetcher
        self.course = course
        self.ledger = ledger
        self.bell = bell
        self.clock = clock
        self.deliver = deliver
    }

    private var now: Timestamp { fetcher.surroundings.clock.now }

    func run() async {
        if course.isRecent { _ = await deliver(.recent) }
        while !Task.isCancelled {
            switch course.step(at: now) {
            case .rest(let pause):
                await bell.sleep(for: pause, clock: clock)
            case .exhausted(let pause):
                let calls = fetcher.order.dailyCalls ?? 0
                _ = await deliver(.failed("All \(calls) calls that a day has were made.", again: pause))
                await bell.sleep(for: pause, clock: clock)
            case .fetch(let held):
                // Written down before: a crash must not give a call back.
                await save()
                await fetch(unlessStill: held)
                await save()
            }
        }
    }

    private func fetch(unlessStill held: ListPosition?) async {
        do throws(FetchFailure) {
            switch try await fetcher.fetch(unlessStill: held, clock: clock) {
            case .unchanged:
                guard let held else { return }
                course.confirmed(held, at: now, using: &generator)
                _ = await deliver(.current(held, isLive: false))
            case .list(let list, let position):
                switch await deliver(.list(list.addresses, position, warnings: list.report.warnings)) {
                case .taken:
                    course.confirmed(position, at: now, using: &generator)
                    await fetcher.text?.commit()
                case .held(let reason):
                    await fetcher.text?.abandon()
                    _ = await deliver(.refused(reason, again: course.held()))
                }
            }
        } catch {
            guard !Task.isCancelled else { return }
            let again = course.failed(error, at: now, using: &generator)
            let sentence = error.description
            _ = await deliver(
                error.kind == .refused
                    ? .refused(sentence, again: again) : .failed(sentence, again: again, key: error.key))
        }
    }

    /// A disk that fails keeps nobody from asking; what is not written down is forgotten at the next start.
    private func save() async {
        guard let ledger else { return }
        let bytes = course.ledger.encoded
        await BlockingWork.run { try? ledger.replace(with: bytes) }
    }
}
