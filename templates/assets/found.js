// A cable or an entity that was opened from the search (?q=words), asked for by site.js: the words are marked, and a bar leads from one to
// the next. The marks are the browser's own, beside the page and not in it, so that nothing else is in their way.
(async () => {
  const query = new URLSearchParams(location.search).get("q");
  const { dataset } = document.currentScript;
  if (!query || !globalThis.CSS?.highlights) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: dataset.style }));
  await new Promise((resolve) => {
    const script = document.createElement("script");
    script.onload = resolve;
    script.src = dataset.terms;
    document.head.append(script);
  });

  const { clauses } = sitegenTerms.parse(query);
  const BLOCKS = "h1, .head, .text p, .text li, .text pre, .said p, .said li, .prose p, .prose li";
  const ranges = [...document.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector("p, li")).flatMap(rangesIn);

  function rangesIn(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let text = "";
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest(".noteref, .pilcrow, .aloud, button")) continue;
      nodes.push({ node, start: text.length });
      text += node.data;
    }
    return sitegenTerms.marks(text, clauses).map(({ start, end }) => {
      const range = new Range();
      const from = nodes.findLast((one) => one.start <= start);
      const until = nodes.findLast((one) => one.start < end);
      range.setStart(from.node, start - from.start);
      range.setEnd(until.node, end - until.start);
      return range;
    });
  }

  if (!ranges.length) return;
  const all = new Highlight(...ranges);
  const here = new Highlight();
  here.priority = 1;
  CSS.highlights.set("found", all);
  CSS.highlights.set("found-here", here);

  // The first at or below where the reader was led to.
  const goal = document.getElementById(location.hash.slice(1));
  let at = goal ? ranges.findIndex((range) => goal.contains(range.startContainer) || goal.compareDocumentPosition(range.startContainer) & Node.DOCUMENT_POSITION_FOLLOWING) : 0;
  if (at < 0) at = 0;

  const bar = document.createElement("div");
  bar.className = "found-bar";
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", "Words found");
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  bar.append(status);

  function button(words, name, act) {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
    made.setAttribute("aria-label", name);
    made.addEventListener("click", act);
    bar.append(made);
  }

  function go(to, scrolls = true) {
    at = (to + ranges.length) % ranges.length;
    here.clear();
    here.add(ranges[at]);
    status.textContent = `${at + 1} of ${ranges.length} hits`;
    if (!scrolls) return;
    const { top, bottom } = ranges[at].getBoundingClientRect();
    if (top < 96 || bottom > innerHeight - 72) scrollBy({ top: top - innerHeight / 3 });
  }

  function close() {
    CSS.highlights.delete("found");
    CSS.highlights.delete("found-here");
    bar.remove();
  }

  button("↑", "Previous hit", () => go(at - 1));
  button("↓", "Next hit", () => go(at + 1));
  button("×", "Take the marks away", close);
  document.body.append(bar);
  go(at, !goal);
})();
