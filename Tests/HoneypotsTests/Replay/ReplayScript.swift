import Honeypots
import IPNetworks

/// One scripted visit, read from a `.replay` file: what the client sends and what must come of it.
///
/// A line begins with one of these marks; everything after the blank that follows the mark is its text.
///
/// | line | meaning |
/// |---|---|
/// | `# …` | a comment; blank lines are skipped too |
/// | `= persona-seed 7` | a setting, before everything else: `persona-seed`, `seed`, `visitor`, `port`, `limit NAME N` |
/// | `> text` | bytes from the client, one delivery a line |
/// | `< text` | bytes the client must get next |
/// | `<~ text` | the same, where `*` stands for any bytes (`\*` for an asterisk) |
/// | `! kind name=value …` | the event that must be recorded next; see ``ExpectedEvent`` |
/// | `!*` | any events, or none |
/// | `pause 3s` | the machine must ask for this pause (`ms` or `s`) between what came before and what follows |
/// | `closed` | the machine must ask to close |
/// | `@ +1500ms` | time passes before the client goes on |
/// | `bye` | the client disconnects |
///
/// Escapes: `\r \n \t \0 \e \\ \" \xNN`; `\s` is a blank, for ends of lines. Text is UTF-8.
///
/// The script falls into turns: the client acts (`>`, `@`, `bye`), then expectations follow. Bytes, pauses and the
/// close are one stream, events another; at the end of a turn both must be used up exactly.
struct ReplayScript: Sendable {
    var name: String
    var settings = ReplaySettings()
    var turns: [Turn] = []

    struct Turn: Sendable {
        var acts: [Act] = []
        var wire: [WireExpectation] = []
        var events: [EventExpectation] = []
        /// The last line that belongs to it.
        var lastLine = 1
    }

    enum Act: Sendable {
        case send([UInt8])
        case wait(Duration)
        case bye
    }

    struct WireExpectation: Sendable {
        enum Content: Sendable {
            case bytes(BytePattern)
            case pause(Duration)
            case closed
        }
        var line: Int
        var content: Content
    }

    struct EventExpectation: Sendable {
        var line: Int
        /// nil: any events, or none.
        var event: ExpectedEvent?
    }
}
