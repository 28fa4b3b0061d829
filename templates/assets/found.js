// A cable, an entity or a page that was opened from the search (?q=words), asked for by site.js: the words are marked, and a bar and two keys lead
// from one hit to the next. The marks are the browser's own, beside the page and not in it, so that nothing else is in their way.
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
  const BLOCKS = "h1, .head, .text p, .text li, .text pre, .said p, .said li, .prose p, .prose li, .prose :is(h2, h3), .lede, "
    + ".latest > :is(p, h2, h3), .latest > :is(ul, ol) li";
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

  // The first at or below where the reader was led to. The heading right above a paragraph is of it, as in the index.
  const goal = document.getElementById(location.hash.slice(1));
  const above = goal?.matches(".para") && goal.closest(".piece")?.previousElementSibling;
  const start = above && above.matches(".head") ? above : goal;
  let at = start ? ranges.findIndex((range) => start.contains(range.startContainer) || start.compareDocumentPosition(range.startContainer) & Node.DOCUMENT_POSITION_FOLLOWING) : 0;
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

  // Notes that the reader hides are passed over.
  const isSeen = (range) => range.startContainer.parentElement.checkVisibility();

  function go(to, step = 1) {
    at = (to + ranges.length) % ranges.length;
    for (let passed = 0; !isSeen(ranges[at]) && passed < ranges.length; passed += 1) at = (at + step + ranges.length) % ranges.length;
    const seen = ranges.filter(isSeen);
    here.clear();
    here.add(ranges[at]);
    status.textContent = `${seen.indexOf(ranges[at]) + 1} of ${seen.length} ${seen.length === 1 ? "hit" : "hits"}`;
  }

  // Below what stays at the top, and above the bar.
  function show() {
    const { top, bottom } = ranges[at].getBoundingClientRect();
    if (isSeen(ranges[at]) && (top < 96 || bottom > innerHeight - 72)) scrollBy({ top: top - innerHeight / 3 });
  }

  function close() {
    CSS.highlights.delete("found");
    CSS.highlights.delete("found-here");
    bar.remove();
    delete KEYS.n;
    delete KEYS.p;
  }

  function step(by) {
    go(at + by, by);
    show();
  }

  button("↑", "Previous hit", () => step(-1));
  button("↓", "Next hit", () => step(1));
  button("×", "Take the marks away", close);
  Object.assign(KEYS, { n: ["next hit", () => step(1)], p: ["previous hit", () => step(-1)] });
  // The first that the tab key comes to; for who was led to a place, one step back from there.
  const place = goal?.closest(".piece, .note, h2, h3");
  if (place) place.before(bar);
  else document.getElementById("main").prepend(bar);
  go(at);
  // Until the page is loaded the browser leads to the address; and who comes back is where they were.
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return;
  if (document.readyState === "complete") show();
  else addEventListener("load", () => setTimeout(show), { once: true });
})();
