/// How this program was built.
package enum Build {
    /// Debug builds are about 100 times slower in hot loops: their numbers are not to be believed.
    package static var isDebug: Bool {
        #if DEBUG
            true
        #else
            false
        #endif
    }

    /// The compiler, as far as a program can tell.
    package static var compiler: String {
        #if compiler(>=6.4)
            "Swift 6.4 or later"
        #else
            "Swift 6.3"
        #endif
    }
}
