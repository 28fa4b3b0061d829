// In the preview only: reload when the site was built anew, keeping the reader's place, and show
// the build's problems without taking the page away.
(() => { // a scope of its own: the page's other script has names too
  const script = document.currentScript;
  const place = `sitegen:${location.pathname}`;

  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    const restore = () => scrollTo({ top: Number(kept), behavior: "instant" });
    restore();
    addEventListener("load", restore, { once: true });
  }

  function panel() {
    const found = document.getElementById("sitegen-problems");
    if (found) return found;
    const made = document.createElement("section");
    made.id = "sitegen-problems";
    made.setAttribute("role", "alert");
    made.append(document.createElement("pre"), document.createElement("button"));
    made.lastChild.textContent = "Close";
    made.lastChild.addEventListener("click", () => made.remove());
    document.body.append(made);
    return made;
  }

  function show(text) {
    if (text.trim()) panel().firstChild.textContent = text;
    else document.getElementById("sitegen-problems")?.remove();
  }

  function reload() {
    sessionStorage.setItem(place, String(scrollY));
    location.reload();
  }

  const events = new EventSource(new URL(script.dataset.events, location.href));
  events.addEventListener("reload", reload);
  events.addEventListener("problems", (event) => show(event.data));
  events.addEventListener("message", (event) => { if (event.data === "reload") reload(); });
  addEventListener("pagehide", () => events.close());
})();
