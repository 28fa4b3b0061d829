// Extras only: every page is whole without this file.
// A click on ¶ goes to the paragraph, as a link does, and copies its address.
const region = document.createElement("p");
region.className = "live";
region.setAttribute("role", "status");
document.body.append(region);

function say(words) {
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = words; });
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.pilcrow");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
  try {
    await navigator.clipboard.writeText(link.href);
    say(`Copied the ${link.getAttribute("aria-label").replace("Link to", "address of")}`);
  } catch {
    // The browser would not; the address is in its bar all the same.
  }
});

// j and k go to the next and the previous paragraph.
function step(direction) {
  const marks = [...document.querySelectorAll(".label .pilcrow")];
  const line = 80; // pixels from the top: what is being read
  const places = marks.map((mark) => mark.getBoundingClientRect().top - line);
  const place = direction > 0 ? places.findIndex((top) => top > 8) : places.findLastIndex((top) => top < -8);
  if (place < 0) return;
  marks[place].focus({ preventScroll: true });
  marks[place].closest(".para").scrollIntoView({ block: "start" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
});
