import IPNetworks
import Recordings
import WebPages

/// `/admin/files`: the files that visitors left at sensors, newest first.
struct FilesPage {
    let entries: [BlobDesk.Entry]
    /// Where the next page begins; `nil` at the end.
    let next: BlobPosition?
    /// Only what was left from there.
    let address: IPAddress?

    var page: Page {
        Page(title: title, summary: "The files that visitors left at sensors.", isForEveryone: false) {
            Tag.h1 { title }
            Tag.p(.class("lead")) {
                "What visitors uploaded or fetched, and what was recorded of their terminals. Take care: most of it is malware."
            }
            form
            if entries.isEmpty {
                Tag.p(.class("notice")) {
                    address == nil ? "No sensor has sent a file yet." : "No file from this address is here."
                }
            } else {
                table
            }
            if let next {
                Tag.p {
                    Tag.a(
                        .href(
                            .path(
                                "admin", "files",
                                query: [("ip", address?.description ?? ""), ("before", next.description)]))
                    ) { "Older files" }
                }
            }
        }
    }

    private var title: String { address.map { "Files from \($0)" } ?? "Files" }

    private var form: HTML {
        Tag.form(.class("lookup"), .method(.get), .action(.path("admin", "files")), .role("search")) {
            Tag.div {
                Tag.label(.for("lookup")) { "Only from this address" }
                Tag.input(
                    .id("lookup"), .name("ip"), .type("text"), .class("mono"), .value(address?.description ?? ""),
                    .maximumLength(IPAddress.maximumTextLength), .autocomplete("off"), .isSpelledFreely,
                    .placeholder("2001:db8::1"))
            }
            Tag.button(.type("submit")) { "Show" }
        }
    }

    private var table: HTML {
        Tag.div(.class("scroll"), .label("Files"), .role("region"), .isFocusable) {
            Tag.table {
                Tag.thead {
                    Tag.tr {
                        for title in ["SHA-256", "What", "Bytes", "Came", "Sensor"] {
                            Tag.th(.scope("col")) { title }
                        }
                    }
                }
                Tag.tbody {
                    for entry in entries { row(entry) }
                }
            }
        }
    }

    private func row(_ entry: BlobDesk.Entry) -> HTML {
        let name = entry.blob.name.description
        return Tag.tr {
            Tag.td { Tag.a(.href(.path("admin", "files", name)), .class("mono")) { String(name.prefix(16)) + "…" } }
            Tag.td { entry.what }
            Tag.td(.class("number")) { CountText.full(entry.blob.bytes) }
            Tag.td { PageText.time(entry.blob.receivedAt) }
            Tag.td { entry.sensorText }
        }
    }
}

extension BlobDesk.Entry {
    /// In a few words, for people.
    var what: String { recording.map { $0.title.map { "Recording: \($0)" } ?? "Recording of a terminal" } ?? "File" }

    var sensorText: String { sensorLabel.isEmpty ? "\(blob.sensor)" : "\(sensorLabel) (\(blob.sensor))" }
}
