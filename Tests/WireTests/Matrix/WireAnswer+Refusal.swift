import TestWire
import Testing

extension WireAnswer {
    /// What is wrong with this as a refusal: a JSON object with a sentence in `error`, in the form that its path has, and
    /// nothing of the server's insides.
    func faults(asRefusal status: Int, containing words: String = "", isTAXII: Bool = false)
        -> [String]
    {
        var faults: [String] = []
        if self.status != status { faults.append("the status is \(self.status) instead of \(status)") }
        let type = isTAXII ? "application/taxii+json;version=2.1" : "application/json"
        if self["Content-Type"] != type {
            faults.append("its type is \(self["Content-Type"] ?? "unsaid")")
        }
        guard let json = try? json, let sentence = json["error"]?.string else {
            return faults + ["no JSON: \(text.prefix(200))"]
        }
        let names = isTAXII ? ["title", "description", "http_status", "error"] : ["error"]
        if json.names != names { faults.append("its members are \(json.names ?? [])") }
        if !sentence.contains(words) { faults.append("the sentence is '\(sentence)'") }
        for word in ["Optional(", "Error(", "Swift.", "nil", "\n"] where sentence.contains(word) {
            faults.append("the sentence is for programmers: '\(sentence)'")
        }
        if sentence.isEmpty || sentence.utf8.count > 1000 {
            faults.append("no sentence: '\(sentence)'")
        }
        return faults
    }
}
