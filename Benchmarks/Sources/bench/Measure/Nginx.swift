import Foundation

/// nginx with as many workers as there are processors, serving files from memory as fast as it can: what an answer over
/// HTTP costs when nothing has to be known for it.
struct Nginx {
    let process: RunningProcess
    let port: UInt16

    /// `nil` when it is not installed.
    ///
    /// - Parameters:
    ///   - files: what is served, by path.
    ///   - prefixes: paths below which everything is answered with one of the files.
    init?(_ bench: Bench, files: [String: [UInt8]], prefixes: [String: String] = [:]) throws {
        guard let program = bench.find("nginx") else { return nil }
        let root = bench.folder.appending(path: "nginx")
        for (path, bytes) in files {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        port = try Loopback.freePort()
        let configuration = root.appending(path: "nginx.conf")
        try Self.configuration(root: root.path, port: port, prefixes: prefixes)
            .write(to: configuration, atomically: true, encoding: .utf8)
        process = try RunningProcess(
            program, ["-p", root.path, "-c", configuration.path, "-e", root.path + "/errors"],
            log: bench.file("nginx.log"))
        try Loopback.wait(port: port)
    }

    private static func configuration(root: String, port: UInt16, prefixes: [String: String]) -> String {
        let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(root)/\($0);" }
        let locations = prefixes.map { "location \($0) { try_files \($1) =404; }" }
        return """
            \(geteuid() == 0 ? "user root;" : "")
            daemon off;
            worker_processes auto;
            pid \(root)/pid;
            events { worker_connections 4096; }
            http {
              access_log off;
              sendfile on;
              tcp_nopush on;
              keepalive_requests 1000000000;
              open_file_cache max=100;
              open_file_cache_errors on;
              gzip_static on;
              default_type text/plain;
              \(folders.joined(separator: "\n  "))
              server {
                listen 127.0.0.1:\(port) backlog=1024;
                root \(root);
                \(locations.joined(separator: "\n    "))
              }
            }
            """
    }
}

extension Peer {
    /// `nil`: not installed.
    static func nginx(_ value: Double?) -> Peer {
        value.map { .measured("nginx", $0) } ?? .missing("nginx", why: "not installed")
    }
}
