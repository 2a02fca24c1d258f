import ThreatModel

/// What the visitor leaves and where it came from.
///
/// A file is recorded once it is complete: when it is executed, when it is replaced or removed, and at the end of the
/// visit. A dropper that is put together by a hundred `echo`s is thus one event. What a visit that breaks off in between
/// has written is in the `command` events that wrote it.
extension Shell {
    /// A file of the visitor's is about to be run.
    mutating func executed(_ path: ByteString, _ id: Int) { record(path, id) }

    /// A file's content is about to be lost.
    mutating func replaced(_ path: ByteString, _ id: Int) { record(path, id) }

    /// The visit is over.
    mutating func recordRemainingFiles() {
        for (path, id) in files.visitorsFiles() { record(path, id) }
    }

    /// Everything of the visitor's under a place that is about to go.
    mutating func recordFiles(under path: ByteString, _ id: Int) {
        let node = files[id]
        if node.isFile { return record(path, id) }
        guard case .directory(let entries) = node.kind else { return }
        for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
            guard charge(4) else { return }
            if files[entry].isDirectory || files[entry].origin != nil { recordFiles(under: path + "/" + name, entry) }
        }
    }

    private mutating func record(_ path: ByteString, _ id: Int) {
        let node = files[id]
        // What was "downloaded" is no content of the visitor's: its address was recorded.
        guard let origin = node.origin, case .file(.bytes(let bytes)) = node.kind,
            bytes.contains(where: { !$0.isSpace }), recordedFiles.admit(path: path, bytes)
        else { return }
        var fields = EventFields()
        fields.set("path", bytes: path.prefix(fieldBytes))
        fields["how"] = origin.rawValue
        if node.unkeptBytes > 0 { fields["truncated"] = "true" }
        output.keep(bytes, fields)
    }

    /// A program of the visitor's fetches from this address into that file. The first address of a line is told with the
    /// line itself, more of them one by one.
    mutating func recordFetch(_ url: ByteString, words: [ByteString]) {
        guard fetched.count < Self.mostFetches else { return }
        fetched.append(url)
        guard fetched.count > 1, fetched.dropLast().contains(url) == false else { return }
        var fields = EventFields()
        fields.set("command", bytes: words.joined(by: " ").prefix(fieldBytes))
        fields.set("download_url", bytes: url.prefix(fieldBytes))
        output.record(.command, fields)
    }

    /// A "downloaded" file, which has a path and an address but no content worth keeping.
    mutating func recordDownload(_ url: ByteString, to path: ByteString) {
        var fields = EventFields()
        fields.set("path", bytes: FileSystem.normalised(path, from: scope.directory))
        fields.set("download_url", bytes: url.prefix(fieldBytes))
        fields["how"] = FileOrigin.download.rawValue
        output.record(.file, fields)
    }

    private var fieldBytes: Int { visit.limits.fieldBytes }

    /// Addresses told of one line.
    private static let mostFetches = 40
}
