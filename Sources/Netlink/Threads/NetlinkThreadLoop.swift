import CNetfilter
import Glibc
import Synchronization

/// What runs on a ``NetlinkThread``: jobs of actors and handlers of descriptors, in turn, and `poll` when there is neither.
final class NetlinkThreadLoop: SerialExecutor {
    private struct Shared {
        var jobs: [UnownedJob] = []
        var handlers: [Int32: @Sendable () -> Void] = [:]
        var handlersChanged = false
        var thread: pthread_t?
        var isStopping = false
    }

    // Jobs come from any thread; the lock is held for an append or a swap.
    private let shared = Mutex(Shared())
    /// An eventfd that ends `poll`.
    private let wakeUp: Int32

    init() throws(NetlinkError) {
        wakeUp = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        guard wakeUp >= 0 else { throw .call("eventfd", code: .current) }
    }

    deinit { close(wakeUp) }

    func start(_ onStart: @escaping @Sendable () -> Void) throws(NetlinkError) {
        // The thread keeps the loop alive until it ends; the pointer hands over one reference.
        let entry = Unmanaged.passRetained(ThreadEntry { self.run(onStart) })
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<ThreadEntry>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, entry.toOpaque())
        guard code == 0 else {
            entry.release()
            throw .call("pthread_create", code: KernelErrorCode(rawValue: code))
        }
        pthread_detach(thread)
    }

    func stop() {
        shared.withLock { $0.isStopping = true }
        wake()
    }

    func watch(_ descriptor: Int32, _ onReadable: @escaping @Sendable () -> Void) {
        shared.withLock {
            $0.handlers[descriptor] = onReadable
            $0.handlersChanged = true
        }
        wake()
    }

    func unwatch(_ descriptor: Int32) {
        // The handler is released outside the lock: what it holds may come back here when it goes.
        _ = shared.withLock { shared in
            shared.handlersChanged = true
            return shared.handlers.removeValue(forKey: descriptor)
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        shared.withLock { $0.jobs.append(job) }
        wake()
    }

    func isIsolatingCurrentContext() -> Bool? {
        shared.withLock { $0.thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
    }

    private func wake() { eventfd_write(wakeUp, 1) }

    private func run(_ onStart: () -> Void) {
        shared.withLock { $0.thread = pthread_self() }
        onStart()
        var polled: [pollfd] = [pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0)]
        while true {
            let (jobs, isStopping) = shared.withLock { shared in
                defer { shared.jobs = [] }
                return (shared.jobs, shared.isStopping)
            }
            for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
            if !jobs.isEmpty {
                handleReadable(&polled, waiting: false)
            } else if isStopping {
                break
            } else {
                handleReadable(&polled, waiting: true)
            }
        }
        // Handlers keep their owners alive no longer than the thread.
        _ = shared.withLock { shared in
            defer { shared.handlers = [:] }
            return shared.handlers
        }
    }

    private func handleReadable(_ polled: inout [pollfd], waiting: Bool) {
        shared.withLock { shared in
            guard shared.handlersChanged else { return }
            shared.handlersChanged = false
            polled.removeSubrange(1...)
            for descriptor in shared.handlers.keys {
                polled.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
            }
        }
        guard poll(&polled, nfds_t(polled.count), waiting ? -1 : 0) > 0 else { return }
        var ignored: eventfd_t = 0
        if polled[0].revents != 0 { eventfd_read(wakeUp, &ignored) }
        for entry in polled.dropFirst() where entry.revents != 0 {
            if entry.revents & Int16(POLLNVAL) != 0 {
                unwatch(entry.fd)  // closed without a word: would spin for ever
            } else if let handler = shared.withLock({ $0.handlers[entry.fd] }) {
                handler()
            }
        }
    }
}

/// Carries a closure through `pthread_create`.
private final class ThreadEntry {
    let body: () -> Void

    init(_ body: @escaping () -> Void) { self.body = body }
}
