import WebPages

/// What is happening now: the newest of what was blocked, in the table of the live page. A script fills it as it happens.
struct LatestPart {
    let latest: LiveModel
    let frame: PageFrame

    var html: HTML {
        Tag.section(.id("latest")) {
            Tag.div(.class("titled")) {
                Tag.h2 { "Right now" }
                Tag.a(.href(DashboardSection.live.target)) { "All of it, live" }
            }
            BlockTable(
                rows: latest.rows, after: latest.after, most: OverviewModel.latestLength, isActedOn: frame.mayChange
            ).html
        }
    }
}
