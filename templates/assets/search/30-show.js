// The page of the search: what was asked for, what is found, and where it stands.
(() => {
  "use strict";
  const box = document.getElementById("search");
  if (!box) return;
  const say = box.dataset, form = box.querySelector("form"), field = form.elements.q;
  const status = document.getElementById("search-status"), results = document.getElementById("search-results");
  const bar = document.getElementById("search-filters"), filters = [...bar.querySelectorAll("select")];
  const BATCH = 8, LIMIT = 60, SHOWN = 20, EXCERPTS = 3;
  const words = (text, fill) => text.replace(/\{(\w)\}/g, (_, key) => fill[key]);
  const make = (name, className, text) => {
    const el = document.createElement(name);
    if (className) el.className = className;
    if (text) el.textContent = text;
    return el;
  };
  const link = (href, text) => {
    const a = make("a", "", text);
    a.href = href;
    return a;
  };
  const button = (text, act) => {
    const b = make("button", "more", text);
    b.type = "button";
    b.addEventListener("click", act);
    return b;
  };
  Object.assign(fazhiSearch, { say, words, make, link, button });

  // Marks what of a text was asked for.
  const marked = (text, ranges) => {
    const out = document.createDocumentFragment();
    let at = 0;
    for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
      if (start < at) continue;
      out.append(text.slice(at, start), make("mark", "", text.slice(start, end)));
      at = end;
    }
    out.append(text.slice(at));
    return out;
  };
  const ranges = (text, asked) => {
    const f = fazhiSearch.fold(text), out = [];
    for (const q of asked) for (let i = f.text.indexOf(q); i >= 0; i = f.text.indexOf(q, i + q.length)) out.push([f.from[i], f.to[i + q.length - 1]]);
    return out;
  };
  fazhiSearch.mark = (text, asked) => marked(text, ranges(text, asked));
  // What stands around the first place of a line.
  const excerpt = (line, places) => {
    const first = Math.min(...places.map((p) => p.start));
    let start = Math.max(0, first - 30), end = Math.min(line.length, first + 90);
    const inside = (i) => i > 0 && i < line.length && /[\udc00-\udfff]/.test(line[i]); // of a pair
    if (inside(start)) start--;
    if (inside(end)) end++;
    const here = places.filter((p) => p.start < end).map((p) => [p.start - start, Math.min(p.end, end) - start]);
    const out = make("p");
    out.lang = "zh-CN";
    out.append(start > 0 ? "…" : "", marked(line.slice(start, end).replace(/[\t\n]/g, " "), here), end < line.length ? "…" : "");
    return out;
  };

  let head = null, now = null;
  const chosen = () => Object.fromEntries(filters.map((s) => [s.name, s.value]));
  const has = {
    year: (f, v) => (f.doc.years || []).includes(Number(v)),
    form: (f, v) => f.doc.form === v,
    role: (f, v) => f.places.some((p) => (p.part.roles || []).includes(v)),
  };
  const passes = (f, values, but) => Object.keys(has).every((k) => k === but || !values[k] || has[k](f, values[k]));

  // Each filter says how many documents each of its values would leave.
  const offer = () => {
    const values = chosen(), found = now.groups.flatMap((g) => g.found);
    for (const select of filters) {
      const of = found.filter((f) => passes(f, values, select.name));
      for (const option of select.options) {
        const n = option.value ? of.filter((f) => has[select.name](f, option.value)).length : of.length;
        option.textContent = words(say.option, { t: option.dataset.title, n });
        option.disabled = n === 0 && option.value !== select.value;
      }
    }
    bar.hidden = found.length < 2 && !filters.some((s) => s.value);
  };
  const fill = () => {
    const years = [...new Set(head.docs.flatMap((d) => d.years || []))].sort((a, b) => b - a);
    const choices = { year: years.map((y) => [String(y), words(say.year, { y })]), form: (head.forms || []).map((f) => [f.id, f.title]), role: (head.roles || []).map((r) => [r.id, r.title]) };
    for (const select of filters) {
      for (const [value, title] of choices[select.name]) select.add(new Option(title, value));
      for (const option of select.options) option.dataset.title = option.textContent;
      select.parentElement.hidden = choices[select.name].length < 2;
    }
  };

  const item = (f, group) => {
    const values = chosen(), doc = f.doc, li = make("li");
    const a = make("h3").appendChild(link(doc.path));
    a.append(fazhiSearch.mark(doc.title, group.asked));
    a.lang = "zh-CN";
    const places = values.role ? f.places.filter((p) => (p.part.roles || []).includes(values.role)) : f.places;
    const kind = (head.forms || []).find((one) => one.id === doc.form);
    const facts = [doc.note, kind && (doc.years || []).length === 1 ? words(say.year, { y: doc.years[0] }) : "", kind && kind.title, words(say.places, { n: places.length })];
    li.append(a.parentElement, make("p", "quiet", facts.filter(Boolean).join(" · ")));
    const lines = new Map();
    for (const p of places) if (p.line !== doc.title) lines.set(p.n, [...(lines.get(p.n) || []), p]);
    if (lines.size === 0) return li;
    const list = li.appendChild(make("ul"));
    let last = null, one = null;
    for (const at of [...lines.values()].slice(0, EXCERPTS)) {
      const { part, line } = at[0], to = part.href || "";
      if (part !== last) { // one link for all that stands under a heading
        one = list.appendChild(make("li"));
        const where = one.appendChild(link(to.startsWith("#") || !to ? doc.path + to : to));
        where.append(part.name ? fazhiSearch.mark(part.name, group.asked) : part.own ? say.top : say.start);
        if (part.name) where.lang = "zh-CN";
        last = part;
      }
      if (line !== part.name) one.append(excerpt(line, at));
    }
    const rest = lines.size - EXCERPTS;
    if (rest > 0) li.append(make("p", "quiet", words(say.rest, { n: rest })));
    return li;
  };

  // Shows what of a group is found and not yet shown, and what remains to be done.
  const show = (group) => {
    const values = chosen(), passing = group.found.filter((f) => passes(f, values));
    group.box.hidden = passing.length === 0;
    for (const f of passing.slice(group.list.children.length, group.shown)) group.list.append(item(f, group));
    group.foot.textContent = "";
    const hidden = passing.length - group.list.children.length;
    if (hidden > 0) {
      group.foot.append(button(words(say.more, { n: Math.min(hidden, SHOWN) }), () => {
        const before = group.list.children.length;
        group.shown += SHOWN;
        show(group);
        group.list.children[before].querySelector("a").focus();
      }));
    }
  };
  const redraw = () => {
    for (const group of now.groups) {
      group.list.textContent = "";
      group.shown = SHOWN;
      show(group);
    }
    tell();
  };

  const tell = () => {
    offer();
    const values = chosen(), count = (list) => list.reduce((n, g) => n + g.found.filter((f) => passes(f, values)).length, 0);
    const [exact, both] = now.groups, waiting = now.groups.reduce((n, g) => n + g.waiting.length, 0);
    const parts = [];
    now.figures.hidden = Boolean(values.role) || !now.figures.hasChildNodes();
    if (!now.figures.hidden && now.indicators) parts.push(words(say.foundFigures, { n: now.indicators }));
    const n = count([exact]), m = both ? count([both]) : 0;
    if (n > 0) parts.push(words(say.found, { n }));
    if (m > 0) parts.push(words(say.foundBoth, { n: m }));
    let text = parts.length ? words(say.result, { q: now.q, t: parts.join(say.join) }) : words(filters.some((s) => s.value) ? say.noneFiltered : say.none, { q: now.q });
    now.foot.textContent = "";
    if (!now.done) text = parts.length ? text + say.looking : say.loading;
    else if (waiting > 0) {
      text += words(say.unread, { n: waiting });
      now.foot.append(button(words(say.goOn, { n: waiting }), () => look(now, Infinity)));
    }
    status.textContent = text;
    results.setAttribute("aria-busy", String(!now.done));
  };

  // Reads the texts of the documents that may have what was asked for, newest
  // first, and shows those that have it.
  const look = async (mine, most) => {
    mine.done = false;
    for (const group of mine.groups) {
      let read = 0;
      while (group.waiting.length > 0 && read < most) {
        const batch = group.waiting.slice(0, Math.min(BATCH, read + 1)); // the first is shown at once
        const all = await Promise.all(batch.map((n) => Promise.all(group.asked.map((q) => fazhiSearch.places(n, q)))));
        if (mine !== now) return;
        group.waiting.splice(0, batch.length);
        read += batch.length;
        all.forEach((places, i) => {
          if (places.every((p) => p.length > 0)) group.found.push({ doc: head.docs[batch[i]], number: batch[i], places: places.flat().sort((a, b) => a.n - b.n || a.start - b.start) });
        });
        show(group);
        tell();
      }
    }
    mine.done = true;
    tell();
  };

  const open = (mine, asked, waiting, title) => {
    const group = { asked, waiting, found: [], shown: SHOWN, box: make("section"), list: make("ol", "found"), foot: make("p") };
    group.box.append(make("h2", "", title), group.list, group.foot);
    group.box.hidden = true;
    results.insertBefore(group.box, mine.foot);
    mine.groups.push(group);
  };
  const run = async (q) => {
    const mine = now = { q: q.trim(), groups: [], figures: make("section"), indicators: 0, foot: make("p"), done: false };
    results.textContent = "";
    results.append(mine.figures, mine.foot);
    mine.figures.hidden = bar.hidden = true;
    document.title = (mine.q ? mine.q + " - " : "") + title;
    const { text } = fazhiSearch.fold(q);
    if (!text) {
      status.textContent = q ? say.empty : "";
      return;
    }
    status.textContent = say.loading;
    results.setAttribute("aria-busy", "true");
    try {
      if (!head) {
        head = await fazhiSearch.open(say.index);
        fill();
        for (const [name, value] of new URLSearchParams(location.search)) for (const s of filters) if (s.name === name) s.value = value;
        for (const s of filters) if (s.selectedIndex < 0) s.value = "";
      }
      const parts = [...new Set(q.split(/\s+/).map((w) => fazhiSearch.fold(w).text).filter(Boolean))];
      const lists = await Promise.all([text, ...(parts.length > 1 ? parts : [])].map(fazhiSearch.candidates));
      if (mine !== now) return;
      open(mine, [text], lists[0], say.docs);
      for (const n of lists[0].slice(0, 1)) fazhiSearch.places(n, text).catch(() => {}); // begins to load; what fails is told below
      mine.indicators = await fazhiSearch.showFigures(mine, text, parts, chosen); // first, since they stand above
      if (mine !== now) return;
      await look(mine, LIMIT);
      if (parts.length > 1 && mine === now) {
        const had = new Set(mine.groups[0].found.map((f) => f.number));
        const both = lists.slice(1).reduce((a, b) => a.filter((d) => b.includes(d))).filter((d) => !had.has(d) && !mine.groups[0].waiting.includes(d));
        open(mine, parts, both, say.both);
        await look(mine, LIMIT);
      }
    } catch (error) {
      if (mine !== now) return;
      mine.done = true;
      results.setAttribute("aria-busy", "false");
      status.textContent = say.failed;
      mine.foot.textContent = "";
      mine.foot.append(button(say.again, () => run(q)));
      console.warn(String(error && error.message));
    }
  };

  const title = document.title;
  const address = (q) => {
    const params = new URLSearchParams(q ? { q } : {});
    for (const [name, value] of Object.entries(chosen())) if (value) params.set(name, value);
    return "?" + params;
  };
  const fromAddress = () => {
    const params = new URLSearchParams(location.search);
    field.value = params.get("q") || "";
    for (const s of filters) s.value = head ? params.get(s.name) || "" : "";
    run(field.value);
  };
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    for (const s of filters) s.value = "";
    try {
      history.pushState(null, "", address(field.value));
    } catch { // some browsers give pages from disk no history of their own
    }
    run(field.value);
  });
  for (const s of filters) {
    s.addEventListener("change", () => {
      try {
        history.replaceState(null, "", address(now.q));
      } catch {
      }
      fazhiSearch.showFigures(now, fazhiSearch.fold(now.q).text, [], chosen).then((n) => {
        now.indicators = n;
        redraw();
      });
    });
  }
  addEventListener("popstate", fromAddress);
  document.getElementById("search-plain").hidden = true;
  addEventListener("DOMContentLoaded", fromAddress);
})();
