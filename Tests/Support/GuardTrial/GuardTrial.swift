import Glibc

/// Parts of a guard as a process of their own, which a test can kill and a benchmark can measure. Works on the network
/// namespace and the data folder it is started in, with what its first argument names.
@main
enum GuardTrial {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let mode = arguments.first, let folder = arguments.dropFirst().first else { return usage() }
        let count = arguments.dropFirst(2).first.flatMap { Int($0) }
        switch mode {
        case "churn": try await Churn(folder: folder, backend: arguments.dropFirst(2).first ?? "nftables").run()
        case "fill": try await Boot(folder: folder).fill(count ?? 350_000)
        case "boot": try await Boot(folder: folder).run()
        case "dashboard":
            try await DashboardTrial(folder: folder, port: count ?? 7064).run(
                entries: arguments.dropFirst(3).first.flatMap { Int($0) } ?? 1000,
                rate: arguments.dropFirst(4).first.flatMap { Int($0) } ?? 1)
        case "country": Countries(code: folder).run()
        case "soak":
            try await Soak(folder: folder).run(
                entries: count ?? 350_000,
                hours: arguments.dropFirst(3).first.flatMap { Int($0) }.map { max($0, 1) } ?? Soak.hours)
        default: usage()
        }
    }

    private static func usage() {
        say(
            "usage: guard-trial fill|boot|soak FOLDER [COUNT [HOURS]], or churn FOLDER [BACKEND], or country CODE, "
                + "or dashboard FOLDER [PORT [COUNT [FLOWS A SECOND]]]")
        exit(2)
    }

    /// A line on standard output, at once: whoever reads it may end this process any moment.
    static func say(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = write(STDOUT_FILENO, bytes, bytes.count)
    }
}
