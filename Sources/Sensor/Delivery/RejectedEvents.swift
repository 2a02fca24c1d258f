import Observability

/// The folder of events that the server will not take, each in a file with the server's sentence, for a person to look at.
struct RejectedEvents: Sendable {
    /// Files kept; what comes after is only counted.
    static let maximumFiles = 1000

    private let folder: String
    private let files: any FileLayer

    init(folder: String, files: any FileLayer) throws(FileError) {
        self.folder = folder
        self.files = files
        try files.createFolder(folder)
    }

    /// Two lines: the event, and why it is here.
    ///
    /// - Returns: the path; `nil` when there are too many already.
    func add(_ batch: SpoolBatch, because sentence: String) throws(FileError) -> String? {
        guard try files.names(in: folder).count < Self.maximumFiles else { return nil }
        let path = "\(folder)/\(batch.last).json"
        var bytes = batch.lines
        bytes.append(contentsOf: "{\"rejected\":".utf8)
        JSONText.append(sentence, to: &bytes)
        bytes.append(contentsOf: "}\n".utf8)
        try files.replace(path, with: bytes, durable: false)
        return path
    }
}
