import Blocklists
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// Holds the certificate for new connections, and takes up another when the files change. A bad pair never replaces a good
/// one; connections that exist keep theirs.
final class CertificateKeeper: Sendable {
    /// How often the files are read.
    static let interval = Duration.seconds(5)

    private struct State {
        var certificate: DashboardCertificate
        /// What was seen last, good or bad: the same is not tried again.
        var seen: DashboardCertificate.Bytes
    }

    private let logger: Logger
    // A lock: read for every connection, replaced by a thread that reads files.
    private let state: Mutex<State>

    init(certificateFile: String, keyFile: String, logger: Logger) throws(BlocklistError) {
        let bytes = try DashboardCertificate.Bytes(certificateFile: certificateFile, keyFile: keyFile)
        self.logger = logger
        state = Mutex(State(certificate: try DashboardCertificate(bytes), seen: bytes))
    }

    /// For a server: every handshake shows the certificate that is held then.
    var configuration: TLSConfiguration {
        var configuration = state.withLock { $0.certificate.configuration }
        configuration.sslContextCallback = { [self] _, promise in
            var current = NIOSSLContextConfigurationOverride()
            let certificate = state.withLock(\.certificate)
            current.certificateChain = certificate.chain.map { .certificate($0) }
            current.privateKey = .privateKey(certificate.key)
            promise.succeed(current)
        }
        return configuration
    }

    /// Looks at the files now and again, until the task is cancelled.
    func run(_ clock: any Clock<Duration>) async {
        while !Task.isCancelled {
            try? await clock.sleep(for: Self.interval)
            await BlockingWork.run { self.refresh() }
        }
    }

    /// Reads the files, and takes what is in them when it is new and good. Blocks.
    func refresh() {
        let seen = state.withLock(\.seen)
        // While files are being replaced, one may be away: the next look decides.
        guard
            let found = try? DashboardCertificate.Bytes(
                certificateFile: seen.certificateFile, keyFile: seen.keyFile),
            found != seen
        else { return }
        do throws(BlocklistError) {
            let certificate = try DashboardCertificate(found)
            state.withLock { $0 = State(certificate: certificate, seen: found) }
            logger.notice("The dashboard shows the new certificate in \(found.certificateFile)")
        } catch {
            state.withLock { $0.seen = found }
            logger.error("\(error) The dashboard goes on showing the certificate that it has")
        }
    }
}
