import APIClient
import Glibc
import NIOCore
package import ThreatModel

/// Why a sensor cannot start. The description is one sentence for the person who started it.
package enum SensorError: Error, Hashable, Sendable {
    case noListeners
    /// No honeypot plays this service.
    case unknownService(AttackProtocol, known: [AttackProtocol])
    case badListener(String)
    /// What is written for the login policy means nothing.
    case badLogins(String)
    /// The file with the credentials to let in cannot be used.
    case badLoginList(path: String, reason: String)
    case cannotListen(service: AttackProtocol, place: String, reason: String)
    case folder(String)
    /// Another sensor works in the same folder.
    case folderInUse(path: String)
}

extension SensorError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noListeners: "The sensor has nothing to listen on; name at least one service, such as telnet=2323"
        case .unknownService(let service, let known):
            "No honeypot plays \(service); there are \(known.map(\.name).joined(separator: ", "))"
        case .badListener(let text):
            "'\(text)' is no listener; write it like telnet=2323, http=127.0.0.1:8080 or redis=[::1]:6379"
        case .badLogins(let text):
            "'\(text)' is no login policy; write all, after=3 or list=/etc/sikker/logins"
        case .badLoginList(let path, let reason): "The list of logins in \(path) cannot be used: \(reason)"
        case .cannotListen(let service, let place, let reason): "Cannot listen on \(place) for \(service): \(reason)"
        case .folder(let reason): "The sensor's data folder cannot be used: \(reason)"
        case .folderInUse(let path): "Another sensor works in \(path); give this one a folder of its own"
        }
    }

    init(_ error: FileError) { self = .folder(error.description) }

    /// What binding a port failed with, and what would help.
    static func listening(_ service: AttackProtocol, _ place: String, _ error: any Error) -> SensorError {
        let reason: String
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: reason = "another program listens there"
        case EACCES, EPERM: reason = "ports below 1024 need root or the capability CAP_NET_BIND_SERVICE"
        case EADDRNOTAVAIL: reason = "this machine does not have that address"
        case .some(let code): reason = errorText(code)
        case nil: reason = "\(error)"
        }
        return .cannotListen(service: service, place: place, reason: reason)
    }
}
