/// Why a file cannot be played.
package enum RecordingError: Error, Equatable, CustomStringConvertible {
    /// It is no asciicast of version 2.
    case notARecording(String)
    /// One of its lines is none of the form.
    case badLine(number: Int)
    case tooLong(bytes: Int)

    package var description: String {
        switch self {
        case .notARecording(let reason):
            "this is no recording of a terminal (asciicast v2): \(reason)"
        case .badLine(let number):
            "line \(number) of the recording is damaged: expected [seconds, \"o\", \"text\"]"
        case .tooLong(let bytes):
            "the recording has \(bytes) bytes; at most \(RecordingReader.mostBytes) are read"
        }
    }
}
