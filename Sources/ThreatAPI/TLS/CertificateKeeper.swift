import Logging
import NIOSSL
import Observability
import ServiceLifecycle
import Synchronization
import ThreatModel

/// Holds the certificate for new connections and takes up another one when the files change. A bad pair never replaces a
/// good one; connections that exist keep theirs.
final class CertificateKeeper: Service {
    /// How often the files are read.
    static let interval = Duration.seconds(5)
    /// So long before the end of the certificate, health says that it is near.
    static let warningTime = Duration.seconds(14 * 86_400)

    private struct State {
        var certificate: ServerCertificate
        /// What was seen last, good or bad: the same is not tried again.
        var files: CertificateFiles
        /// Why those are not in use.
        var fault: CertificateError?
    }

    private let files: TLSFiles
    private let clock: any WallClock
    private let health: HealthCheck
    private let metrics: CertificateMetrics
    private let logger: Logger
    // Held for the copying of one reference, on every connection.
    private let state: Mutex<State>

    /// - Throws: ``ThreatAPIError/certificate(file:reason:)``
    init(
        files: TLSFiles, clock: any WallClock, health: HealthCheck, metrics: CertificateMetrics, logger: Logger
    ) throws(ThreatAPIError) {
        self.files = files
        self.clock = clock
        self.health = health
        self.metrics = metrics
        self.logger = logger
        do {
            let found = try CertificateFiles(files)
            state = Mutex(
                State(certificate: try ServerCertificate(chain: found.chain, key: found.key), files: found))
        } catch {
            throw .certificate(file: files.certificateFile, reason: error.description)
        }
        tell()
    }

    var context: NIOSSLContext { state.withLock { $0.certificate.context } }

    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                self.refresh()
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Reads the files, and takes what is in them when it is new and good.
    func refresh() {
        let now = clock.now
        do {
            let found = try CertificateFiles(files)
            guard found != state.withLock({ $0.files }) else { return tell() }
            let fresh: Result<ServerCertificate, CertificateError>
            do {
                fresh = .success(try Self.certificate(in: found, at: now, insteadOf: state.withLock { $0.certificate }))
            } catch {
                fresh = .failure(error)
            }
            state.withLock { state in
                state.files = found
                switch fresh {
                case .success(let certificate):
                    state.certificate = certificate
                    state.fault = nil
                case .failure(let fault): state.fault = fault
                }
            }
            switch fresh {
            case .success:
                metrics.taken.increment()
                logger.notice("a new certificate is in use", metadata: ["file": "\(files.certificateFile)"])
            case .failure(let fault):
                metrics.refused.increment()
                logger.error("the new certificate is not used, the old one stays", metadata: ["reason": "\(fault)"])
            }
        } catch {
            // While files are being replaced, one may be away: the next look decides.
            state.withLock { $0.fault = error }
        }
        tell()
    }

    private static func certificate(
        in files: CertificateFiles, at now: Timestamp, insteadOf old: ServerCertificate
    ) throws(CertificateError) -> ServerCertificate {
        let fresh = try ServerCertificate(chain: files.chain, key: files.key)
        guard fresh.validity.contains(now) || !old.validity.contains(now) else { throw .notValidNow }
        return fresh
    }

    private func tell() {
        let (validity, fault) = state.withLock { ($0.certificate.validity, $0.fault) }
        let end = validity.upperBound
        metrics.end.set(Int(end.seconds))
        let now = clock.now
        let tail = "valid until \(end.rfc3339)"
        if let fault {
            health.set(.degraded, "the certificate in the files is not used: \(fault); the one in use is \(tail)")
        } else if !validity.contains(now) {
            health.set(
                .degraded,
                "the certificate is not valid now: it is valid from "
                    + "\(validity.lowerBound.rfc3339) to \(end.rfc3339)")
        } else if end.since(now) < Self.warningTime {
            health.set(.degraded, "the certificate ends soon: it is \(tail)")
        } else {
            health.set(.ok, "the certificate is \(tail)")
        }
    }
}
