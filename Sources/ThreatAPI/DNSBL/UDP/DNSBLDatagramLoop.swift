import CDatagrams
import Glibc
import NIOCore

/// Answers datagrams on a thread of its own: a look-up takes less than a microsecond, so what counts is how often the kernel
/// is called, which is three times for some dozens of questions that came together.
final class DNSBLDatagramLoop: Sendable {
    private let descriptors: [Int32]
    private let responder: DNSBLResponder
    private let listings: SnapshotListings
    private let rateLimit: DNSBLRateLimit
    private let metrics: DNSBLMetrics
    /// An eventfd that ends the loop.
    private let end: Int32

    /// So many batches of one socket are answered before others are looked at.
    private static let batchesAtOnce = 16

    /// - Parameter descriptors: bound sockets, which stay open until the loop has ended.
    init(
        descriptors: [Int32], responder: DNSBLResponder, listings: SnapshotListings, rateLimit: DNSBLRateLimit,
        metrics: DNSBLMetrics
    ) throws {
        end = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        self.descriptors = descriptors
        self.responder = responder
        self.listings = listings
        self.rateLimit = rateLimit
        self.metrics = metrics
        guard end >= 0 else { throw IOError(errnoCode: errno, reason: "eventfd") }
    }

    deinit { if end >= 0 { close(end) } }

    /// Has ``run()`` return.
    func stop() { eventfd_write(end, 1) }

    /// Answers until ``stop()``. Blocks.
    func run() {
        var batch = DatagramBatch()
        var tally = DNSBLTally()
        var polled = ([end] + descriptors).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while true {
            // Only a signal ends it before.
            guard poll(&polled, nfds_t(polled.count), -1) > 0 else { continue }
            if polled[0].revents != 0 { return }
            for entry in polled.dropFirst() where entry.revents != 0 {
                for _ in 0..<Self.batchesAtOnce {
                    guard answer(&batch, from: entry.fd, &tally) == DatagramBatch.capacity else { break }
                }
            }
            metrics.note(&tally)
        }
    }

    /// Answers what waits at a socket; returns how many datagrams that were.
    private func answer(_ batch: inout DatagramBatch, from descriptor: Int32, _ tally: inout DNSBLTally) -> Int {
        let count = batch.receive(from: descriptor)
        guard count > 0 else { return 0 }
        let listing = listings.current
        let now = MonotonicTime.nanoseconds
        for index in 0..<count {
            guard let query = batch.query(index), let client = batch.client(index) else {
                tally.note(.ignored)
                continue
            }
            let transport: DNSBLResponder.Transport
            switch rateLimit.verdict(on: client, at: now) {
            case .answer: transport = .datagram
            case .hurry: transport = .hurriedDatagram
            case .drop:
                tally.note(.dropped)
                continue
            }
            let answer = responder.answer(query, over: transport, from: listing, into: batch.room)
            tally.note(answer)
            if answer.length > 0 { batch.answer(index, length: answer.length) }
        }
        batch.send(on: descriptor)
        return count
    }
}
