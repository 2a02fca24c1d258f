@testable import Honeypots

/// What must hold for every text that a shell reads, whether it means anything or not.
enum ParserFuzz {
    /// The first promise that is broken for `text`, if any.
    static func violation(in text: [UInt8], _ dialect: ShellDialect) -> String? {
        var parser = ShellParser(text, dialect: dialect)
        var commands = 0
        var before = 0
        do {
            while try parser.next() != nil {
                commands += 1
                guard parser.position > before else { return "a command of no text" }
                guard parser.position <= text.count else { return "a command that is longer than its text" }
                before = parser.position
            }
        } catch {
            guard parser.position <= text.count else { return "a mistake behind the end" }
        }
        // Whoever types finds out sooner or later what the one who sends a file finds out at once.
        var typed = ShellParser(text, isInteractive: true, dialect: dialect)
        var complete = 0
        do {
            while try typed.next() != nil { complete += 1 }
        } catch {}
        guard complete <= commands else { return "a text that may go on has more commands than one that ends" }
        return nil
    }
}
