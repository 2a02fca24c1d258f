import Glibc
import Guard
import IPNetworks
import Settings
import ThreatModel

/// Lets packets of listed addresses through for a time, which always ends.
struct PauseChange: DashboardChange {
    static let name = "pause"
    static let fields = ["for", "until"]

    private enum End {
        case midnight
        case after(Duration)
        case at(Timestamp)
    }

    private let end: End

    init(_ fields: ChangeFields) throws(DashboardProblem) {
        if fields["for"] == "tomorrow" {
            end = .midnight
        } else if let moment = try fields.end(at: Timestamp(milliseconds: 0)) {
            end = fields["for"].flatMap { DurationText.duration($0) }.map { .after($0) } ?? .at(moment)
        } else {
            throw DashboardProblem(.wrong, "'for' is missing: a time such as 5m or 1h, or tomorrow")
        }
    }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        let (desk, now) = (guarded.desk, guarded.desk.now)
        let until: Timestamp =
            switch end {
            // A night in which clocks are set back is longer than a pause may be.
            case .midnight:
                min(
                    max(LocalTime.nextMidnight(after: now), now.advanced(by: .seconds(1))),
                    now.advanced(by: Pause.longest))
            case .after(let duration): now.advanced(by: duration)
            case .at(let moment): moment
            }
        let earlier = await guarded.service.status()?.pausedUntil
        let receipt = try await desk.pause(until: until)
        return ChangeReceipt(
            message: receipt.message, before: ResumeChange.text(earlier),
            after: ResumeChange.text(until),
            undo: earlier.map { ChangeOrder(change: Self.name, fields: ["until": $0.rfc3339]) }
                ?? ChangeOrder(change: ResumeChange.name, fields: [:]))
    }
}

/// Ends a pause.
struct ResumeChange: DashboardChange {
    static let name = "resume"
    static let fields: [String] = []

    init(_ fields: ChangeFields) {}

    func cuts(_ address: IPAddress, at desk: ControlDesk) async -> Bool { await desk.isSpared(address) }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        let earlier = await guarded.service.status()?.pausedUntil
        let receipt = try await guarded.desk.resume()
        return ChangeReceipt(
            message: receipt.message, before: Self.text(earlier), after: Self.text(nil),
            undo: earlier.map { ChangeOrder(change: PauseChange.name, fields: ["until": $0.rfc3339]) })
    }

    /// What is so while protection is paused until then, or not at all.
    static func text(_ pausedUntil: Timestamp?) -> String {
        pausedUntil.map { "paused until \($0.rfc3339)" } ?? "not paused"
    }
}

/// The day as the people around this machine live it.
enum LocalTime {
    /// When the next day begins in the time zone of this machine.
    static func nextMidnight(after now: Timestamp) -> Timestamp {
        var seconds = time_t(now.seconds)
        var local = tm()
        localtime_r(&seconds, &local)
        local.tm_mday += 1
        (local.tm_hour, local.tm_min, local.tm_sec, local.tm_isdst) = (0, 0, 0, -1)
        return Timestamp(milliseconds: Int64(mktime(&local)) &* 1000)
    }
}
