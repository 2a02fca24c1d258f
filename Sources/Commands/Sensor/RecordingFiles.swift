import FoundationEssentials
import Glibc
import Recordings
import Sensor

/// The recordings of terminals among the files that visitors left at a sensor of this machine.
struct RecordingFiles {
    struct Found: Sendable {
        /// SHA-256, which is also the file's name.
        var sha256: String
        var bytes: Int
        /// What its header says; without events.
        var header: Recording
    }

    /// The sensor's data folder.
    let folder: String

    private var quarantine: String { QuarantineFolder.path(inData: folder) }

    /// All of them, the newest first.
    func all() throws(CommandFailure) -> [Found] {
        try names().compactMap { (name) -> Found? in
            let path = quarantine + "/" + name
            guard let (head, size) = Self.head(of: path), let header = RecordingReader.peek(head[...]) else {
                return nil
            }
            return Found(sha256: name, bytes: size, header: header)
        }.sorted { ($0.header.began ?? 0, $1.sha256) > ($1.header.began ?? 0, $0.sha256) }
    }

    /// The file that a person names: by its path, or by the first digits of its SHA-256.
    func path(of name: String) throws(CommandFailure) -> String {
        if name.contains("/") || access(name, F_OK) == 0 { return name }
        let digits = name.lowercased()
        guard digits.count >= Self.fewestDigits, digits.allSatisfy(\.isHexDigit) else {
            throw CommandFailure(
                .usage,
                "there is no file \(name); name one, or give at least \(Self.fewestDigits) digits of what "
                    + "'sikker sensor recordings' shows")
        }
        let matching = try names().filter { $0.hasPrefix(digits) }
        guard let only = matching.first else {
            throw CommandFailure(.usage, "no file in \(quarantine) begins with \(digits)")
        }
        guard matching.count == 1 else {
            throw CommandFailure(.usage, "\(matching.count) files begin with \(digits): give more digits")
        }
        return quarantine + "/" + only
    }

    static func read(_ path: String) throws(CommandFailure) -> Recording {
        do {
            return try RecordingReader.read(Array(try Data(contentsOf: URL(filePath: path))))
        } catch let error as RecordingError {
            throw CommandFailure(.negative, "\(path): \(error)")
        } catch {
            throw CommandFailure(.configuration, "\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
    }

    /// Digits that tell files apart, for people.
    static let shownDigits = 16
    private static let fewestDigits = 6
    private static let nameLength = 64

    private func names() throws(CommandFailure) -> [String] {
        guard let folder = opendir(quarantine) else {
            throw CommandFailure(
                .configuration,
                "\(quarantine) cannot be read: \(String(cString: strerror(errno))); name the sensor's folder with --data, "
                    + "and be who the sensor runs as, or root")
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.utf8.count == Self.nameLength, name.allSatisfy(\.isHexDigit) { names.append(name) }
        }
        return names.sorted()
    }

    private static func head(of path: String) -> (bytes: [UInt8], size: Int)? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        var buffer = [UInt8](repeating: 0, count: RecordingReader.headerBytes)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        return count > 0 ? (Array(buffer[..<count]), Int(status.st_size)) : nil
    }
}
