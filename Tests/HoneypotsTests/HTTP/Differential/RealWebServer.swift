import Foundation
import Glibc

@testable import Honeypots

/// A real Apache or nginx with the files of a persona's site, started on a free loopback port for one test and ended with
/// it.
final class RealWebServer {
    enum Product: String, Sendable {
        case apache
        case nginx

        var program: String { self == .apache ? "/usr/sbin/apache2" : "/usr/sbin/nginx" }
        var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private let process: ChildProcess
    private let folder: URL
    private let port: UInt16

    /// `files`: what the site holds, by path. A path that ends in "/" is an empty folder.
    init(_ product: Product, files: [String: [UInt8]], modified: Int) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sikker-web-\(UUID().uuidString)")
        let root = folder.appending(path: "root")
        for (path, bytes) in files {
            let place = root.appending(path: path)
            let isFolder = path.hasSuffix("/")
            try FileManager.default.createDirectory(
                at: isFolder ? place : place.deletingLastPathComponent(), withIntermediateDirectories: true)
            if isFolder { continue }
            try Data(bytes).write(to: place)
            var times = [timeval(tv_sec: modified, tv_usec: 0), timeval(tv_sec: modified, tv_usec: 0)]
            utimes(place.path, &times)
        }
        port = try Self.freePort()
        let settings = folder.appending(path: "settings").path
        let text = product == .apache ? Self.apache(folder.path, port) : Self.nginx(folder.path, port)
        try Data(text.utf8).write(to: URL(filePath: settings))
        process = try ChildProcess(
            product.program, product == .apache ? ["-X", "-f", settings] : ["-p", folder.path, "-c", settings])
        guard let connection = Self.connect(port, attempts: 250) else {
            throw Failure(description: "\(product.program) did not come up")
        }
        shutdown(connection, Int32(SHUT_RDWR))
        close(connection)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Everything that comes back of these bytes within a moment, and whether the server hung up.
    func exchange(_ bytes: [UInt8]) throws -> (bytes: [UInt8], isClosed: Bool) {
        guard let connection = Self.connect(port, attempts: 1) else { throw Failure(description: "no connection") }
        defer {
            // Ended for a process too that is being started just now and holds a copy: Apache serves one at a time here.
            shutdown(connection, Int32(SHUT_RDWR))
            close(connection)
        }
        _ = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        var answer: [UInt8] = []
        while true {
            var waiting = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, answer.isEmpty ? 2000 : 150) > 0 else { return (answer, false) }
            var buffer = [UInt8](repeating: 0, count: 64 * 1024)
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return (answer, true) }
            answer += buffer.prefix(count)
        }
    }

    private static func apache(_ folder: String, _ port: UInt16) -> String {
        let modules = ["mpm_prefork", "authz_core", "mime", "dir", "autoindex"].map {
            "LoadModule \($0)_module /usr/lib/apache2/modules/mod_\($0).so\n"
        }
        return modules.joined() + """
            ServerRoot \(folder)
            ServerName localhost
            Mutex file:\(folder) default
            PidFile \(folder)/pid
            ErrorLog \(folder)/errors
            Listen 127.0.0.1:\(port)
            User www-data
            Group www-data
            ServerTokens OS
            ServerSignature On
            TraceEnable Off
            KeepAliveTimeout 5
            TypesConfig /etc/mime.types
            DirectoryIndex index.html
            DocumentRoot \(folder)/root
            <FilesMatch "^\\.ht">
            Require all denied
            </FilesMatch>

            """
    }

    private static func nginx(_ folder: String, _ port: UInt16) -> String {
        """
        daemon off;
        master_process off;
        pid \(folder)/pid;
        error_log \(folder)/errors;
        events {}
        http {
        access_log off;
        include /etc/nginx/mime.types;
        default_type application/octet-stream;
        client_body_temp_path \(folder)/body;
        server {
        listen 127.0.0.1:\(port) default_server;
        port_in_redirect off;
        client_max_body_size 64m;
        root \(folder)/root;
        location ~ /\\.ht { deny all; }
        }
        }

        """
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }

    private static func connect(_ port: UInt16, attempts: Int) -> Int32? {
        for _ in 0..<attempts {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            var address = address(port)
            let isConnected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            if isConnected { return descriptor }
            close(descriptor)
            usleep(20_000)
        }
        return nil
    }

    /// A port nobody listened on a moment ago.
    private static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var address = address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 ? getsockname(descriptor, $0, &length) : -1
            }
        }
        guard result == 0 else { throw Failure(description: "no free port") }
        return UInt16(bigEndian: address.sin_port)
    }
}
