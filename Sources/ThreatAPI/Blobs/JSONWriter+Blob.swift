import Recordings
import ThreatModel

extension JSONWriter {
    /// A file as an administrator sees it in a list.
    mutating func blob(_ entry: BlobDesk.Entry) {
        literal("{\"sha256\":\"")
        plain(entry.blob.name.description)
        literal("\",\"bytes\":")
        integer(entry.blob.bytes)
        literal(",\"receivedAt\":")
        rfc3339(milliseconds: entry.blob.receivedAt.milliseconds)
        literal(",\"sensor\":{\"id\":\"")
        integer(entry.blob.sensor)
        literal("\",\"label\":")
        string(entry.sensorLabel)
        literal("},\"recording\":")
        if let recording = entry.recording { header(of: recording) } else { literal("null") }
        literal("}")
    }

    private mutating func header(of recording: Recording) {
        literal("{\"beganAt\":")
        if let began = recording.began { rfc3339(milliseconds: began * 1000) } else { literal("null") }
        literal(",\"title\":")
        string(recording.title)
        literal(",\"columns\":")
        integer(recording.size.columns)
        literal(",\"rows\":")
        integer(recording.size.rows)
        literal("}")
    }
}
