// The preview for those who draft: findings beside what they concern, a panel
// with all of them, what is behind a figure, and the place kept when the page
// loads again. No page that is published has this script.
(() => {
  "use strict";
  const source = document.getElementById("fz-data");
  if (!source) return;
  const data = JSON.parse(source.textContent);
  const words = data.words;
  const main = document.querySelector("main");
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // make is an element with classes, text and children.
  const make = (tag, name, ...children) => {
    const el = document.createElement(tag);
    if (name) el.className = name;
    for (const child of children) if (child !== null && child !== "") el.append(child);
    return el;
  };
  const store = {
    get(key) { try { return JSON.parse(sessionStorage.getItem("fazhi." + key)); } catch { return null; } },
    set(key, value) { try { sessionStorage.setItem("fazhi." + key, JSON.stringify(value)); } catch {} },
  };

  // What was saved while this page was on its way was told to nobody: once the
  // socket is open, the page asks whether it is still the newest.
  document.addEventListener("LiveReloadConnect", async () => {
    try {
      if (await (await fetch("/_fazhi/edition")).text() !== data.edition) location.reload();
    } catch {}
  });

  // ---- one finding, in words

  const kind = (f) => (f.waived ? "waived" : f.severity);
  const place = (f) => f.file + (f.line ? ":" + f.line : "");

  // placeButton shows file:line and copies it: it opens nothing.
  const placeButton = (text) => {
    const b = make("button", "fz-place", text);
    b.type = "button";
    b.dataset.file = text;
    b.title = words.copy;
    b.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        say(words.copied + " " + text);
      } catch {
        getSelection().selectAllChildren(b);
      }
    });
    return b;
  };
  const labelled = (label, text) => (text ? make("p", "fz-more", make("span", "fz-label", label), text) : null);

  const describe = (f) => {
    const out = document.createDocumentFragment();
    out.append(make("p", "fz-says", make("b", "", words[kind(f)]), " ", f.message));
    if (f.excerpt) out.append(make("p", "fz-source", f.excerpt[0], make("mark", "", f.excerpt[1]), f.excerpt[2]));
    for (const more of [labelled(words.expected, f.expected), labelled(words.cure, f.cure), labelled(words.reason, f.waived)]) if (more) out.append(more);
    for (const r of f.related || []) if (r.place !== place(f)) out.append(make("p", "fz-more", make("span", "fz-label", words.see), r.note + " ", placeButton(r.place)));
    out.append(make("p", "fz-at", placeButton(place(f)), " ", make("code", "", f.id)));
    return out;
  };

  const note = (f) => {
    const el = make("div", "fz-note fz-" + kind(f), describe(f));
    el.id = f.key;
    el.tabIndex = -1;
    el.setAttribute("role", "note");
    return el;
  };

  // ---- findings beside what they concern

  const lines = (el) => {
    const [first, last = first] = el.dataset.src.split("-").map(Number);
    return { el, first, last };
  };
  const blocks = all("article [data-src]").map(lines);
  const rows = all(".figures tr[data-src]").map(lines);

  // holder is the element that a finding stands at, null for one of no place.
  const holder = (f) => {
    for (const key of f.file === data.data ? f.figures || [] : []) {
      const row = document.getElementById("f-" + key);
      if (row) return row;
    }
    const list = f.file === data.text ? blocks : f.file === data.data ? rows : [];
    let best = null;
    for (const b of list) if (f.line >= b.first && f.line <= b.last && (!best || b.last - b.first <= best.last - best.first)) best = b;
    return best && best.el;
  };

  const top = make("section", "fz-top");
  const margin = []; // notes that may stand beside the text: [note, what it is of]
  for (const f of data.findings) {
    const at = f.id.startsWith("toml-") ? null : holder(f); // what breaks a file is of no one figure
    const el = note(f);
    if (!at) {
      // What is wrong with the data and of no figure waits at the table, unless
      // it may be why the text lacks one.
      const waits = f.file === data.data && kind(f) !== "error" && (document.querySelector("#data > .lead") || document.querySelector("#data > h2"));
      if (waits) waits.after(el); else top.append(el);
    } else if (at.closest("article") && !at.closest("table")) {
      if (kind(f) !== "waived") at.classList.add("fz-marked", "fz-" + kind(f));
      let after = at;
      while (after.nextElementSibling && after.nextElementSibling.classList.contains("fz-note")) after = after.nextElementSibling;
      if (at.tagName === "LI") at.append(el); else after.after(el);
      margin.push([el, at]);
    } else if (at.closest("article")) {
      at.closest(".scroll").after(el);
      margin.push([el, at.closest(".scroll")]);
    } else {
      if (kind(f) !== "waived") at.classList.add("fz-marked", "fz-" + kind(f));
      let row = at.nextElementSibling;
      if (!row || !row.classList.contains("fz-row")) {
        row = make("tr", "fz-row", make("td", ""));
        row.firstChild.colSpan = at.closest("table").querySelectorAll("thead th").length;
        row.setAttribute("role", "row"); // see page.js: a table that folds keeps its roles
        row.firstChild.setAttribute("role", "cell");
        at.after(row);
      }
      row.firstChild.append(el);
    }
  }
  if (top.childElementCount && !document.querySelector(".problems")) {
    top.setAttribute("aria-label", words.top);
    const head = main.querySelector(".head");
    head ? head.after(top) : main.prepend(top);
  }

  // Notes of the text stand in the margin where there is room, each as high as
  // what it is of and below the one before it.
  const article = document.querySelector("article.prose");
  const narrowest = 208, widest = 300;
  const arrange = () => {
    if (!article) return;
    const frame = article.getBoundingClientRect();
    const room = Math.min(widest, document.documentElement.clientWidth - frame.right - 12);
    const wide = innerWidth >= 992 && room >= narrowest;
    article.classList.toggle("fz-wide", wide);
    article.style.setProperty("--fz-room", room + "px");
    let free = 0;
    for (const [el, at] of margin) {
      el.style.top = "";
      if (!wide) continue;
      const y = Math.max(at.getBoundingClientRect().top - article.getBoundingClientRect().top, free);
      el.style.top = y + "px";
      free = y + el.offsetHeight + 12;
    }
    article.style.minHeight = wide && free ? free + "px" : "";
  };
  addEventListener("resize", arrange);
  for (const box of all(".settings input")) box.addEventListener("change", arrange);
  arrange();
  if (document.fonts) document.fonts.ready.then(arrange);

  // ---- the panel

  const status = make("p", "fz-hidden");
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");
  const say = (text) => { status.textContent = ""; setTimeout(() => { status.textContent = text; }, 100); };

  const kinds = ["error", "warning", "info", "waived"];
  const sum = (c) => kinds.filter((k) => c[k]).map((k) => words.count.replace("{}", c[k]) + words[k]).join(" · ") || words.none;
  const view = Object.assign({ open: false, scope: "here", hide: ["waived"] }, store.get("panel"));
  let everything = null;

  const panel = make("section", "fz-panel");
  panel.setAttribute("aria-label", words.panel);
  const handle = make("button", "fz-handle", make("b", "", words.panel), make("span", "", sum(data.counts)));
  handle.type = "button";
  handle.setAttribute("aria-controls", "fz-list");
  if (data.counts.error) { // the first of the counts
    const rest = handle.lastChild.textContent.split(" · ");
    handle.lastChild.replaceChildren(make("span", "fz-answer", rest.shift()), ...rest.map((r) => " · " + r));
  }
  const torn = data.findings.find((f) => f.severity === "error" && f.id.startsWith("toml-"));
  if (torn) handle.append(make("span", "fz-torn", torn.message + " " + place(torn)));
  const body = make("div", "fz-body");
  body.id = "fz-list";
  const list = make("ol", "fz-list");

  const choice = (type, group, value, text, checked, change) => {
    const box = make("input", "");
    box.type = type;
    box.name = "fz-" + group;
    box.value = value;
    box.checked = checked;
    box.addEventListener("change", () => { change(box.checked); store.set("panel", view); show(); });
    return make("label", "", box, make("span", "", text));
  };
  const group = (name, ...boxes) => make("fieldset", "", make("legend", "", name), ...boxes);
  const filters = make("div", "fz-filters",
    group(words.scope,
      choice("radio", "scope", "here", words.here, view.scope === "here", () => { view.scope = "here"; }),
      choice("radio", "scope", "all", words.all, view.scope === "all", () => { view.scope = "all"; })),
    group(words.severity, ...kinds.map((k) => choice("checkbox", "kind", k, words[k], !view.hide.includes(k), (on) => {
      view.hide = view.hide.filter((h) => h !== k);
      if (!on) view.hide.push(k);
    }))));

  // entry is a line of the panel, which leads to the note on its page.
  const entry = (f) => {
    const a = make("a", "", f.message);
    const here = f.page === data.page;
    a.href = (here ? "" : "/" + f.page.split("/").map(encodeURIComponent).join("/")) + "#" + f.key;
    if (here) a.addEventListener("click", (e) => { e.preventDefault(); goTo(f.key); });
    return make("li", "fz-" + kind(f), make("b", "", words[kind(f)]), a, placeButton(place(f)));
  };
  const goTo = (key) => {
    const el = document.getElementById(key);
    if (!el) return;
    el.scrollIntoView({ block: "center" });
    el.focus({ preventScroll: true });
  };

  const show = async () => {
    panel.classList.toggle("fz-open", view.open);
    handle.setAttribute("aria-expanded", view.open);
    body.hidden = !view.open;
    if (!view.open) return;
    let found = data.findings;
    if (view.scope === "all") {
      try {
        everything = everything || await (await fetch("/_fazhi/findings.json")).json();
        found = everything;
      } catch {}
    }
    const shown = found.filter((f) => !view.hide.includes(kind(f)));
    list.replaceChildren(...shown.map(entry));
    if (!shown.length) list.append(make("li", "fz-nothing", found.length ? words.nothing : words.none));
  };
  handle.addEventListener("click", () => { view.open = !view.open; store.set("panel", view); show(); });
  addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    hideTip();
    if (view.open && panel.contains(document.activeElement)) { handle.focus(); handle.click(); }
  });
  body.append(filters, list);
  panel.append(handle, body);
  document.body.append(panel, status);
  show();

  // What changed since the page was last loaded is said to those who do not see it.
  const now = JSON.stringify(data.counts);
  const last = store.get("counts");
  if (last !== null && performance.getEntriesByType("navigation")[0]?.type === "reload") say(words.changed + (last === now ? "" : " " + sum(data.counts)));
  store.set("counts", now);

  // ---- what is behind a figure

  const tip = make("dl", "fz-tip");
  tip.id = "fz-tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);
  let tipped = null;
  const hideTip = () => {
    tip.hidden = true;
    if (tipped) tipped.removeAttribute("aria-describedby");
    tipped = null;
  };
  const showTip = (el, f) => {
    hideTip();
    const line = (label, value) => (value ? [make("div", "", make("dt", "", label), make("dd", "", value))] : []);
    tip.replaceChildren(
      make("div", "fz-name", make("dt", "", words.key), make("dd", "", f.label + " ", make("code", "", f.key))),
      ...line(words.said, f.text), ...line(words.exact, f.exact), ...line(words.unit, f.unit),
      ...line(words.last, f.last ? f.last + (f.stated ? "（" + words.stated + "）" : "") : words.no_last),
      ...line(words.change, f.change), ...line(words.place, f.place));
    tip.hidden = false;
    tipped = el;
    el.setAttribute("aria-describedby", tip.id);
    const at = el.getClientRects()[0] || el.getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    tip.style.left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - size.width - 8)) + scrollX + "px";
    tip.style.top = (at.top > size.height + 12 ? at.top - size.height - 8 : at.bottom + 8) + scrollY + "px";
  };
  const tell = (el, f) => {
    if (!f) return;
    el.removeAttribute("title"); // the tip says it, and more
    el.addEventListener("pointerenter", () => showTip(el, f));
    el.addEventListener("pointerleave", hideTip);
    el.addEventListener("focus", () => showTip(el, f));
    el.addEventListener("blur", hideTip);
  };
  for (const el of all("article .fig")) {
    if (!el.matches("a")) el.tabIndex = 0;
    if (!(data.refs || {})[el.id]) el.classList.add("fz-unbound");
    tell(el, (data.figures || {})[(data.refs || {})[el.id]]);
  }
  for (const { el } of rows) {
    const cell = el.querySelector("td.num");
    if (cell && data.figures) {
      cell.tabIndex = 0;
      tell(cell, data.figures[el.id.slice(2)]);
    }
  }

  // ---- the place is kept when the page loads again

  const marks = () => all("main [data-src], main h1, main h2, main li");
  const text = (el) => el.textContent.slice(0, 80);
  history.scrollRestoration = "manual";
  addEventListener("pagehide", () => {
    const list = marks();
    const i = list.findIndex((el) => el.getBoundingClientRect().bottom > 0);
    store.set("place", i < 0 ? null : { page: data.page, i, text: text(list[i]), top: list[i].getBoundingClientRect().top, y: scrollY });
  });
  const kept = store.get("place");
  const navigation = performance.getEntriesByType("navigation")[0];
  if (kept && kept.page === data.page && navigation && navigation.type !== "navigate") {
    const list = marks();
    const alike = list.map((el, i) => i).filter((i) => text(list[i]) === kept.text).sort((a, b) => Math.abs(a - kept.i) - Math.abs(b - kept.i));
    const el = list[alike.length ? alike[0] : Math.min(kept.i, list.length - 1)];
    scrollTo(0, kept.y === 0 || !el ? kept.y : scrollY + el.getBoundingClientRect().top - kept.top);
  } else if (location.hash.startsWith("#fz-")) {
    goTo(location.hash.slice(1));
  }
  addEventListener("hashchange", () => { if (location.hash.startsWith("#fz-")) goTo(location.hash.slice(1)); });
})();
