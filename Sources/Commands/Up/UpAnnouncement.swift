import Sensor
import Settings
import Synchronization
import ThreatModel

/// Tells the person at the terminal what is up, and what to try. Goes to standard output, once, when all of it listens.
final class UpAnnouncement: Sendable {
    private struct Progress {
        var url: String?
        var listeners: [BoundListener]?
        var isDone = false
    }

    private let folder: UpFolder
    private let isFirstStart: Bool
    private let isGuarding: Bool
    private let progress = Mutex(Progress())

    init(folder: UpFolder, isFirstStart: Bool, isGuarding: Bool) {
        self.folder = folder
        self.isFirstStart = isFirstStart
        self.isGuarding = isGuarding
    }

    func serverIsReady(_ url: String) { note { $0.url = url } }
    func sensorIsListening(_ listeners: [BoundListener]) { note { $0.listeners = listeners } }

    private func note(_ change: (inout Progress) -> Void) {
        let text = progress.withLock { progress -> String? in
            change(&progress)
            guard !progress.isDone, let url = progress.url, let listeners = progress.listeners else { return nil }
            progress.isDone = true
            return self.text(url, listeners)
        }
        if let text { Terminal.standardOutput.write(text) }
    }

    private func text(_ url: String, _ listeners: [BoundListener]) -> String {
        let key = isFirstStart ? (try? SecretFile.read(folder.clientKey)) : nil
        var lines = ["", "Sikker is up.", "  server    \(url)"]
        for listener in listeners { lines.append("  honeypot  \(listener.service) on \(listener.place)") }
        lines.append(
            isGuarding
                ? "  guard     drops listed addresses on this machine"
                : "  guard     off (sudo \(Self.program) up --guard)")
        lines.append("  API key   " + (key.map { "\($0)  (kept in \(folder.clientKey))" } ?? "in \(folder.clientKey)"))
        lines += ["", "Try:"]
        if let telnet = listeners.first(where: { $0.service == .telnet }) {
            lines.append("  telnet \(Self.host(of: telnet)) \(telnet.port)")
        }
        let server = url == APIOptions.defaultServer ? "" : " --server \(url)"
        lines += [
            "  \(Self.program) report 45.10.1.2 --category brute_force --key-file \(folder.clientKey)\(server)",
            "  \(Self.program) check 45.10.1.2 --key-file \(folder.clientKey)\(server)",
            "", "Ctrl-C ends it.", "", "",
        ]
        return lines.joined(separator: "\n")
    }

    /// This program as it was called, so that what is printed works where it is read.
    private static var program: String { CommandLine.arguments.first ?? "sikker" }

    private static func host(of listener: BoundListener) -> String {
        let host = String(listener.place.prefix { $0 != ":" })
        return host.isEmpty || host.hasPrefix("[") || host == "0.0.0.0" ? "127.0.0.1" : host
    }
}
