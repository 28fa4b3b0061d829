// The search page: its field, its filters and its results. What finds them is finder.js.
(() => {
  const page = document.querySelector(".searching");
  const { root, leaf } = page.dataset;
  const [form, field, found, told, results, further, filters] = ["form", "#q", "#found", "#told", "#results", "#further", "#filters"].map((one) => page.querySelector(one));
  const PAGE = 10; // results at once
  const UNITS = 3; // passages shown of one
  const FAULTS = 3; // told of at once
  const VALUES = 8; // of a filter, until more are asked for
  const FACETS = { kind: "Found in", year: "Year", level: "Classification", post: "Post", tag: "TAGS", entity: "People and places" };
  const SEVERAL = ["tag", "entity"]; // a document has many of these, and must have all that are asked for; of other facets any
  const EAGER = ["kind", "year", "level", "post"]; // their counts are worked out before anybody opens them …
  const FEW = 8; // … if not more blocks of the index have to be asked
  const COSTLY = ["level", "post"];
  const LONGEST = 1_200; // bytes of a query in an address: more is refused by many hosts
  const FRONT = "index"; // the page whose words are on the front page
  const PARTS = { notes: "notes" }; // where words that are not in one place are
  const SORTS = { "": "Best first", newest: "Newest first", oldest: "Oldest first" };
  const TITLE = document.title;
  sitegenFinder.at(root);

  // What is asked, of each facet its values: the address says it all.
  function read() {
    const said = new URLSearchParams(location.search);
    const values = (facet) => [...new Set(said.getAll(facet))].filter(Boolean);
    return { q: said.get("q") ?? "", sort: said.get("sort") ?? "", ...Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, values(facet)])) };
  }
  let asked = read();

  function carried(words) {
    let kept = [...words].slice(0, LONGEST);
    while (String(new URLSearchParams({ q: kept.join("") })).length > LONGEST) kept = kept.slice(0, kept.length * 0.9);
    return kept.join("");
  }
  const addressOf = (all) => new URLSearchParams(Object.entries({ ...all, q: carried(all.q) }).flatMap(([name, value]) => [value].flat().filter(Boolean).map((one) => [name, one])));

  // What a reader asked for, or came with, is one step back from what comes after it; what was only typed on the way is not.
  const isKept = () => history.state?.kept ?? Boolean(read().q);

  function write(kept, push = isKept()) {
    const query = addressOf(asked);
    const isNew = push && String(query) !== String(addressOf(read()));
    keep({ everything, kept: kept || (!isNew && isKept()) }, `${location.pathname}${query.size ? `?${query}` : ""}`, isNew);
  }

  // A browser refuses an address that comes too soon after others, or is too long for it: what is found does not wait for it.
  function keep(state, url = location.href, isNew = false) {
    try {
      history[isNew ? "pushState" : "replaceState"](state, "", url);
    } catch {
      // the address stays as it was
    }
  }

  function made(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }
  const listed = (words, joint) => [words.slice(0, -1).join(", "), words.at(-1)].filter(Boolean).join(` ${joint} `);
  const joint = (facet) => (SEVERAL.includes(facet) ? "and" : "or");
  const counted = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

  // A text with what the query is about marked: all of it, or so much of it, where most of what is asked for is close together.
  function marked(text, clauses, around = Infinity) {
    const marks = sitegenTerms.marks(text, clauses);
    const near = (mark) => marks.filter(({ start, end }) => start >= mark.start && end <= mark.start + (2 * around) / 3);
    const news = marks.map((mark) => new Set(near(mark).map(({ clause }) => clause)).size);
    const first = marks[news.indexOf(Math.max(...news))] ?? { start: 0, end: 0 };
    const from = first.start > around / 3 ? text.indexOf(" ", first.start - around / 3) + 1 : 0;
    const until = from + around < text.length ? Math.max(text.lastIndexOf(" ", from + around), first.end) : text.length;
    const pieces = [];
    let at = from;
    for (const { start, end } of marks.filter((one) => one.start >= from && one.end <= until)) {
      pieces.push(text.slice(at, start), made("mark", { textContent: text.slice(start, end) }));
      at = end;
    }
    return [from ? "…" : "", ...pieces, text.slice(at, until), until < text.length ? "…" : ""];
  }

  // Results. Where the index told documents only, their passages are known now, and with them the order of these few.
  async function entriesOf(documents) {
    const { clauses, worth } = last;
    const found = await Promise.all(documents.map((one) => readOf(one, clauses, worth).catch((fault) => ({ ...one, fault }))));
    if (found.every(({ units }) => units)) for (const one of found) delete one.rough;
    return sitegenFinder.order(found, asked.sort).map((one) => entryOf(one, clauses));
  }

  async function readOf(one, clauses, worth) {
    const { kind } = one.block;
    const id = await one.block.id(one.document);
    const folder = { entities: `entities/${id}/`, pages: id === FRONT ? "" : `${id}/` }[kind] ?? `cable/${id}/`;
    const says = await sitegenFinder.load(`${folder}passages`, "", "no-cache").catch(() => null);
    const passages = says && sitegenFinder.passagesIn(says, kind);
    const known = one.units || !says ? {} : sitegenFinder.foundIn(passages, kind, clauses, worth);
    return { ...one, ...known, id, folder, says, passages };
  }

  // What a list says of a cable or an entity, and its best passages. Where a file fails that says where it is, at least that it is.
  function entryOf({ block, units, isWhole, id, folder, says, passages, fault }, clauses) {
    if (fault) return made("article", { className: "entry unread" }, made("p", { className: "detail", textContent: `This is in “${sitegenFinder.KINDS[block.kind]}”, but the list that says where ${fault.message}.` }));
    const href = (anchor) => `${root}${folder}${leaf}?q=${encodeURIComponent(carried(asked.q))}${anchor ? `#${anchor}` : ""}`;
    if (!says) return made("article", { className: "entry unread" }, made("h3", { className: "subject" }, made("a", { href: href(""), textContent: id })), made("p", { className: "detail", textContent: "Its words could not be loaded." }));
    const best = sitegenFinder.best(units.filter(({ unit }) => passages[unit]?.[1]), isWhole);
    const shown = best.slice(0, UNITS).sort((one, other) => one.unit - other.unit);
    const items = shown.map(({ unit }) => {
      const [anchor, label, name, heading, text] = passages[unit];
      const over = heading && sitegenTerms.marks(heading, clauses).length ? [...marked(heading, clauses), text && " — "] : [];
      const snippet = made("span", { className: "snippet", dir: "auto" }, ...over, ...marked(text, clauses, 280));
      const link = made("a", { className: "at", href: href(anchor), textContent: label });
      link.setAttribute("aria-label", `${says.post ? says.id : says.subject}, ${name}`);
      return made("li", {}, link, " ", snippet);
    });
    const rest = best.length - shown.length;
    if (rest) items.push(made("li", {}, made("span"), made("span", { className: "detail", textContent: `and ${counted(rest, "passage")} more` })));
    return made("article", { className: "entry" },
      made("p", { className: "meta" }, ...metaOf(says, block.kind)),
      made("h3", { className: says.level ? "subject" : "", dir: "auto" }, made("a", { href: href("") }, ...marked(says.subject, clauses))),
      ...(isWhole ? [] : [made("p", { className: "detail", textContent: `All of this, but in different ${PARTS[block.kind] ?? "paragraphs"}:` })]),
      ...(items.length ? [made("ul", { className: "mentions", role: "list" }, ...items)] : []));
  }

  // The line above a subject: of a cable its id, its day, its post and its level, also of its notes; of the rest what it is.
  function metaOf(says, kind) {
    const day = says.day && made("time", { dateTime: says.date, textContent: says.day });
    const facts = says.level
      ? [kind === "notes" && made("span", { textContent: `${sitegenFinder.KINDS.notes} on` }), made("span", { className: "id", textContent: says.id }), day, made("span", { textContent: says.post }), badge(...says.level), says.exercise && badge("exercise", "EXERCISE")]
      : [made("span", { textContent: says.kind }), says.by && made("span", { textContent: says.by }), day];
    return facts.filter(Boolean).flatMap((one) => [one, " "]);
  }

  function badge(level, words) {
    const element = made("span", { className: "badge", textContent: words });
    element.dataset.level = level;
    return element;
  }

  let eager = EAGER;
  const isSet = (facet) => asked[facet].length > 0;

  function passes(facet, values) {
    const has = (one) => values.includes(one);
    return !isSet(facet) || (SEVERAL.includes(facet) ? asked[facet].every(has) : asked[facet].some(has));
  }

  // Which of the documents pass the filters, and how many each value of a filter would leave.
  async function filtered(documents) {
    const blocks = [...new Set(documents.map((one) => one.block))];
    eager = blocks.length > FEW ? EAGER.filter((facet) => !COSTLY.includes(facet)) : EAGER;
    const columns = {};
    const lost = [];
    for (const facet of Object.keys(FACETS).filter((one) => isSet(one) || eager.includes(one) || opened.has(one))) {
      try {
        columns[facet] = new Map(await Promise.all(blocks.map(async (block) => [block, await block.column(facet)])));
      } catch (fault) {
        lost.push({ facet, fault });
      }
    }
    const wanted = Object.keys(columns);
    const counts = Object.fromEntries(wanted.map((facet) => [facet, new Map()]));
    for (const { facet } of lost) if (isSet(facet)) counts[facet] = new Map(asked[facet].map((value) => [value, null]));
    const names = Object.fromEntries(wanted.map((facet) => [facet, Object.assign({}, ...[...columns[facet].values()].map((one) => one.names))]));
    const passing = documents.filter(({ block, document }) => {
      const values = wanted.map((facet) => columns[facet].get(block).of(document));
      const fails = wanted.filter((facet, nth) => !passes(facet, values[nth]));
      wanted.forEach((facet, nth) => {
        if (fails.some((other) => other !== facet || SEVERAL.includes(facet))) return;
        for (const value of values[nth]) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
      });
      return !fails.length;
    });
    return { passing, counts, names, lost };
  }

  // The filters: groups that open, of buttons that are pressed or not.
  const opened = new Set();
  const whole = new Set();
  const unfolded = new Map();
  const isWide = matchMedia("(min-width: 60rem)");

  // Beside the results or above them, and in that order for the tab key, too.
  const place = () => filters.parentElement[isWide.matches ? "append" : "prepend"](filters);
  isWide.addEventListener("change", place);
  place();

  function draw({ counts, names }) {
    const focused = document.activeElement?.dataset.key;
    const sort = made("select", { id: "sort" }, ...Object.entries(SORTS).map(([value, words]) => made("option", { value, textContent: words, selected: value === asked.sort })));
    sort.dataset.key = "sort";
    sort.addEventListener("change", () => change({ sort: sort.value }));
    const set = Object.keys(FACETS).filter(isSet);
    const without = pressed("Without filters", () => { found.focus(); change(Object.fromEntries(set.map((facet) => [facet, []]))); });
    const groups = Object.entries(FACETS).map(([facet, words]) => group(facet, words, counts[facet] ?? new Map(), names[facet] ?? {}));
    filters.replaceChildren(made("p", {}, made("label", { htmlFor: "sort", textContent: "Order" }), " ", sort, ...(set.length ? [" ", without] : [])), ...groups.filter(Boolean));
    if (focused) keyed(focused)?.focus();
  }

  const keyed = (key) => [...filters.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);

  function group(facet, words, counts, names) {
    const isLazy = !eager.includes(facet) && !opened.has(facet) && !isSet(facet);
    const isAsked = (value) => asked[facet].includes(value);
    for (const value of asked[facet]) if (!counts.has(value)) counts.set(value, 0);
    if (!isLazy && !counts.size) return null;
    const rows = [...counts].sort(([one, often], [other, rare]) => (facet === "year" ? other - one : rare - often || (one < other ? -1 : 1)));
    const called = (value) => names[value] || (facet === "kind" ? sitegenFinder.KINDS[value] : "") || value;
    const shown = whole.has(facet) ? rows : rows.filter(([value], at) => at < VALUES || isAsked(value));
    const list = made("ul", { className: "rows", role: "list" }, ...shown.map(([value, number]) => {
      const name = called(value);
      const button = made("button", { type: "button" }, ...(facet === "tag" ? [made("code", { textContent: value }), name === value ? "" : ` ${name}`] : [name]));
      button.setAttribute("aria-pressed", String(isAsked(value)));
      button.dataset.key = `${facet} ${value}`;
      button.addEventListener("click", () => change({ [facet]: isAsked(value) ? asked[facet].filter((one) => one !== value) : [...asked[facet], value] }));
      return made("li", {}, button, made("span", { className: "n", textContent: number?.toLocaleString("en") ?? "" }));
    }));
    const details = made("details", { open: unfolded.get(facet) ?? (!isLazy && isWide.matches) }, made("summary", {}, words, ...(isSet(facet) ? [made("span", { textContent: `: ${listed(asked[facet].map(called), joint(facet))}` })] : [])), list);
    details.firstChild.dataset.key = facet;
    details.addEventListener("toggle", () => {
      unfolded.set(facet, details.open);
      if (details.open && isLazy && !opened.has(facet)) { opened.add(facet); show(); }
    });
    if (shown.length < rows.length) {
      const more = made("button", { type: "button", textContent: `All ${rows.length}` });
      const [next] = rows.find(([value]) => !shown.some(([one]) => one === value));
      more.addEventListener("click", async () => {
        whole.add(facet);
        await show();
        keyed(`${facet} ${next}`)?.focus();
      });
      details.append(made("p", { className: "more" }, more));
    }
    return details;
  }

  function change(news) {
    Object.assign(asked, news);
    write(true, true);
    (last.left ? search : show)();
  }

  // What is found, kept until the query is another.
  let last = { clauses: [], documents: [], failed: [], key: null };
  let turn = 0;
  let everything = history.state?.everything; // the query for which all is looked through

  async function search() {
    const query = sitegenTerms.parse(asked.q);
    const own = (turn += 1);
    const wanted = query.clauses.some((one) => !one.not);
    document.title = [carried(asked.q).trim(), TITLE].filter(Boolean).join(" · ");
    if (!wanted) {
      last = { ...last, key: null };
      clear(query);
      return;
    }
    const waiting = setTimeout(() => own === turn && (found.textContent = "Searching …"), 400);
    try {
      const answer = await sitegenFinder.find(query.clauses, { sort: asked.sort, years: asked.year, most: everything === asked.q ? Infinity : undefined });
      if (own !== turn) return;
      last = { ...answer, clauses: query.clauses, query, key: asked.q };
      await show();
    } catch (error) {
      if (own === turn) fail(error, query);
    } finally {
      clearTimeout(waiting);
    }
  }

  // The status is a live region; for which query it is, only who tests asks.
  function say(words) {
    found.textContent = words;
    found.dataset.of = asked.q;
  }

  // These are live, too: what is said already is not said again.
  function tellAll(items, ...buttons) {
    const all = [...items.map((words) => made("li", { textContent: words })), ...buttons];
    if (told.textContent !== all.map(({ textContent }) => textContent).join("")) told.replaceChildren(...all);
  }

  function clear(query) {
    tellAll(remarks(query));
    results.replaceChildren();
    further.parentElement.hidden = true;
    filters.closest(".columns").hidden = true;
    if (query.isEmpty) invite(turn);
    else if (query.clauses.length) say("Say also what is to be found, not only what is not.");
    else if (query.stopped.length) say("These words stand in nearly every text, and are not looked for. Add another.");
    else say("There is no word in this: only letters and digits are looked for.");
  }

  async function invite(own) {
    const called = (facet, value) => (facet === "tag" ? value : sitegenFinder.nameOf(facet, value).catch(() => value));
    const named = async (facet) => listed(await Promise.all(asked[facet].map((value) => called(facet, value))), joint(facet));
    const names = await Promise.all(Object.keys(FACETS).filter(isSet).map(named));
    if (own === turn) say(names.length ? `Type words to look for within ${names.join(", ")}.` : "Type a word to begin.");
  }

  function remarks({ stopped, brief, isEither, isOpen, isLong, clauses }) {
    const found = [];
    const common = [...new Set(stopped)].filter((one) => one !== "OR");
    if (common.length && clauses.length) found.push(`Not looked for, because nearly every text has it: ${common.slice(0, 5).map((one) => one.slice(0, 40)).join(", ")}.`);
    if (isEither && clauses.length) found.push("All words are looked for, and not one or the other: OR is no sign here. Search for each by itself.");
    if (brief.length) found.push(`A beginning needs three letters: ${brief.slice(0, 5).join(", ")} is looked for as a word.`);
    if (isOpen && clauses.length) found.push("The quotation marks are not closed: the words to the end are taken together.");
    if (isLong) found.push("This is long: only its first 32 words or quotations are looked for.");
    return found;
  }

  // What was shown stays when the index cannot be had.
  function fail(error, query) {
    say(`The index of the search ${error.message}.${results.childElementCount ? " The results below are of the search before." : ""}`);
    tellAll(remarks(query), again());
  }

  function again() {
    return made("li", {}, pressed("Try again", () => { found.focus(); search(); }));
  }

  // How many are shown, and where the reader left, is kept with the address in the browser's history: who comes back finds all as it was.
  let shown = 0;
  const links = () => [...results.querySelectorAll("a")];
  results.addEventListener("click", ({ target }) => keep({ shown, everything, kept: true, top: scrollY, left: links().indexOf(target.closest("a")) }));
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  async function show() {
    if (last.key === null) { search(); return; }
    const own = (turn += 1);
    try {
      await shownIn(own);
    } catch (error) {
      if (own === turn) fail(error, last.query);
    }
  }

  async function shownIn(own) {
    const drawn = await filtered(last.documents);
    if (own !== turn) return;
    const { passing } = drawn;
    sitegenFinder.order(passing, asked.sort);
    // By tens, as they were put in order before.
    const tens = Array.from({ length: Math.ceil((history.state?.shown ?? PAGE) / PAGE) }, (_, at) => passing.slice(at * PAGE, (at + 1) * PAGE));
    const entries = (await Promise.all(tens.map(entriesOf))).flat();
    if (own !== turn) return;
    shown = entries.length;
    results.replaceChildren(...entries);
    draw(drawn);
    filters.closest(".columns").hidden = !last.documents.length;
    further.parentElement.hidden = shown >= passing.length;
    further.disabled = false;
    further.onclick = () => more(passing, drawn.lost, own);
    tell(passing, drawn.lost);
    say(sum(passing));
  }

  // What is to be known of the results: what of the words is special, and what failed.
  function tell(passing, filters) {
    const absent = last.absent.map(({ words }) => words.map(({ letters }) => letters).join(" ")).filter((one) => !last.query.brief.includes(one));
    const nowhere = absent.length ? [`In no text of this archive: ${absent.slice(0, 5).join(", ")}. Headers and signatures of cables are not searched.`] : [];
    const isRough = !asked.sort && last.worth.length > 1 && passing.length > PAGE && "rough" in passing[0];
    const rough = isRough ? ["Some of these words stand in very many documents: those come first that have them in the subject, or often, then the latest; not always those with all in one paragraph."] : [];
    const lost = last.failed.length ? [`${last.failed.length} of ${counted(last.of, "part")} of the index could not be searched (${faults(last.failed)})${passing.length ? ": what is shown is from the rest" : ""}.`] : [];
    for (const { facet, fault } of filters) lost.push(`The filter “${FACETS[facet]}” ${fault.message}: it is left out.`);
    const unread = results.querySelectorAll(".unread").length;
    if (unread) lost.push(unread === shown ? "What was found could not be loaded." : `${unread} of the ${shown} results shown could not be loaded; the others stand.`);
    tellAll([...nowhere, ...rough, ...remarks(last.query), ...lost], ...(lost.length ? [again()] : []), ...offers());
  }

  // What else can be done: look through the rest for a phrase, or do without the quotation marks, or a word.
  function offers() {
    const first = isSet("year") ? `those of ${listed(asked.year, "and")}` : asked.sort === "oldest" ? "the oldest" : "the latest";
    const all = pressed("Look through the rest", () => {
      everything = asked.q;
      keep({ ...history.state, everything });
      found.focus();
      search();
    });
    const left = last.left ? [made("li", {}, `The words of this phrase stand in very many documents: ${first} were looked through for it, and ${last.left.toLocaleString("en")} others are left. `, all)] : [];
    const others = last.spare.map((spare) => last.clauses.filter((one) => one !== spare).map(({ said }) => said).join(" ")).reverse();
    if (last.isApart) others.unshift(last.clauses.map(({ words, said }) => (words.length > 1 ? words.map(({ letters }) => letters).join(" ") : said)).join(" "));
    const shorter = others.slice(0, 4).map((words) => pressed(words, () => { field.value = asked.q = words; field.focus(); write(true, true); search(); }));
    return [...left, ...(shorter.length ? [made("li", {}, "There is something for: ", ...shorter.flatMap((one) => [one, " "]))] : [])];
  }

  function pressed(textContent, act) {
    const button = made("button", { type: "button", textContent });
    button.addEventListener("click", act);
    return button;
  }

  // Which parts failed, and why: some of them when they are many.
  function faults(failed) {
    const rest = failed.length - FAULTS;
    return failed.slice(0, FAULTS).map(({ name, fault }) => `${name} ${fault.message}`).join("; ") + (rest > 0 ? `; and ${rest} more` : "");
  }

  function sum(passing) {
    if (!passing.length && last.failed.length) return "In what could be read there is nothing that has all of this. The rest may have it.";
    if (last.left) return `${those(passing) || "Nothing"} so far.`;
    if (!passing.length && last.documents.length) return "Nothing is left with these filters.";
    if (!passing.length && last.clauses.some(({ not }) => not)) return "Nothing was found that has all of this, and none of what has a minus.";
    if (!passing.length) return "Nothing was found that has all of this. Try fewer words, or only the beginning of one.";
    if (passing.some(({ units }) => !units)) return those(passing);
    const whole = passing.filter((one) => one.isWhole);
    const apart = passing.filter((one) => !one.isWhole);
    const passages = whole.reduce((total, one) => total + one.units.length, 0);
    if (!passages) return `No paragraph has all of this. It is in different paragraphs of ${those(apart)}.`;
    const rest = apart.length ? `, and the words in different paragraphs of ${those(apart)}` : "";
    return `${counted(passages, "passage")} in ${those(whole)}${rest}`;
  }

  // How many of what: a cable and its notes are two results, and no reader would call them two cables.
  function those(documents) {
    const nouns = { cables: "cable", notes: "cable", entities: "name", pages: "page" };
    const said = Object.keys(sitegenFinder.KINDS).flatMap((kind) => {
      const number = documents.filter(({ block }) => block.kind === kind).length;
      return number ? [`${kind === "notes" ? "the notes to " : ""}${counted(number, nouns[kind])}`] : [];
    });
    return listed(said, "and");
  }

  async function more(passing, filters, own) {
    further.disabled = true;
    try {
      const next = await entriesOf(passing.slice(shown, shown + PAGE));
      if (own !== turn) return;
      shown += next.length;
      keep({ ...history.state, shown, everything });
      results.append(...next);
      tell(passing, filters);
      (next[0]?.querySelector("a") ?? found).focus();
      further.parentElement.hidden = shown >= passing.length;
    } catch (error) {
      if (own === turn) fail(error, last.query);
    } finally {
      if (own === turn) further.disabled = false;
    }
  }

  let soon;
  field.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(() => { asked.q = field.value; search(); write(false); }, 150);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    const first = results.querySelector("a");
    if (first) { event.preventDefault(); first.focus(); }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(soon);
    asked.q = field.value;
    write(true);
    search();
  });
  addEventListener("popstate", ({ state }) => { asked = read(); field.value = asked.q; everything = state?.everything ?? everything; search(); });

  for (const one of [form, page.querySelector("#how")]) one.hidden = false;
  page.querySelector("#unscripted").hidden = true;
  field.value = asked.q;
  if (!asked.q) field.focus();
  search().then(() => {
    const { top, left } = (isBack && history.state) || {};
    links()[left]?.focus({ preventScroll: true });
    if (top) scrollTo({ top, behavior: "instant" });
  });
})();
