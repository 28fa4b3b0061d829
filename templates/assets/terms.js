// What a word is compared as, and what a query means: for the search page, and for the marks on a cable's page.
// docs/search-index.md says it in words; sitegen/search/terms.py does the same when the index is made.
const sitegenTerms = (() => {
  const STOP = new Set(("a an and are as at be been but by for from had has have he her his in is it its of on or s she that "
    + "the their they this to was were which with").split(" "));
  const LONGEST = 40;
  // U.S. is one word, as US is.
  const WORD = /(?<![\p{L}\p{N}_\u0300-\u036f])[a-zA-Z](?:\.[a-zA-Z](?![\p{L}\p{N}\u0300-\u036f]))+|[\p{L}\p{N}]+(?:[\u0300-\u036f]+[\p{L}\p{N}]*)*/gu;

  // Snowball's English stemmer, for words of three or more letters a-z.
  const WHOLE = { skis: "ski", skies: "sky", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl",
    andes: "andes", atlas: "atlas", bias: "bias", cosmos: "cosmos", howe: "howe", news: "news", sky: "sky" };
  const table = (words) => Object.fromEntries(words.split(" ").map((one) => one.split(":")));
  const STEP_2 = table("tional:tion enci:ence anci:ance abli:able entli:ent izer:ize ization:ize ational:ate ation:ate ator:ate alism:al "
    + "aliti:al alli:al fulness:ful fulli:ful ousli:ous ousness:ous iveness:ive iviti:ive biliti:ble bli:ble ogist:og ogi:og lessli:less li:");
  const STEP_3 = table("tional:tion ational:ate alize:al icate:ic iciti:ic ical:ic ful: ness: ative:");
  const STEP_4 = table("al: ance: ence: er: ic: able: ible: ant: ement: ment: ent: ism: ate: iti: ous: ive: ize: ion:");

  const ending = (word, endings) => {
    for (let size = Math.min(7, word.length); size; size -= 1) if (word.slice(-size) in endings) return word.slice(-size);
    return null;
  };
  const isShort = (word) => /[^aeiouy][aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$|past$/.test(word);
  const after = (word, from) => {
    const found = /[aeiouy][^aeiouy]/.exec(word.slice(from));
    return found ? from + found.index + 2 : word.length;
  };

  function withoutEd(word, first) {
    const [, end] = /(eedly|eed|ingly|edly|ing|ed)$/.exec(word) ?? [];
    if (!end) return word;
    const rest = word.slice(0, -end.length);
    if (end.startsWith("eed")) return rest.length >= first && !/^(succ|proc|exc)$/.test(rest) ? `${rest}ee` : word;
    if (end === "ing" && /^[^aeiouy]y$/.test(rest)) return `${rest[0]}ie`;
    if (end === "ing" && /^(even|cann|inn|earr|herr|out)$/.test(rest)) return word;
    if (!/[aeiouy]/.test(rest)) return word;
    if (/(at|bl|iz)$/.test(rest)) return `${rest}e`;
    if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) return /^[aeo]..$/.test(rest) ? rest : rest.slice(0, -1);
    return rest.length === first && isShort(rest) ? `${rest}e` : rest;
  }

  function stem(whole) {
    if (Object.hasOwn(WHOLE, whole)) return WHOLE[whole];
    let word = whole.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
    const known = /^(arsen|commun|emerg|gener|inter|later|organ|past|univers)/.exec(word);
    const first = known ? known[0].length : after(word, 0);
    const second = after(word, first);
    const replaced = (endings, least, condition = () => true) => {
      const end = ending(word, endings);
      if (end === null) return;
      const rest = word.slice(0, -end.length);
      if (rest.length >= least && condition(end, rest)) word = rest + endings[end];
    };

    if (/sses$/.test(word)) word = word.slice(0, -2);
    else if (/ie[sd]$/.test(word)) word = word.slice(0, word.length > 4 ? -2 : -1);
    else if (/[^us]s$/.test(word) && /[aeiouy]/.test(word.slice(0, -2))) word = word.slice(0, -1);
    word = withoutEd(word, first);
    word = word.replace(/(?<=.[^aeiouy])[yY]$/, "i");
    replaced(STEP_2, first, (end, rest) => (end === "li" ? /[cdeghkmnrt]$/.test(rest) : end !== "ogi" || rest.endsWith("l")));
    replaced(STEP_3, first, (end, rest) => end !== "ative" || rest.length >= second);
    replaced(STEP_4, second, (end, rest) => end !== "ion" || /[st]$/.test(rest));
    const rest = word.slice(0, -1);
    if (word.endsWith("e") && (rest.length >= second || (rest.length >= first && !isShort(rest)))) word = rest;
    else if (word.endsWith("ll") && rest.length >= second) word = rest;
    return word.toLowerCase();
  }

  // Without accents.
  function folded(word) {
    const plain = /^[\x00-\x7f]*$/.test(word) ? word : word.normalize("NFKD").replaceAll("ς", "σ").replace(/\p{Mn}|\s/gu, "");
    return [...plain].slice(0, LONGEST).join("");
  }

  // The term of a folded word; "" of a stop word.
  const termOf = (word) => (STOP.has(word) ? "" : /^[a-z]{3,}$/.test(word) ? stem(word) : word);

  // The words of a text: their terms, and where they stand in it.
  function words(text) {
    const small = text.toLowerCase();
    const held = small.length === text.length ? small : text; // one letter may become two, and places shift
    return [...held.matchAll(WORD)].map(({ 0: word, index }) => {
      const letters = folded(word.toLowerCase().replaceAll(".", ""));
      return { letters, term: termOf(letters), start: index, end: index + word.length };
    });
  }

  // What a word that is being written may become.
  const ENDINGS = "ing ion ions ed ies ment ments ness ation ations ity".split(" ");
  function becoming(letters) {
    const found = new Set();
    for (const end of ENDINGS) {
      for (let typed = 1; typed < end.length; typed += 1) {
        if (letters.length - typed > 1 && letters.endsWith(end.slice(0, typed))) found.add(termOf(letters + end.slice(typed)));
      }
    }
    return [...found].filter(Boolean);
  }

  // The id of a cable may be written in several words, 07 ASTANA 1848 or ASTANA 1848: each of them then stands for it too.
  function joined(words) {
    words.forEach((last, at) => {
      if (!last || !/^\d{1,8}$/.test(last.letters)) return;
      const parts = [last];
      let letters = last.letters.replace(/^0+/, "");
      for (let before = at - 1; before >= 0 && parts.length < 5 && words[before]; before -= 1) {
        const part = words[before].letters;
        const isYear = parts.length > 1 && /^(\d\d)?\d\d$/.test(part);
        if (!isYear && !/^[a-z]+$/.test(part)) break;
        letters = (isYear ? part.slice(-2) : part) + letters;
        parts.push(words[before]);
        for (const word of parts) word.becomes.push(letters);
        if (isYear) break;
      }
    });
  }

  const MOST = 32; // clauses

  // What is asked for: clauses; and what of the query could not be used.
  function parse(query) {
    const clauses = [];
    const stopped = [];
    const brief = []; // what is too short to begin words with
    const plain = []; // the words that stand alone, one after the other; nothing where something else is between
    const text = query.replace(/[“”„«»]/g, '"');
    const tokens = [...text.matchAll(/[-−–—]?"[^"]*"?|\S+/g)];
    for (const { 0: token, index } of tokens) {
      const [, minus, quote, body] = /^([-−–—]?)("?)([^]*?)"?$/.exec(token);
      const found = words(body);
      const said = found.filter((one) => one.term);
      if (found.length && !said.length) stopped.push(body);
      else stopped.push(...found.filter(({ term, letters }) => !term && letters !== "s").map(({ letters }) => letters)); // Iran's
      if (!said.length || clauses.length === MOST) continue;
      const isLast = index + token.length === text.length && !/[\s"]$/.test(token);
      const isBegun = (isLast || body.endsWith("*")) && found.at(-1).term;
      if (body.endsWith("*") && found.at(-1).letters.length < 3) brief.push(found.at(-1).letters);
      const clause = { said: token, not: Boolean(minus), words: [] };
      found.forEach((one, place) => {
        const begun = Boolean(isBegun) && place === found.length - 1 && one.letters.length > 2;
        if (one.term) clause.words.push({ ...one, place, begun, becomes: begun ? becoming(one.letters) : [] });
      });
      clauses.push(clause);
      plain.push(!minus && !quote && found.length === 1 ? clause.words[0] : null);
    }
    joined(plain);
    const isEither = tokens.some(([token]) => token === "OR");
    return { clauses, stopped, brief, isEither, isOpen: text.split('"').length % 2 === 0, isLong: clauses.length === MOST, isEmpty: !tokens.length };
  }

  const fits = (term, word) => term === word.term || word.becomes.includes(term) || (word.begun && term.startsWith(word.letters));

  // Where the words of a clause stand one after the other among those of a text: the first and the last.
  function placesOf(there, wanted) {
    return there.flatMap((first, at) => {
      if (!fits(first.term, wanted[0])) return [];
      const places = wanted.map((word) => there[at + word.place - wanted[0].place]);
      return places.every((one, nth) => one && fits(one.term, wanted[nth])) ? [[first, places.at(-1)]] : [];
    });
  }

  // The stretches of a text that a query is about.
  function marks(text, clauses) {
    const there = words(text);
    const found = clauses.filter(({ not }) => !not).flatMap((clause) => placesOf(there, clause.words).map(([{ start }, { end }]) => ({ start, end, clause })));
    let end = 0;
    return found.sort((one, other) => one.start - other.start || other.end - one.end).filter((one) => {
      if (one.start < end) return false;
      end = one.end;
      return true;
    });
  }

  return { words, parse, fits, placesOf, marks, stem };
})();
