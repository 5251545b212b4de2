import Core
import Measurement
import Topology

/// How a node knows its ways: everyone tells of its own links as they are lost and stand again, and
/// word of it floods from neighbour to neighbour (link-state routing; McQuillan, Richer and Rosen, The
/// New Routing Algorithm for the ARPANET, IEEE Transactions on Communications 28, 1980).
///
/// Of a neighbour, the failure detector says what to believe; of others, whether a way leads there. So
/// who is left after a death knows of it as soon as word can travel, and nobody else needs to.
extension Relay {
    /// The load begins: the others learn of links that do not stand.
    func begin(_ start: Instant, at now: Instant, into effects: inout Effects) {
        measurementStart = start
        neighborsChanged(at: now, into: &effects)
    }

    /// Something may have changed what is believed of anybody.
    func viewChanged(at now: Instant, into effects: inout Effects) {
        if view.changes != knownChanges { neighborsChanged(at: now, into: &effects) }
    }

    /// Something may have changed what is believed of neighbours.
    func neighborsChanged(at now: Instant, into effects: inout Effects) {
        knownChanges = view.changes
        areRoutesOld = true
        tellOwnLinks(at: now, into: &effects)
        findRoutes(at: now, into: &effects)
    }

    /// A neighbour has come, and may know nothing yet.
    func connected(_ neighbor: NodeID, into effects: inout Effects) {
        connected.append(neighbor)
        for news in states.everythingSaid { effects.sendDirectly(news.message, to: neighbor) }
    }

    /// Word of a link: news goes on to all other neighbours.
    func heard(
        _ message: Message, from sender: NodeID, at now: Instant, into effects: inout Effects
    ) {
        guard let news = LinkNews(message), states.learn(news) else { return }
        flood(news, except: sender, into: &effects)
        // What an earlier process of this node said may not hold any more.
        if news.node == id { tellOwnLinks(at: now, into: &effects) }
        guard !areRoutesOld else { return }
        areRoutesOld = true
        // Where much is told at once, ways are found once.
        effects.wake(Timer(.reroute), at: now)
    }

    /// The first step of the way to a node that is no neighbour; nil where none leads there.
    func nextStep(
        to node: NodeID, at now: Instant, into effects: inout Effects
    ) -> NodeID? {
        findRoutes(at: now, into: &effects)
        return routes[node]
    }

    /// Finds all ways anew if links have changed, and what to believe of those at their ends.
    func findRoutes(at now: Instant, into effects: inout Effects) {
        guard areRoutesOld else { return }
        areRoutesOld = false
        routes.find(over: states, view: view)
        for index in overlay.neighbors.indices {
            let node = NodeID(index)
            let isReached = routes[node] != nil
            guard node != id, isReached == (view[node] == .down), !overlay.isLinked(id, node)
            else { continue }
            let wasUp = view[node] == .up
            view[node] = isReached ? .up : .down
            knownChanges += 1
            guard let measurementStart, wasUp != isReached else { continue }
            effects.notice(
                Notice(
                    atNanoseconds: now - measurementStart, node: node.index, believedUp: isReached,
                    how: .route))
        }
    }

    private func tellOwnLinks(at now: Instant, into effects: inout Effects) {
        guard measurementStart != nil else { return }
        for (index, neighbor) in overlay.neighbors[id.position].enumerated() {
            let stands = view[neighbor] != .down
            guard states.says(id, of: index) != stands else { continue }
            flood(states.say(id, index, stands: stands, at: now), into: &effects)
        }
    }

    /// Tells everyone to whom there is a connection, whatever is believed of them: who only seems to be
    /// dead hears of it once a cut heals, and would be told by nobody else.
    private func flood(
        _ news: LinkNews, except sender: NodeID? = nil, into effects: inout Effects
    ) {
        for neighbor in connected where neighbor != sender {
            effects.sendDirectly(news.message, to: neighbor)
        }
    }
}
