/// What all trials of a run share in their rows.
package struct RunContext: Sendable {
    package var experiment: String
    package var tier: String
    /// Debug builds are about 100 times slower in hot loops: their numbers are not to be believed.
    package let isDebugBuild: Bool

    /// Whether the build spoils the numbers; virtual time passes alike in every build.
    var isSpoiltByBuild: Bool { isDebugBuild && tier != "simulated" }

    package init(experiment: String, tier: String) {
        self.experiment = experiment
        self.tier = tier
        isDebugBuild = Build.isDebug
    }
}
