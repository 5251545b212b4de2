/// Whom an event loop tells that a descriptor is ready.
package protocol EventHandler: AnyObject {
    /// Called on the loop's thread, again with each turn as long as the readiness lasts.
    ///
    /// It may watch, change and forget any descriptor, its own included.
    func ready(_ events: Readiness)
}
