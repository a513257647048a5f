/// What the status page loads, from this daemon alone.
enum PageFiles {
    /// The whole style sheet.
    static let sheet = style + "\n" + ExplanationStyle.blocks

    /// Colours have a contrast of at least 4.5 to their ground, light and dark.
    static let style = """
        :root { --paper: #fff; --ink: #1a1a1a; --soft: #595959; --line: #d0d0d0; --good: #12612f; --fair: #7a4a00;
        --bad: #a61b1b; --bar: #2b5f9e }
        @media (prefers-color-scheme: dark) {
        :root { --paper: #161616; --ink: #ececec; --soft: #ababab; --line: #444; --good: #7fd69b; --fair: #f0bd62;
        --bad: #ff9a94; --bar: #86b7f0 }
        }
        * { box-sizing: border-box }
        body { background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto;
        max-width: 80rem; padding: 1rem }
        header { align-items: baseline; display: flex; flex-wrap: wrap; gap: .25rem 2rem }
        .brand { font-weight: 600; margin: 0 }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: 1rem 0 .5rem; overflow-wrap: anywhere }
        h2 { font-size: 1.2rem; margin: 2rem 0 .5rem }
        nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; margin: 0; padding: 0 }
        a { color: inherit }
        a:focus-visible, h2:focus-visible, input:focus-visible, select:focus-visible, button:focus-visible {
        outline: 3px solid currentColor; outline-offset: 2px }
        [aria-current] { font-weight: 600; text-decoration: none }
        .skip { background: var(--paper); left: 1rem; padding: .5rem; position: absolute; top: -5rem }
        .skip:focus { top: 0 }
        dl { display: grid; gap: .5rem 2rem; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); margin: 0 }
        dt { color: var(--soft); font-size: .875rem }
        dt::first-letter { text-transform: uppercase }
        dd { margin: 0; overflow-wrap: anywhere }
        table { border-collapse: collapse; margin: 0 0 1.5rem; width: 100% }
        caption { color: var(--soft); font-size: .875rem; padding: .25rem 0; text-align: start }
        th, td { border-bottom: 1px solid var(--line); min-width: 6.5rem; overflow-wrap: anywhere;
        padding: .4rem .75rem .4rem 0; text-align: start; vertical-align: top }
        thead th { color: var(--soft); font-size: .875rem; font-weight: normal }
        tbody th { font-weight: 600; min-width: 12rem }
        code { overflow-wrap: anywhere }
        td ul, dd ul { list-style: none; margin: 0; padding: 0 }
        small { color: var(--soft); display: block; font-size: .8125rem; font-weight: normal }
        p small { display: inline }
        code { font-size: .8125rem }
        .state { font-weight: 600 }
        .state::before { content: "\\25CF\\A0" }
        .good { color: var(--good) }
        .fair { color: var(--fair) }
        .bad { color: var(--bad) }
        .state.bad::before { content: "\\25B2\\A0" }
        .spark rect, .bar rect { fill: var(--bar) }
        .spark .base { fill: var(--line) }
        .bar { display: block; height: .5rem; max-width: 20rem; width: 100% }
        form { align-items: end; display: flex; flex-wrap: wrap; gap: .75rem 1rem; margin: 1rem 0 }
        label { color: var(--soft); display: block; font-size: .875rem }
        .wide { flex: 1 1 16rem }
        input, select, button { background: var(--paper); border: 1px solid var(--soft); border-radius: .25rem;
        color: var(--ink); font: inherit; max-width: 100%; min-height: 2.75rem; padding: .4rem .75rem }
        .wide input { width: 100% }
        ol.results { list-style: none; margin: 0; padding: 0 }
        ol.results li { border-bottom: 1px solid var(--line); overflow-wrap: anywhere; padding: .75rem 0 }
        ol.results h2 { font-size: 1.05rem; margin: 0 }
        ol.results p { margin: .25rem 0 }
        mark { background: var(--paper); color: var(--ink); font-weight: 700; text-decoration: underline }
        .note { border-inline-start: .25rem solid var(--line); padding-inline-start: .75rem }
        footer { border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; margin-top: 2rem }
        @media (max-width: 45rem) {
        table, caption, tbody, tr, tbody th, td { display: block; width: 100% }
        thead { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px }
        tr { border-bottom: 1px solid var(--line); padding: .5rem 0 }
        tbody th, td { border: 0; padding: .1rem 0 }
        td::before { color: var(--soft); content: attr(data-column) ": "; font-size: .875rem }
        }
        """

    /// Fetches a page that shows what goes on anew while somebody looks at it, and takes over its `<main>`. Whoever is reading with the keyboard or
    /// has marked something is not disturbed.
    static let script = """
        "use strict";
        const refresh = async () => {
          const main = document.querySelector("main[data-refreshed]");
          if (!main) return;
          const isRead = main.contains(document.activeElement) || !getSelection().isCollapsed;
          if (document.hidden || isRead) return;
          try {
            const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
            if (!answer.ok) return;
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const fresh = page.querySelector("main[data-refreshed]");
            if (!fresh) return;
            main.replaceWith(fresh);
            document.title = page.title;
          } catch {
            // The daemon is away; the page stays as old as it says.
          }
        };
        setInterval(refresh, 5000);

        """

    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#2b5f9e"/>\
        <path d="M4 5h8M4 8h8M4 11h5" stroke="#fff" stroke-width="1.5"/></svg>
        """
}
