import Foundation

// usage: bench PROGRAM [--json | --markdown] [--list] [--seed N] [NAME...]
// Called by script/bench, which builds PROGRAM first.

var arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == Child.option {
    guard arguments.count > 1, let child = Child(rawValue: arguments[1]) else { exit(2) }
    do {
        try await child.run(Array(arguments.dropFirst(2)))
    } catch {
        FileHandle.standardError.write(Data("bench \(child.rawValue): \(error)\n".utf8))
        exit(1)
    }
    exit(0)
}
let json = arguments.contains("--json")
let markdown = arguments.contains("--markdown")
let listing = arguments.contains("--list")
var seed: UInt64?
if let option = arguments.firstIndex(of: "--seed") {
    guard option + 1 < arguments.count, let number = UInt64(arguments[option + 1]) else {
        FileHandle.standardError.write(Data("bench: --seed takes a whole number from 0\n".utf8))
        exit(2)
    }
    seed = number
    arguments.removeSubrange(option...option + 1)
}
arguments.removeAll { $0.hasPrefix("--") }
if listing {
    for benchmark in BenchmarkRegistry.all {
        print("\(benchmark.name)\t\(benchmark.summary)\(benchmark.isOnRequest ? " (only when named)" : "")")
    }
    exit(0)
}
let known = BenchmarkRegistry.all.map { $0.name }
guard let program = arguments.first, FileManager.default.isExecutableFile(atPath: program) else {
    FileHandle.standardError.write(
        Data("usage: bench PROGRAM [--json | --markdown] [--list] [--seed N] [NAME...]\n".utf8))
    exit(2)
}
let wanted = Array(arguments.dropFirst())
if let unknown = wanted.first(where: { !known.contains($0) }) {
    FileHandle.standardError.write(
        Data("bench: no benchmark '\(unknown)'; there are: \(known.joined(separator: ", "))\n".utf8))
    exit(2)
}

var rows: [Row] = []
var failed = false
for benchmark in BenchmarkRegistry.all where wanted.isEmpty ? !benchmark.isOnRequest : wanted.contains(benchmark.name) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sikker-bench-\(benchmark.name)-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let bench = Bench(program: program, folder: folder, seed: seed)
    bench.progress("\(benchmark.name): \(benchmark.summary)")
    do {
        if markdown {
            guard let documented = benchmark as? any DocumentedBenchmark.Type else { continue }
            print(try await documented.document(bench), terminator: "")
            continue
        }
        rows += try await benchmark.run(bench)
    } catch {
        bench.progress("\(benchmark.name) gave no figures: \(error)")
        failed = true
    }
}
if markdown { exit(failed ? 1 : 0) }
print(json ? try Output.json(rows) : Output.table(rows), terminator: "")
exit(failed || rows.contains { $0.met == false } ? 1 : 0)
