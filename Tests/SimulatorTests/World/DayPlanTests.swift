import Testing

@testable import Simulator

@Suite struct DayPlanTests {
    @Test func onlyThoseAtWorkAreMet() throws {
        let world = try WorldTests.world()
        var plan = DayPlan(world)
        for day in 0..<20 {
            for (hour, events) in plan.events(ofDay: day, listed: []).enumerated() {
                for case .visit(let address, let lender, let isForged) in events {
                    if isForged {
                        #expect(!world.addresses[address].population.isHostile && lender == DayPlan.firstLender)
                    } else {
                        #expect(world.addresses[address].spells.contains { $0.contains(day * 24 + hour) })
                    }
                }
            }
        }
    }

    @Test func honestReportersAreWrongAsOftenAsTheyAreSaidToBe() throws {
        let world = try WorldTests.world(liars: 0)
        var plan = DayPlan(world)
        var wrong = 0
        var right = 0
        for day in 0..<world.shape.days {
            for case .report(let address, let reporter, let honesty) in plan.events(ofDay: day, listed: []).joined()
            where world.reporters[reporter].kind == .honest {
                switch honesty {
                case .genuine: right += 1
                case .mistaken:
                    wrong += 1
                    #expect(!world.addresses[address].population.isHostile)
                case .copied, .lie: Issue.record("an honest account neither copies nor lies")
                }
            }
        }
        let share = Double(wrong) / Double(wrong + right)
        #expect(world.shape.honestError.contains(share))
    }

    @Test func whoCopiesCopiesTheList() throws {
        let world = try WorldTests.world()
        var plan = DayPlan(world)
        let listed = Array(world.addresses.indices.prefix(5))
        let copies = plan.events(ofDay: 80, listed: listed).joined().compactMap { event -> Int? in
            guard case .report(let address, _, .copied) = event else { return nil }
            return address
        }
        #expect(copies.count > 20)
        #expect(copies.allSatisfy(listed.contains))
    }

    @Test func liarsLieAboutInnocentsAndSleepersOnlyWhenTheyWake() throws {
        let world = try WorldTests.world()
        var plan = DayPlan(world)
        var lies = 0
        for day in 0..<world.shape.days {
            for case .report(let address, let reporter, .lie) in plan.events(ofDay: day, listed: []).joined() {
                lies += 1
                #expect(!world.addresses[address].population.isHostile)
                #expect(world.reporters[reporter].lies(on: day))
            }
        }
        #expect(lies > 1000)
        #expect(world.reporters.contains { $0.kind == .sleeper && !$0.lies(on: 60) && $0.firstDay < 60 })
    }
}
