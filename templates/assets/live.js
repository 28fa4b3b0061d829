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
    made.style.cssText = "position: fixed; inset: auto 1rem 1rem; z-index: 4; max-height: 45vh; overflow: auto; padding: .75rem 1rem; border-left: 4px solid var(--s); background: var(--paper-2); box-shadow: 0 2px 12px #0006";
    made.append(document.createElement("pre"), document.createElement("button"));
    made.firstChild.style.cssText = "margin: 0; padding: 0; border: 0; white-space: pre-wrap; overflow-wrap: anywhere";
    made.lastChild.style.cssText = "min-height: 2rem; margin-top: .5rem; font: .875rem var(--sans)";
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
