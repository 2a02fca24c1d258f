extension Persona {
    /// The site this persona shows to browsers.
    var website: WebScene { scene(WebScene.self) }
}
