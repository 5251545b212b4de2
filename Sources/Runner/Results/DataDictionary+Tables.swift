import Measurement

/// The dictionary itself: a line per column, name and meaning apart by a bar.
extension DataDictionary {
    static let preface = """
        # What is in this folder

        One row per thing the file is named after; `trial` and `topology` join them. Names end in
        their unit. An empty cell means not applicable, or too few samples: never 0 for "unknown".
        Times count from the start of measurement, so warm-up is negative. Percentiles are nearest
        rank over samples, and empty below 6 samples (p50), 36 (p90), 368 (p99), 3,688 (p99.9).
        Response time = done - intended, service time = done - sent, lag = sent - intended. In a
        closed loop intended = the previous operation's done, and 10 ms later after a failed one.
        What is still open when the drain ends (`unfinished`) is done then, in the service times too.

        - `run.json`: command line, resolved experiment (under `experiment`, every default filled in:
          `experiment.workload.timeout_ms` is what a failed operation counts at least), seed, plan hashes, host, version, and the
          commit checked out beside the program when it ran.
        - `report.html`: tables and charts, opens offline.
        - `samples/`: every operation as a binary record, a file per trial and start of a node;
          `topolab samples` turns them into CSV. An operation that its participant never began, or
          was killed in, has no record: trials.csv and nodes.csv count it (`node_down`, `unsent`).

        """

    static func summary(_ file: ResultFolder.ResultFile) -> String {
        switch file {
        case .trials: "One row per trial: a topology, a repetition, a sweep point."
        case .timeline:
            "One row per 100 ms of a trial, by intended time; warm-up has rows, the drain has none."
        case .latency: "Percentiles of four clocks, enough to draw the tail."
        case .nodes: "One row per node of a trial; a connection counts at both its ends."
        case .faults: "One row per fault and node it hit."
        case .placement: "Who holds each key at the start of a trial."
        case .overlay:
            "Who has links to whom, a row per node, in arms where nodes pass on for each other."
        case .checks:
            "What must hold of each trial's own data, each as far as it says something of the "
                + "trial:\n\n"
                + CheckedLaw.allCases.map { "- `\($0.rawValue)`: \($0.meaning)" }
                .joined(separator: "\n")
        case .messages:
            "Every message of the traced operations: the first 20 of measurement or as many as "
                + "`--trace N` says (0: all), 3 puts, and some around each fault. There with "
                + "`--trace`; `topolab` alone, the quickstart, traces without being asked."
        }
    }

    static func table(_ file: ResultFolder.ResultFile) -> String {
        switch file {
        case .trials: trialsTable
        case .timeline: timelineTable
        case .latency: latencyTable
        case .nodes: nodesTable
        case .faults: faultsTable
        case .placement: placementTable
        case .overlay: overlayTable
        case .checks: checksTable
        case .messages: messagesTable
        }
    }

    private static let trialsTable = """
        trial | number of the trial, from 1, in the order they ran
        experiment | name of the experiment
        topology | label of the arm
        tier | simulated, loopback or emulated
        workload | kind of workload
        loop | open: operations come at the rate planned; closed: each comes after an answer, and none while its participant is down
        repetition | from 1; repetition r draws from (seed, r)
        seed | of the experiment
        plan_hash | of the operations: equal hashes mean the same operations
        participants | nodes that issue operations
        nodes | all nodes of the arm
        measure_s | length of measurement
        planned | operations intended in measurement; the sum over all statuses
        ok | answered as asked within the timeout
        failed | planned - ok - node_down
        refused | nobody left to ask, or connection refused: given up at once
        reset | connection lost while in flight
        timeout | no answer within the time limit
        error | answered with an error, or a bad frame
        unsent | the participant's own queue was full, or it never got to it
        unfinished | open after the drain
        node_down | the participant itself was stopped by an asked fault
        absent_reads | gets answered that no holder has the key
        offered_per_s | planned / measure_s
        throughput_per_s | ok with an answer inside measurement, those to operations of warm-up included / measure_s
        response_mean_us | over all but node_down; a failed operation counts at least the timeout
        response_p50_us | as the mean
        response_p90_us | as the mean
        response_p99_us | as the mean
        response_p999_us | as the mean
        response_max_us | as the mean
        response_ok_p50_us | over ok alone
        response_ok_p99_us | over ok alone
        service_p50_us | done - sent, network and queue included; an unfinished operation counts up to the end of the drain
        service_p99_us | done - sent
        lag_p50_us | sent - intended: the generator's own lateness
        lag_p99_us | sent - intended
        availability | ok / (planned - node_down)
        outage_availability | the same over operations intended between a fault applied and healed
        detect_s | first fault applied to the first living node that marks the target down; of the others see faults.csv
        detect_all_s | first fault applied to the last living node that does
        recover_s | first fault applied to the end of the last bad interval before the next; 0 if none was; empty if measurement, or the time up to the next, ends in one
        acked_writes | puts acknowledged in measurement
        lost_writes | of those, newer than the newest any living node holds after the drain
        lost_keys | keys no living node holds after the drain
        stale_keys | keys whose newest acknowledged put a living node holds, but not the holder that a get would be answered by
        unknown_writes | puts nobody can tell the outcome of: sent, then timeout, reset, error or unfinished
        unknown_applied | of those, the newest of their key that any living node holds after the drain
        hops_mean | node-to-node requests until the node that answered, over ok
        messages | operation frames sent by all nodes for measured operations
        background_messages | other frames sent during measurement
        bytes_sent | frame bytes given to the transport in measurement, all nodes
        bytes_received | frame bytes taken from it
        connections | data connections established when measurement starts; 0 over datagrams
        connections_opened | connections dialed successfully in the whole trial; 0 over datagrams
        busiest_share | share of all answers given by the node that gave most
        jain_served | Jain's fairness of answers over all nodes, clients included: 1 even, 1/nodes one alone
        cpu_s | processor time of all nodes during measurement
        memory_peak_bytes | sum of the nodes' peaks of resident memory
        uplink_mbit_per_s | sum of the nodes' uplink rates that are limited (up_mbit_per_s); empty where none is
        completion_s | when the last receiver had everything
        bound_name | the law theory has for this configuration: M/M/1, M/D/1, M/G/1, M/M/c, D/D/1, D/D/c, delay, MVA, or rates of links, with "+ links" where links delay
        bound_s | its mean response for the load of this very trial (planned operations and the service times drawn for them, not the experiment's rate), provider by provider as they served; with what links delay, or what request and answer take on links with rates in a closed loop of constant sizes; what the host adds left out; empty where an operation failed
        gap_to_bound | response_mean / bound - 1
        bound_noise | M/M/1: 95 % of such trials have a mean wait within this share of the law's (topolab theory noise)
        utilisation | open loop with service times: work due at the busiest provider over what it can do; from 1 on its queue grows as long as the run lasts
        link_late_p50_us | tier emulated: how late packets left the switch, against what their links asked for
        link_late_p99_us | the same
        link_unasked_drops | tier emulated: packets lost though neither loss, queue nor fault asked for it
        switch_cpu_s | tier emulated: processor time of the switch during measurement
        valid | whether the trial may be believed
        invalid_because | generator_lag, generator_rate, host_cpu, sender_drops (not before links of an asked rate), link_fidelity, not_stationary, identity, debug_build; separated by semicolons
        """

    private static let checksTable = """
        trial | number of the trial
        topology | label of the arm
        check | which of them
        measured | the number found
        expected | the number it must equal
        allowed | how far the two may be apart
        holds | whether they are no further apart
        """

    private static let timelineTable = """
        trial | number of the trial
        topology | label of the arm
        start_s | begin of the 100 ms, from the start of measurement
        planned | operations intended in them
        ok | of those, answered as asked
        failed | of those, failed
        node_down | of those, whose participant was stopped
        done | ok operations whose answer came in them
        response_ok_p50_us | over ok intended in them
        response_ok_p99_us | over ok intended in them
        response_ok_max_us | over ok intended in them
        in_flight | operations sent and not ended at their end
        messages | operation frames sent in them, all nodes
        bytes_sent | frame bytes given to the transport in them, all nodes
        link_packets | tier emulated, and datagrams on tier simulated: packets nodes sent in them
        link_bytes | their bytes, as the links count
        link_dropped | packets dropped in them, by loss, full queues and cuts
        """

    private static let latencyTable = """
        trial | number of the trial
        topology | label of the arm
        clock | response, response_ok, service or lag
        percentile | in percent; 100 is the largest
        value_us | nearest rank
        samples | operations behind the whole distribution
        low_us | with high_us: where the percentile lies with 95 % confidence; empty where successive values depend on each other
        high_us | see low_us
        """

    private static let nodesTable = """
        trial | number of the trial
        topology | label of the arm
        node | name
        role | server, client or peer
        starts | times its process was started
        planned | operations of its participant in measurement; empty without one
        ok | of those, answered as asked
        failed | of those, failed
        node_down | of those, while it was stopped
        served | measured operations it answered, its own included
        messages | operation frames it sent for measured operations
        background_messages | other frames it sent during measurement
        bytes_sent | frame bytes it gave to the transport in measurement
        bytes_received | frame bytes it took
        connections | when measurement starts
        cpu_user_s | during measurement
        cpu_system_s | during measurement
        memory_peak_bytes | peak of resident memory (VmHWM), the largest of its starts
        frames_rejected | frames malformed, oversized or with a field that no member would send; each cost its sender the connection, where there are any
        strangers_refused | connections, or datagrams, refused for not belonging to the run: a wrong hello or part of one
        datagrams_dropped | datagrams that came and found its socket full, as while it stood still; empty over TCP
        unavailable_s | of its participant: time in which all that it asked for failed, from the first failure to the next answer
        longest_unavailable_s | the longest of these
        served_before_per_s | answers it gave to measured operations before the first fault
        served_in_outage_per_s | the same while a fault lasted, applied to healed: beside it, the load that moved
        link_up_mbit_per_s | what was asked of its access link towards the network; empty where it is not limited
        link_down_mbit_per_s | likewise from the network
        link_delay_us | likewise, one way
        link_loss_asked | share of packets it was asked to lose
        link_sent_packets | tier emulated, and datagrams on tier simulated: packets it sent in measurement
        link_sent_bytes | their bytes, as its link counts them: payload, or whole frames
        link_received_packets | packets handed to it
        link_received_bytes | their bytes
        link_lost | packets its link lost as asked, both directions; by the fault loss, packets it sent on a way that a fault had made lossy
        link_queue_full | packets dropped because the queue before its link was full, both directions
        link_cut | packets it sent on a way that a fault had cut, and those caught on their way to it
        link_duplicated | packets its link doubled as asked
        link_loss | share lost of the packets that came to its link and found room; beside it, link_loss_asked
        link_up_carried_mbit_per_s | what its link carried towards the network, as it counts bytes; at most link_up_mbit_per_s
        link_down_carried_mbit_per_s | likewise from the network
        link_late_mean_us | how much later packets were handed to it than both links asked for
        link_late_max_us | the latest of them
        """

    private static let faultsTable = """
        trial | number of the trial
        topology | label of the arm
        fault | position among the experiment's faults, from 0
        action | what was done
        node | to whom
        share_of_providers | providers this fault hit / providers of the arm
        connected_share | of the ordered pairs of linked nodes, those that still reach each other meanwhile; where nodes pass on for each other, of the ordered pairs of all nodes left, those between which a way of links leads; empty where nothing is cut
        asked_s | when the experiment asks for it
        applied_s | when it was done
        noticed_s | when the first other node marked the target down; of a cut, when the first node marked one beyond it down
        noticed_by | which node that was
        noticed_how | reset, attempt_timeout, left, heartbeat, suspicion, confirmed, route (no way of links leads there any more)
        healed_s | when its undoing began
        ready_s | when the node was connected to all that run and issued operations again
        detect_all_s | length: applied to the last living node that marks it down
        recover_s | length: applied to the end of the last bad interval before the next fault; 0 if none was; an interval is 100 ms, or as long as 200 operations take
        start_s | length: from healed until a new process of the node listened; empty where none was started
        reconnect_s | length: from then until ready
        backlog_s | length: from ready to the last operation of the last bad interval that was not good: what had piled up; 0 if there was none after ready
        handed_over | whether a provider that left had given all its keys to those that hold them next before it went; empty without repair
        """

    private static let placementTable = """
        trial | number of the trial
        topology | label of the arm
        key | rank by popularity, from 0
        holders | names in order of preference, separated by spaces
        """

    private static let overlayTable = """
        trial | number of the trial
        topology | label of the arm
        node | whose links
        neighbours | names of the nodes at their other ends, separated by spaces
        """

    private static let messagesTable = """
        trial | number of the trial
        topology | label of the arm
        participant | whose operation it belongs to, by number
        node | that participant's node; with sequence it joins the rows of topolab samples
        sequence | which of its operations, from 0
        from | sending node
        to | receiving node
        class | operation or background
        kind | get, put, value, absent, stored, replicate, replicated, failed, leaving, farewell, unreachable, interrupted
        key | rank by popularity, from 0
        bytes | of the whole frame
        sent_ns | from the start of measurement
        received_ns | likewise; empty if it never arrived
        fate | delivered or lost
        """
}
