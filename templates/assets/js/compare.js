// Any two years of a form, from the data that is published beside the page. The
// numbers are exact decimals, as whole numbers of 10^-12, and the rules are those
// of the pages that the program makes: generator/report/change.go.
addEventListener("DOMContentLoaded", () => {
  "use strict";
  const box = document.getElementById("two"), data = window.fazhiSeries;
  if (!box || !data) return;
  const say = box.dataset, table = box.querySelector("table");
  const from = document.getElementById("two-from"), to = document.getElementById("two-to"), whole = document.getElementById("two-page");
  const PLACES = 12, ONE = 10n ** BigInt(PLACES);
  const words = (text, fill) => text.replace(/\{(\w)\}/g, (_, key) => fill[key]);
  const abs = (n) => (n < 0n ? -n : n);

  const number = (text) => {
    const [whole, part = ""] = text.replace("-", "").split(".");
    const n = BigInt(whole + part.slice(0, PLACES).padEnd(PLACES, "0"));
    return text.startsWith("-") ? -n : n;
  };
  const plain = (n) => {
    const digits = abs(n).toString().padStart(PLACES + 1, "0");
    const part = digits.slice(-PLACES).replace(/0+$/, "");
    return (n < 0n ? "-" : "") + digits.slice(0, -PLACES) + (part && "." + part);
  };
  // Rounds to places: half away from zero, or down, or up.
  const round = (n, places, how) => {
    const step = 10n ** BigInt(PLACES - places), rest = ((n % step) + step) % step, low = n - rest;
    if (rest === 0n) return n;
    if (how === "down") return low;
    if (how === "up") return low + step;
    return rest * 2n > step || (rest * 2n === step && n > 0n) ? low + step : low;
  };
  const print = (n, unit) => {
    const u = data.units[unit] || { behind: unit, scaled: true };
    if (u.scaled) {
      for (const [power, word] of [[12n, "万亿"], [8n, "亿"], [4n, "万"]]) {
        const scale = 10n ** power;
        if (abs(n) < scale * ONE) continue;
        if (n % (scale * ONE / 100n) === 0n) return plain(n / scale) + word + (unit === "1" ? "" : unit);
      }
    }
    return plain(n) + u.behind;
  };

  // The interval of a figure; an end that is null is open-ended.
  const bounds = (f) => {
    if (!f.approx) { const n = number(f.value); return { lo: n, hi: n }; }
    return { lo: f.lo ? number(f.lo) : null, hi: f.hi ? number(f.hi) : null, loOpen: f.loOpen, hiOpen: f.hiOpen };
  };
  const point = (i) => i.lo !== null && i.lo === i.hi && !i.loOpen && !i.hiOpen;
  const less = (a, b) => ({
    lo: a.lo === null || b.hi === null ? null : a.lo - b.hi, hi: a.hi === null || b.lo === null ? null : a.hi - b.lo,
    loOpen: a.loOpen || b.hiOpen, hiOpen: a.hiOpen || b.loOpen,
  });
  const negative = (i) => ({ lo: i.hi === null ? null : -i.hi, hi: i.lo === null ? null : -i.lo, loOpen: i.hiOpen, hiOpen: i.loOpen });
  const direction = (i) => {
    if (point(i)) return i.lo > 0n ? 1 : i.lo < 0n ? -1 : 0;
    if (i.lo !== null && (i.lo > 0n || (i.lo === 0n && i.loOpen))) return 1;
    if (i.hi !== null && (i.hi < 0n || (i.hi === 0n && i.hiOpen))) return -1;
    return null;
  };
  const percent = (a, b) => {
    const top = (a - b) * 100n * ONE, cut = top / b;
    return top % b === 0n ? cut : cut + (top < 0n ? -1n : 0n); // downward: a fifth of 10^-12 shows nowhere
  };
  const growth = (now, before) => {
    if (before.lo === null || before.lo <= 0n) return null;
    if (point(now) && point(before)) { const n = round(percent(now.lo, before.lo), 1); return { lo: n, hi: n }; }
    return {
      lo: now.lo === null || before.hi === null ? null : percent(now.lo, before.hi), hi: now.hi === null ? null : percent(now.hi, before.lo),
      loOpen: now.loOpen || before.hiOpen, hiOpen: now.hiOpen || before.loOpen,
    };
  };
  const span = (verb, size, unit, places) => {
    const least = 10n ** BigInt(PLACES - places), show = (n) => print(round(n, places), unit);
    if (point(size)) return round(size.lo, places) === 0n ? verb + "不足" + print(least, unit) : verb + show(size.lo);
    const lo = size.lo === null ? null : round(size.lo, places, "down"), hi = size.hi === null ? null : round(size.hi, places, "up");
    const loOpen = size.loOpen && lo === size.lo;
    if (hi === null) return loOpen ? verb + "超过" + show(lo) : verb + show(lo) + "以上";
    if (lo === null || lo <= 0n) return verb + "不超过" + show(hi);
    return show(lo) === show(hi) ? verb + "约" + show(lo) : verb + show(lo) + "至" + show(hi);
  };
  const signed = (n, unit) => (n === 0n ? "0" + print(ONE, unit).slice(1) : n > 0n ? "+" + print(n, unit) : "−" + print(-n, unit));
  const spread = (d, unit) => {
    if (d.lo === null && d.hi === null) return "";
    if (point(d)) return signed(d.lo, unit);
    if (d.lo === null) return (d.hiOpen ? "小于" : "至多") + signed(d.hi, unit);
    if (d.hi === null) return (d.loOpen ? "大于" : "至少") + signed(d.lo, unit);
    return signed(d.lo, unit) + "至" + signed(d.hi, unit);
  };

  // What can be said of an indicator in two years.
  const compare = (ind, a, b, years) => {
    const out = { text: say.apart, absent: true, span: "", why: "" };
    const gone = [[a, years[0]], [b, years[1]]].filter(([f]) => !f || f.absent);
    if (gone.length) {
      out.why = gone.map(([f, y]) => words(say.none, { y, v: f ? f.text : say.unpublished })).join(say.join);
      return out;
    }
    const broken = (data.breaks || []).filter((x) => x.year > years[0] && x.year <= years[1] && x.figures.includes(ind.key)).sort((x, y) => y.year - x.year)[0];
    if (broken) return { ...out, broken: true, why: broken.note.startsWith(broken.year + "年") ? broken.note : words(say.break, { y: broken.year, n: broken.note }) };
    const one = data.units[a.unit || ""], two = data.units[b.unit || ""];
    if (one.class !== two.class) return { ...out, why: words(say.unit, { a: a.unit || "", b: b.unit || "" }) };
    const x = bounds(a), y = bounds(b), d = less(y, x), sign = direction(d), share = ind.kind === "share";
    out.absent = false;
    out.span = spread(d, share ? "百分点" : b.unit || "");
    if (sign === null) return { ...out, text: say.open };
    if (sign === 0) return { ...out, text: years[1] - years[0] === 1 ? say.evenLast : say.even, span: "" };
    out.better = sign > 0 ? ind.direction === "higher" || ind.direction === "target100" : ind.direction === "lower";
    const size = sign < 0 ? negative(d) : d, verb = (up, down) => (sign < 0 ? down : up);
    const plainly = { ...out, span: "" }; // the words are the difference itself
    if (share) return { ...plainly, text: span(verb("提高", "下降"), size, "百分点", 2) };
    if (ind.kind === "duration") return { ...plainly, text: span(verb("延长", "缩短"), size, b.unit || "", 2) };
    const grown = growth(y, x);
    if (grown) return { ...out, text: span(verb("增长", "下降"), sign < 0 ? negative(grown) : grown, "%", 1) };
    plainly.text = span(verb("增加", "减少"), size, b.unit || "", 2);
    return point(x) ? { ...plainly, why: x.lo < 0n ? say.negative : say.zero } : plainly;
  };

  const make = (name, className, text, label) => {
    const el = document.createElement(name);
    if (className) el.className = className;
    if (text) el.textContent = text;
    if (label) el.dataset.label = label;
    return el;
  };
  // A value leads to its row in the report of its year.
  const cell = (f, { year, href }, className) => {
    const td = make("td", "num dated " + className + (!f || f.absent ? " absent" : ""), "", words(say.year, { y: year }));
    if (f && href) td.appendChild(make("a", "", f.text)).href = href + "#f-" + f.key;
    else td.append(f ? f.text : say.unpublished);
    if (f && f.exact) td.append(" ", make("span", "exact", f.exact));
    return td;
  };
  const title = document.getElementById("two-title"), list = document.getElementById("two-list");
  const heading = (a, b) => words(list.dataset.title, { a, b });
  const show = () => {
    const years = [from, to].map((s) => Number(s.value)).sort((a, b) => a - b), names = years.map((y) => words(say.year, { y }));
    const both = years.map((y) => data.years.find((one) => one.year === y)), [a, b] = both.map((y) => new Map(y.figures.map((f) => [f.key, f])));
    table.querySelectorAll("tbody").forEach((el) => el.remove());
    table.querySelectorAll("thead .num").forEach((el, i) => { el.textContent = names[i]; });
    title.textContent = heading(...years);
    box.dispatchEvent(new CustomEvent("years", { detail: years }));
    const page = data.pages[years.join("-")];
    whole.hidden = !page;
    if (page) whole.href = page;
    let group = null, body = null;
    for (const ind of data.indicators) {
      if (!a.has(ind.key) && !b.has(ind.key)) continue;
      if (ind.group !== group) {
        group = ind.group;
        body = table.appendChild(make("tbody"));
        const head = body.appendChild(make("tr", "group")).appendChild(make("th", "", group));
        head.colSpan = 5;
        head.scope = "rowgroup";
      }
      const c = compare(ind, a.get(ind.key), b.get(ind.key), years), row = body.appendChild(make("tr", c.broken ? "break" : ""));
      const head = row.appendChild(make("th"));
      head.scope = "row";
      const link = head.appendChild(make("a", "", ind.label));
      link.href = "../../" + ind.path;
      row.append(cell(a.get(ind.key), both[0], "before"), cell(b.get(ind.key), both[1], ""));
      const change = row.appendChild(make("td", "change" + (c.better ? " better" : "") + (c.absent ? " absent" : ""), c.text));
      if (c.span) change.append(" ", make("span", "exact", c.span));
      const note = (b.get(ind.key) || {}).note;
      row.append(make("td", "why", [c.why, note].filter(Boolean).join(say.join)));
    }
  };

  // The two years stand in the address, so that a comparison can be passed on
  // and the way back leads through it: #2019-2023.
  const chosen = () => {
    const years = location.hash.slice(1).split("-").map(Number);
    const at = years.map((y) => data.years.findIndex((one) => one.year === y));
    box.hidden = at.length !== 2 || at.includes(-1) || at[0] === at[1];
    if (box.hidden) return;
    [from.selectedIndex, to.selectedIndex] = at;
    show();
    title.focus({ preventScroll: true });
    box.scrollIntoView();
  };
  for (const select of [from, to]) {
    for (const { year } of data.years) select.add(new Option(words(say.year, { y: year }), year));
    select.addEventListener("change", () => {
      if (from.value !== to.value) history.replaceState(null, "", "#" + from.value + "-" + to.value);
      show();
    });
  }
  // Every pair of years that has no page of its own gets a link beside those
  // that have one.
  for (const [i, { year }] of data.years.entries()) {
    for (const { year: later } of data.years.slice(i + 1)) {
      if (data.pages[year + "-" + later]) continue;
      const link = make("a", "", words(say.year, { y: later }));
      link.href = "#" + year + "-" + later;
      link.title = heading(year, later);
      list.querySelector(`[data-year="${year}"]`).append(" ", link);
    }
  }
  document.getElementById("two-plain").hidden = true;
  document.getElementById("two-note").hidden = false;
  addEventListener("hashchange", chosen);
  chosen();
});
