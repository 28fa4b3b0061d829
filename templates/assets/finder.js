// Finds what a query asks for. The index is files that each make one call, so that a page opened from the disk has
// them too: there they are run as scripts, elsewhere read as data. docs/search-index.md says what stands in them.
const sitegenFinder = (() => {
  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const DIGIT = new Map([...SIGNS].map((sign, digit) => [sign, digit]));
  const IDS = 256;
  const STEPS = 15;
  const PATIENCE = 20_000;

  // Files by their names: each is asked for once, and again when it failed.
  const asked = new Map();
  const failed = new Set();
  const arrived = new Map();
  let root = "";

  globalThis.sitegenFound = (name, data) => arrived.set(name, data);

  function load(name, version, cache = "default") {
    if (!asked.has(name)) {
      const path = `${root}${name.split("/").map(encodeURIComponent).join("/")}.js`;
      const promise = location.protocol === "file:" ? run(name, path) : read(name, `${path}${version ? `?v=${version}` : ""}`, cache);
      asked.set(name, promise);
      promise.catch(() => { asked.delete(name); failed.add(name); });
    }
    return asked.get(name);
  }

  // What failed may be kept by the browser as it came, half: it is asked of the host anew.
  async function read(name, url, cache) {
    const reply = await fetch(url, { cache: failed.has(name) ? "reload" : cache, signal: AbortSignal.timeout(PATIENCE) }).catch((error) => {
      throw new Error(error.name === "TimeoutError" ? "took too long" : "could not be loaded");
    });
    if (!reply.ok) throw new Error(`could not be loaded (the host says ${reply.status})`);
    try {
      const call = await reply.text();
      const [called, data] = JSON.parse(`[${call.slice(call.indexOf("(") + 1, call.lastIndexOf(")"))}]`);
      if (called === name) return data;
    } catch { /* half of it, or something else */ }
    throw new Error("is damaged");
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
    let number = 0;
    let bits = 0;
    for (const sign of row) {
      const digit = DIGIT.get(sign);
      number += (digit & 31) * 2 ** bits;
      bits += 5;
      if (digit < 32) {
        found.push(number);
        number = bits = 0;
      }
    }
    return found;
  }

  // Of names in order, that of the last which is not greater; and those after it that begin with the letters.
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
    return names.slice(first, last);
  }

  const fileName = (letters) => letters.replace(/[^\x00-\x7f]/gu, (one) => `_${one.codePointAt(0).toString(16)}_`);

  // A block of the index: documents of one kind, and the terms of their units.
  class Block {
    constructor(name, head) {
      this.name = name;
      this.kind = name.split("-")[0];
      this.version = head.version;
      this.days = head.days.flatMap(([day, count]) => Array(count).fill(day));
      this.starts = [0];
      for (const size of numbers(head.units)) this.starts.push(this.starts.at(-1) + size);
      this.units = this.starts.pop();
      this.documents = new Uint32Array(this.units);
      this.starts.forEach((start, at) => this.documents.fill(at, start));
      this.shelves = head.shelves ? head.shelves.split(" ") : [];
      this.terms = new Map();
      this.heavy = new Set(); // shards of one term that stands in very many units
    }

    file(name) {
      return load(`search/${this.name}/${name}`, this.version);
    }

    // The names of the shards that may have a term, or all that begin with some letters.
    async shards(letters, isBegun) {
      const shelves = await Promise.all(placesOf(this.shelves, letters, isBegun).map((shelf) => this.file(`s-${fileName(shelf)}`)));
      const names = shelves.flatMap((shelf) => shelf.split(" "));
      for (const name of names) if (name.endsWith("+")) this.heavy.add(name.slice(0, -1));
      return placesOf(names.map((name) => name.replace("+", "")), letters, isBegun);
    }

    async isHeavy({ words }) {
      const names = await Promise.all(words.map((word) => (this.shelves.length ? this.shards(word.term) : [])));
      return names.flat().some((name) => this.heavy.has(name));
    }

    // Where each clause holds. When one holds nowhere the heavy ones are not asked: nothing can be found here.
    async answers(clauses) {
      const isHeavy = await Promise.all(clauses.map((one) => this.isHeavy(one)));
      const held = await Promise.all(clauses.map((one, nth) => (isHeavy[nth] ? null : this.holding(one))));
      if (held.some((one) => one?.size === 0)) return held;
      return Promise.all(held.map((one, nth) => one ?? this.holding(clauses[nth])));
    }

    // The lines of a shard by their terms.
    async shard(letters) {
      if (!this.terms.has(letters)) {
        const file = `t-${fileName(letters)}`;
        const lines = (await this.file(file)).split("\n").map((line) => line.split(" "));
        this.terms.set(letters, new Map(lines.map(([term, units, weights, positions]) => [term, { units, weights, positions, file }])));
      }
      return this.terms.get(letters);
    }

    // The entries of all terms that a word stands for.
    async entries(word) {
      if (!this.shelves.length) return [];
      const wanted = [word.term, ...word.becomes].map((term) => this.shards(term));
      if (word.begun) wanted.push(this.shards(word.letters, true));
      const names = new Set((await Promise.all(wanted)).flat());
      const shards = await Promise.all([...names].map((name) => this.shard(name)));
      return shards.flatMap((lines) => [...lines].filter(([term]) => sitegenTerms.fits(term, word)).map(([, entry]) => entry));
    }

    // Each unit that a word stands in, with its weight; and in what positions, when that is asked.
    async found(word, withPlaces) {
      const units = new Map();
      for (const entry of await this.entries(word)) {
        let unit = 0;
        const weights = numbers(entry.weights);
        const places = withPlaces ? numbers(entry.positions ?? (await this.file(`${entry.file}-at`))) : [];
        let at = 0;
        numbers(entry.units).forEach((gap, nth) => {
          unit += gap;
          const held = units.get(unit) ?? { weight: 0, places: [] };
          held.weight = Math.max(held.weight, weights[nth]);
          for (let place = 0, isLast = false; withPlaces && !isLast; at += 1) {
            isLast = places[at] % 2 === 1;
            place += places[at] >> 1;
            held.places.push(place);
          }
          units.set(unit, held);
        });
      }
      return units;
    }

    // The units in which a clause holds, with its weight there.
    async holding(clause) {
      const isPhrase = clause.words.length > 1;
      const [first, ...others] = await Promise.all(clause.words.map((word) => this.found(word, isPhrase)));
      const held = new Map();
      const steps = clause.words.slice(1).map((word) => word.place - clause.words[0].place);
      for (const [unit, { weight, places }] of first) {
        const rest = others.map((one) => one.get(unit));
        if (!rest.every(Boolean)) continue;
        if (isPhrase && !places.some((place) => rest.every((one, nth) => one.places.includes(place + steps[nth])))) continue;
        held.set(unit, Math.min(weight, ...rest.map((one) => one.weight)));
      }
      return held;
    }

    // The values of one facet that each document is filed under.
    async column(facet) {
      if (facet === "kind") return { of: () => [this.kind], names: KINDS };
      if (facet === "year") return { of: (document) => [this.days[document].slice(0, 4)].filter(Boolean), names: {} };
      const { values, row } = await this.file(facet);
      const flat = numbers(row);
      const filed = [];
      for (let at = 0; at < flat.length; at += flat[at] + 1) filed.push(flat.slice(at + 1, at + 1 + flat[at]).map((one) => values[one][0]));
      return { of: (document) => filed[document] ?? [], names: Object.fromEntries(values) };
    }

    async id(document) {
      return (await this.file(`ids-${Math.floor(document / IDS)}`)).split(" ")[document % IDS];
    }
  }

  const KINDS = { cables: "Cables", notes: "Annotations", entities: "People and places", pages: "Pages" };

  // The blocks by name; of one that cannot be had, why.
  const blocks = new Map();

  async function open() {
    const { blocks: names } = await load("search/index");
    return Promise.all(names.map(async (name) => {
      try {
        if (!blocks.has(name)) blocks.set(name, new Block(name, await load(`search/${name}/index`)));
        return { name, block: blocks.get(name) };
      } catch (error) {
        return { name, error };
      }
    }));
  }

  // All documents that a query finds, each with its units; and of the blocks that could not be searched, why.
  async function find(clauses) {
    const [wanted, unwanted] = [false, true].map((not) => clauses.filter((one) => one.not === not));
    const parts = await Promise.all((await open()).map(async ({ name, block, error }) => {
      try {
        if (!block) throw error;
        const held = await block.answers(wanted);
        const isPossible = held.every((one) => one?.size);
        return { block, held, isPossible, forbidden: await Promise.all(isPossible ? unwanted.map((one) => block.holding(one)) : []) };
      } catch (fault) {
        return { name, fault };
      }
    }));
    const searched = parts.filter((one) => one.block);
    const worth = wanted.map((_, nth) => {
      const looked = searched.filter(({ held }) => held[nth]);
      const size = looked.reduce((sum, { block }) => sum + block.units, 0);
      const often = looked.reduce((sum, { held }) => sum + held[nth].size, 0);
      return Math.log(1 + (size - often + 0.5) / (often + 0.5)) / STEPS;
    });
    const failed = parts.filter((one) => one.fault);
    return { failed, of: parts.length, documents: searched.filter((one) => one.isPossible).flatMap((one) => documentsOf(one, worth)) };
  }

  // The documents of a block in which all clauses hold; of each the units that have them all, or, where none has, all
  // units that have one. Units with what is not wanted are as though they were not there.
  function documentsOf({ block, held: all, forbidden }, worth) {
    const isWanted = (unit) => !forbidden.some((one) => one.has(unit) || one.has(block.starts[block.documents[unit]]));
    const held = forbidden.length ? all.map((one) => new Map([...one].filter(([unit]) => isWanted(unit)))) : all;
    const [first, ...others] = held.map((one) => new Set([...one.keys()].map((unit) => block.documents[unit])));
    const documents = new Map();
    for (const document of first) {
      if (others.every((one) => one.has(document))) documents.set(document, { block, document, units: [], isWhole: false });
    }
    const units = new Set(held.flatMap((one) => [...one.keys()]));
    for (const unit of [...units].sort((one, other) => one - other)) {
      const document = block.documents[unit];
      const isSubject = unit === block.starts[document];
      if (documents.has(document) && !(isSubject && block.kind === "notes")) documents.get(document).units.push(unitOf(unit, block, held, worth));
    }
    return [...documents.values()].filter((one) => one.units.length).map((one) => {
      const whole = one.units.filter(({ isWhole }) => isWhole);
      if (whole.length) return { ...one, isWhole: true, units: whole, score: Math.max(...whole.map(({ score }) => score)) };
      const best = worth.map((_, nth) => Math.max(...one.units.map(({ own }) => own[nth])));
      return { ...one, score: best.reduce((sum, weight, nth) => sum + weight * worth[nth], 0) };
    });
  }

  // What holds in a unit by itself, whether all does with its subject's help, and how much all that says.
  function unitOf(unit, block, held, worth) {
    const subject = block.starts[block.documents[unit]];
    const own = held.map((one) => one.get(unit) ?? 0);
    const all = held.map((one, nth) => Math.max(own[nth], (one.get(subject) ?? 0) / 2));
    return { unit: unit - subject, own, isWhole: all.every(Boolean), score: all.reduce((sum, weight, nth) => sum + weight * worth[nth], 0) };
  }

  return { find, load, KINDS, at: (where) => { root = where; } };
})();
