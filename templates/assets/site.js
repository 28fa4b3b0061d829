// The page of a cable that has another id now: lead on, to the same place in it.
const moved = document.querySelector("a.moved");
if (moved) location.replace(moved.href + location.search + location.hash);

// Extras only: every page is whole without this file.
const made = (tag, facts = {}) => Object.assign(document.createElement(tag), facts);
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const flat = (text) => text.trim().split(/\s+/).join(" ");
const asked = (name) => new URLSearchParams(location.search).get(name);
const POPOVERS = "popover" in HTMLElement.prototype;

// From a search (?q=words): the script that marks them is for nobody else.
const { dataset } = document.currentScript;
if (dataset.found && asked("q")) {
  const script = made("script", { src: dataset.found });
  Object.assign(script.dataset, dataset);
  document.head.append(script);
}

// What a reader chose, kept on this device and told to nobody; where nothing is kept, it holds for the page.
function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // It holds for this page only.
  }
}

const region = made("p", { className: "live" });
region.setAttribute("role", "status");
document.body.append(region);

function button(textContent, act, facts) {
  const pressed = made("button", { type: "button", textContent, ...facts });
  pressed.addEventListener("click", act);
  return pressed;
}

// A box to tick, in its label.
function choice(words, facts, act) {
  const label = made("label");
  const box = made("input", { type: "checkbox", ...facts });
  box.addEventListener("change", () => act(box));
  label.append(box, ` ${words}`);
  return label;
}

function say(words) {
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = words; });
  clearTimeout(said);
  said = setTimeout(() => { region.textContent = ""; }, 5000);
}
let said;

// What the reader has selected; with a pointer, from before the click that takes the selection away.
let chosen;
function selected() {
  const selection = getSelection();
  return selection.rangeCount ? { range: selection.getRangeAt(0).cloneRange(), words: `${selection}` } : null;
}
document.addEventListener("pointerdown", () => { chosen = selected(); }, true);

// ":~:text=" of words in a paragraph, after as many of the words before them as tell them from the same
// words elsewhere; of a long passage its first and last words.
function passage(para, taken) {
  const text = one(".text", para);
  const spoken = flat(taken?.words ?? "");
  if (!spoken || !text.contains(taken.range.commonAncestorContainer)) return "";
  const words = spoken.split(" ");
  const ends = words.length > 12 ? [words.slice(0, 5), words.slice(-5)] : [words];
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(taken.range.startContainer, taken.range.startOffset);
  const before = flat(`${range}`).split(" ").filter(Boolean);
  const page = flat(document.body.innerText.toLowerCase());
  const often = (some) => page.split(some.join(" ").toLowerCase()).length > 2;
  const prefix = [];
  while (before.length && often([...prefix, ...ends[0]])) prefix.unshift(before.pop());
  const encoded = (some) => encodeURIComponent(some.join(" ")).replaceAll("-", "%2D");
  return `:~:text=${prefix.length ? `${encoded(prefix)}-,` : ""}${ends.map(encoded).join(",")}`;
}

// ?to=p5#p3 is a range: ¶3 to ¶5, lit together. Without script it leads to ¶3.
const paragraphs = all(".para");
const named = (pilcrow) => pilcrow.getAttribute("aria-label").replace("Link to ", "");
const at = (id) => paragraphs.findIndex((para) => para.id === id || all(":scope > .older", para).some((older) => older.id === id));

function light() {
  const first = at(location.hash.slice(1));
  const last = at(asked("to"));
  paragraphs.forEach((para, place) => para.classList.toggle("lit", first >= 0 && first < place && place <= last));
}

// A new query is pushed and the place in it replaced, so that it is one step back; setting the place, not
// pushing it, is what moves :target.
function go(first, last) {
  const query = last && last !== first ? `?to=${last.id}` : "";
  const other = location.search !== query;
  if (other) history.pushState(null, "", `${location.pathname}${query}${location.hash}`);
  if (location.hash === `#${first.id}`) document.getElementById(first.id).scrollIntoView();
  else if (other) location.replace(`#${first.id}`);
  else location.hash = first.id;
  light();
}

light();
addEventListener("hashchange", light);
addEventListener("popstate", light);

// A click on ¶ goes to the paragraph, as a link does, and copies its address; with the shift key, from
// the paragraph one is at to this one.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.pilcrow");
  if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const para = link.closest(".para");
  const start = event.shiftKey ? paragraphs[at(location.hash.slice(1))] : undefined;
  let words = `address of ${named(link)}`;
  let end = "";
  if (start && start !== para) {
    const [first, last] = [start, para].sort((one, other) => paragraphs.indexOf(one) - paragraphs.indexOf(other));
    go(first, last);
    words = `address of ${[first, last].map((each) => named(one(".pilcrow", each))).join(" to ")}`;
  } else {
    end = passage(para, event.detail ? chosen : selected());
    go({ id: link.hash.slice(1) });
    if (end) words = `address of the words selected in ${named(link)}`;
  }
  try {
    await navigator.clipboard.writeText(location.href + end);
    say(`Copied the ${words}`);
  } catch {
    // The browser would not; the address is in its bar all the same.
  }
});

// A menu at each paragraph of what can be copied of it. The citations are the page's own, with the paragraph's
// number where each style wants it; the records for reference managers are the files beside the page, under the
// paragraph's address.
const cited = all(".cite-as");
const forms = all("link[rel=alternate][data-copied]");

function reading(para) {
  const name = named(one(".pilcrow", para));
  const number = /^p(\d+)(-\d+)?$/.exec(para.id)?.[1];
  const page = one(".url", cited[0]).textContent;
  return { para, name, number, page, id: one(".meta .id").textContent, url: `${page}#${para.id}`, taken: null };
}

// The words selected in the paragraph, or else all of it, in blocks.
function quoted({ para, taken }) {
  const text = one(".text", para);
  if (taken?.words.trim() && text.contains(taken.range.commonAncestorContainer)) return [{ words: flat(taken.words) }];
  return all("p, li, pre", text).map((block) => {
    const copy = block.cloneNode(true);
    for (const sign of all(".noteref, .pilcrow", copy)) sign.remove();
    const table = block.localName === "pre";
    return { table, words: table ? copy.textContent.replace(/^\n|\s+$/g, "") : flat(copy.textContent) };
  });
}

const place = (at) => (at.number ? `${at.id} ¶${at.number}` : at.id);
const plain = (words) => words.replace(/[\\`*_{}[\]<>#|~&!]/g, "\\$&").replace(/^(\d+)(?=[.)])/, "$1\\").replace(/^[-+=]/, "\\$&");

function markdown(at) {
  const blocks = quoted(at).map(({ words, table }) => (table ? words.split("\n").map((line) => `    ${line}`) : [plain(words)]));
  const lines = [...blocks, [`— [${place(at)}](${at.url}${passage(at.para, at.taken)})`]].flatMap((block) => ["", ...block]).slice(1);
  // No literal within a literal: what shortens scripts takes the blanks out of the inner one.
  return [...lines.map((line) => `> ${line}`.trimEnd()), ""].join("\n");
}

function citation(from, at) {
  const copy = from.cloneNode(true);
  const locator = one("[data-place]", copy);
  locator.textContent = at.number ? locator.dataset.place.replace("{}", at.number) : "";
  one(".url", copy).textContent = at.url;
  return copy.textContent.trim();
}

async function form(link, at) {
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(answer.statusText);
  const text = await answer.text();
  return text.replace(at.id, `${at.id}-${at.para.id}`).replaceAll(at.page, at.url);
}

const ways = [
  ["Link", (at) => at.url + passage(at.para, at.taken)],
  ["Quotation", (at) => `“${quoted(at).map((block) => block.words).join("\n")}” (${place(at)}, ${at.url}${passage(at.para, at.taken)})`],
  ["Markdown", markdown],
  ...cited.map((how) => [how.previousElementSibling.textContent, (at) => citation(how, at)]),
  ...forms.map((link) => [link.title, (at) => form(link, at), link]),
];

if (cited.length && POPOVERS) {
  const menu = made("div", { id: "copying", className: "menu", popover: "auto" });
  menu.setAttribute("role", "group");
  let at;
  for (const [words, way, link] of ways) {
    menu.append(button(words, async () => {
      const { name } = at;
      try {
        // A promise, for what must be fetched first: some browsers want to be asked within the click.
        const text = Promise.resolve(way(at)).then((said) => new Blob([said], { type: "text/plain" }));
        await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
        menu.hidePopover();
        say(`Copied ${name}: ${words}`);
      } catch {
        if (link) location.assign(link.href); // a page read from the disk: here is the file itself
        else say("The browser would not let it be copied");
      }
    }));
  }
  one(".cable").append(menu);
  for (const para of paragraphs) {
    const { name } = reading(para);
    const opener = button("copy", (event) => {
      const open = menu.matches(":popover-open");
      if (open && at?.para !== para) menu.hidePopover();
      at = { ...reading(para), taken: event.detail ? chosen : selected() };
      menu.setAttribute("aria-label", `Copy ${name} as`);
      const { left, bottom } = opener.getBoundingClientRect();
      const width = document.documentElement.clientWidth;
      menu.style.left = `${Math.max(8, Math.min(left, width - 304)) + scrollX}px`;
      menu.style.top = `${bottom + scrollY + 4}px`;
    }, { className: "opener", ariaLabel: `Copy ${name}`, popoverTargetElement: menu });
    all(".at-line", para).at(-1).after(" ", opener); // what stands before it stays where it is
  }
}

// Keys of one letter, which a reader can turn off: to software that listens, a spoken word is many of them.
const KEYS = { j: ["next paragraph", () => step(1)], k: ["previous paragraph", () => step(-1)], "/": ["search", search], "?": ["these keys", help] };
const KEYS_OFF = "sitegen: no keys";
if (!paragraphs.length) for (const key of ["j", "k"]) delete KEYS[key];

function search() {
  const goal = one('.masthead [href*="search/"], #q');
  goal?.[goal.select ? "select" : "click"]();
}

// From the paragraph whose ¶ has the focus, or else from the one that is being read.
function step(direction) {
  const marks = all(".label .pilcrow");
  const tops = marks.map((mark) => mark.getBoundingClientRect().top);
  let place = marks.indexOf(document.activeElement);
  if (place >= 0 && tops[place] > 0 && tops[place] < innerHeight) place += direction;
  else place = direction > 0 ? tops.findIndex((top) => top > 88) : tops.findLastIndex((top) => top < 72);
  if (!marks[place]) return;
  marks[place].focus({ preventScroll: true });
  marks[place].closest(".para").scrollIntoView({ block: "start" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
  if (!Object.hasOwn(KEYS, event.key) || (event.key !== "?" && kept(KEYS_OFF))) return;
  event.preventDefault();
  KEYS[event.key][1]();
});

function help() {
  const dialog = made("dialog", { className: "keys" });
  dialog.setAttribute("aria-labelledby", "keys");
  const list = made("dl");
  for (const [key, [words]] of Object.entries(KEYS)) {
    const row = made("div");
    const name = made("dt");
    name.append(made("kbd", { textContent: key }));
    row.append(name, made("dd", { textContent: words }));
    list.append(row);
  }
  const use = choice("Use these keys on this device", { checked: !kept(KEYS_OFF) }, (box) => keep(KEYS_OFF, box.checked ? null : "off"));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(made("h2", { id: "keys", textContent: "Keys" }), list, use, button("Close", () => dialog.close()));
  document.body.append(dialog);
  dialog.showModal();
}

const keysButton = one(".keys-button");
if (keysButton) {
  keysButton.hidden = false;
  keysButton.addEventListener("click", help);
}

// Which kinds of notes are hidden.
const STORE = "sitegen: hidden notes";
const notes = all(".cable .note[data-kind]").map((note) => ({
  note,
  kind: note.dataset.kind,
  signs: all(`.noteref[href="#${note.id}"]`),
  marks: all(`mark[aria-details="${note.id}"]`),
}));
const kinds = [...new Set(notes.map(({ kind }) => kind))];
let hidden = new Set();
try {
  hidden = new Set(JSON.parse(kept(STORE) ?? "[]"));
} catch {
  // What is kept there is not ours: all are shown.
}

function showNotes() {
  for (const { note, kind, signs, marks } of notes) {
    const off = hidden.has(kind);
    for (const shut of [note, ...signs]) shut.hidden = off;
    for (const mark of marks) {
      mark.classList.toggle("bare", off);
      if (off) mark.removeAttribute("aria-details");
      else mark.setAttribute("aria-details", note.id);
    }
  }
  for (const box of all(".choice fieldset input")) {
    box.checked = box.value ? !hidden.has(box.value) : !kinds.some((kind) => hidden.has(kind));
  }
}

// Who is led to a note sees it.
function reveal() {
  const called = notes.find(({ note }) => note.contains(document.getElementById(location.hash.slice(1))));
  if (!called || !hidden.delete(called.kind)) return;
  showNotes();
  called.note.scrollIntoView();
}

function choose({ value, checked }) {
  for (const kind of value ? [value] : kinds) hidden[checked ? "delete" : "add"](kind);
  showNotes();
  const off = kinds.filter((kind) => hidden.has(kind));
  say(off.length ? `Hidden: notes of the kind ${off.join(", ")}` : "All notes are shown");
  keep(STORE, JSON.stringify([...hidden].sort()));
}

// Where the style sheet cannot unfold the header (a browser before 2025), what it would unfold is opened here.
if (!CSS.supports("selector(::details-content)")) {
  const room = matchMedia("(min-width: 40rem)");
  const unfold = () => all(".fold").forEach((fold) => { fold.open = room.matches; });
  unfold();
  room.addEventListener("change", unfold);
  addEventListener("beforeprint", () => all(".fold, .facts details").forEach((fold) => { fold.open = true; }));
}

const particulars = all(".particulars .fold").at(-1); // folded on a phone: what is added there moves no text
if (kinds.length) {
  const shown = made("details", { className: "choice" });
  shown.append(made("summary", { textContent: "Notes to show" }));
  const group = made("fieldset");
  group.append(made("legend", { className: "aloud", textContent: "Notes to show" }));
  for (const kind of kinds.length > 1 ? ["", ...kinds] : kinds) {
    group.append(choice(kind ? kind[0].toUpperCase() + kind.slice(1) : "All", { value: kind }, choose));
  }
  shown.append(group);
  particulars?.append(shown);
  shown.open = kinds.some((kind) => hidden.has(kind));
  showNotes();
  reveal();
  addEventListener("hashchange", reveal);
}

// In each paragraph the first mention of a name is a link; the others where a reader wants them to be.
const NAMES = "sitegen: names linked";
const others = all(".cable [data-href]");
if (others.length) {
  const link = (everywhere) => {
    for (const name of others) {
      const words = [...(one("a.entity", name) ?? name).childNodes];
      const around = made("a", { className: "entity", href: name.dataset.href });
      around.append(...words);
      name.replaceChildren(...(everywhere ? [around] : around.childNodes));
    }
  };
  const wherever = made("div", { className: "choice" });
  wherever.append(choice("Link names wherever they stand", { checked: kept(NAMES) }, ({ checked }) => {
    link(checked);
    keep(NAMES, checked ? "all" : null);
    say(checked ? "Every mention of a name is a link" : "The first mention in a paragraph is a link");
  }));
  particulars?.append(wherever);
  if (kept(NAMES)) link(true);
}

// What a link leads to, while it is pointed at or has the focus: from this page, or from the small file beside the
// page that is meant. A screen reader is told nothing, for the link says where it leads; nobody needs it.
const LINKED = ":is(.text, .said, .prose, .refs, .named, .mentions, .note-list, .facts) a[href]:not(.pilcrow, .noteref, .footnote-backref, .quote a)";
const peek = made("div", { className: "peek", popover: "manual" });
peek.setAttribute("aria-hidden", "true");
const glimpses = new Map();
let shown;
let waiting;

async function glimpse(link) {
  const id = link.hash.slice(1);
  if (link.pathname === location.pathname) {
    const goal = document.getElementById(id);
    if (!goal?.matches(".para, .refs li, .note")) return [];
    const copy = goal.cloneNode(true);
    for (const sign of all(".noteref, .at-line, .opener, .note, .by", copy)) sign.remove();
    const words = flat(copy.textContent);
    return [words.length > 300 ? `${words.slice(0, 300)}…` : words];
  }
  if (location.protocol === "file:" || !/\/(cable|entities)\/[^/]+\/$/.test(link.pathname)) return [];
  const file = new URL("preview.json", link.href).href;
  if (!glimpses.has(file)) glimpses.set(file, fetch(file).then((answer) => answer.json()).catch(() => ({})));
  const { facts, title, text, places } = await glimpses.get(file);
  return [facts, title, places?.[id] ?? text];
}

async function lift(link) {
  shown = link;
  const lines = (await glimpse(link)).filter(Boolean);
  if (shown !== link || !lines.length) return;
  const capitals = (words) => (words === words.toUpperCase() ? "subject" : "");
  peek.replaceChildren(...lines.map((words) => made("p", { textContent: words, className: capitals(words) })));
  peek.showPopover();
  const [first, ...more] = link.getClientRects(); // of a link in two lines it is over or under both
  const last = more.at(-1) ?? first;
  const above = last.bottom + peek.offsetHeight + 12 > innerHeight && first.top > peek.offsetHeight + 60;
  const { left } = above ? first : last;
  peek.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - peek.offsetWidth - 8)) + scrollX}px`;
  peek.style.top = `${(above ? first.top - peek.offsetHeight - 4 : last.bottom + 4) + scrollY}px`;
}

function drop() {
  shown = null;
  clearTimeout(waiting);
  if (peek.matches(":popover-open")) peek.hidePopover();
}

if (POPOVERS) {
  document.body.append(peek);
  document.addEventListener("pointerover", (event) => {
    const link = event.target.closest(LINKED);
    clearTimeout(waiting);
    if (event.pointerType !== "mouse" || peek.contains(event.target) || (link && link === shown)) return;
    if (link) waiting = setTimeout(lift, 300, link);
    else if (shown) waiting = setTimeout(drop, 300);
  });
  document.addEventListener("focusin", ({ target }) => {
    drop();
    if (target.matches(LINKED) && target.matches(":focus-visible")) lift(target);
  });
  document.addEventListener("focusout", drop);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") drop(); });
}
