/// The report's looks, light and dark, on paper and on a projector.
enum Stylesheet {
    /// The eight arm colours keep apart for the common kinds of colour blindness (after Okabe and
    /// Ito, 2008), darkened on white and lightened on black until text in them is readable.
    static let text = """
        :root { color-scheme: light dark;
          --page: #ffffff; --ink: #1b1f24; --soft: #57606a; --rule: #d7dce1; --panel: #f5f7f9;
          --fault: #e9b8001f; --fault-edge: #a87f00; --fault-ink: #7a5b00; --warning: #b3261e;
          --arm-0: #0067a5; --arm-1: #bf4a00; --arm-2: #007a5a; --arm-3: #a03c7c;
          --arm-4: #6d6100; --arm-5: #4d4d4d; --arm-6: #8a4b2a; --arm-7: #5b45c2; }
        @media (prefers-color-scheme: dark) { :root {
          --page: #14171a; --ink: #e8eaed; --soft: #a3abb3; --rule: #343a40; --panel: #1d2125;
          --fault: #ffd65a22; --fault-edge: #d9b23c; --fault-ink: #f0cd62; --warning: #ff8a80;
          --arm-0: #62b8f2; --arm-1: #ff9a52; --arm-2: #3fd0a4; --arm-3: #ef94cb;
          --arm-4: #e5d458; --arm-5: #c2c2c2; --arm-6: #d3a27f; --arm-7: #ac9fff; } }
        .arm-0 { --arm: var(--arm-0); } .arm-1 { --arm: var(--arm-1); }
        .arm-2 { --arm: var(--arm-2); } .arm-3 { --arm: var(--arm-3); }
        .arm-4 { --arm: var(--arm-4); } .arm-5 { --arm: var(--arm-5); }
        .arm-6 { --arm: var(--arm-6); } .arm-7 { --arm: var(--arm-7); }
        html { font-size: clamp(16px, 0.55vw + 9.5px, 24px); }
        body { margin: 0; background: var(--page); color: var(--ink);
          font-family: system-ui, "Segoe UI", "DejaVu Sans", sans-serif; line-height: 1.5; }
        main { max-width: 74rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
        h1 { font-size: 2.1rem; line-height: 1.2; margin: 0.2rem 0 1rem; }
        h2 { font-size: 1.35rem; margin: 2.6rem 0 0.8rem; }
        h3 { font-size: 1.05rem; margin: 1.6rem 0 0.3rem; }
        p, li { max-width: 62rem; }
        .facts, .muted, .missing { color: var(--soft); }
        .facts { margin: 0; }
        .warning { color: var(--warning); font-weight: 600; }
        .findings { font-size: 1.1rem; padding-left: 1.2rem; }
        li { margin: 0.35rem 0; }
        a { color: var(--arm-0); }
        pre { background: var(--panel); border: 1px solid var(--rule); border-radius: 6px;
          padding: 0.8rem 1rem; overflow-x: auto; }
        details > summary { cursor: pointer; }
        main > details > summary { font-size: 1.35rem; font-weight: 700; margin-top: 2.6rem; }
        main > details > summary + section > h2 { margin-top: 1rem; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { text-align: right; vertical-align: top; padding: 0.4rem 0 0.4rem 2rem;
          border-bottom: 1px solid var(--rule); white-space: nowrap; }
        th { font-weight: 600; }
        thead th { white-space: normal; min-width: 5rem; vertical-align: bottom; }
        th:first-child, td:first-child { text-align: left; padding-left: 0; white-space: normal; }
        td > span { display: block; }
        .meaning { display: block; font-weight: 400; font-size: 0.82rem; color: var(--soft);
          max-width: 34rem; line-height: 1.35; }
        .range { font-size: 0.82rem; color: var(--soft); }
        .key { width: 0.85em; height: 0.85em; }
        .dots { display: block; margin-left: auto; width: 7.5rem; height: 0.75rem; }
        figure { margin: 0 0 2.4rem; padding: 1.1rem 1.2rem; background: var(--panel);
          border: 1px solid var(--rule); border-radius: 8px; break-inside: avoid; }
        figcaption { margin-bottom: 0.8rem; }
        figcaption span { color: var(--soft); }
        figure svg { display: block; width: 100%; height: auto; }
        .ladders { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start;
          overflow-x: auto; }
        .ladder { flex: none; }
        svg text { font-size: 15px; fill: var(--ink); }
        svg .muted { fill: var(--soft); }
        svg .strong, svg .name { font-weight: 600; }
        svg .name { fill: var(--arm); }
        svg .halo { paint-order: stroke; stroke: var(--panel); stroke-width: 5px; }
        .grid { stroke: var(--rule); stroke-width: 1; }
        .axis { stroke: var(--soft); stroke-width: 1.2; }
        .series { fill: none; stroke: var(--arm); stroke-width: 2.6; stroke-linejoin: round;
          stroke-linecap: round; }
        .theory { fill: none; stroke: var(--arm); stroke-width: 9; stroke-opacity: 0.28;
          stroke-linejoin: round; }
        .reference { fill: none; stroke: var(--soft); stroke-width: 1.2; }
        .span { stroke: var(--arm); stroke-width: 1.4; }
        .mark { fill: var(--arm); stroke: var(--panel); stroke-width: 1; }
        .bar { fill: var(--arm); }
        .warmup { fill: var(--soft); opacity: 0.09; }
        .fault { fill: var(--fault); }
        .fault-edge { stroke: var(--fault-edge); stroke-width: 1.4; }
        svg .fault-name { fill: var(--fault-ink); font-weight: 600; }
        .lane { stroke: var(--soft); stroke-width: 1.6; }
        .held { stroke: var(--fault-edge); stroke-dasharray: 3 5; }
        .message { fill: none; stroke: var(--arm); stroke-width: 2; stroke-linecap: round; }
        .cross { stroke: var(--warning); stroke-width: 2.6; stroke-linecap: round; }
        @media print { details { display: block; } figure { background: none; } }
        """
}
