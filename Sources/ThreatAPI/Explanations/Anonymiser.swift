/// Names for organisations that say nothing about who they are: numbers in the order in which one answer mentions them.
struct Anonymiser {
    /// The organisation that asks, which is told what is its own.
    let reader: Int64
    private var numbers: [Int64: Int] = [:]

    init(reader: Int64) { self.reader = reader }

    /// `you`, or `organisation 3`.
    mutating func name(of organisation: Int64) -> String {
        guard organisation != reader else { return "you" }
        let number = numbers[organisation] ?? numbers.count + 1
        numbers[organisation] = number
        return "organisation \(number)"
    }
}
