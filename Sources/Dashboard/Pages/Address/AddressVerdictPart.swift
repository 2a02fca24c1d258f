import WebPages

/// The answer: a sign, a word, a sentence; where the address is, and how sure all that is.
struct AddressVerdictPart {
    let model: AddressModel
    let frame: PageFrame

    var html: HTML {
        Tag.section(.class("answer \(model.verdict.tone)"), .labelled(by: "answer")) {
            Tag.span(.class("answer-sign"), .isHiddenFromReaders) { model.verdict.sign }
            Tag.div {
                Tag.h1(.id("answer")) {
                    Tag.span(.class("mono")) { model.address }
                    " "
                    Tag.span(.class("answer-word")) { model.verdict.title }
                }
                Tag.p { model.sentence }
                Tag.p(.class("soft")) {
                    kernel
                    if let place = model.place, !place.text.isEmpty { " · \(place.text)" }
                    if !model.isPublic { " · No host on the Internet has this address" }
                }
            }
            Tag.button(.class("quiet"), .type("button"), .data("copy", model.address), .isHidden) { "Copy" }
        }
    }

    @HTMLBuilder private var kernel: HTML {
        if let verified = model.kernel.verified {
            "Kernel read back "
            TimeText.distance(verified.time, from: frame.now)
            " (\(model.kernel.backend))"
        } else {
            "Kernel not read back (\(model.kernel.backend))"
        }
    }
}

extension AddressModel.Verdict {
    /// A few words, which stand behind the address.
    var title: String {
        switch self {
        case .blocked: "Blocked"
        case .unconfirmed: "To be blocked, not confirmed"
        case .paused: "Let through: paused"
        case .dryRun: "Would be blocked"
        case .loggedOnly: "Listed, only logged"
        case .neverBlocked: "Never blocked"
        case .notCovered: "Listed, not blocked"
        case .notListed: "On no list"
        }
    }

    /// Unlike in shape, too.
    var sign: String {
        switch self {
        case .blocked: "✕"
        case .unconfirmed: "!"
        case .paused: "❙❙"
        case .dryRun: "≈"
        case .loggedOnly: "◉"
        case .neverBlocked: "✓"
        case .notCovered, .notListed: "–"
        }
    }

    /// The stylesheet's name for its colour.
    var tone: String {
        switch self {
        case .blocked: "tone-grave"
        case .unconfirmed: "tone-high"
        case .paused: "tone-medium"
        case .dryRun, .loggedOnly: "tone-low"
        case .neverBlocked: "tone-good"
        case .notCovered, .notListed: "tone-info"
        }
    }
}
