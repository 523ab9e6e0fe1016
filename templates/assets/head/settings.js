// The reader's text size, contrast and colours are remembered. This runs in the head
// and holds the page up until it is there, so that a box is set as soon as it is read
// and nothing is painted that moves or changes colour afterwards. A browser may refuse
// to keep anything for a page from disk; then what is chosen holds for the page.
(() => {
  "use strict";
  const key = (box) => "fazhi." + box.name;
  const set = () => {
    for (const box of document.querySelectorAll(".settings input")) try { if (localStorage.getItem(key(box)) === box.id) box.checked = true; } catch {}
  };
  const reading = new MutationObserver(set);
  reading.observe(document, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => { reading.disconnect(); set(); });
  addEventListener("change", ({ target }) => {
    if (target.matches(".settings input")) try { localStorage.setItem(key(target), target.id); } catch {}
  });
})();
