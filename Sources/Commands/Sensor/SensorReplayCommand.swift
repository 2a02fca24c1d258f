import ArgumentParser
import FoundationEssentials
import Recordings
import ThreatModel

/// `sikker sensor replay`
struct SensorReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Plays what was recorded of a visitor's terminal.",
        discussion: """
            At a terminal it plays at the speed at which it happened; elsewhere it prints what was shown. Nothing
            of what a visitor sent reaches your terminal but characters: no title, no colour, no clipboard.

            EXAMPLES
              sikker sensor replay 3f2a77c0d1
              sikker sensor replay visit.cast --speed 4 --longest-pause 1
              sikker sensor replay 3f2a77c0d1 --text | less
              sikker sensor replay 3f2a77c0d1 --page visit.html
            """)

    @Argument(
        help: "A file, or the first digits of a recording's SHA-256.", completion: .file(extensions: ["cast"]))
    var recording: String

    @Option(help: "How many times as fast as it happened.")
    var speed = 1.0

    @Option(
        help: ArgumentHelp("Pauses are shortened to this; 0 keeps them.", valueName: "seconds"))
    var longestPause = 2.0

    @Flag(help: "Print what was shown, at once.")
    var text = false

    @Option(
        help: ArgumentHelp("Write a page that plays it in a browser, a file on its own.", valueName: "file"),
        completion: .file(extensions: ["html"]))
    var page: String?

    @Option(help: "The sensor's folder.", completion: .directory)
    var data: String = DataFolders.sensor

    func validate() throws {
        guard speed > 0, speed <= 1000 else { throw ValidationError("--speed must be above 0 and at most 1000") }
        guard longestPause >= 0, longestPause <= 86_400 else {
            throw ValidationError("--longest-pause must be between 0 and 86400 seconds")
        }
    }

    mutating func run() async throws {
        let path = try RecordingFiles(folder: data).path(of: recording)
        let recording = try RecordingFiles.read(path)
        let pause: Duration? = longestPause == 0 ? nil : .milliseconds(Int64(longestPause * 1000))
        let frames = RecordingFrames(recording, longestPause: pause)
        if let page { return try write(frames, of: recording, to: page) }
        guard !text, Terminal.standardOutput.isInteractive else {
            return Terminal.standardOutput.write(frames.transcript.map { $0 + "\n" }.joined())
        }
        try await TerminalPlayer(speed: speed).play(frames)
    }

    private func write(_ frames: RecordingFrames, of recording: Recording, to path: String) throws {
        var facts: [(name: String, value: String)] = []
        if let began = recording.began {
            facts.append(("Began", MomentText.minute(Timestamp(milliseconds: began * 1000).rfc3339) + " UTC"))
        }
        facts.append(("Lasted", "\(Int(recording.duration / .seconds(1))) s"))
        facts.append(("Terminal", "\(recording.size.columns)×\(recording.size.rows)"))
        let bytes = try RecordingPage.file(frames, title: recording.title ?? "A visit", facts: facts)
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandFailure(.configuration, "\(path) cannot be written: \(error)")
        }
        Terminal.standardError.write("\(path): \(bytes.count) bytes; open it in a browser\n")
    }
}
