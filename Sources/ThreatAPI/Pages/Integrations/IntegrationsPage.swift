import Integrations
import WebPages

/// `/integrations`: the tools that work with this server, and where their steps are.
struct IntegrationsPage {
    var page: Page {
        Page(
            title: Site.integrations, summary: "How tools that you run already work with this server.",
            section: Site.integrations
        ) {
            Tag.h1 { "Integrations" }
            Tag.p(.class("lead")) {
                "Tools that you run already can report to this server and block whom it lists. Each has a page of steps to copy and "
                "paste; scripts come from this server, with its address in them."
            }
            for integration in IntegrationRegistry.all {
                Tag.section {
                    Tag.h2 { Tag.a(.href(.path("integrations", integration.id))) { integration.title } }
                    Tag.p(.class("prose")) { integration.summary }
                }
            }
        }
    }
}
