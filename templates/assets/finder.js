// Finds what a query asks for. The index is files that each make one call, so that a page opened from the disk has
// them too: there they are run as scripts, elsewhere read as data. docs/search-index.md says what stands in them.
const sitegenFinder = (() => {
  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const DIGITS = new Uint8Array(128);
  [...SIGNS].forEach((sign, digit) => { DIGITS[sign.charCodeAt(0)] = digit; });
  const IDS = 256;
  const STEPS = 15;
  const LEVELS = [0, 11, STEPS];
  const PATIENCE = 20_000;
  const FORMAT = 2;
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

  const fileName = (letters) => letters.replace(/[^\x00-\x7f]/gu, (one) => `_${one.codePointAt(0).toString(16)}_`);
  const printsIn = (text) => text.match(/.{4}/g) ?? [];

  // Where a term stands: all of it, or of a term in very many units an outline, whose parts are fetched when they are needed.
  class Entry {
    constructor(block, file, { term, units = "", weights = "", positions = null }, print = "") {
      Object.assign(this, { block, file, term, positions, print });
      this.units = running(numbers(units));
      this.weights = numbers(weights);
      this.number = this.units.length;
      this.outline = null;
    }

    static outlined(block, file, says) {
      const [units, weights] = says.best.split(" ");
      const entry = new Entry(block, file, { term: says.term, units, weights });
      const last = Math.min(...entry.greatest().values());
      const oldest = [...entry.greatest()].filter(([, weight]) => weight === last).map(([document]) => document).sort(block.older)[0];
      entry.number = says.number;
      entry.outline = { levels: says.documents, size: says.size, prints: printsIn(says.parts), last, oldest, best: new Set(entry.greatest().keys()) };
      return entry;
    }

    // The greatest weight in each document of which the postings are here.
    greatest() {
      const found = new Map();
      this.units.forEach((unit, nth) => {
        const document = this.block.documents[unit];
        found.set(document, Math.max(found.get(document) ?? 0, this.weights[nth]));
      });
      return found;
    }

    // Sets a mark for each document in which the term stands.
    mark(marks) {
      if (!this.outline) for (const unit of this.units) marks[this.block.documents[unit]] = 1;
      else for (let at = 0; at < marks.length; at += 1) if (this.level(at)) marks[at] = 1;
    }

    // The most that the term can say in a document: 0 if it is not there.
    level(document) {
      return LEVELS[(DIGITS[this.outline.levels.charCodeAt(Math.floor(document / 3))] >> (2 * (document % 3))) & 3];
    }

    // Units with their weights, and their places when that is asked; of an outlined term those of the parts in which a
    // marked document is.
    async postings(withPlaces, marks) {
      if (!this.outline) {
        const positions = withPlaces && (this.positions ?? await this.block.file(`${this.file}-at`, this.print));
        return [{ units: this.units, weights: this.weights, positions }];
      }
      const { size, prints } = this.outline;
      const wanted = [...Array(prints.length / 2).keys()].filter((part) => marks.subarray(part * size, (part + 1) * size).includes(1));
      return Promise.all(wanted.map(async (part) => {
        const [says, positions] = await Promise.all(["", "-at"].map((end, nth) => (nth && !withPlaces ? "" : this.block.file(`${this.file}-${part}${end}`, prints[2 * part + nth]))));
        const [units, weights] = says.split(" ");
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
      this.older = (one, other) => this.dates[one] - this.dates[other] || one - other;
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
        this.shards.set(name, mark === "*" ? [Entry.outlined(this, file, says)] : says.split("\n").map((line) => {
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

    // A mark for each document in which all words of a clause stand.
    marked(words) {
      const found = new Uint8Array(this.starts.length).fill(1);
      for (const entries of words) {
        const marks = new Uint8Array(found.length);
        for (const entry of entries) entry.mark(marks);
        marks.forEach((mark, at) => { found[at] &= mark; });
      }
      return found;
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
      const [first, ...others] = await Promise.all(words.map((entries) => this.places(entries, marks)));
      const held = new Uint8Array(this.size);
      const steps = clause.words.slice(1).map((word) => word.place - clause.words[0].place);
      for (const [unit, { weight, places }] of first) {
        const rest = others.map((one) => one.get(unit));
        if (!rest.every(Boolean)) continue;
        if (!places.some((place) => rest.every((one, nth) => one.places.includes(place + steps[nth])))) continue;
        held[unit] = Math.min(weight, ...rest.map((one) => one.weight));
      }
      return held;
    }

    // The most that a word can say in each document, as far as outlines tell; and in which it may be less.
    bounds(entries) {
      const most = new Uint8Array(this.starts.length);
      const unsure = new Uint8Array(most.length);
      for (const entry of entries) entry.greatest().forEach((weight, document) => { most[document] = Math.max(most[document], weight); });
      for (const entry of entries.filter(({ outline }) => outline)) {
        const { last, oldest, best } = entry.outline;
        most.forEach((known, document) => {
          const bound = Math.min(entry.level(document), last - Number(this.older(document, oldest) > 0));
          if (bound <= known || best.has(document)) return;
          most[document] = bound;
          unsure[document] = 1;
        });
      }
      return { most, unsure };
    }

    // What of a query is here: of each clause how often and where it holds; or, where outlines can say which documents
    // have it all, these, and what to ask for more.
    async answer(wanted, unwanted, isWhole) {
      const asked = await this.asked(wanted);
      const often = asked.map((words) => words && Math.min(...words.map((entries) => entries.reduce((sum, one) => sum + one.number, 0))));
      if (often.some((number) => !number)) return { block: this, often, isPossible: false };
      const marks = asked.map((words) => this.marked(words)).reduce((all, some) => all.map((mark, at) => mark & some[at]));
      if (!marks.includes(1)) return { block: this, often, isPossible: false };
      const isPlain = !unwanted.length && asked.every((words) => words.length === 1) && this.kind !== "notes";
      const isOutlined = isPlain && !isWhole && asked.some(([entries]) => entries.some((one) => one.outline));
      if (isOutlined) return { block: this, often, isPossible: true, isOutlined, marks, wanted, asked };
      const held = await this.held(wanted, asked, marks);
      const forbidden = await Promise.all(unwanted.map(async (clause) => this.holding(clause, ...(await this.asked([clause])), marks)));
      return { block: this, often, isPossible: true, held, forbidden };
    }

    held(wanted, asked, marks) {
      return Promise.all(wanted.map((clause, nth) => this.holding(clause, asked[nth], marks)));
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

  // All documents that a query finds, each with its units; and of the blocks that could not be searched, why. Where a
  // word stands in very many units, only the documents are known and not the units, unless all is to be whole.
  async function find(clauses, isWhole = false) {
    const [wanted, unwanted] = [false, true].map((not) => clauses.filter((one) => one.not === not));
    const parts = await Promise.all((await open()).map(async ({ name, block, error }) => {
      try {
        if (!block) throw error;
        return await block.answer(wanted, unwanted, isWhole);
      } catch (fault) {
        return { name, fault };
      }
    }));
    const searched = parts.filter((one) => one.block);
    const worth = wanted.map((_, nth) => {
      const looked = searched.filter(({ often }) => often[nth] !== null);
      const size = looked.reduce((sum, { block }) => sum + block.size, 0);
      const often = Math.min(size, looked.reduce((sum, one) => sum + one.often[nth], 0));
      return Math.log(1 + (size - often + 0.5) / (often + 0.5)) / STEPS;
    });
    const failed = parts.filter((one) => one.fault);
    const found = searched.filter((one) => one.isPossible).flatMap((one) => (one.isOutlined ? outlinedOf(one, worth) : documentsOf(one, worth)));
    const absent = failed.length ? [] : wanted.filter((_, nth) => searched.every(({ often }) => often[nth] === 0));
    return { failed, absent, of: parts.length, documents: found };
  }

  // The documents that have all, by outlines: with the most that they can score. Of one word that is often certain.
  function outlinedOf(answer, worth) {
    const { block, marks, asked } = answer;
    const bounds = asked.map(([entries]) => block.bounds(entries));
    const from = { ...answer, worth };
    const found = [];
    marks.forEach((mark, document) => {
      if (!mark) return;
      const score = sumOf(bounds.map(({ most }) => most[document]), worth);
      found.push({ block, document, units: null, isWhole: true, score, isSure: bounds.length === 1 && !bounds[0].unsure[document], from });
    });
    return found;
  }

  // Fetches of documents where their words stand.
  async function look(documents) {
    await Promise.all([...new Set(documents.map(({ from }) => from))].map(async (from) => {
      const { block, wanted, asked, worth } = from;
      const some = documents.filter((one) => one.from === from);
      const marks = new Uint8Array(block.starts.length);
      for (const { document } of some) marks[document] = 1;
      const held = await block.held(wanted, asked, marks);
      for (const one of some) Object.assign(one, documentIn(block, one.document, held, worth));
    }));
  }

  // The documents of a block in which all clauses hold; of each the units that have them all, or, where none has, all
  // units that have one. Units with what is not wanted are as though they were not there.
  function documentsOf({ block, held: all, forbidden }, worth) {
    const isWanted = (unit) => !forbidden.some((one) => one[unit] || one[block.starts[block.documents[unit]]]);
    const held = forbidden.length ? all.map((one) => one.map((weight, unit) => weight && (isWanted(unit) ? weight : 0))) : all;
    return block.starts.map((_, document) => documentIn(block, document, held, worth)).filter(Boolean);
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
    return { block, document, units: isWhole ? whole : all, isWhole, score, isSure: true };
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
    "": (one, other) => other.isWhole - one.isWhole || other.score - one.score || older(other, one),
    newest: (one, other) => older(other, one),
    oldest: (one, other) => !date(one) - !date(other) || older(one, other),
  };

  // Puts documents in order, and looks into as many as it takes for the first to be so for certain.
  async function order(documents, sort, first) {
    for (let some = first; ; some *= 2) {
      documents.sort(ORDERS[sort] ?? ORDERS[""]);
      if (sort in ORDERS && sort) {
        await look(documents.slice(0, first).filter(({ units, from }) => !units && from.asked.length > 1));
        return;
      }
      if (documents.slice(0, first).every((one) => one.isSure)) return;
      await look(documents.filter((one) => !one.isSure).slice(0, some));
    }
  }

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

  // How much a word says of a passage that one has: as the index has it.
  function weightIn(heading, text, word) {
    const [over, said] = [heading, text].map(sitegenTerms.words);
    const often = new Map();
    for (const [words, count] of [[over, 2], [said, 1]]) {
      for (const { term } of words) if (term && sitegenTerms.fits(term, word)) often.set(term, (often.get(term) ?? 0) + count);
    }
    const most = Math.max(0, ...often.values());
    const value = (most * 2.2) / (most + 1.2 * (0.4 + (0.6 * (over.length + said.length)) / 100));
    return most && Math.max(1, Math.round((value / 2.2) * STEPS));
  }

  return { find, nameOf, load, order, best, weightIn, KINDS, at: (where) => { root = where; } };
})();
