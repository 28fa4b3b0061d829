// Finds what a query asks for. The index is files that each make one call, so that a page opened from the disk has
// them too: there they are run as scripts, elsewhere read as data. docs/search-index.md says what stands in them.
const sitegenFinder = (() => {
  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const DIGITS = new Uint8Array(128);
  [...SIGNS].forEach((sign, digit) => { DIGITS[sign.charCodeAt(0)] = digit; });
  const IDS = 256;
  const STEPS = 15;
  const LEVELS = [0, 9, 11, STEPS];
  const PATIENCE = 20_000;
  const ENOUGH = 120; // files that are fetched for the places of very common words
  const FORMAT = 3;
  const levelOf = (weight) => LEVELS.findIndex((most) => weight <= most);
  const compared = (one, other) => (one < other ? -1 : Number(one > other));

  // Files by their names and fingerprints: each is asked for once, and again when it failed. A block one of whose files
  // failed may be of a build that is gone: the next search begins with its head.
  const asked = new Map();
  const failed = new Set();
  const spoilt = new Set();
  const arrived = new Map();
  let root = "";

  globalThis.sitegenFound = (name, data) => arrived.set(name, data);

  function load(name, print = "", cache = "default") {
    const key = `${name} ${print}`;
    if (!asked.has(key)) {
      const path = `${root}${name.split("/").map(encodeURIComponent).join("/")}.js`;
      const promise = location.protocol === "file:" ? run(name, path) : read(name, path, print, failed.has(name) ? "reload" : cache);
      asked.set(key, promise);
      promise.catch(() => {
        asked.delete(key);
        failed.add(name);
        if (name.startsWith("search/")) spoilt.add(name.split("/")[1]);
      });
    }
    return asked.get(key);
  }

  // A browser may keep half a file, or one of an older build: what is not what the file that names it says is asked of
  // the host anew. If it still is not, the host has files of two builds.
  async function read(name, path, print, cache) {
    const reply = await fetch(print ? `${path}?v=${print}` : path, { cache, signal: AbortSignal.timeout(PATIENCE) }).catch((error) => {
      throw new Error(error.name === "TimeoutError" ? "took too long" : "could not be loaded");
    });
    if (!reply.ok) throw new Error(`could not be loaded (the host says ${reply.status})`);
    const call = await reply.text();
    const start = `sitegenFound(${JSON.stringify(name)},`;
    const isComplete = call.startsWith(start) && call.endsWith(");\n");
    const data = call.slice(start.length, -3);
    if (isComplete && (!print || fingerprint(data) === print)) return JSON.parse(data);
    if (cache !== "reload") return read(name, path, print, "reload");
    throw new Error(isComplete ? "is of another build of this site" : "is damaged");
  }

  const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
    let check = byte;
    for (let bit = 0; bit < 8; bit += 1) check = check & 1 ? (check >>> 1) ^ 0xedb88320 : check >>> 1;
    return check;
  });

  function fingerprint(text) {
    let check = -1;
    for (const byte of new TextEncoder().encode(text)) check = CRC[(check ^ byte) & 255] ^ (check >>> 8);
    return [0, 6, 12, 18].map((bits) => SIGNS[(~check >>> bits) & 63]).join("");
  }

  function run(name, path) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const end = (why) => {
        clearTimeout(timer);
        script.remove();
        if (arrived.has(name)) resolve(arrived.get(name));
        else reject(new Error(why));
        arrived.delete(name);
      };
      const timer = setTimeout(() => end("took too long"), PATIENCE);
      script.onload = () => end("is damaged");
      script.onerror = () => end("could not be loaded");
      script.src = failed.has(name) ? `${path}?again=${Date.now()}` : path;
      document.head.append(script);
    });
  }

  function numbers(row) {
    const found = [];
    let [number, scale] = [0, 1];
    for (let at = 0; at < row.length; at += 1) {
      const digit = DIGITS[row.charCodeAt(at)];
      number += (digit & 31) * scale;
      scale *= 32;
      if (digit < 32) {
        found.push(number);
        [number, scale] = [0, 1];
      }
    }
    return found;
  }

  function running(gaps) {
    let sum = 0;
    return gaps.map((gap) => (sum += gap));
  }

  // Of names in order, the places of the last which is not greater, and of those after it that begin with the letters.
  function placesOf(names, letters, isBegun) {
    let [least, most] = [0, names.length];
    while (least < most) {
      const middle = (least + most) >> 1;
      if (names[middle] > letters) most = middle;
      else least = middle + 1;
    }
    const first = Math.max(0, least - 1);
    let last = first + 1;
    while (isBegun && names[last]?.startsWith(letters)) last += 1;
    return [first, Math.min(last, names.length)];
  }

  const isPhrase = (words) => words.length > 1;
  // A mark where all of some rows have something.
  const common = (rows) => (rows[0] ?? []).map((_, at) => rows.every((row) => row[at]));
  const fileName = (letters) => letters.replace(/[^\x00-\x7f]/gu, (one) => `_${one.codePointAt(0).toString(16)}_`);
  const printsIn = (text) => text.match(/.{4}/g) ?? [];

  // Where a term stands: all of it, or of a term in very many units an outline, whose parts are fetched when they are needed.
  class Entry {
    constructor(block, file, { term, number, units = "", weights = "", positions = null, outline = null }, print = "") {
      Object.assign(this, { block, file, term, positions, outline, print });
      this.units = running(numbers(units));
      this.weights = numbers(weights);
      this.number = number ?? this.units.length;
    }

    // Of each document the greatest level of this term and those before.
    raise(levels) {
      const raised = (at, level) => { levels[at] = Math.max(levels[at], level); };
      if (!this.outline) this.units.forEach((unit, nth) => raised(this.block.documents[unit], levelOf(this.weights[nth])));
      else levels.forEach((_, at) => raised(at, (DIGITS[this.outline.documents.charCodeAt(Math.floor(at / 3))] >> (2 * (at % 3))) & 3));
    }

    // The files of an outlined term in which a marked document is.
    parts(marks) {
      const { size, parts } = this.outline ?? { parts: "" };
      const isWanted = (_, part) => marks.subarray(part * size, (part + 1) * size).includes(1);
      return printsIn(parts).map((print, part) => ({ file: `${this.file}-${part}`, print })).filter(isWanted);
    }

    // Units with their weights, and their places when that is asked; of an outlined term those of its wanted parts.
    async postings(withPlaces, marks) {
      if (!this.outline) {
        const positions = withPlaces && (this.positions ?? await this.block.file(`${this.file}-at`, this.print));
        return [{ units: this.units, weights: this.weights, positions }];
      }
      return Promise.all(this.parts(marks).map(async ({ file, print }) => {
        const [units, weights, positions] = (await this.block.file(file, print)).split(" ");
        return { units: running(numbers(units)), weights: numbers(weights), positions };
      }));
    }
  }

  // A block of the index: documents of one kind, and the terms of their units.
  class Block {
    constructor(name, head) {
      this.name = name;
      this.kind = name.split("-")[0];
      this.days = head.days.flatMap(([day, count]) => Array(count).fill(day));
      this.dates = head.days.flatMap(([day, count]) => Array(count).fill(Number(day.replaceAll("-", "").padEnd(8, "0"))));
      this.starts = [0];
      for (const size of numbers(head.units)) this.starts.push(this.starts.at(-1) + size);
      this.size = this.starts.pop();
      this.documents = new Uint32Array(this.size);
      this.starts.forEach((start, at) => this.documents.fill(at, start, this.starts[at + 1]));
      this.shelves = head.shelves.split(" ").filter(Boolean).map((one) => one.split(":"));
      this.columns = head.columns;
      this.ids = printsIn(head.ids);
      this.shards = new Map();
    }

    file(name, print) {
      return load(`search/${this.name}/${name}`, print);
    }

    // The shards that may have a term, or all that begin with some letters: their names, marks and fingerprints.
    async listed(letters, isBegun) {
      const shelves = this.shelves.slice(...placesOf(this.shelves.map(([name]) => name), letters, isBegun));
      const texts = await Promise.all(shelves.map(([name, print]) => this.file(`s-${fileName(name)}`, print)));
      const shards = texts.flatMap((text) => text.split(" ")).map((one) => /^([^+*]*)([+*]?):(.{4})(.*)$/.exec(one).slice(1));
      return shards.slice(...placesOf(shards.map(([name]) => name), letters, isBegun));
    }

    // All shards in which a word's terms may be, each once.
    async shardsOf(word) {
      const wanted = [word.term, ...word.becomes].map((term) => this.listed(term));
      if (word.begun) wanted.push(this.listed(word.letters, true));
      return [...new Map((await Promise.all(wanted)).flat().map((one) => [one[0], one])).values()];
    }

    // The entries of a shard.
    async shard([name, mark, print, apart]) {
      if (!this.shards.has(name)) {
        const file = `t-${fileName(name)}`;
        const says = await this.file(file, print);
        this.shards.set(name, mark === "*" ? [new Entry(this, file, { ...says, outline: says })] : says.split("\n").map((line) => {
          const [term, units, weights, positions] = line.split(" ");
          return new Entry(this, file, { term, units, weights, positions }, apart);
        }));
      }
      return this.shards.get(name);
    }

    // The entries of all terms that each word of a clause stands for.
    async entries(clause, shards) {
      const found = await Promise.all(shards.map((some) => Promise.all(some.map((one) => this.shard(one)))));
      return clause.words.map((word, nth) => found[nth].flat().filter(({ term }) => sitegenTerms.fits(term, word)));
    }

    // Of each clause, the entries of its words. When a clause can hold nowhere, those in shards of their own are not
    // asked for: nothing can be found here.
    async asked(clauses) {
      const shards = await Promise.all(clauses.map((clause) => Promise.all(clause.words.map((word) => this.shardsOf(word)))));
      const isCostly = (one) => one.flat().some(([, mark]) => mark);
      const first = await Promise.all(clauses.map((clause, nth) => (isCostly(shards[nth]) ? null : this.entries(clause, shards[nth]))));
      if (first.some((words) => words?.some((entries) => !entries.length))) return first;
      return Promise.all(first.map((words, nth) => words ?? this.entries(clauses[nth], shards[nth])));
    }

    // The level of each word of each clause in each document: 0 where it does not stand.
    levels(asked) {
      return asked.map((words) => words.map((entries) => {
        const found = new Uint8Array(this.starts.length);
        for (const entry of entries) entry.raise(found);
        return found;
      }));
    }

    // The weight of a word in each unit, 0 where it does not stand; of marked documents at the least.
    async weights(entries, marks) {
      const held = new Uint8Array(this.size);
      for (const { units, weights } of (await Promise.all(entries.map((one) => one.postings(false, marks)))).flat()) {
        units.forEach((unit, nth) => { held[unit] = Math.max(held[unit], weights[nth]); });
      }
      return held;
    }

    // Each unit of a marked document that a word stands in, with its weight and its places.
    async places(entries, marks) {
      const held = new Map();
      for (const { units, weights, positions } of (await Promise.all(entries.map((one) => one.postings(true, marks)))).flat()) {
        const steps = numbers(positions);
        let at = 0;
        units.forEach((unit, nth) => {
          const one = held.get(unit) ?? { weight: 0, places: [] };
          one.weight = Math.max(one.weight, weights[nth]);
          for (let place = 0, isLast = false; !isLast; at += 1) {
            isLast = steps[at] % 2 === 1;
            place += steps[at] >> 1;
            one.places.push(place);
          }
          if (marks[this.documents[unit]]) held.set(unit, one);
        });
      }
      return held;
    }

    // The weight of a clause in each unit, 0 where it does not hold.
    async holding(clause, words, marks) {
      if (words.length === 1) return this.weights(words[0], marks);
      const held = new Uint8Array(this.size);
      if (!marks.includes(1)) return held;
      const [first, ...others] = await Promise.all(words.map((entries) => this.places(entries, marks)));
      const steps = clause.words.slice(1).map((word) => word.place - clause.words[0].place);
      for (const [unit, { weight, places }] of first) {
        const rest = others.map((one) => one.get(unit));
        if (!rest.every(Boolean)) continue;
        if (!places.some((place) => rest.every((one, nth) => one.places.includes(place + steps[nth])))) continue;
        held[unit] = Math.min(weight, ...rest.map((one) => one.weight));
      }
      return held;
    }

    // Of marked documents those in which a clause may hold, as outlines say; for a word that is certain.
    likely(words, marks) {
      return common([marks, ...this.levels([words]).flat()]);
    }

    // What can be told of a query before any phrase is looked up: of each clause how often it is, which documents may have
    // it all, and how many files it takes to be sure.
    async plan(wanted, unwanted) {
      const asked = await this.asked(wanted);
      const often = asked.map((words) => words && Math.min(...words.map((entries) => entries.reduce((sum, one) => sum + one.number, 0))));
      const levels = asked.every(Boolean) ? this.levels(asked) : [];
      const most = common(levels.flat());
      const refused = most.includes(1) ? await Promise.all(unwanted.map(async (clause) => ({ clause, words: (await this.asked([clause]))[0] }))) : [];
      const struck = refused.filter(({ words }) => !isPhrase(words)).map(({ words }) => this.likely(words, most));
      const marks = most.map((mark, at) => mark && !struck.some((one) => one[at]));
      const phrases = [...asked, ...refused.map(({ words }) => words)].filter((words) => words && isPhrase(words));
      const files = marks.includes(1) ? phrases.flat(2).reduce((sum, entry) => sum + entry.parts(marks).length, 0) : 0;
      return { block: this, wanted, asked, often, levels, refused: refused.filter(({ words }) => isPhrase(words)), marks, files };
    }

    // Where all of it holds. Where outlines can say which documents have it all, the units are looked up of phrases only.
    async answer({ wanted, asked, levels, refused, marks: likely }, isExact) {
      const forbidden = await Promise.all(refused.map(({ clause, words }) => this.holding(clause, words, this.likely(words, likely))));
      const isFree = (at) => !forbidden.some((one) => one.subarray(this.starts[at], this.starts[at + 1]).some(Boolean));
      const marks = likely.map((mark, at) => mark && isFree(at));
      if (!marks.includes(1)) return { marks };
      const isRough = !isExact && this.kind !== "notes" && asked.some((words) => !isPhrase(words) && words[0].some(({ outline }) => outline));
      const held = await Promise.all(asked.map((words, nth) => (isRough && !isPhrase(words) ? null : this.holding(wanted[nth], words, marks))));
      return { block: this, marks, isRough, levels, held };
    }

    // The values of one facet that each document is filed under.
    async column(facet) {
      if (facet === "kind") return { of: () => [this.kind], names: KINDS };
      if (facet === "year") return { of: (document) => [this.days[document].slice(0, 4)].filter(Boolean), names: {} };
      const { values, row } = await this.file(facet, this.columns[facet]);
      const flat = numbers(row);
      const filed = [];
      for (let at = 0; at < flat.length; at += flat[at] + 1) filed.push(flat.slice(at + 1, at + 1 + flat[at]).map((one) => values[one][0]));
      return { of: (document) => filed[document] ?? [], names: Object.fromEntries(values) };
    }

    async id(document) {
      const at = Math.floor(document / IDS);
      return (await this.file(`ids-${at}`, this.ids[at])).split(" ")[document % IDS];
    }
  }

  const KINDS = { cables: "Cables", notes: "Annotations", entities: "People and places", pages: "Pages" };

  // The blocks by name; of one that cannot be had, why.
  const blocks = new Map();

  // What has no fingerprint is asked for anew when a block is spoilt: the list of blocks, its head, and passages.
  function renew() {
    if (!spoilt.size) return;
    for (const name of spoilt) blocks.delete(name);
    for (const key of [...asked.keys()].filter((one) => one.endsWith(" "))) asked.delete(key);
    spoilt.clear();
  }

  async function open() {
    renew();
    const { format, blocks: names } = await load("search/index", "", "no-cache");
    if (format !== FORMAT) throw new Error("was made by another version than this page: load the page anew");
    return Promise.all(names.map(async (name) => {
      try {
        if (!blocks.has(name)) blocks.set(name, new Block(name, await load(`search/${name}/index`, "", "no-cache")));
        return { name, block: blocks.get(name) };
      } catch (error) {
        return { name, error };
      }
    }));
  }

  // The words for a value of a facet, if the first blocks have them.
  async function nameOf(facet, value) {
    if (facet === "kind") return KINDS[value] ?? value;
    for (const { block } of facet === "year" ? [] : (await open()).slice(0, 8)) {
      const name = block && (await block.column(facet)).names[value];
      if (name) return name;
    }
    return value;
  }

  // Of blocks those in which phrases are looked up, as many as take enough files: of years that are asked for, then the latest, or the oldest.
  function parted(plans, { sort, years = [], most = ENOUGH }) {
    const isOf = ({ block }) => block.days.some((day) => years.includes(day.slice(0, 4)));
    const later = ({ block: one }, { block: other }) => (other.dates[0] - one.dates[0]) * (sort === "oldest" ? -1 : 1);
    let files = 0;
    const isNow = (plan) => {
      const fits = !plan.files || !files || files + plan.files <= most;
      files += plan.files;
      return fits;
    };
    const now = new Set([...plans].sort((one, other) => isOf(other) - isOf(one) || later(one, other)).filter(isNow));
    return [now, plans.filter((one) => !now.has(one))];
  }

  const tried = (name, act) => act().catch((fault) => ({ name, fault }));

  // All documents that a query finds, each with its units, as far as it is known without too many files; of the blocks
  // that could not be searched, why; and how many documents are left in which phrases were not looked up.
  async function find(clauses, how = {}) {
    const [wanted, unwanted] = [false, true].map((not) => clauses.filter((one) => one.not === not));
    const plans = await Promise.all((await open()).map(({ name, block, error }) => tried(name, async () => {
      if (!block) throw error;
      return block.plan(wanted, unwanted);
    })));
    const planned = plans.filter(({ block }) => block);
    const [now, later] = parted(planned, how);
    const answers = await Promise.all([...now].map((plan) => tried(plan.block.name, () => plan.block.answer(plan, how.isExact))));
    const failed = [...plans, ...answers].filter(({ fault }) => fault);
    const worth = wanted.map((_, nth) => {
      const looked = planned.filter(({ often }) => often[nth] !== null);
      const size = looked.reduce((sum, { block }) => sum + block.size, 0);
      const often = Math.min(size, looked.reduce((sum, one) => sum + one.often[nth], 0));
      return Math.log(1 + (size - often + 0.5) / (often + 0.5)) / STEPS;
    });
    const found = answers.filter(({ block }) => block).flatMap((one) => documentsOf(one, worth));
    if (found.some(({ units }) => !units)) for (const one of found) one.rough = sumOf(one.most.map((weight) => LEVELS[levelOf(weight)]), worth);
    const absent = failed.length ? [] : wanted.filter((_, nth) => planned.every(({ often }) => often[nth] === 0));
    const left = later.reduce((sum, { marks }) => sum + marks.filter(Boolean).length, 0);
    const isNothing = ![found, failed, unwanted].some((some) => some.length) && !left;
    const isSpare = (one) => wanted.every((other) => other === one || !isPhrase(other.words)) && isFoundIn(planned, wanted, one);
    const spare = isNothing && wanted.length > 1 ? wanted.filter(isSpare) : [];
    const isApart = isNothing && isFoundIn(planned, wanted);
    return { failed, absent, left, spare, isApart, of: plans.length, worth, documents: found };
  }

  // Whether there is something that has the words of all clauses but one that may be spared.
  function isFoundIn(plans, wanted, spare) {
    const others = wanted.flatMap((one, nth) => (one === spare ? [] : [nth]));
    return plans.some(({ block, levels }) => block.kind !== "notes" && common(others.flatMap((nth) => levels[nth] ?? [[]])).includes(1));
  }

  // The documents of a block in which all clauses hold; of each the units that have them all, or, where none has, all
  // units that have one.
  function documentsOf({ block, marks, isRough, levels, held }, worth) {
    const documents = [...marks.keys()].filter((at) => marks[at]);
    return documents.map((one) => (isRough ? outlinedIn(block, one, levels, held) : documentIn(block, one, held, worth))).filter(Boolean);
  }

  // A document, with how much of each clause it has at the most.
  function outlinedIn(block, document, levels, held) {
    const units = [block.starts[document], block.starts[document + 1]];
    const most = levels.map((words, nth) => (isPhrase(words) ? Math.max(...held[nth].subarray(...units)) : LEVELS[words[0][document]]));
    return most.every(Boolean) && { block, document, most, units: null };
  }

  function documentIn(block, document, held, worth) {
    const start = block.starts[document];
    const found = [];
    const best = worth.map(() => 0);
    for (let unit = start; unit < (block.starts[document + 1] ?? block.size); unit += 1) {
      if (!held.some((one) => one[unit])) continue;
      held.forEach((one, nth) => { best[nth] = Math.max(best[nth], one[unit]); });
      if (unit !== start || block.kind !== "notes") found.push(unit);
    }
    if (!found.length || !best.every(Boolean)) return null;
    const all = found.map((unit) => unitOf(unit, start, held, worth));
    const whole = all.filter((one) => one.isWhole);
    const isWhole = whole.length > 0;
    const score = isWhole ? whole.reduce((most, one) => Math.max(most, one.score), 0) : sumOf(best, worth);
    return { block, document, most: best, units: isWhole ? whole : all, isWhole, score };
  }

  const sumOf = (weights, worth) => weights.reduce((sum, weight, nth) => sum + weight * worth[nth], 0);

  // What holds in a unit by itself, whether all does with its subject's help, and how much all that says.
  function unitOf(unit, subject, held, worth) {
    const own = held.map((one) => one[unit]);
    const all = held.map((one, nth) => Math.max(own[nth], one[subject] / 2));
    return { unit: unit - subject, own, said: sumOf(own, worth), isWhole: all.every(Boolean), score: sumOf(all, worth) };
  }

  // The orders of documents. Of one day, cables come before notes; the rest stand in the order of the archive.
  const date = ({ block, document }) => block.dates[document];
  const older = (one, other) => date(one) - date(other) || (one.block === other.block ? 0 : compared(one.block.name, other.block.name)) || one.document - other.document;
  const ORDERS = {
    "": (one, other) => ("rough" in one ? other.rough - one.rough : other.isWhole - one.isWhole || other.score - one.score) || older(other, one),
    newest: (one, other) => older(other, one),
    oldest: (one, other) => !date(one) - !date(other) || older(one, other),
  };

  const order = (documents, sort) => documents.sort(ORDERS[sort] ?? ORDERS[""]);

  // Passages, the best first; where none has all that is looked for, each that follows adds what is missing, if it can.
  function best(units, isWhole) {
    const left = [...units].sort((one, other) => other.said - one.said || one.unit - other.unit);
    if (isWhole) return left;
    const covered = new Set();
    return units.map(() => {
      const news = ({ own }) => own.filter((weight, nth) => weight && !covered.has(nth)).length;
      const next = left.reduce((most, one) => (news(one) > news(most) ? one : most));
      next.own.forEach((weight, nth) => weight && covered.add(nth));
      return left.splice(left.indexOf(next), 1)[0];
    });
  }

  // How much a clause says of a passage that one has: as the index has it.
  function weightIn([, , , heading, text], { words }, isSubject) {
    const [over, said] = [heading, text].map(sitegenTerms.words);
    if (![over, said].some((there) => sitegenTerms.placesOf(there, words).length)) return 0;
    return Math.min(...words.map((word) => {
      const often = new Map();
      for (const [some, count] of [[over, isSubject ? 3 : 2], [said, isSubject ? 3 : 1]]) {
        for (const { term } of some) if (term && sitegenTerms.fits(term, word)) often.set(term, (often.get(term) ?? 0) + count);
      }
      const most = Math.max(...often.values());
      const value = (most * 2.2) / (most + 1.2 * (0.4 + (0.6 * (over.length + said.length)) / 100));
      return Math.max(1, Math.round((value / 2.2) * STEPS));
    }));
  }

  // All passages of a document by what is shown of it, as the index numbers them; the subject has no name.
  function passagesIn(says, kind) {
    const subject = ["", "", "", says.level ? `${says.id} ${says.id.slice(2)}` : "", says.subject];
    return [...(kind === "entities" ? [] : [subject]), ...says[kind === "notes" ? "notes" : "passages"]];
  }

  // What is found in all passages of a document.
  function foundIn(passages, kind, clauses, worth) {
    const held = clauses.filter(({ not }) => !not).map((clause) => passages.map((one, unit) => weightIn(one, clause, !unit)));
    const { units = [], isWhole = true, score = 0 } = documentIn({ kind, starts: [0], size: passages.length }, 0, held, worth) ?? {};
    return { units, isWhole, score };
  }

  return { find, nameOf, load, order, best, passagesIn, foundIn, KINDS, at: (where) => { root = where; } };
})();
