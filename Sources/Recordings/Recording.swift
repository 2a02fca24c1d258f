/// What happened at a terminal, and when: a file of the form asciicast v2
/// (https://docs.asciinema.org/manual/asciicast/v2/), one JSON value a line.
package struct Recording: Equatable, Sendable {
    /// Something that happened.
    package struct Event: Equatable, Sendable {
        package enum Kind: Equatable, Sendable {
            /// Was sent to the terminal.
            case output([UInt8])
            /// Was typed.
            case input([UInt8])
            case resize(TerminalSize)
        }

        /// Since the beginning; never less than that of the event before.
        package let time: Duration
        package let kind: Kind

        package init(time: Duration, kind: Kind) {
            self.time = time
            self.kind = kind
        }
    }

    package let size: TerminalSize
    /// When it began: seconds since 1970, where the file says so.
    package let began: Int64?
    package let title: String?
    package let events: [Event]

    /// How long it lasts.
    package var duration: Duration { events.last?.time ?? .zero }

    package init(size: TerminalSize, began: Int64? = nil, title: String? = nil, events: [Event]) {
        self.size = size
        self.began = began
        self.title = title
        self.events = events
    }
}
