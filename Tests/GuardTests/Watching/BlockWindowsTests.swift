import Firewall
import IPNetworks
import Testing
import ThreatModel

@testable import Guard

struct BlockWindowsTests {
    private var windows = BlockWindows()
    private let start = Timestamp(milliseconds: 1_700_000_000_000)

    private func flow(_ number: UInt32, port: UInt16 = 22) -> BlockedFlow {
        BlockedFlow(source: IPAddress(v4: number), transport: 6, destinationPort: port)
    }

    @Test mutating func packetsOfAFlowAreCountedTogether() {
        let began = [flow(1), flow(1), flow(1, port: 23), flow(1)].map { windows.take($0, .drop, at: start) }
        #expect(began == [true, false, true, false])
        #expect(windows.takeFresh().map(\.packets) == [1, 1])
        #expect(windows.takeFresh().isEmpty)
        #expect(windows.takeEnded(at: start.advanced(by: .seconds(9))).isEmpty)
        let ended = windows.takeEnded(at: start.advanced(by: .seconds(10)))
        #expect(
            Dictionary(uniqueKeysWithValues: ended.map { ($0.flow, $0.packets) }) == [flow(1): 3, flow(1, port: 23): 1])
        let beganAgain = windows.take(flow(1), .drop, at: start.advanced(by: .seconds(11)))
        #expect(beganAgain)
        let counts = windows.takeCounts()
        #expect(counts == (5, 0))
    }

    @Test mutating func aFloodOfSourcesIsCountedAllTogether() {
        for number in 0..<UInt32(BlockWindows.most + 500) { _ = windows.take(flow(number), .drop, at: start) }
        let counts = windows.takeCounts()
        #expect(counts == (BlockWindows.most + 500, 500))
        let ended = windows.takeEnded(at: start.advanced(by: .seconds(10)))
        #expect(ended.count == BlockWindows.most)
        let hasRoom = windows.take(flow(9_999_999), .drop, at: start)
        #expect(hasRoom)
    }

    @Test mutating func aClockThatIsSetBackEndsThem() {
        _ = windows.take(flow(1), .drop, at: start)
        let ended = windows.takeEnded(at: start.advanced(by: .seconds(-5)))
        #expect(ended.count == 1)
    }

    @Test mutating func linesAreBudgeted() {
        var budget = LineBudget()
        for _ in 0..<LineBudget.lines {
            let may = budget.spend()
            #expect(may)
        }
        let isOver = !budget.spend()
        #expect(isOver && budget.withheld == 1)
        let withheld = budget.renew()
        let may = budget.spend()
        #expect(withheld == 1 && may)
    }
}
