package import WebPages

/// A recording as a page: a player where scripts run, and all that was read at the terminal for everybody.
package enum RecordingPage {
    /// Frames beyond are not in the page; the text is whole.
    static let mostFrames = 100_000

    package static let script = StaticFile(
        "player.js", .script,
        EmbeddedResources.files.filter { $0.name == "player.js" }.map(\.text.description))

    private struct Player: Encodable {
        /// A moment in seconds, and rows as number and text.
        struct Frame: Encodable {
            var at: Double
            var rows: [[Cell]]
        }

        enum Cell: Encodable {
            case number(Int)
            case text(String)

            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                switch self {
                case .number(let number): try container.encode(number)
                case .text(let text): try container.encode(text)
                }
            }
        }

        var columns: Int
        var rows: Int
        var duration: Double
        var frames: [Frame]
    }

    /// A file that can be opened without a server.
    ///
    /// - Parameters:
    ///   - title: what it is a recording of.
    ///   - facts: what is known of it, for people: names and values.
    package static func file(
        _ frames: RecordingFrames, title: String, facts: [(name: String, value: String)]
    ) throws -> [UInt8] {
        let (content, data) = try parts(frames)
        let page = Page(title: title, summary: summary, isForEveryone: false) {
            Tag.h1 { title }
            Tag.dl(.class("facts")) {
                for fact in facts {
                    Tag.div {
                        Tag.dt { fact.name }
                        Tag.dd { fact.value }
                    }
                }
            }
            content
        }
        return page.file(script: script, data: data)
    }

    package static let summary = "What was typed and shown at a terminal"

    /// Player, text and data for a page of a site that runs ``script``.
    package static func content(_ frames: RecordingFrames) throws -> HTML {
        let (content, data) = try parts(frames)
        return content + Tag.json(id: "data", data)
    }

    private static func parts(_ frames: RecordingFrames) throws -> (content: HTML, data: PageJSON) {
        let player = Player(
            columns: frames.size.columns, rows: frames.size.rows, duration: frames.duration / .seconds(1),
            frames: frames.frames.prefix(mostFrames).map { frame in
                Player.Frame(
                    at: frame.time / .seconds(1), rows: frame.rows.map { [.number($0.number), .text($0.text)] })
            })
        return (body(player, frames), try PageJSON(player))
    }

    @HTMLBuilder private static func body(_ player: Player, _ frames: RecordingFrames) -> HTML {
        Tag.section(.id("player"), .label("Player"), .isHidden) {
            Tag.pre(.id("screen"), .class("terminal"), .role("region"), .label("The terminal"), .isFocusable) {}
            Tag.p(.class("controls")) {
                Tag.button(.id("play"), .type("button")) { "Play" }
                Tag.label(.for("position")) { "Moment" }
                Tag.input(
                    .id("position"), .type("range"), .minimum(0), .maximum(Int(player.duration.rounded(.up)) * 10),
                    .value("0"))
                Tag.span(.id("time"), .class("number")) { "0:00" }
                Tag.label(.for("speed")) { "Speed" }
                Tag.select(.id("speed")) {
                    for speed in ["0.5", "1", "2", "4", "8"] {
                        if speed == "1" {
                            Tag.option(.value(speed), .isSelected) { speed + "×" }
                        } else {
                            Tag.option(.value(speed)) { speed + "×" }
                        }
                    }
                }
            }
            Tag.p(.class("hint")) { "Space plays and stops; the arrow keys go five seconds back and forth." }
        }
        Tag.details(.isOpen) {
            Tag.summary { "Everything that was shown, as text" }
            Tag.pre(.class("terminal"), .isFocusable) { frames.transcript.joined(separator: "\n") + "\n" }
        }
    }
}
