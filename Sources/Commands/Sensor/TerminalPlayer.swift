import Recordings

/// Plays frames on the terminal of whoever looks: characters at places, nothing else of what was recorded.
struct TerminalPlayer {
    var speed: Double
    var terminal = Terminal.standardOutput
    var clock: any Clock<Duration> = ContinuousClock()

    /// Ends when the recording does, or when the task is cancelled.
    func play(_ frames: RecordingFrames) async throws {
        let height = terminal.size.map { min($0.rows, frames.size.rows) } ?? frames.size.rows
        let width = terminal.size.map { min($0.columns, frames.size.columns) } ?? frames.size.columns
        if height < frames.size.rows || width < frames.size.columns {
            Terminal.standardError.write(
                "the recording needs \(frames.size.columns)×\(frames.size.rows) characters; what is beyond yours is not "
                    + "shown\n")
        }
        terminal.write("\u{1b}[2J")
        // Wherever it ends, the prompt comes below.
        defer { terminal.write("\u{1b}[\(height);1H\n") }
        var shown = Duration.zero
        for frame in frames.frames {
            let pause = (frame.time - shown) / speed
            if pause > .zero { try await clock.sleep(for: pause) }
            shown = frame.time
            let rows = frame.rows.filter { $0.number < height }.map { row in
                "\u{1b}[\(row.number + 1);1H\(row.text.prefix(width))\u{1b}[K"
            }
            terminal.write(rows.joined())
        }
    }
}
