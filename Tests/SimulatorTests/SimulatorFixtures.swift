import Detection
import Scoring

@testable import Simulator

enum SimulatorFixtures {
    /// Read once for all tests.
    static let catalogue = Result<DetectionCatalogue, DetectionError> { () throws(DetectionError) in
        try DetectionCatalogue.builtIn()
    }

    /// A course that takes seconds without optimisation.
    static var course: Course {
        var course = Course()
        course.shapes = [WorldShape.usual.scaled(to: 2000, reporters: 300, days: 120)]
        course.liarShares = [0.4]
        course.seeds = [1]
        return course
    }
}
