// A cable by its id in any spelling: /go/?ref=astana 1848 (07) leads to it; 404.html says which id was meant.
// The numbers of one post are asked for at a time, as a script, for a page on the disk may fetch nothing else.
(() => {
"use strict";
const { cable, table } = document.currentScript.dataset;
const HOLE = "%7Bid%7D";
const page = (id) => cable.replace(HOLE, id);

const asked = {};
const waiting = {};
globalThis.cables = (name, rows) => waiting[name](rows);
function tableOf(name) {
  asked[name] ??= new Promise((resolve, reject) => {
    waiting[name] = resolve;
    document.head.append(Object.assign(document.createElement("script"), { src: table.replace(HOLE, name), onerror: reject }));
  });
  asked[name].catch(() => delete asked[name]);
  return asked[name];
}

// 1966 to 2065, of two digits or four; 0 of what is no year.
function yearOf(digits) {
  const year = digits.length === 2 ? Number(digits) + (digits >= "66" ? 1900 : 2000) : Number(digits);
  return /^(\d\d|\d{4})$/.test(digits) && year >= 1966 && year <= 2065 ? year : 0;
}

// What an id may mean: of "ASTANA 07 09" either number may be the year. And the place in the cable behind it.
function read(text) {
  const words = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toUpperCase().replace(/^\W*REF(?:TEL)?S?\b\W*(?:[A-Z]\b\W*)?/, "").trim();
  const [, spelled, first, last] = /^(.*?\d[)\]]?)(?:[\s,#]*(?:¶+|#?P|#?PARA(?:GRAPH)?S?\.?)\s*(\d+)(?:\s*[-–]\s*P?(\d+))?)?$/.exec(words) ?? [, words];
  const parts = /^\W*(\d+)?[\W_]*([A-Z][A-Z\W_]*?)[\W_]*(\d+)(?:[\W_]+(\d+))?[\W_]*$/.exec(spelled.replace(/_[A-Z]$|SECTION\s*\d+\s*OF\s*\d+/g, ""));
  const found = [];
  if (parts) {
    const [, before, post, middle, after] = parts;
    const letters = post.replace(/[^A-Z]/g, "").replace(/^(?:EFTO|AMEMBASSY|AMCONSUL|USMISSION|EMBASSY|CONSULATE)+(?=[A-Z]{3})/, "");
    let pairs = [[after ?? "", middle], [middle, after ?? ""]];
    if (before) pairs = after ? [] : [yearOf(before) ? [before, middle] : [middle, before]];
    for (const [year, number] of pairs) {
      if (yearOf(year) && Number(number) && Number(number) < 1e8 && letters.length > 2) found.push({ year: yearOf(year), letters, number: Number(number) });
    }
  }
  return { meant: found, first, last };
}

const idOf = ({ year, key, number }) => `${String(year).slice(2)}${key}${number}`;

// How many letters must be set, taken away, changed or swapped with the next to make one word of the other.
function apart(one, other) {
  const rows = [[...Array(other.length + 1).keys()]];
  for (let i = 1; i <= one.length; i += 1) {
    rows[i] = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const changed = one[i - 1] === other[j - 1] ? 0 : 1;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + changed);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[one.length][other.length];
}

// The cable that an id means, and those whose ids are near: a digit or two, the year, a letter or two of the post.
async function find(one) {
  const { here, aliases } = await tableOf("all-posts");
  const key = here.includes(one.letters) ? one.letters : (aliases[one.letters] ?? one.letters);
  const keys = here.includes(key) ? [key] : here.filter((post) => apart(post, key) <= (key.length > 5 ? 2 : 1)).slice(0, 3);
  const digits = String(one.number);
  const near = [];
  for (const post of keys) {
    for (const [year, numbers] of Object.entries(await tableOf(post))) {
      for (const number of numbers) {
        if (Math.abs(String(number).length - digits.length) > 2) continue;
        const far = apart(String(number), digits) + (Number(year) !== one.year) + apart(post, key);
        if (far <= (digits.length > 2 ? 2 : 1)) near.push({ year, key: post, number, far });
      }
    }
  }
  near.sort((a, b) => a.far - b.far || Math.abs(a.year - one.year) - Math.abs(b.year - one.year) || Math.abs(a.number - one.number) - Math.abs(b.number - one.number));
  return { id: idOf({ ...one, key }), exact: near[0]?.far === 0, near: near.slice(0, 5).map(idOf) };
}

const box = document.querySelector(".found");

function show(words, ids, tail = "") {
  const list = document.createElement("ul");
  for (const id of ids) {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { href: page(id) + tail, textContent: id }));
    list.append(item);
  }
  box.replaceChildren(Object.assign(document.createElement("p"), { textContent: words }), ...(ids.length ? [list] : []));
}

// Not every page of a cable is of one that is here: one that is cited, or has another id now, has a page, too.
async function hasPage(id) {
  try {
    return location.protocol.startsWith("http") && (await fetch(page(id), { method: "HEAD" })).ok;
  } catch {
    return false;
  }
}

function tailOf(query, { first, last }) {
  const [, start, end] = /^[Pp]?(\d+)(?:-[Pp]?(\d+))?$/.exec(query.get("p") ?? "") ?? [, first, last];
  if (end) query.set("to", `p${end}`);
  for (const name of ["ref", "p"]) query.delete(name);
  return (query.size ? `?${query}` : "") + (location.hash || (start ? `#p${start}` : ""));
}

async function go(ref, query) {
  const { meant, ...place } = read(ref);
  const tail = tailOf(query, place);
  const found = await Promise.all(meant.map(find));
  const here = found.filter((one) => one.exact);
  if (here.length === 1) return location.replace(page(here[0].id) + tail);
  if (here.length) return show(`“${ref}” may be any of these:`, here.map((one) => one.id), tail);
  for (const { id } of found) if (await hasPage(id)) return location.replace(page(id) + tail);
  if (!found.length) return show(`“${ref}” cannot be read as the id of a cable. Write the year, the post and the number: 07ASTANA1848.`, []);
  const near = [...new Set(found.flatMap((one) => one.near))];
  show(`${found.map((one) => one.id).join(" or ")} is not in this archive.${near.length ? " Is it one of these?" : ""}`, near, tail);
}

// An address that leads nowhere: which part of it is an id, perhaps mistyped?
async function lost() {
  for (const part of location.pathname.split("/").reverse()) {
    let words = part.replace(/\.[a-z]+$/i, ""); // 07ASTANA1848.html, of an older site
    try {
      words = decodeURIComponent(words);
    } catch {
      // It is no text; it may be an id all the same.
    }
    const found = await Promise.all(read(words).meant.map(find));
    const near = [...new Set(found.flatMap((one) => one.near))];
    if (near.length) return show("Is it one of these cables?", near, location.search + location.hash);
  }
}

const form = document.querySelector(".finder");
if (form) {
  const query = new URLSearchParams(location.search);
  form.hidden = false;
  document.querySelector(".unscripted").remove();
  form.ref.value = query.get("ref") ?? "";
  if (form.ref.value) go(form.ref.value, query).catch(() => show("The list of the cables could not be loaded. Try again, or look in the lists below.", []));
} else {
  lost().catch(() => {}); // the page says where else to look
}
})();
