// What a page gains where scripts run. Everything works without it.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // What is chosen there, head/settings.js remembers.
  const settings = document.querySelector(".settings");
  addEventListener("keydown", (e) => {
    if (e.key === "Escape" && settings && settings.open) {
      settings.open = false;
      settings.querySelector("summary").focus();
    }
  });
  addEventListener("click", (e) => {
    if (settings && settings.open && !settings.contains(e.target)) settings.open = false;
  });

  // Contents: open where there is room, folded again once used on a phone, and
  // the current section marked.
  const fold = document.querySelector(".toc details");
  if (fold) {
    const roomy = matchMedia("(min-width: 62rem)");
    const set = () => { fold.open = roomy.matches; };
    roomy.addEventListener("change", set);
    set();
    const links = all("a", fold), frame = fold.parentElement;
    const targets = links.map((a) => document.getElementById(decodeURIComponent(a.hash.slice(1))));
    for (const a of links) a.addEventListener("click", () => { if (!roomy.matches) fold.open = false; });
    let waiting = false;
    const mark = () => {
      waiting = false;
      let now = -1;
      targets.forEach((el, i) => { if (el && el.getBoundingClientRect().top < innerHeight * 0.2) now = i; });
      links.forEach((a, i) => { i === now ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current"); });
      if (now >= 0 && frame.scrollHeight > frame.clientHeight) frame.scrollTop = links[now].offsetTop - frame.clientHeight / 2;
    };
    addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(mark); } }, { passive: true });
    requestAnimationFrame(mark); // with the page's own layout, not one more before it
  }

  // A row says which of its quotes the reader came from.
  for (const a of all("a.fig")) {
    a.addEventListener("click", () => {
      for (const old of all("a.from")) old.classList.remove("from");
      const row = document.getElementById(decodeURIComponent(a.hash.slice(1)));
      if (row && a.id) for (const back of all(".back a", row)) if (back.hash === "#" + a.id) back.classList.add("from");
    });
  }

  // Under a quoted figure that is pointed at, or was led to, stands the way to
  // its indicator: all years, the definition, who else quotes it. A figure of
  // another year has its row in that year's report.
  const data = document.getElementById("data");
  if (data) {
    const peek = document.createElement("a");
    peek.className = "peek";
    let leaving = 0, kept = null;
    const hide = () => { leaving = setTimeout(() => { peek.remove(); if (kept) show(kept); }, 250); };
    const show = (fig) => {
      clearTimeout(leaving);
      const [, key] = fig.hash.split("#f-");
      const row = key && document.getElementById("f-" + decodeURIComponent(key)), label = row && row.querySelector("th a");
      if (!label) return;
      peek.href = label.href;
      peek.textContent = fig.title + " · " + data.dataset.series;
      peek.style.left = "";
      fig.after(peek);
      const over = peek.getBoundingClientRect().right - document.documentElement.clientWidth + 8;
      if (over > 0) peek.style.left = peek.offsetLeft - over + "px";
    };
    peek.addEventListener("pointerenter", () => clearTimeout(leaving));
    peek.addEventListener("pointerleave", hide);
    peek.addEventListener("blur", hide);
    for (const fig of all('article a.fig[href*="#f-"]')) {
      fig.addEventListener("pointerenter", (e) => { if (e.pointerType === "mouse") show(fig); });
      fig.addEventListener("pointerleave", hide);
      fig.addEventListener("focus", () => { if (fig.matches(":focus-visible")) show(fig); });
    }
    addEventListener("keydown", (e) => { if (e.key === "Escape") { kept = null; peek.remove(); } });
    const led = () => {
      kept = location.hash.length > 1 ? all('article a.fig[href*="#f-"]').find((a) => "#" + a.id === location.hash) : null;
      kept ? show(kept) : peek.remove();
    };
    addEventListener("hashchange", led);
    led();
  }

  // A table whose rows fold into blocks keeps the roles of a table, which some
  // browsers drop with its display.
  const roles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell", "th[scope=col]": "columnheader", "th[scope=row]": "rowheader", "th[scope=rowgroup]": "rowheader" };
  for (const table of all("table.fold")) {
    table.setAttribute("role", "table");
    for (const part of Object.keys(roles)) for (const el of all(part, table)) el.setAttribute("role", roles[part]);
  }

  // A hint to move a table sideways only where it moves.
  const hints = () => {
    const still = all(".swipe").map((hint) => [hint, hint.nextElementSibling.scrollWidth <= hint.nextElementSibling.clientWidth]); // all read, then all written
    for (const [hint, is] of still) hint.classList.toggle("still", is); // its place stays: nothing below moves
  };
  addEventListener("resize", hints);
  requestAnimationFrame(hints);
})();
