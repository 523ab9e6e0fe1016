// Indicators as results: their values by year, or by agency and year.
(() => {
  "use strict";
  const { say, words, make, link, button } = fazhiSearch;
  if (!say) return;
  const FIRST = 5, OPEN = 2;

  // How well an indicator fits what was asked for, 0 where it does not.
  const fits = (ind, text, parts) => {
    const names = [ind.label, ...(ind.aliases || [])].map((n) => fazhiSearch.fold(n).text);
    if (names.includes(text)) return 6;
    if (names.some((n) => n.startsWith(text))) return 5;
    if (names.some((n) => n.includes(text))) return 4;
    if (fazhiSearch.fold(ind.key).text === text) return 3;
    const values = (ind.values || []).map((v) => fazhiSearch.fold(v).text);
    if (values.includes(text)) return 3;
    if ([...text].length > 1 && values.some((v) => v.includes(text))) return 2;
    return parts.length > 1 && parts.every((p) => [...names, ...values].some((s) => s.includes(p))) ? 1 : 0;
  };
  const best = (all, text, parts) => all.map((ind) => ({ ind, fit: fits(ind, text, parts) })).filter((one) => one.fit > 0).sort((a, b) => b.fit - a.fit).map((one) => one.ind);

  // A table of values: rows are [label, link, values], columns the years.
  const table = (caption, corner, years, rows, asked) => {
    const frame = make("div", "scroll");
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", caption);
    const t = frame.appendChild(make("table", "matrix"));
    t.append(make("caption", "hidden", caption));
    const top = t.appendChild(make("thead")).appendChild(make("tr"));
    const scoped = (row, className, scope) => {
      const th = row.appendChild(make("th", className));
      th.scope = scope;
      return th;
    };
    scoped(top, "", "col").textContent = corner;
    for (const { year } of years) scoped(top, "num", "col").textContent = words(say.year, { y: year });
    const body = t.appendChild(make("tbody"));
    for (const one of rows) {
      const tr = body.appendChild(make("tr")), th = scoped(tr, "", "row");
      th.lang = "zh-CN";
      th.appendChild(link(one.href)).append(fazhiSearch.mark(one.label, asked));
      for (const { year } of years) {
        const cell = one.cells.get(year), td = tr.appendChild(make("td", "num"));
        td.lang = "zh-CN";
        if (!cell) td.append(make("span", "absent", "—"));
        else (cell.href ? td.appendChild(link(cell.href)) : td).append(fazhiSearch.mark(cell.text, asked));
      }
    }
    return frame;
  };
  const cells = (form, ind, base) => new Map(form.years.map((y, i) => [y.year, { text: ind.values[i], href: y.path ? new URL(y.path, base).href + "#f-" + ind.key : "" }]).filter(([, c]) => c.text));
  const used = (years, rows) => years.filter(({ year }) => rows.some((r) => r.cells.has(year)));

  // Those of one agency, a table for each kind of report.
  const own = async (box, text, parts, values) => {
    const data = await fazhiSearch.figuresOf(say.agency, new URL(say.figures, document.baseURI).href), base = document.baseURI, asked = [text, ...parts];
    let n = 0;
    for (const form of data.forms) {
      if (values.form && values.form !== form.id) continue;
      const years = form.years.filter((y) => !values.year || String(y.year) === values.year);
      const all = best(form.indicators, text, parts).map((ind) => ({ href: new URL(ind.path, base).href, label: ind.label, cells: cells({ years: form.years }, ind, base) }))
        .filter((row) => years.some(({ year }) => row.cells.has(year)));
      if (all.length === 0) continue;
      n += all.length;
      const part = box.appendChild(make("div"));
      const draw = (most) => {
        const rows = all.slice(0, most);
        part.textContent = "";
        if (data.forms.length > 1) part.append(make("h3", "", form.title));
        part.append(table(form.title, say.indicator, used(years, rows), rows, asked));
        if (all.length > most) {
          part.append(button(words(say.moreFigures, { n: all.length - most }), () => {
            draw(Infinity);
            part.querySelectorAll("tbody th a")[most].focus();
          }));
        }
      };
      draw(FIRST);
    }
    return n;
  };

  // Those of all agencies: what each has is asked of its own file.
  const shared = async (box, text, parts, values, head) => {
    const data = await fazhiSearch.allIndicators(), asked = [text, ...parts];
    let n = 0;
    for (const form of data.forms) {
      for (const ind of best(form.indicators, text, parts)) {
        if (++n > FIRST * 2) continue;
        const part = box.appendChild(make("div")), across = (form.across || [])[0];
        const h = part.appendChild(make("h3"));
        h.lang = "zh-CN";
        h.append(fazhiSearch.mark(ind.label, asked));
        if (ind.unit) h.append(" ", make("span", "unit", ind.unit));
        const lead = part.appendChild(make("p", "quiet", [form.title, words(say.agencies, { n: ind.agencies.length })].join(" · ")));
        if (across && ind.agencies.length > 1) lead.append(" ", link(across.path, words(say.across, { y: across.year })));
        const place = part.appendChild(make("div"));
        const draw = async (most) => {
          const rows = [], years = new Map();
          for (const number of ind.agencies.slice(0, most)) {
            const doc = head.docs[number], base = new URL("../" + doc.name + "/search/", document.baseURI);
            const away = /^https?:/.test(doc.path); // of another site, which is not asked
            const theirs = away ? null : await fazhiSearch.figuresOf(doc.name, new URL("figures.js", base).href).catch(() => null);
            const f = theirs && theirs.forms.find((one) => one.id === form.id), own = f && f.indicators.find((one) => one.key === ind.key);
            if (!own) {
              rows.push({ label: doc.title, href: doc.path, cells: new Map(), missing: !away });
              continue;
            }
            for (const y of f.years) if (!values.year || String(y.year) === values.year) years.set(y.year, { year: y.year });
            rows.push({ label: doc.title, href: new URL(own.path, base).href, cells: cells(f, own, base) });
          }
          place.textContent = "";
          const columns = [...years.values()].sort((a, b) => b.year - a.year);
          place.append(table(ind.label, say.body, used(columns, rows), rows, []));
          if (rows.some((r) => r.missing)) place.append(make("p", "quiet", say.someFailed));
          if (ind.agencies.length > most) {
            place.append(button(words(say.moreAgencies, { n: Math.min(FIRST, ind.agencies.length - most) }), async () => {
              await draw(most + FIRST);
              place.querySelectorAll("tbody th a")[most].focus();
            }));
          }
        };
        if (n <= OPEN) await draw(FIRST);
        else place.append(button(say.values, async () => {
          await draw(FIRST);
          place.querySelector("a").focus();
        }));
      }
    }
    return n;
  };

  // Fills the part of the page with figures, and gives how many indicators fit.
  fazhiSearch.showFigures = async (now, text, parts, chosen) => {
    const box = make("div"), values = chosen();
    const n = say.figures ? await own(box, text, parts, values) : await shared(box, text, parts, values, await fazhiSearch.open(say.index));
    now.figures.textContent = "";
    if (n > 0) now.figures.append(make("h2", "", say.figuresTitle), box);
    return n;
  };
})();
