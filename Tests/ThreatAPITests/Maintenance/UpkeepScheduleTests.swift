import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("What is due when")
struct UpkeepScheduleTests {
    @Test("Keys and heartbeats at every tick, another try every 10 s, leases every minute")
    func ordinary() {
        var schedule = UpkeepSchedule(at: ManualClock.start)
        var counts: [UpkeepSchedule.Duty: Int] = [:]
        for second in 1...120 {
            let duties = schedule.duties(at: ManualClock.start.advanced(by: .seconds(second)))
            #expect(duties.first == .refreshIdentities)
            for duty in duties { counts[duty, default: 0] += 1 }
        }
        #expect(counts == [.refreshIdentities: 120, .heartbeat: 120, .settleQuota: 2, .retryIngest: 12])
    }

    @Test("The first moment of a day settles the day before")
    func midnight() {
        let midnight = ManualClock.start.nextMidnight
        var schedule = UpkeepSchedule(at: midnight.advanced(by: .seconds(-2)))
        #expect(schedule.duties(at: midnight.advanced(by: .milliseconds(-1))) == [.refreshIdentities, .heartbeat])
        #expect(schedule.duties(at: midnight) == [.refreshIdentities, .heartbeat, .settleQuota])
        #expect(schedule.duties(at: midnight.advanced(by: .seconds(1))) == [.refreshIdentities, .heartbeat])
    }

    @Test("A clock that was set back stops nothing")
    func setBack() {
        var schedule = UpkeepSchedule(at: ManualClock.start)
        let earlier = ManualClock.start.advanced(by: .seconds(-86_400))
        #expect(schedule.duties(at: earlier).contains(.retryIngest))
        #expect(schedule.duties(at: earlier.advanced(by: .seconds(1))) == [.refreshIdentities, .heartbeat])
        #expect(schedule.duties(at: earlier.advanced(by: .seconds(15))).contains(.retryIngest))
    }
}
