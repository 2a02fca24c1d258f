import Recordings
import ThreatModel
import WebPages

/// `/admin/files/{sha256}`: what is known of a file, and what a recording shows.
struct FilePage {
    let entry: BlobDesk.Entry
    /// Of a recording that is played.
    var duration: Duration?
    /// What plays it; `nil`: it is no recording, or none that can be played here.
    var player: HTML?
    /// It is a recording, and too long for a page.
    var isTooLong = false
    /// It looks like a recording, and this is wrong with it.
    var damage: String?

    private var name: String { entry.blob.name.description }

    var page: Page {
        let title = entry.recording.map { $0.title ?? "A visit" } ?? "File \(name.prefix(16))…"
        return Page(
            title: title, summary: player == nil ? "A file that a visitor left." : RecordingPage.summary,
            isForEveryone: false
        ) {
            Tag.p { Tag.a(.href(.path("admin", "files"))) { "All files" } }
            Tag.h1 { title }
            facts
            if let damage { Tag.p(.class("notice")) { "It cannot be played: \(damage)." } }
            if isTooLong {
                Tag.p(.class("notice")) {
                    "It is too long to be played here. Download it, and play it with "
                    Tag.code { "sikker sensor replay FILE" }
                    "."
                }
            }
            if let player { player }
            Tag.p {
                Tag.a(.href(.path("admin", "files", name, "content"))) { "Download it" }
                player == nil ? " as it is. Take care: most of what visitors leave is malware." : " as asciicast."
            }
        }
    }

    private var facts: HTML {
        Tag.dl(.class("facts")) {
            fact("SHA-256", Tag.code { name })
            fact("Bytes", HTML(text: CountText.full(entry.blob.bytes)))
            fact("Came", PageText.time(entry.blob.receivedAt))
            fact("Sensor", HTML(text: entry.sensorText))
            if let recording = entry.recording {
                if let began = recording.began {
                    fact("Began", PageText.time(Timestamp(milliseconds: began * 1000)))
                }
                if let duration { fact("Lasted", HTML(text: "\(Int(duration / .seconds(1))) s")) }
                fact("Terminal", HTML(text: "\(recording.size.columns)×\(recording.size.rows)"))
            }
        }
    }

    private func fact(_ name: String, _ value: HTML) -> HTML {
        Tag.div {
            Tag.dt { name }
            Tag.dd { value }
        }
    }
}
