import Glibc
import Synchronization
import TestHosts
import Testing

@testable import Netlink

@Suite struct NetlinkThreadTests {
    private actor Worker {
        let thread: NetlinkThread
        private(set) var seen: [Int] = []

        init(_ thread: NetlinkThread) { self.thread = thread }

        nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }

        func note(_ number: Int) { seen.append(number) }
        func threadID() -> UInt { UInt(pthread_self()) }
        func watch(_ descriptor: Int32, _ continuation: AsyncStream<[UInt8]>.Continuation) {
            thread.watch(descriptor) { [weak self] in
                self?.assumeIsolated { worker in
                    var buffer = [UInt8](repeating: 0, count: 16)
                    let count = read(descriptor, &buffer, buffer.count)
                    worker.note(count)
                    if count > 0 { continuation.yield(Array(buffer[..<count])) }
                    if count <= 0 {
                        worker.thread.unwatch(descriptor)
                        continuation.finish()
                    }
                }
            }
        }
    }

    @Test func actorsRunOnOneThreadOfTheirOwn() async throws {
        let thread = try NetlinkThread()
        let workers = (Worker(thread), Worker(thread))
        let first = await workers.0.threadID()
        #expect(await workers.1.threadID() == first)
        #expect(await workers.0.threadID() == first)
        let other = try NetlinkThread()
        #expect(await Worker(other).threadID() != first)
    }

    @Test func jobsKeepTheirOrder() async throws {
        let worker = Worker(try NetlinkThread())
        for number in 0..<1000 { await worker.note(number) }
        #expect(await worker.seen == Array(0..<1000))
    }

    @Test func manyTasksAtOnce() async throws {
        let worker = Worker(try NetlinkThread())
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<500 { group.addTask { await worker.note(number) } }
        }
        #expect(await Set(worker.seen) == Set(0..<500))
    }

    @Test func onStartRunsFirstAndThere() async throws {
        let started = Mutex<UInt?>(nil)
        let box = Box(started)
        let worker = Worker(try NetlinkThread { box.value.withLock { $0 = UInt(pthread_self()) } })
        let id = await worker.threadID()
        #expect(box.value.withLock { $0 } == id)
    }

    @Test func descriptorsAreHandledOnTheThread() async throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        let worker = Worker(try NetlinkThread())
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        await worker.watch(ends[0], continuation)
        var received = stream.makeAsyncIterator()
        for round in 0..<3 {
            let message = [UInt8(round), 7]
            #expect(write(ends[1], message, 2) == 2)
            #expect(await received.next() == message)
        }
        close(ends[1])
        #expect(await received.next() == nil)
        #expect(await worker.seen == [2, 2, 2, 0])
    }

    /// A descriptor that is closed while it is watched must not keep the thread busy, nor stop it.
    @Test func closedDescriptorIsForgotten() async throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let thread = try NetlinkThread()
        let worker = Worker(thread)
        thread.watch(ends[0]) {}
        close(ends[0])
        close(ends[1])
        await worker.note(1)
        await worker.note(2)
        #expect(await worker.seen == [1, 2])
    }

    @Test func threadEndsWithItsOwner() async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        do {
            // What the first closure holds is released when the thread has ended.
            let witness = Witness { continuation.finish() }
            let worker = Worker(try NetlinkThread { witness.touch() })
            await worker.note(1)
        }
        for await _ in stream {}
    }

    private final class Box: Sendable {
        let value: Mutex<UInt?>
        init(_ value: consuming sending Mutex<UInt?>) { self.value = value }
    }

    private final class Witness: Sendable {
        private let onEnd: @Sendable () -> Void
        init(_ onEnd: @escaping @Sendable () -> Void) { self.onEnd = onEnd }
        deinit { onEnd() }
        func touch() {}
    }
}
