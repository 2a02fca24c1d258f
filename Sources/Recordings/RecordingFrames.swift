/// What is to be seen of a recording, moment by moment: each frame has the rows that differ from the frame before.
package struct RecordingFrames: Sendable {
    package struct Frame: Equatable, Sendable {
        /// Since the beginning, with long pauses shortened.
        package let time: Duration
        package let rows: [Row]
    }

    package struct Row: Equatable, Sendable {
        package let number: Int
        package let text: String
    }

    /// What happens within a thirtieth of a second is one frame: nobody sees more.
    static let shortest: Duration = .milliseconds(33)

    package private(set) var frames: [Frame] = []
    /// The largest size that the terminal had.
    package private(set) var size: TerminalSize
    /// All that was there to be read.
    package private(set) var transcript: [String] = []
    /// How long it takes to play, pauses shortened.
    package private(set) var duration: Duration = .zero

    /// - Parameter longestPause: what longer ones are shortened to; `nil`: they are kept.
    package init(_ recording: Recording, longestPause: Duration? = nil) {
        var screen = TerminalScreen(size: recording.size)
        size = recording.size
        var before = Duration.zero
        for event in recording.events {
            let pause = event.time - before
            before = event.time
            let counted = longestPause.map { min($0, pause) } ?? pause
            if duration + counted - (frames.last?.time ?? .zero) > Self.shortest { show(&screen) }
            duration += counted
            switch event.kind {
            case .output(let bytes): screen.show(bytes)
            case .input: break
            case .resize(let size):
                screen.resize(to: size)
                self.size = TerminalSize(
                    columns: max(size.columns, self.size.columns), rows: max(size.rows, self.size.rows))
            }
        }
        transcript = screen.transcript
        show(&screen)
    }

    /// Adds what has changed on the screen by now.
    private mutating func show(_ screen: inout TerminalScreen) {
        let changes = screen.takeChanges()
        guard !changes.isEmpty else { return }
        frames.append(Frame(time: duration, rows: changes.map { Row(number: $0.row, text: $0.text) }))
    }
}
